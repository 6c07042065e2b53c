//! PURE: 双随机: which sittings are inspected, and by whom, follows from a public seed and a list that was fixed before.
//!
//! Everybody can do it again with SHA-256 alone. A *ticket* is the SHA-256 of `skillreg-draw/1`, the seed and a name, each
//! ended by a line feed, in UTF-8. The sittings with the lowest tickets of `plan/sitting` are drawn. To each in that order go
//! the two inspectors who have the fewest assignments this year, the lowest ticket of `plan/sitting inspector` deciding
//! between equals; left out are those who are recused there, or have a sitting on that day already. At least two inspectors
//! for each object: 国办发〔2015〕58号 as offices apply it.

use std::collections::BTreeSet;

use crate::registry::identifier::Digest;
use crate::registry::records::supervision::{
    Assignment, Draw, Inspector, Pool, PooledInspector, PooledSitting,
};
use crate::registry::{
    Date, Records, Registry, SittingRef, SupervisionYear, in_percent, inspection_share, inspections_required,
};

const METHOD: &str = "skillreg-draw/1";

/// How many inspectors each sitting gets.
pub const INSPECTORS: usize = 2;

/// Why nothing can be drawn, for the officer who asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoDraw {
    /// Enough has been drawn for the sittings known so far.
    #[error(
        "{year} 年已登记 {known} 场，按不低于 {share} 应抽 {required} 场，已抽 {drawn} 场，暂时不用再抽；以后又报了场次，再抽一次；要多抽，写明 --count"
    )]
    Enough {
        /// The year.
        year: i16,
        /// Sittings of the year.
        known: usize,
        /// The share of the policy, in per cent.
        share: String,
        /// How many have to be drawn of them.
        required: usize,
        /// How many were.
        drawn: usize,
    },
    /// There is no sitting to draw from.
    #[error("{0} 年没有还没举行、也还没抽过的场次")]
    NoSitting(i16),
    /// Too few inspectors are left for a sitting.
    #[error(
        "场次 {0} 没有两名可以派去的督导人员：其余的要回避，或者当天已有任务；先在 inspectors.yaml 补充人员"
    )]
    TooFew(String),
}

/// The SHA-256 that decides.
fn ticket(seed: &str, name: &str) -> Digest {
    Digest::of(format!("{METHOD}\n{seed}\n{name}\n").as_bytes())
}

impl PooledSitting {
    /// `plan/sitting`.
    pub fn name(&self) -> String {
        format!("{}/{}", &*self.plan, &*self.sitting)
    }
}

impl Pool {
    /// The SHA-256 of the list, to be made public before the seed is known: `skillreg-draw/1`, how many are drawn, each
    /// sitting with its date, each inspector with the assignments so far and the sittings of recusal, a line each.
    pub fn digest(&self) -> Digest {
        let mut text = format!("{METHOD}\ncount {}\n", self.count);
        for sitting in &self.sittings {
            text.push_str(&format!("sitting {} {}\n", sitting.name(), sitting.date));
        }
        for inspector in &self.inspectors {
            text.push_str(&format!("inspector {} {}", &*inspector.id, inspector.assigned));
            inspector.recused.iter().for_each(|name| text.push_str(&format!(" {}", &**name)));
            text.push('\n');
        }
        Digest::of(text.as_bytes())
    }

    /// Draws.
    ///
    /// # Errors
    /// When a drawn sitting has too few inspectors.
    pub fn draw(&self, seed: &str) -> Result<Vec<Assignment>, NoDraw> {
        let mut sittings: Vec<&PooledSitting> = self.sittings.iter().collect();
        sittings.sort_by_key(|sitting| ticket(seed, &sitting.name()));
        sittings.truncate(usize::from(self.count));
        let mut tasks: Vec<(&PooledInspector, Date)> = Vec::new();
        let mut drawn = Vec::with_capacity(sittings.len());
        for sitting in sittings {
            let inspectors = self.inspectors_for(sitting, seed, &tasks);
            if inspectors.len() < INSPECTORS {
                return Err(NoDraw::TooFew(sitting.name()));
            }
            tasks.extend(inspectors.iter().map(|inspector| (*inspector, sitting.date)));
            drawn.push(Assignment {
                plan: sitting.plan.clone(),
                sitting: sitting.sitting.clone(),
                inspectors: inspectors.iter().map(|inspector| inspector.id.clone()).collect(),
            });
        }
        Ok(drawn)
    }

