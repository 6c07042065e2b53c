//! Statistics as tables with a bar in each cell: over time, by year, level and occupation, and how long reviews took.

use std::collections::BTreeMap;

use crate::registry::{Level, OccupationKey, Status};
use crate::site::context::{Grid, GridCell, GridColumn, GridRow};
use crate::site::paths;
use crate::site::series::{self, Checkpoint, Reviews, Snapshot};
use crate::site::totals::{Totals, YearCounts};
use crate::site::world::World;

/// How many occupations a grid shows; the data have all.
const TOP: usize = 30;

/// All grids that have something to show.
pub(crate) fn grids(world: &World<'_>, totals: &Totals<'_>) -> Vec<Grid> {
    let points = series::checkpoints(world);
    let snapshots = series::snapshots(world, &points);
    let yearly = Yearly::new(&points, &snapshots);
    let mut all = vec![
        statuses(&points, &snapshots),
        yearly.grid(
            ("districts-years", "各区备案有效的机构：各年末", "各年末各区可以开展评价的机构。", "区"),
            world.catalogue.divisions().map(|division| {
                let href = Some(paths::district(division.code.as_str()));
                (division.name.to_string(), href, division.code)
            }),
            |snapshot, code| snapshot.districts.get(code).copied(),
        ),
        yearly.grid(
            ("levels-years", "可评价各等级的机构：各年末", "各年末可以评价各等级的机构。", "等级"),
            Level::ALL.into_iter().map(|level| (level.name().into(), Some(paths::level(level)), level)),
            |snapshot, level| snapshot.levels.get(level).copied(),
        ),
        yearly.grid(
            (
                "occupations-years",
                "可评价各职业的机构：各年末",
                "各年末可以评价各职业的机构，取最多的职业。",
                "职业",
            ),
            most_filed(&yearly).into_iter().map(|key| occupation(world, key)),
            |snapshot, key| snapshot.occupations.get(key).copied(),
        ),
        by_level(totals),
        by_occupation(world, totals),
        reviews(&series::reviews(world)),
    ];
    all.retain(|grid| !grid.rows.is_empty());
    all.iter_mut().for_each(Grid::scale);
    all
}

fn occupation<'a>(world: &World<'_>, key: OccupationKey<'a>) -> (String, Option<String>, OccupationKey<'a>) {
    let known = world.catalogue.occupation(key.0, key.1);
    let name = known.map_or_else(|| key.1.to_string(), |known| known.name.to_string());
    (name, Some(paths::occupation(key.0, key.1)), key)
}

fn column(title: impl Into<String>, unit: &'static str) -> GridColumn {
    GridColumn { title: title.into(), unit }
}

fn count(value: u64) -> GridCell {
    GridCell { value: Some(value as f64), text: value.to_string(), percent: 0.0 }
}

/// A number to one decimal.
fn decimal(value: Option<f64>) -> GridCell {
    let rounded = value.map(|value| (value * 10.0).round() / 10.0);
    let text = rounded.map_or("—".to_owned(), |value| value.to_string());
    GridCell { value: rounded, text, percent: 0.0 }
}

impl Grid {
    /// Gives bars their lengths.
    fn scale(&mut self) {
        let shown = self.bars_of;
        let is_shown = |at: usize| shown.is_none_or(|column| column == at);
        let cells = self.rows.iter().flat_map(|row| row.cells.iter().enumerate());
        let most = cells.filter(|(at, _)| is_shown(*at)).filter_map(|(_, cell)| cell.value);
        let most = most.fold(0.0, f64::max);
        for (at, cell) in self.rows.iter_mut().flat_map(|row| row.cells.iter_mut().enumerate()) {
            if let Some(value) = cell.value.filter(|_| is_shown(at) && most > 0.0) {
                cell.percent = (value * 1000.0 / most).round() / 10.0;
            }
        }
    }
}

