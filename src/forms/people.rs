//! People who stand in a form more than once: a number is one person's, a person may stand on several sheets. What is
//! said of them repeats neither name nor number.

use std::collections::HashMap;
use std::sync::Arc;

use crate::spreadsheet::fault::{Fault, Spot};

/// A person with a number that reads as one.
pub(super) struct Met {
    pub(super) sheet: Arc<str>,
    pub(super) row: u32,
    /// Blank if the cell is at fault.
    pub(super) name: String,
    pub(super) number: String,
    /// Where the number stands.
    pub(super) spot: Spot,
}

impl Met {
    /// Where the person stands, as it is said at another place.
    fn place(&self, other: &Self) -> String {
        match self.sheet == other.sheet {
            true => format!("第 {} 行", self.row),
            false => format!("「{}」第 {} 行", self.sheet, self.row),
        }
    }

    fn is_called_otherwise(&self, other: &Self) -> bool {
        !self.name.is_empty() && !other.name.is_empty() && self.name != other.name
    }

    /// What is wrong with a number that stands elsewhere too.
    fn clash(&self, other: &Self) -> Option<Fault> {
        let place = other.place(self);
        let fault = |message: String| Fault::new(self.spot.clone(), message);
        if self.is_called_otherwise(other) {
            let fault = fault(format!("身份证号和{place}的相同，姓名却不同"));
            return Some(fault.hint("照证件核对这两处的姓名和身份证号"));
        }
        let is_again = self.sheet == other.sheet && other.row < self.row;
        let fault = is_again.then(|| fault(format!("身份证号和{place}的相同")))?;
        Some(fault.hint("一个人在一张表里只写一行；填错的照证件改正"))
    }
}

/// Numbers that stand under several names, or more than once on a sheet: at every cell that may be the wrong one.
pub(super) fn faults(people: &[Met]) -> Vec<Fault> {
    let known = by(people, |met| &met.number);
    let clash = |met: &Met| {
        let same = known.get(&*met.number)?;
        same.iter().filter(|other| !std::ptr::eq(**other, met)).find_map(|other| met.clash(other))
    };
    people.iter().filter_map(clash).collect()
}

/// Names that stand under several numbers, which is right where two people have one name.
pub(super) fn notes(people: &[Met]) -> Vec<Fault> {
    let known = by(people, |met| &met.name);
    let namesake = |met: &Met| {
        let before = known.get(&*met.name)?.iter().take_while(|other| !std::ptr::eq(**other, met));
        let other = before.filter(|_| !met.name.is_empty()).find(|other| other.number != met.number)?;
        let message = format!("姓名和{}的相同，身份证号不同", other.place(met));
        let fault = Fault::new(met.spot.clone(), message);
        Some(fault.hint("同名的两个人不用改；是同一个人的，照证件改正身份证号"))
    };
    people.iter().filter_map(namesake).collect()
}

fn by(people: &[Met], of: impl Fn(&Met) -> &str) -> HashMap<&str, Vec<&Met>> {
    let mut known: HashMap<&str, Vec<&Met>> = HashMap::new();
    for met in people {
        known.entry(of(met)).or_default().push(met);
    }
    known
}
