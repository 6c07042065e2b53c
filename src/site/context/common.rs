//! What all pages share.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

pub use crate::markdown::Heading;
use crate::registry::{Date, Level, Status};

/// What is the same on every page. Changes only with `site.yaml`, the list of pages and the theme.
#[derive(Debug, Clone, Serialize)]
pub struct Shared {
    /// The site.
    pub site: SiteInfo,
    /// The main navigation.
    pub navigation: Vec<NavigationItem>,
    /// The footer's links: about, contact, … as far as such pages exist.
    pub footer: Vec<NavigationItem>,
    /// The theme's assets by name: `assets["site.css"]` is `assets/site.0a1b2c3d.css`.
    pub assets: BTreeMap<String, String>,
}

/// One entry of a navigation.
#[derive(Debug, Clone, Serialize)]
pub struct NavigationItem {
    /// What `page.section` says where this entry is the current one.
    pub key: String,
    /// The words.
    pub title: String,
    /// Where it leads, from the site's root.
    pub href: String,
}

/// The site, from `site.yaml`.
#[derive(Debug, Clone, Serialize)]
pub struct SiteInfo {
    /// Its name.
    pub name: String,
    /// One sentence that says what it is for.
    pub description: String,
    /// Where it is published, ending in `/`.
    pub base_url: String,
    /// Whether all records are invented.
    pub sample: bool,
    /// The office that keeps the registry.
    pub host: HostInfo,
    /// How to reach it.
    pub contact: ContactInfo,
    /// What a government site must show.
    pub government: Option<GovernmentInfo>,
}

/// The office that keeps the registry.
#[derive(Debug, Clone, Serialize)]
pub struct HostInfo {
    /// Its full name.
    pub name: String,
    /// Its short name.
    pub short_name: String,
    /// The authority above it.
    pub authority: Option<String>,
}

/// How to reach the office.
#[derive(Debug, Clone, Serialize)]
pub struct ContactInfo {
    /// Telephone.
    pub telephone: String,
    /// E-mail.
    pub email: String,
    /// Postal address.
    pub address: String,
    /// Postal code.
    pub postcode: String,
    /// Office hours.
    pub hours: Option<String>,
    /// WeChat account.
    pub wechat: Option<String>,
}

/// What a government site must show; each only if given.
#[derive(Debug, Clone, Serialize)]
pub struct GovernmentInfo {
    /// 政府网站标识码.
    pub site_id_code: Option<String>,
    /// ICP 备案号.
    pub icp: Option<String>,
    /// 公安机关备案号.
    pub public_security: Option<String>,
}

/// `page`: the head of a page.
#[derive(Debug, Clone, Serialize)]
pub struct Head<'a> {
    /// The title, without the site's name.
    pub title: Cow<'a, str>,
    /// One sentence for search engines and shared links.
    pub description: Cow<'a, str>,
    /// The key of the navigation entry it belongs to.
    pub section: Cow<'a, str>,
    /// Its own address, from the site's root.
    pub path: Cow<'a, str>,
    /// Its full address.
    pub canonical: String,
    /// The way from the first page to here; the last entry is this page.
    pub crumbs: Vec<Crumb<'a>>,
    /// For documents (文章页): when they were published. Column pages (栏目页) have none.
    pub published: Option<Day>,
}

/// One step of the way from the first page.
#[derive(Debug, Clone, Serialize)]
pub struct Crumb<'a> {
    /// The words.
    pub title: Cow<'a, str>,
    /// Where it leads; none for the page itself.
    pub href: Option<Cow<'a, str>>,
}

/// A link.
#[derive(Debug, Clone, Serialize)]
pub struct Link<'a> {
    /// The words.
    pub title: Cow<'a, str>,
    /// Where it leads, from the site's root (or a full address).
    pub href: Cow<'a, str>,
}

/// A day, as `{iso, text}`: `2020-05-25` and `2020年5月25日`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Binary forms are only hashed: one number says it all.
        if !serializer.is_human_readable() {
            let number =
                i32::from(self.0.year()) * 10_000 + i32::from(self.0.month()) * 100 + i32::from(self.0.day());
            return serializer.serialize_i32(number);
        }
        let mut day = serializer.serialize_struct("Day", 2)?;
        day.serialize_field("iso", &self.0)?;
        day.serialize_field("text", &self.0.chinese())?;
        day.end()
    }
}

/// A level, as `{key, name, href}`: `3`, `三级/高级工`, `levels/3.html`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LevelView(pub Level);

impl Serialize for LevelView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return serializer.serialize_u8(self.0 as u8);
        }
        let mut level = serializer.serialize_struct("Level", 3)?;
        level.serialize_field("key", self.0.key())?;
        level.serialize_field("name", self.0.name())?;
        level.serialize_field("href", &format!("levels/{}.html", self.0.key()))?;
        level.end()
    }
}

