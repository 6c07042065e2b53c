//! The catalogue and its occupations.

use crate::registry::records::catalogue::{Extent, Occupation};
use crate::registry::{OccupationKey, Record};
use crate::site::context::{
    Assessing, Day, OccupationGroup, OccupationPage, OccupationRow, Occupations, Page, Restriction, Subject,
};
use crate::site::head::Draft;
use crate::site::world::{World, day, levels};
use crate::site::{paths, words};

use super::{PAGE_SIZE, page_count, pagination};

type Lines = [(usize, usize)];

/// The institutions with a filing, now or once, that stand behind scope lines; each once, in order.
pub(crate) fn institutions<'w>(world: &'w World<'_>, lines: &'w Lines) -> impl Iterator<Item = usize> + 'w {
    let mut last = None;
    let entries = lines.iter().map(|(at, _)| *at).filter(|at| world.entries[*at].status.was_filed());
    entries.filter(move |at| last.replace(*at) != Some(*at))
}

/// How many of these institutions may assess now.
fn assessing_now(world: &World<'_>, lines: &Lines) -> usize {
    institutions(world, lines).filter(|at| world.entries[*at].status.may_assess()).count()
}

/// How many pages an occupation takes.
pub(crate) fn pages(world: &World<'_>, lines: &Lines) -> usize {
    page_count(lines.iter().filter(|(at, _)| world.entries[*at].status.was_filed()).count())
}

/// The edition the current policy works with.
fn current_edition<'a>(world: &World<'a>) -> &'a str {
    match world.registry.current_policy() {
        Some(policy) => &policy.value.terms.occupation_edition,
        None => world.catalogue.editions().first().copied().unwrap_or_default(),
    }
}

fn edition_record<'a>(
    world: &World<'a>,
    edition: &str,
) -> Option<&'a crate::registry::records::catalogue::Occupations> {
    let of_edition = |record: &&Record<crate::registry::records::catalogue::Occupations>| {
        &*record.value.edition == edition
    };
    world.registry.records().occupations.iter().find(of_edition).map(|record| &record.value)
}

/// The page with the catalogue in force.
pub(crate) fn index_page<'a>(world: &'a World<'a>, path: &'a str) -> Page<'a> {
    let edition = current_edition(world);
    let mut groups: Vec<OccupationGroup<'a>> = Vec::new();
    let listed = world.catalogue.occupations().filter(|((of, _), _)| *of == edition);
    for (key, occupation) in listed {
        let row = row(world, key, Some(occupation));
        let class = occupation.code.class();
        match groups.last_mut() {
            Some(group) if group.class == class => group.occupations.push(row),
            _ => groups.push(OccupationGroup {
                class,
                title: words::class_title(class),
                occupations: vec![row],
            }),
        }
    }
    let others = world.by_occupation.keys().filter(|(of, _)| *of != edition);
    let others = others.map(|key| row(world, *key, world.catalogue.occupation(key.0, key.1))).collect();
    let rows = || groups.iter().flat_map(|group| &group.occupations);
    let record = edition_record(world, edition);
    let occupations = Occupations {
        edition,
        title: record.map_or("", |record| &record.title),
        source: record.map_or("", |record| &record.source),
        total: rows().count(),
        assessed: rows().filter(|row| row.count > 0).count(),
        groups,
        others,
    };
    Draft::own(path).page(world, Subject::Occupations(Box::new(occupations)))
}

fn row<'a>(
    world: &'a World<'a>,
    key: OccupationKey<'a>,
    occupation: Option<&'a Occupation>,
) -> OccupationRow<'a> {
    // The key is looked up again because rows live as long as the index, not as long as a loop.
    let found = world.by_occupation.get_key_value(&key);
    let code = match (occupation, found) {
        (Some(occupation), _) => occupation.code.as_str(),
        (None, Some((key, _))) => key.1.as_str(),
        (None, None) => "",
    };
    OccupationRow {
        code,
        edition: key.0,
        name: occupation.map_or(code, |occupation| &occupation.name),
        href: found.map(|_| paths::occupation(key.0, key.1)),
        count: found.map_or(0, |(_, lines)| assessing_now(world, lines)),
        restricted: world.catalogue.restriction(key.0, key.1, world.today).is_some(),
        new: occupation.is_some_and(|occupation| occupation.published.is_some()),
    }
}

/// The page of one occupation.
pub(crate) fn page<'a>(
    world: &'a World<'a>,
    key: OccupationKey<'a>,
    number: usize,
    path: &'a str,
) -> Page<'a> {
    let Some((key, lines)) = world.by_occupation.get_key_value(&key) else {
        return index_page(world, path);
    };
    let (edition, code) = (key.0, &key.1);
    let occupation = world.catalogue.occupation(edition, *code);
    let name = world.occupation_name(edition, code);
    let status = |(at, _): &(usize, usize)| world.entries[*at].status;
    let mut assessing: Vec<(usize, usize)> =
        lines.iter().copied().filter(|line| status(line).was_filed()).collect();
    assessing.sort_by_key(|line| !status(line).may_assess());
    let on_page = assessing.iter().skip((number - 1) * PAGE_SIZE).take(PAGE_SIZE);
    let content = OccupationPage {
        edition,
        edition_title: edition_record(world, edition).map(|record| &*record.title),
        code: code.as_str(),
        name,
        class_title: words::class_title(code.class()),
        specialty: occupation.and_then(|occupation| occupation.specialty.as_deref()),
        standard_levels: levels(occupation.and_then(|o| o.standard_levels.as_deref()).unwrap_or_default()),
        marks: marks(occupation),
        published: day(occupation.and_then(|occupation| occupation.published)),
        note: occupation.and_then(|occupation| occupation.note.as_deref()),
        restriction: world.catalogue.restriction(edition, *code, world.today).map(|restricted| Restriction {
            name: &restricted.name,
            whole: restricted.extent == Extent::Whole,
            note: restricted.note.as_deref(),
            basis: &restricted.basis,
        }),
        active: assessing_now(world, lines),
        total: institutions(world, lines).count(),
        pagination: pagination(&paths::occupation(edition, *code), number, page_count(assessing.len())),
        institutions: on_page.filter_map(|(at, line)| assessing_row(world, *at, *line)).collect(),
    };
    let heading = if number > 1 { format!("{name}（第 {number} 页）") } else { name.to_owned() };
    let description = format!("{name}（{code}）：可以评价这个职业的备案企业、等级和有效期。");
    Draft::new(path, "institutions", heading, description)
        .below("按职业查找", "occupations/index.html")
        .page(world, Subject::Occupation(Box::new(content)))
}

fn assessing_row<'a>(world: &'a World<'a>, at: usize, line: usize) -> Option<Assessing<'a>> {
    let entry = &world.entries[at];
    let filing = &entry.record.value;
    let line = filing.scope(world.today).get(line)?;
    Some(Assessing {
        href: paths::institution(&entry.record.id),
        name: &filing.applicant.name,
        status: entry.status.into(),
        district: world.district(&filing.applicant.division),
        specialty: line.specialty.as_deref(),
        levels: levels(&line.levels),
        valid_until: entry.valid_until.map(Day),
    })
}

fn marks(occupation: Option<&Occupation>) -> Vec<&'static str> {
    let marker = occupation.and_then(|occupation| occupation.marker.as_deref()).unwrap_or_default();
    let known = [('S', "数字职业"), ('L', "绿色职业")];
    known.into_iter().filter(|(letter, _)| marker.contains(*letter)).map(|(_, title)| title).collect()
}