    fn inspectors_for<'a>(
        &'a self,
        sitting: &PooledSitting,
        seed: &str,
        tasks: &[(&PooledInspector, Date)],
    ) -> Vec<&'a PooledInspector> {
        let name = sitting.name();
        let days = |inspector: &PooledInspector| -> Vec<Date> {
            tasks.iter().filter(|(other, _)| other.id == inspector.id).map(|(_, date)| *date).collect()
        };
        let is_free = |inspector: &&PooledInspector| {
            let recused = inspector.recused.iter().any(|recused| **recused == *name);
            !recused && !days(inspector).contains(&sitting.date)
        };
        let mut free: Vec<&PooledInspector> = self.inspectors.iter().filter(is_free).collect();
        free.sort_by_cached_key(|inspector| {
            let load = usize::from(inspector.assigned) + days(inspector).len();
            (load, ticket(seed, &format!("{name} {}", &*inspector.id)))
        });
        free.truncate(INSPECTORS);
        free
    }
}

/// What a year's draw is drawn from on the registry's day: the sittings reported and still to come that were not drawn yet,
/// and all inspectors. Without a count, as many as the policy's share of the year's sittings still lacks.
///
/// # Errors
/// When nothing has to be drawn, or there is nothing to draw from.
pub fn pool(registry: &Registry, year: i16, count: Option<u16>) -> Result<Pool, NoDraw> {
    let year = Year::of(registry, year);
    let lacking = match count {
        Some(count) => usize::from(count),
        None => year.lacking()?,
    };
    let open = year.open();
    if open.is_empty() {
        return Err(NoDraw::NoSitting(year.year));
    }
    let sittings: Vec<PooledSitting> = open.iter().filter_map(pooled).collect();
    let mut inspectors: Vec<PooledInspector> =
        year.supervision.inspectors.iter().map(|inspector| year.inspector(inspector, &open)).collect();
    inspectors.sort_by(|a, b| a.id.cmp(&b.id));
    let count = u16::try_from(lacking.min(sittings.len())).unwrap_or(u16::MAX);
    Ok(Pool { count, sittings, inspectors })
}

/// The digest of the list that a draw would have been made from with other records, as those of a commit.
pub fn list_in(records: Records, draw: &Draw) -> Option<Digest> {
    let pool_of = draw.pool.as_ref()?;
    let year = pool_of.sittings.first()?.date.year();
    let registry = Registry::new(records, draw.date)?;
    pool(&registry, year, Some(pool_of.count)).ok().map(|pool| pool.digest())
}

fn pooled(found: &SittingRef<'_>) -> Option<PooledSitting> {
    let sitting = found.sitting;
    Some(PooledSitting { plan: found.plan.id.parse().ok()?, sitting: sitting.id.clone(), date: sitting.date })
}

/// The year as the registry knows it today, without the sittings that were called off.
struct Year<'a> {
    registry: &'a Registry,
    year: i16,
    sittings: Vec<SittingRef<'a>>,
    supervision: SupervisionYear<'a>,
    /// Those of sittings that were not called off.
    assignments: Vec<&'a Assignment>,
}

impl<'a> Year<'a> {
    fn of(registry: &'a Registry, year: i16) -> Self {
        let mut sittings = registry.sittings();
        sittings.retain(|found| found.sitting.date.year() == year && !found.sitting.is_cancelled());
        sittings.sort_by(|a, b| (&a.plan.id, &*a.sitting.id).cmp(&(&b.plan.id, &*b.sitting.id)));
        let supervision = registry.supervision().remove(year.to_string().as_str()).unwrap_or_default();
        let held: BTreeSet<(&str, &str)> =
            sittings.iter().map(|found| (&*found.plan.id, &*found.sitting.id)).collect();
        let assignments = supervision.draws.iter().flat_map(|draw| &draw.assignments);
        let is_held = |task: &&Assignment| held.contains(&(&*task.plan, &*task.sitting));
        let assignments = assignments.filter(is_held).collect();
        Self { registry, year, sittings, supervision, assignments }
    }