/// The tone of a badge: `good`, `wait`, `warn`, `bad`, `past` or `info`. Never the only bearer of a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// In order.
    Good,
    /// Under way.
    Wait,
    /// Something is to be mended.
    Warn,
    /// Taken away, refused.
    Bad,
    /// Over.
    Past,
    /// Plain.
    Info,
}

/// A word with a tone.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Badge {
    /// The word in addresses and data.
    pub key: &'static str,
    /// The word people read.
    pub title: &'static str,
    /// Its tone.
    pub tone: Tone,
}

impl From<Status> for Badge {
    fn from(status: Status) -> Self {
        let tone = match status {
            Status::Filed => Tone::Good,
            Status::Rectifying => Tone::Warn,
            Status::Revoked | Status::Returned => Tone::Bad,
            Status::Expired | Status::Withdrawn => Tone::Past,
            Status::Submitted | Status::Reviewed | Status::Assessed | Status::Recommended => Tone::Wait,
        };
        Self { key: status.key(), title: status.title(), tone }
    }
}

/// A label and its value.
#[derive(Debug, Clone, Serialize)]
pub struct Fact<'a> {
    /// The label.
    pub label: &'static str,
    /// The value.
    pub value: Cow<'a, str>,
    /// Where the value leads, from the site's root.
    pub href: Option<Cow<'a, str>>,
}

/// A clause of a policy, as a link.
#[derive(Debug, Clone, Serialize)]
pub struct ClauseLink {
    /// Its name: `三（一）`.
    pub title: String,
    /// Its anchor on the policy's page; none if no text has it.
    pub href: Option<String>,
}

/// The pages of a long list.
#[derive(Debug, Clone, Serialize)]
pub struct Pagination {
    /// This page, from 1.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// The first, the last and those around this one; a gap has no address and is not current.
    pub links: Vec<PageLink>,
}

/// One page of a long list.
#[derive(Debug, Clone, Serialize)]
pub struct PageLink {
    /// Its number; 0 for a gap.
    pub page: usize,
    /// Its address; none for this page and for gaps.
    pub href: Option<String>,
    /// Whether it is this page.
    pub current: bool,
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// Bars that lie flat, for long labels.
    Bars,
    /// Columns that stand, for years.
    Columns,
}

/// A chart of bars. A table beside it says the same.
#[derive(Debug, Clone, Serialize)]
pub struct Chart<'a> {
    /// A name for anchors: `districts`.
    pub id: &'static str,
    /// The title.
    pub title: &'static str,
    /// How it is drawn.
    pub kind: ChartKind,
    /// What it shows in one sentence, for those who do not see it.
    pub description: String,
    /// The unit: 家, 本.
    pub unit: &'static str,
    /// What the labels are.
    pub label_title: &'static str,
    /// What the values are.
    pub value_title: &'static str,
    /// The bars, in order.
    pub bars: Vec<Bar<'a>>,
}

/// One bar.
#[derive(Debug, Clone, Serialize)]
pub struct Bar<'a> {
    /// Its label.
    pub label: Cow<'a, str>,
    /// Where the label leads.
    pub href: Option<String>,
    /// Its value.
    pub value: u64,
    /// Its length in percent of the longest, one decimal.
    pub percent: f64,
    /// Its tone, if it has a meaning.
    pub tone: Option<Tone>,
}

/// A table of numbers with a small bar in each cell: rows by columns.
#[derive(Debug, Clone, Serialize)]
pub struct Grid {
    /// A name for anchors: `status-quarters`.
    pub id: &'static str,
    /// The title.
    pub title: &'static str,
    /// What it shows, in one sentence.
    pub description: &'static str,
    /// What the rows are.
    pub label_title: &'static str,
    /// The columns.
    pub columns: Vec<GridColumn>,
    /// The rows, in order.
    pub rows: Vec<GridRow>,
    /// Which column the bars show; none where all cells share one measure and each has a bar.
    pub bars_of: Option<usize>,
}

/// One column of a grid.
#[derive(Debug, Clone, Serialize)]
pub struct GridColumn {
    /// What it is called.
    pub title: String,
    /// The unit: 家, 场, %.
    pub unit: &'static str,
}

/// One row of a grid.
#[derive(Debug, Clone, Serialize)]
pub struct GridRow {
    /// Its label.
    pub label: String,
    /// Where the label leads.
    pub href: Option<String>,
    /// A cell a column.
    pub cells: Vec<GridCell>,
}

/// One cell of a grid.
#[derive(Debug, Clone, Serialize)]
pub struct GridCell {
    /// Its value; none where there is nothing to count.
    pub value: Option<f64>,
    /// The same in words: `85.2`, `—`.
    pub text: String,
    /// The length of its bar in percent of the longest, one decimal.
    pub percent: f64,
}
