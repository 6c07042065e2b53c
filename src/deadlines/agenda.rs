//! What is overdue, due and coming, as a list, as data and as a calendar.

use serde::Serialize;

use crate::calendar::{Calendar, YearMissing};
use crate::diagnostics::Place;
use crate::icalendar::Lines;
use crate::registry::{Date, Registry, in_force};

use super::{Deadline, Desk};

/// Which deadlines are wanted.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// So many days from today.
    pub within: u16,
    /// Only those of a desk.
    pub desk: Option<Desk>,
    /// Only those of an institution, by the name of its record.
    pub institution: Option<String>,
}

/// The deadlines wanted, in order of days.
#[derive(Debug)]
pub struct Agenda<'a> {
    registry: &'a Registry,
    items: Vec<Item<'a>>,
    unknown: Vec<(Place, YearMissing)>,
    within: u16,
}

#[derive(Debug)]
struct Item<'a> {
    deadline: Deadline<'a>,
    /// Days from today: less than none is over.
    days: i32,
}

/// One deadline as data.
#[derive(Debug, Serialize)]
struct Row<'a> {
    state: &'static str,
    due: Date,
    days: i32,
    kind: &'static str,
    desk: &'static str,
    title: &'static str,
    institution: Option<&'a str>,
    name: Option<&'a str>,
    about: Option<&'a str>,
    note: Option<&'a str>,
    since: Date,
    working_days: Option<u16>,
    clause: Option<String>,
    file: &'a str,
}

impl<'a> Agenda<'a> {
    /// The deadlines of a registry on its day.
    pub fn new(registry: &'a Registry, calendar: &Calendar, choice: &Choice) -> Self {
        let today = registry.today;
        let (mut items, mut unknown) = (Vec::new(), Vec::new());
        for counted in super::all(registry.records(), calendar, today) {
            match counted {
                Ok(deadline) => items.push(Item { days: days(today, deadline.due), deadline }),
                Err(error) => unknown.push(error),
            }
        }
        items.retain(|item| item.is_wanted(choice));
        items.sort_by_key(|item| (item.deadline.due, item.deadline.kind));
        Self { registry, items, unknown, within: choice.within }
    }

    fn name(&self, deadline: &Deadline<'_>) -> Option<&'a str> {
        let record = self.registry.filing(deadline.institution?)?;
        Some(&record.value.applicant.name)
    }

    /// The clause of the policy by which the days were counted; where none are, of that in force today.
    fn clause(&self, deadline: &Deadline<'_>) -> Option<String> {
        let on = if deadline.working_days.is_some() { deadline.since } else { self.registry.today };
        let policy = &in_force(&self.registry.records().policies, on)?.value;
        let rests = deadline.kind.desk() != Desk::Policy;
        rests.then(|| policy.cited(deadline.kind.clause(&policy.clauses)))
    }

    /// For the terminal.
    pub fn text(&self) -> String {
        let mut text = format!("截至 {}，看到之后 {} 天\n", self.registry.today, self.within);
        for state in [State::Overdue, State::Ended, State::Today, State::Coming] {
            let items: Vec<&Item<'_>> = self.items.iter().filter(|item| item.state() == state).collect();
            if items.is_empty() {
                continue;
            }
            text.push_str(&format!("\n{} {} 项\n", state.title(), items.len()));
            for desk in Desk::ALL {
                let mut of_desk = items.iter().filter(|item| item.deadline.kind.desk() == desk).peekable();
                if of_desk.peek().is_some() {
                    text.push_str(&format!("  【{}】\n", desk.title()));
                }
                of_desk.for_each(|item| text.push_str(&self.line(item)));
            }
        }
        if self.items.is_empty() {
            text.push_str("\n没有到期或将要到期的事项\n");
        }
        for (place, error) in &self.unknown {
            text.push_str(&format!("\n没有列出：{}（{error}）\n", place.file));
        }
        text
    }

    fn line(&self, item: &Item<'_>) -> String {
        let deadline = &item.deadline;
        let what = deadline.kind.title();
        let about = deadline.about.as_deref().map(|about| format!("：{about}")).unwrap_or_default();
        let name = self.name(deadline).map(|name| format!("　{name}")).unwrap_or_default();
        let basis = match (deadline.working_days, self.clause(deadline)) {
            (Some(days), Some(clause)) => format!("（自 {} 起 {days} 个工作日，{clause}）", deadline.since),
            (None, Some(clause)) => format!("（{clause}）"),
            _ => String::new(),
        };
        let file = &deadline.place.file;
        let note = deadline.note.as_deref().map(|note| format!("，{note}")).unwrap_or_default();
        format!("    {}　{}{name}　{what}{about}{note}{basis}\n      {file}\n", deadline.due, item.distance())
    }

    /// One JSON object a line.
    pub fn json(&self) -> String {
        let row = |item: &Item<'_>| {
            let row = self.row(item);
            serde_json::to_string(&row).map(|json| json + "\n").unwrap_or_default()
        };
        self.items.iter().map(row).collect()
    }