/// Every status that ever was, at the end of each quarter.
fn statuses(points: &[Checkpoint], snapshots: &[Snapshot<'_>]) -> Grid {
    let known = |status: &Status| snapshots.iter().any(|snapshot| snapshot.statuses.contains_key(status));
    let statuses: Vec<Status> = Status::ALL.into_iter().filter(known).collect();
    let row = |(point, snapshot): (&Checkpoint, &Snapshot<'_>)| GridRow {
        label: point.title(false),
        href: None,
        cells: statuses
            .iter()
            .map(|s| count(snapshot.statuses.get(s).copied().unwrap_or_default()))
            .collect(),
    };
    Grid {
        id: "status-quarters",
        title: "机构和申请的状态：各季度末",
        description: "各季度末和统计日各种状态的机构和申请，由办理过程推算；条形是备案有效的机构。",
        label_title: "时间",
        columns: statuses.iter().map(|status| column(status.title(), "家")).collect(),
        rows: points.iter().zip(snapshots).map(row).collect(),
        bars_of: statuses.iter().position(|status| *status == Status::Filed).or(Some(0)),
    }
}

/// The ends of years, and today.
struct Yearly<'s, 'a> {
    points: Vec<(&'s Checkpoint, &'s Snapshot<'a>)>,
}

/// The name, title, description and what the rows are.
type Words = (&'static str, &'static str, &'static str, &'static str);

impl<'s, 'a> Yearly<'s, 'a> {
    fn new(points: &'s [Checkpoint], snapshots: &'s [Snapshot<'a>]) -> Self {
        Self { points: points.iter().zip(snapshots).filter(|(point, _)| point.is_yearly).collect() }
    }

    fn grid<K>(
        &self,
        (id, title, description, label_title): Words,
        rows: impl Iterator<Item = (String, Option<String>, K)>,
        value: impl Fn(&Snapshot<'a>, &K) -> Option<u64>,
    ) -> Grid {
        let row = |(label, href, key): (String, Option<String>, K)| {
            let values: Vec<u64> =
                self.points.iter().map(|(_, snapshot)| value(snapshot, &key).unwrap_or_default()).collect();
            let cells = values.iter().map(|value| count(*value)).collect();
            values.iter().any(|value| *value > 0).then_some(GridRow { label, href, cells })
        };
        let columns = self.points.iter().map(|(point, _)| column(point.title(true), "家")).collect();
        let rows = rows.filter_map(row).collect();
        Grid { id, title, description, label_title, columns, rows, bars_of: None }
    }
}

/// The occupations most institutions ever assessed at a year's end.
fn most_filed<'a>(yearly: &Yearly<'_, 'a>) -> Vec<OccupationKey<'a>> {
    let mut most: BTreeMap<OccupationKey<'a>, u64> = BTreeMap::new();
    for (key, value) in yearly.points.iter().flat_map(|(_, snapshot)| &snapshot.occupations) {
        let known = most.entry(*key).or_default();
        *known = (*known).max(*value);
    }
    let mut keys: Vec<(u64, OccupationKey<'a>)> = most.into_iter().map(|(key, value)| (value, key)).collect();
    keys.sort_by(|a, b| (b.0, a.1).cmp(&(a.0, b.1)));
    keys.into_iter().take(TOP).map(|(_, key)| key).collect()
}

fn tally_columns() -> Vec<GridColumn> {
    vec![
        column("安排场次", "场"),
        column("已有结果", "场"),
        column("实考人数", "人"),
        column("合格人数", "人"),
        column("合格率", "%"),
        column("颁发证书", "本"),
    ]
}

const PASS_RATE: usize = 4;

fn tally(counts: &YearCounts) -> Vec<GridCell> {
    let rate = (counts.sat > 0).then(|| counts.passed as f64 * 100.0 / counts.sat as f64);
    vec![
        count(counts.sittings),
        count(counts.finished),
        count(counts.sat),
        count(counts.passed),
        decimal(rate),
        count(counts.certificates),
    ]
}

fn by_level(totals: &Totals<'_>) -> Grid {
    let row = |level: Level| {
        let counts = totals.levels.get(&level)?;
        Some(GridRow { label: level.name().into(), href: Some(paths::level(level)), cells: tally(counts) })
    };
    Grid {
        id: "results-levels",
        title: "各等级的场次、合格率和证书",
        description: "各等级的评价场次、人数、合格率和证书；条形是合格率。",
        label_title: "等级",
        columns: tally_columns(),
        rows: Level::ALL.into_iter().filter_map(row).collect(),
        bars_of: Some(PASS_RATE),
    }
}

fn by_occupation<'a>(world: &World<'a>, totals: &Totals<'a>) -> Grid {
    let mut all: Vec<_> = totals.by_occupation.iter().collect();
    all.sort_by(|a, b| (b.1.sat, b.1.sittings, a.0).cmp(&(a.1.sat, a.1.sittings, b.0)));
    let row = |(key, counts): (&OccupationKey<'a>, &YearCounts)| {
        let (label, href, _) = occupation(world, *key);
        GridRow { label, href, cells: tally(counts) }
    };
    Grid {
        id: "results-occupations",
        title: "各职业的场次、合格率和证书",
        description: "实考人数最多的职业的评价场次、人数、合格率和证书；条形是合格率。全部职业见开放数据。",
        label_title: "职业",
        columns: tally_columns(),
        rows: all.into_iter().take(TOP).map(row).collect(),
        bars_of: Some(PASS_RATE),
    }
}

fn reviews(years: &BTreeMap<i16, Reviews>) -> Grid {
    let row = |(year, reviews): (&i16, &Reviews)| GridRow {
        label: format!("{year} 年提交"),
        href: None,
        cells: vec![
            count(reviews.days.len() as u64),
            decimal(reviews.median()),
            decimal(reviews.days.last().map(|days| f64::from(*days))),
            count(reviews.late),
            count(reviews.pending),
            allowed(reviews.allowed),
        ],
    };
    Grid {
        id: "reviews-years",
        title: "初审用了多少个工作日",
        description: "提交申请到反馈初审结果的工作日，与政策规定的期限对照；条形是中位数。",
        label_title: "提交年份",
        columns: vec![
            column("已反馈", "件"),
            column("中位数", "个工作日"),
            column("最长", "个工作日"),
            column("超过期限", "件"),
            column("还没有反馈", "件"),
            column("规定期限", "个工作日"),
        ],
        rows: years.iter().rev().map(row).collect(),
        bars_of: Some(1),
    }
}

/// The days policies gave: `10`, or `5—10` where one followed another.
fn allowed(days: Option<(u16, u16)>) -> GridCell {
    match days {
        Some((least, most)) if least < most => {
            GridCell { value: None, text: format!("{least}—{most}"), percent: 0.0 }
        }
        days => decimal(days.map(|(least, _)| f64::from(least))),
    }
}
