//! The first page.

use crate::registry::SittingRef;
use crate::site::context::Badge;
use crate::site::context::{Day, Home, HomePolicy, HomeSitting, LevelView, News, Page, Subject, Tone};
use crate::site::head::Draft;
use crate::site::totals::Totals;
use crate::site::world::World;
use crate::site::{paths, words};

use super::{directory, policy, statistics};

const NEWS: usize = 8;
const SITTINGS: usize = 6;

/// The page.
pub(crate) fn page<'a>(world: &'a World<'a>, totals: &Totals<'_>, path: &'a str) -> Page<'a> {
    let site = world.registry.site();
    let home = Home {
        headline: "查评价机构，看备案政策".into(),
        today: Day(world.today),
        figures: statistics::figures(totals),
        news: news(world).into_iter().take(NEWS).collect(),
        districts: directory::district_rows(world),
        policy: current_policy(world),
        sittings: next_sittings(world),
        feed_href: "feed.xml",
    };
    Draft::new(path, "home", &*site.name, &*site.description).page(world, Subject::Home(Box::new(home)))
}

/// What happened lately: events of procedures and publications of policies, newest first.
pub(crate) fn news<'a>(world: &'a World<'a>) -> Vec<News<'a>> {
    let mut news: Vec<News<'a>> =
        world.news.iter().map(|(_, at, event)| event_news(world, *at, *event)).collect();
    news.extend(world.policies.iter().filter_map(|record| {
        let date = record.value.published.unwrap_or(record.value.issued);
        (date <= world.today).then(|| News {
            date: Day(date),
            href: paths::policy(&record.id),
            title: &record.value.title,
            status: Badge { key: "policy", title: "政策发布", tone: Tone::Info },
        })
    }));
    news.sort_by(|a, b| (b.date, &a.href).cmp(&(a.date, &b.href)));
    news
}

fn event_news<'a>(world: &'a World<'a>, at: usize, event: usize) -> News<'a> {
    let record = world.entries[at].record;
    let found = &record.value.procedure[event];
    News {
        date: Day(found.date),
        href: format!("{}#event-{}", paths::institution(&record.id), event + 1),
        title: &record.value.applicant.name,
        status: Badge {
            key: words::event_key(found.event),
            title: found.event.title(),
            tone: words::event_tone(found),
        },
    }
}

fn current_policy<'a>(world: &'a World<'a>) -> Option<HomePolicy<'a>> {
    let record = world.registry.current_policy()?;
    Some(HomePolicy {
        title: &record.value.title,
        number: &record.value.number,
        href: paths::policy(&record.id),
        questions_href: policy::questions(world, &record.id).map(|link| link.href),
        validity: policy::validity(&record.value, world.today),
        validity_sentence: policy::validity_sentence(world, &record.value),
    })
}

fn next_sittings<'a>(world: &'a World<'a>) -> Vec<HomeSitting<'a>> {
    let from = world.sittings.partition_point(|sitting| sitting.sitting.date < world.today);
    let sitting = |found: &'a SittingRef<'a>| HomeSitting {
        date: Day(found.sitting.date),
        occupation: world.occupation_name(&found.sitting.edition, &found.sitting.occupation),
        level: LevelView(found.sitting.level),
        institution: world
            .entry(&found.plan.value.institution)
            .map_or(&*found.plan.value.institution, |entry| &entry.record.value.applicant.name),
        href: paths::institution(&found.plan.value.institution),
    };
    let held = world.sittings[from..].iter().filter(|found| !found.sitting.is_cancelled());
    held.take(SITTINGS).map(sitting).collect()
}
