//! Statistics: figures, charts, years.

use std::borrow::Cow;

use crate::registry::{Level, Status};
use crate::site::context::{
    Badge, Bar, Chart, ChartKind, Figure, Page, Statistics, Subject, Tone, YearFigures,
};
use crate::site::head::Draft;
use crate::site::series;
use crate::site::totals::{Totals, YearCounts, share};
use crate::site::world::World;
use crate::site::{paths, words};

use super::occupations::institutions;

const TOP: usize = 15;

/// As many columns as a phone can show.
const QUARTERS: usize = 8;

/// The page with all statistics.
pub(crate) fn page<'a>(world: &'a World<'a>, totals: &'a Totals<'a>, path: &'a str) -> Page<'a> {
    let content = Statistics {
        figures: figures(totals),
        charts: charts(world, totals),
        years: years(totals),
        grids: totals.grids(world),
        json_href: "data/statistics.json",
        csv_href: "data/statistics.csv",
        cells_href: "data/assessments.csv",
    };
    Draft::own(path).page(world, Subject::Statistics(Box::new(content)))
}

/// The main figures.
pub(crate) fn figures(totals: &Totals<'_>) -> Vec<Figure> {
    let figure = |title, value, unit, href| Figure { title, value, unit, href };
    vec![
        figure("备案有效的机构", totals.active, "家", "status/filed.html"),
        figure("可评价的职业", totals.occupations, "个", "occupations/index.html"),
        figure("已报送的评价场次", totals.sittings, "场", "sittings.html"),
        figure("已颁发的证书", totals.certificates, "本", "certificates/batches.html"),
    ]
}

/// The charts; those with nothing to show are left out.
pub(crate) fn charts<'a>(world: &'a World<'a>, totals: &Totals<'_>) -> Vec<Chart<'a>> {
    let all = vec![
        by_district(world),
        by_status(world),
        filed_by_quarter(world),
        by_level(world),
        by_class(world),
        by_occupation(world),
        certificates_by_year(totals),
        certificates_by_level(totals),
        sittings_by_year(totals),
    ];
    all.into_iter().filter(|chart| !chart.bars.is_empty()).collect()
}

/// What a chart is called and counts.
struct Caption {
    id: &'static str,
    title: &'static str,
    kind: ChartKind,
    unit: &'static str,
    label_title: &'static str,
    value_title: &'static str,
}

/// Label, link, value, tone.
type Column<'a> = (Cow<'a, str>, Option<String>, u64, Option<Tone>);

fn chart<'a>(caption: Caption, bars: Vec<Column<'a>>) -> Chart<'a> {
    let most = bars.iter().map(|(_, _, value, _)| *value).max().unwrap_or_default().max(1);
    let bar = |(label, href, value, tone): Column<'a>| {
        let percent = (value as f64 * 1000.0 / most as f64).round() / 10.0;
        Bar { label, href, value, percent, tone }
    };
    let bars: Vec<Bar<'a>> = bars.into_iter().map(bar).collect();
    let told: Vec<String> = bars.iter().map(|bar| format!("{} {}", bar.label, bar.value)).collect();
    let Caption { id, title, kind, unit, label_title, value_title } = caption;
    let description = format!("{}。", told.join("，"));
    Chart { id, title, kind, description, unit, label_title, value_title, bars }
}

fn institutions_chart(id: &'static str, title: &'static str, label_title: &'static str) -> Caption {
    Caption { id, title, kind: ChartKind::Bars, unit: "家", label_title, value_title: "机构" }
}

fn by_district<'a>(world: &'a World<'a>) -> Chart<'a> {
    let caption = institutions_chart("districts", "各区备案有效的机构", "区");
    let bars = world.catalogue.divisions().map(|division| {
        let list = world.by_district.get(&division.code).map_or(&[][..], Vec::as_slice);
        let filed = world.active(list) as u64;
        ((&*division.name).into(), Some(paths::district(division.code.as_str())), filed, None)
    });
    chart(caption, bars.collect())
}

fn by_status<'a>(world: &'a World<'a>) -> Chart<'a> {
    let bars = Status::ALL.into_iter().filter_map(|status| {
        let count = world.by_status.get(&status)?.len() as u64;
        Some((status.title().into(), Some(paths::status(status)), count, Some(Badge::from(status).tone)))
    });
    chart(institutions_chart("statuses", "机构和申请的状态", "状态"), bars.collect())
}