    fn drawn(&self) -> BTreeSet<(&'a str, &'a str)> {
        self.assignments.iter().map(|assignment| (&*assignment.plan, &*assignment.sitting)).collect()
    }

    /// Sittings that may be drawn: reported, still to come, not drawn before.
    fn open(&self) -> Vec<SittingRef<'a>> {
        let (today, drawn) = (self.registry.today, self.drawn());
        let is_open = |found: &&SittingRef<'_>| {
            let known = found.plan.value.reported <= today && found.sitting.date > today;
            known && !drawn.contains(&(&*found.plan.id, &*found.sitting.id))
        };
        self.sittings.iter().filter(is_open).copied().collect()
    }

    fn inspector(&self, inspector: &Inspector, open: &[SittingRef<'_>]) -> PooledInspector {
        let tasks: Vec<_> =
            self.assignments.iter().filter(|task| task.inspectors.contains(&inspector.id)).collect();
        let is_task = |found: &&SittingRef<'_>| {
            tasks.iter().any(|task| found.plan.id == *task.plan && found.sitting.id == task.sitting)
        };
        let busy: BTreeSet<Date> =
            self.sittings.iter().filter(is_task).map(|found| found.sitting.date).collect();
        let is_recused = |found: &&SittingRef<'_>| {
            self.has_interest(inspector, found) || busy.contains(&found.sitting.date)
        };
        let recused = open.iter().filter(is_recused).filter_map(|found| pooled(found)?.name().parse().ok());
        let assigned = u16::try_from(tasks.len()).unwrap_or(u16::MAX);
        PooledInspector { id: inspector.id.clone(), assigned, recused: recused.collect() }
    }

    fn has_interest(&self, inspector: &Inspector, found: &SittingRef<'_>) -> bool {
        let institution = &found.plan.value.institution;
        let name = self.registry.filing(institution).map(|record| &*record.value.applicant.name);
        inspector.recused_from.contains(institution) || name == Some(&*inspector.employer)
    }

    /// How many of those drawn are still to come or were inspected: what nobody went to counts for nothing.
    fn kept(&self) -> usize {
        let drawn = self.drawn();
        let inspected: BTreeSet<(&str, &str)> =
            self.supervision.inspections.iter().map(|done| (&*done.plan, &*done.sitting)).collect();
        let is_kept = |found: &&SittingRef<'_>| {
            let name = (&*found.plan.id, &*found.sitting.id);
            drawn.contains(&name) && (found.last_day() >= self.registry.today || inspected.contains(&name))
        };
        self.sittings.iter().filter(is_kept).count()
    }

    /// How many more have to be drawn: the policy's share of the sittings known so far, rounded up, less those drawn.
    fn lacking(&self) -> Result<usize, NoDraw> {
        let (known, drawn, year) = (self.sittings.len(), self.kept(), self.year);
        let dates = self.sittings.iter().map(|found| found.sitting.date);
        let share = inspection_share(&self.registry.records().policies, year, dates);
        let required = inspections_required(share, known);
        let share = format!("{}%", in_percent(share));
        match required.saturating_sub(drawn) {
            0 => Err(NoDraw::Enough { year, known, share, required, drawn }),
            lacking => Ok(lacking),
        }
    }
}

/// What is wrong with a draw that says what it was drawn from: the first thing found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// The list is not the one that was fingerprinted.
    List,
    /// Another result follows from list and seed.
    Result,
}

/// What was changed in a draw after it was first recorded: what it is called in the record. Notes may be added to it.
pub fn altered(first: &Draw, now: &Draw) -> Option<&'static str> {
    let list = |draw: &Draw| draw.pool.as_ref().map(Pool::digest);
    if first.seed != now.seed {
        return Some("种子");
    }
    if first.date != now.date {
        return Some("抽取日期");
    }
    if list(first) != list(now) || first.fingerprint != now.fingerprint {
        return Some("名单");
    }
    (first.assignments != now.assignments).then_some("抽取结果")
}