    fn row<'r>(&'r self, item: &'r Item<'_>) -> Row<'r> {
        let deadline = &item.deadline;
        let kind = deadline.kind;
        Row {
            state: item.state().key(),
            due: deadline.due,
            days: item.days,
            kind: kind.key(),
            desk: kind.desk().key(),
            title: kind.title(),
            institution: deadline.institution,
            name: self.name(deadline),
            about: deadline.about.as_deref(),
            note: deadline.note.as_deref(),
            since: deadline.since,
            working_days: deadline.working_days,
            clause: self.clause(deadline),
            file: &deadline.place.file,
        }
    }

    /// A calendar that programs subscribe to (RFC 5545).
    pub fn calendar(&self) -> String {
        let site = self.registry.site();
        let mut calendar = Lines::begin("deadlines", &format!("{}：办理期限", &*site.name));
        for Item { deadline, .. } in &self.items {
            let kind = deadline.kind;
            let of = deadline.institution.or(deadline.about.as_deref()).unwrap_or_default();
            let about = deadline.about.as_deref().unwrap_or_default();
            let id = format!("{}-{of}-{about}-{}", kind.key(), deadline.since).replace([' ', '，'], "-");
            let name = self.name(deadline).map(|name| format!("：{name}")).unwrap_or_default();
            calendar.begin_day(&format!("{id}@{}", &*site.id), self.registry.today, deadline.due);
            calendar.text("SUMMARY", &format!("{}{name}", kind.title()));
            calendar.text("CATEGORIES", kind.desk().title());
            let note = deadline.note.as_deref().unwrap_or_default();
            let clause = self.clause(deadline).unwrap_or_default();
            let lines = [about, note, &clause, deadline.place.file.as_str()];
            let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
            calendar.text("DESCRIPTION", &lines.join("\n"));
            calendar.end_day();
        }
        calendar.end()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Overdue,
    Ended,
    Today,
    Coming,
}

impl State {
    const fn key(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Ended => "ended",
            Self::Today => "today",
            Self::Coming => "coming",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Overdue => "已逾期",
            Self::Ended => "刚刚到期",
            Self::Today => "今天到期",
            Self::Coming => "将要到期",
        }
    }
}

impl Item<'_> {
    fn state(&self) -> State {
        match self.days {
            0 => State::Today,
            1.. => State::Coming,
            _ if self.deadline.kind.is_duty() => State::Overdue,
            _ => State::Ended,
        }
    }

    /// What was done is no more to be done. Duties stay until they are; what ran out is told for as many days as one looks
    /// ahead.
    fn is_wanted(&self, choice: &Choice) -> bool {
        let deadline = &self.deadline;
        let within = i32::from(choice.within);
        let is_near = self.days <= within && (self.days >= -within || deadline.kind.is_duty());
        let of_desk = choice.desk.is_none_or(|desk| desk == deadline.kind.desk());
        let of = choice.institution.as_deref();
        deadline.done.is_none() && is_near && of_desk && of.is_none_or(|of| deadline.institution == Some(of))
    }

    fn distance(&self) -> String {
        match self.days {
            0 => "今天".to_owned(),
            1.. => format!("还有 {} 天", self.days),
            _ => format!("已过 {} 天", -self.days),
        }
    }
}

/// Days from one day to another.
fn days(from: Date, to: Date) -> i32 {
    (*to - *from).get_days()
}