/// How many were filed and in force at the end of each quarter: the last three years.
fn filed_by_quarter<'a>(world: &'a World<'a>) -> Chart<'a> {
    let points = series::checkpoints(world);
    let snapshots = series::snapshots(world, &points);
    let caption = Caption {
        id: "filed-quarters",
        title: "各季度末备案有效的机构",
        kind: ChartKind::Columns,
        unit: "家",
        label_title: "时间",
        value_title: "机构",
    };
    let bar = |(point, snapshot): (&series::Checkpoint, &series::Snapshot<'_>)| {
        let filed = snapshot.statuses.get(&Status::Filed).copied().unwrap_or_default();
        (point.short().into(), None, filed, None)
    };
    let first = points.len().saturating_sub(QUARTERS);
    chart(caption, points.iter().zip(&snapshots).skip(first).map(bar).collect())
}

fn by_level<'a>(world: &'a World<'a>) -> Chart<'a> {
    let bars = Level::ALL.into_iter().filter_map(|level| {
        let count = world.active(world.by_level.get(&level)?) as u64;
        Some((level.name().into(), Some(paths::level(level)), count, None))
    });
    chart(institutions_chart("levels", "可评价各等级的机构（备案有效）", "等级"), bars.collect())
}

/// How many institutions may assess an occupation today.
fn active(world: &World<'_>, lines: &[(usize, usize)]) -> u64 {
    institutions(world, lines).filter(|at| world.entries[*at].status.may_assess()).count() as u64
}

fn by_class<'a>(world: &'a World<'a>) -> Chart<'a> {
    let mut classes = std::collections::BTreeMap::<u8, u64>::new();
    for ((_, code), lines) in &world.by_occupation {
        if active(world, lines) > 0 {
            *classes.entry(code.class()).or_default() += 1;
        }
    }
    let caption = Caption {
        id: "classes",
        title: "各大类中可评价的职业",
        kind: ChartKind::Bars,
        unit: "个",
        label_title: "大类",
        value_title: "职业",
    };
    chart(
        caption,
        classes.into_iter().map(|(class, n)| (words::class_title(class).into(), None, n, None)).collect(),
    )
}

fn by_occupation<'a>(world: &'a World<'a>) -> Chart<'a> {
    let mut all: Vec<_> =
        world.by_occupation.iter().map(|(key, lines)| (active(world, lines), key)).collect();
    all.retain(|(count, _)| *count > 0);
    all.sort_by(|a, b| (b.0, a.1).cmp(&(a.0, b.1)));
    let bars = all.into_iter().take(TOP).map(|(count, (edition, code))| {
        (world.occupation_name(edition, code).into(), Some(paths::occupation(edition, *code)), count, None)
    });
    chart(institutions_chart("occupations", "评价机构最多的职业", "职业"), bars.collect())
}

fn year_chart<'a>(totals: &Totals<'_>, caption: Caption, count: impl Fn(&YearCounts) -> u64) -> Chart<'a> {
    let bars = totals.years.iter().map(|(year, counts)| (year.to_string().into(), None, count(counts), None));
    chart(caption, bars.collect())
}

fn certificates_by_year<'a>(totals: &Totals<'_>) -> Chart<'a> {
    let caption = Caption {
        id: "certificates-years",
        title: "各年颁发的证书",
        kind: ChartKind::Columns,
        unit: "本",
        label_title: "年份",
        value_title: "证书",
    };
    year_chart(totals, caption, |counts| counts.certificates)
}

fn sittings_by_year<'a>(totals: &Totals<'_>) -> Chart<'a> {
    let caption = Caption {
        id: "sittings-years",
        title: "各年的评价场次",
        kind: ChartKind::Columns,
        unit: "场",
        label_title: "年份",
        value_title: "场次",
    };
    year_chart(totals, caption, |counts| counts.sittings)
}

fn certificates_by_level<'a>(totals: &Totals<'_>) -> Chart<'a> {
    let caption = Caption {
        id: "certificates-levels",
        title: "各等级的证书",
        kind: ChartKind::Bars,
        unit: "本",
        label_title: "等级",
        value_title: "证书",
    };
    let bars = Level::ALL.into_iter().filter_map(|level| {
        let count = totals.levels.get(&level)?.certificates;
        (count > 0).then(|| (level.name().into(), None, count, None))
    });
    chart(caption, bars.collect())
}

/// The years, newest first.
pub(crate) fn years(totals: &Totals<'_>) -> Vec<YearFigures> {
    let figures = |(year, counts): (&i16, &YearCounts)| YearFigures {
        year: *year,
        sittings: counts.sittings,
        finished: counts.finished,
        sat: counts.sat,
        passed: counts.passed,
        pass_rate: share(counts.passed, counts.sat),
        certificates: counts.certificates,
    };
    totals.years.iter().rev().map(figures).collect()
}
