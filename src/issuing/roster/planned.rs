//! What a cell means of what the plan has: an occupation, a level, a sitting.

use super::sittings::{Sittings, Unmatched};
use crate::registry::Level;
use crate::registry::identifier::OccupationCode;
use crate::spreadsheet::cells::{Said, nearest, said};

pub(super) fn join(words: Vec<&str>) -> String {
    let mut words = words;
    words.dedup();
    words.join("、")
}

pub(super) fn occupation(written: &str, sittings: &Sittings<'_>) -> Result<OccupationCode, Said> {
    sittings.occupation(written).map_err(|unmatched| {
        let labels = sittings.occupations();
        match unmatched {
            Unmatched::Name => said("职业的编码和名称对不上", format!("方案里的职业：{}", labels.join("、"))),
            Unmatched::Occupation => {
                let near = nearest(written, labels.iter().map(String::as_str)).filter(|_| labels.len() > 1);
                said(
                    "实施方案里没有这个职业",
                    near.unwrap_or_else(|| format!("方案里的职业：{}", labels.join("、"))),
                )
            }
        }
    })
}

pub(super) fn level(written: &str, sittings: &Sittings<'_>) -> Result<Level, Said> {
    let written = written.replace(' ', "");
    let is_it = |level: &Level| {
        let name = level.name();
        let digit = level.digit().map(|digit| digit.to_string());
        written == name
            || written == level.key()
            || name.split('/').any(|part| part == written)
            || digit.is_some_and(|digit| written.strip_suffix('级') == Some(&digit))
    };
    let offered = sittings.levels();
    let names = || join(offered.iter().map(|level| level.name()).collect());
    match Level::ALL.into_iter().find(is_it) {
        Some(level) if offered.contains(&level) => Ok(level),
        Some(_) => Err(said("实施方案里没有这个等级", format!("方案里的等级：{}", names()))),
        None => {
            let near = nearest(&written, offered.iter().map(|level| level.name()));
            Err(said("没有这个等级", near.unwrap_or_else(|| format!("方案里的等级：{}", names()))))
        }
    }
}

/// The sitting that is named, as the plan writes it.
pub(super) fn sitting<'a>(written: &str, sittings: &Sittings<'a>) -> Result<&'a str, Said> {
    let id = written.split(['(', ' ']).next().unwrap_or_default();
    let found = sittings.all().iter().find(|o| o.sitting.id.eq_ignore_ascii_case(id));
    found.map(|o| &*o.sitting.id).ok_or_else(|| {
        said("实施方案里没有这一场", format!("方案里的场次：{}", Sittings::list(sittings.all())))
    })
}