/// Does a draw again. Draws of before that do not say what they were drawn from cannot be done again.
pub fn flaw(draw: &Draw) -> Option<Flaw> {
    let pool = draw.pool.as_ref()?;
    if draw.fingerprint != Some(pool.digest()) {
        return Some(Flaw::List);
    }
    let same = pool.draw(&draw.seed).is_ok_and(|again| again == draw.assignments);
    (!same).then_some(Flaw::Result)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool(sittings: usize, inspectors: usize, count: u16) -> Pool {
        let sitting = |at: usize| PooledSitting {
            plan: format!("2021-{at:04}").parse().unwrap(),
            sitting: "s1".parse().unwrap(),
            date: Date::new(2021, 6, 1 + (at % 5) as i8).unwrap(),
        };
        let inspector = |at: usize| PooledInspector {
            id: format!("i{at:02}").parse().unwrap(),
            assigned: (at % 2) as u16,
            recused: if at == 0 { vec!["2021-0000/s1".parse().unwrap()] } else { Vec::new() },
        };
        Pool {
            count,
            sittings: (0..sittings).map(sitting).collect(),
            inspectors: (0..inspectors).map(inspector).collect(),
        }
    }

    #[test]
    fn the_same_seed_and_list_give_the_same_draw() {
        let pool = pool(20, 8, 6);
        let drawn = pool.draw("2021-05-20 示例").unwrap();
        assert_eq!(pool.draw("2021-05-20 示例").unwrap(), drawn);
        assert_ne!(pool.draw("2021-05-20 示例 ").unwrap(), drawn);
        assert_eq!(drawn.len(), 6);
        assert!(
            drawn.iter().all(|task| task.inspectors.len() == 2 && task.inspectors[0] != task.inspectors[1])
        );
    }

    #[test]
    fn nobody_is_sent_where_recused_or_to_two_places_on_one_day() {
        for seed in 0..200 {
            let pool = pool(10, 6, 10);
            let drawn = pool.draw(&seed.to_string());
            let Ok(drawn) = drawn else { continue };
            let date = |task: &Assignment| {
                pool.sittings.iter().find(|s| s.plan == task.plan).map(|sitting| sitting.date).unwrap()
            };
            let mut tasks = BTreeSet::new();
            for task in &drawn {
                for inspector in &task.inspectors {
                    assert!(tasks.insert((date(task), inspector.to_string())), "{seed}: twice on a day");
                    assert!(!(&**inspector == "i00" && &*task.plan == "2021-0000"), "{seed}: recused");
                }
            }
        }
    }

    #[test]
    fn the_load_is_balanced_and_each_sitting_has_the_same_chance() {
        let pool = pool(10, 8, 3);
        let mut times = std::collections::BTreeMap::new();
        for seed in 0..2000 {
            for task in pool.draw(&format!("seed {seed}")).unwrap() {
                *times.entry(task.plan.to_string()).or_insert(0) += 1;
            }
        }
        // 600 expected of each, with a standard deviation of 20.
        assert!(times.values().all(|times| (500..700).contains(times)), "{times:?}");
        let many = self::pool(40, 8, 8).draw("示例").unwrap();
        let count = |id: &str| many.iter().flat_map(|task| &task.inspectors).filter(|i| ***i == *id).count();
        assert!((0..8).all(|at| (1..=3).contains(&count(&format!("i{at:02}")))));
    }

    #[test]
    fn too_few_inspectors_are_told_by_the_sitting() {
        assert_eq!(pool(1, 2, 1).draw("x"), Err(NoDraw::TooFew("2021-0000/s1".to_owned())));
    }

    /// Drawn with `sha256sum` alone: printf 'skillreg-draw/1\nx\n2021-0001/s1\n' | sha256sum
    #[test]
    fn a_ticket_is_plain_sha_256() {
        let expected = "c1a1df27fa259110d98481c68683cf264d9c2a3fb03709512b498a177cf090ed";
        assert_eq!(ticket("x", "2021-0001/s1").to_string(), expected);
    }
}
