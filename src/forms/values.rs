//! What a cell says and what the record says, each from the other.

use serde_json::{Value, json};

use super::Offer;
use super::annex::PURPOSES;
use super::layout::{Entry, Kind};
use crate::registry::Level;
use crate::registry::identifier::{DivisionCode, OccupationCode};
use crate::registry::records::catalogue::{Extent, Occupation};
use crate::registry::records::filing::{Attachment, Filing, Material};
use crate::registry::records::policy::MaterialTerm;
use crate::registry::schema::{self, resolve};
use crate::spreadsheet::cells::{Said, nearest, said, tidy};

pub(super) const MARK: &str = "√";
const MARKS: [&str; 12] = ["√", "✓", "✔", "☑", "✅", "是", "有", "对", "1", "Y", "V", "TRUE"];

impl Offer<'_> {
    /// Whether the policy knows a level.
    pub(super) fn offers(&self, level: Level) -> bool {
        self.policy.is_none_or(|policy| policy.terms.levels.contains(&level))
    }

    fn occupations(&self) -> Vec<String> {
        let edition = self.edition();
        let is_free = |code: OccupationCode| {
            let restriction = self.catalogue.restriction(edition, code, self.on);
            restriction.is_none_or(|entry| entry.extent != Extent::Whole)
        };
        let of_edition =
            self.catalogue.occupations().filter(|((e, code), _)| *e == edition && is_free(*code));
        of_edition.map(|(_, occupation)| named(occupation)).collect()
    }

    /// The materials that applications consist of.
    pub(super) fn materials(&self) -> &[MaterialTerm] {
        self.policy.map(|policy| &policy.terms.application_materials[..]).unwrap_or_default()
    }
}

fn named(occupation: &Occupation) -> String {
    format!("{} {}", occupation.code, &*occupation.name)
}

/// What a cell is chosen from; nothing where one types.
pub(super) fn choices(entry: &Entry, offer: &Offer<'_>) -> Vec<String> {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    match entry.kind {
        Kind::YesNo => owned(&["是", "否"]),
        Kind::Level(_) => owned(&[MARK]),
        Kind::Edition => offer.catalogue.editions().iter().map(|edition| (*edition).to_owned()).collect(),
        Kind::Occupation => offer.occupations(),
        Kind::Division => offer
            .catalogue
            .divisions()
            .map(|division| format!("{} {}", division.code, &*division.name))
            .collect(),
        Kind::Choice => words(entry.route).into_iter().map(|(title, _)| title).collect(),
        Kind::Plain if entry.route == "purpose" => {
            let fixed = PURPOSES.iter().map(|(name, _)| (*name).to_owned());
            fixed.chain(offer.materials().iter().map(|term| term.title.to_string())).collect()
        }
        Kind::Plain if entry.route == "channel" => {
            words("materials.channel").into_iter().map(|(title, _)| title).collect()
        }
        _ => Vec::new(),
    }
}

/// The schema at a route of a filing; routes lead through lists to their items.
pub(super) fn property(route: &str) -> Value {
    let root = schema::of("filing").unwrap_or_default();
    let mut at = &root;
    for key in route.split('.') {
        at = resolve(&root, &at["properties"][key]);
        if at["items"].is_object() {
            at = resolve(&root, &at["items"]);
        }
    }
    at.clone()
}

/// The words of a choice: titles and what the record writes.
pub(super) fn words(route: &str) -> Vec<(String, Value)> {
    let route = if route.starts_with("standard.") { format!("scope.{route}") } else { route.to_owned() };
    let property = property(&route);
    let options = property["oneOf"].as_array().cloned().unwrap_or_default();
    let pair = |option: Value| Some((option["title"].as_str()?.to_owned(), option["const"].clone()));
    options.into_iter().filter_map(pair).collect()
}

/// A word of a choice, by its title.
pub(super) fn chosen(written: &str, route: &str) -> Result<Value, Said> {
    let words = words(route);
    let written = tidy(written);
    let found = words.iter().find(|(title, key)| *title == written || key.as_str() == Some(&written));
    found.map(|(_, key)| key.clone()).ok_or_else(|| {
        let near = nearest(&written, words.iter().map(|(title, _)| title.as_str()));
        said("这一格的内容不在可选的范围内", near.unwrap_or_else(|| "从下拉列表里选一个".to_owned()))
    })
}

/// Whether a level is marked.
pub(super) fn marked(written: &str) -> Result<bool, Said> {
    let written = tidy(written).to_uppercase();
    match written.as_str() {
        "" | "否" | "无" | "-" | "--" | "/" | "×" | "0" | "FALSE" => Ok(false),
        mark if MARKS.contains(&mark) => Ok(true),
        _ => Err(said("看不出申请不申请这个等级", "申请的选 √，不申请的空着")),
    }
}

/// A district by its code, its name, or both.
pub(super) fn division(written: &str, offer: &Offer<'_>) -> Result<Value, Said> {
    let written = tidy(written);
    let code = written.get(..6).and_then(|code| code.parse::<DivisionCode>().ok());
    // People write the city before it.
    let by_name = || offer.catalogue.divisions().find(|division| written.ends_with(&*division.name));
    let known = code.and_then(|code| offer.catalogue.division(code)).or_else(by_name);
    known.map(|division| json!(division.code)).ok_or_else(|| said("没有这个区", "从下拉列表里选一个"))
}

/// Code and name of an occupation, by either or both.
pub(super) fn occupation(written: &str, edition: &str, offer: &Offer<'_>) -> Result<(String, String), Said> {
    let written = tidy(written);
    let code = written.get(..10).and_then(|start| start.parse::<OccupationCode>().ok());
    let (code, name) = match code {
        Some(code) => (Some(code), written[10..].trim_start()),
        None => (None, written.as_str()),
    };
    let name_of = |code| offer.catalogue.occupation(edition, code).map(|known| known.name.to_string());
    match code {
        Some(code) if !name.is_empty() => Ok((code.to_string(), name.to_owned())),
        Some(code) => name_of(code).map(|name| (code.to_string(), name)).ok_or_else(|| {
            said("职业目录里没有这个编码，也没有写名称", "从下拉列表里选；目录里没有的写成「编码 名称」")
        }),
        None => match offer.catalogue.codes_named(edition, name).as_slice() {
            [code] => Ok((code.to_string(), name.to_owned())),
            _ => {
                let known = offer.occupations();
                let near = nearest(&written, known.iter().map(|label| label.get(11..).unwrap_or(label)));
                Err(said(
                    "看不出是哪个职业",
                    near.unwrap_or_else(|| "从下拉列表里选，写成「编码 名称」".to_owned()),
                ))
            }
        },
    }
}

/// Whether any item has a level.
pub(super) fn has_level(items: &[Value], level: Level) -> bool {
    items.iter().any(|item| item["levels"].as_array().is_some_and(|levels| levels.contains(&json!(level))))
}

/// What a cell of a table shows of an item.
pub(super) fn shown(item: &Value, entry: &Entry) -> String {
    let text = |route: &str| item.pointer(&super::blank::pointer(route)).map(word).unwrap_or_default();
    match entry.kind {
        Kind::Level(level) if has_level(std::slice::from_ref(item), level) => MARK.to_owned(),
        Kind::Level(_) => String::new(),
        Kind::Occupation => format!("{} {}", text("code"), text("name")).trim().to_owned(),
        Kind::Choice => titled(entry.route, &text(entry.route)),
        _ => text(entry.route),
    }
}

fn word(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn titled(route: &str, key: &str) -> String {
    let found = words(route).into_iter().find(|(_, word)| word.as_str() == Some(key));
    found.map_or_else(String::new, |(title, _)| title)
}

/// A record as the cells of its form show it.
pub(super) fn cells_of(filing: &Filing, offer: &Offer<'_>) -> Value {
    let mut record = serde_json::to_value(filing).unwrap_or_default();
    let attachments = attachments(filing, offer);
    record["kind"] = titled("kind", record["kind"].as_str().unwrap_or_default()).into();
    let division = offer.catalogue.division(filing.applicant.division);
    if let Some(division) = division {
        record["applicant"]["division"] = format!("{} {}", division.code, &*division.name).into();
    }
    record["premises"]["area_square_metres"] = word(&record["premises"]["area_square_metres"]).into();
    record["pledge"]["sealed"] = if filing.pledge.sealed { "是" } else { "否" }.into();
    record[super::annex::ATTACHED] = attachments.into();
    record
}

/// All that was handed in, in the rows of one list.
fn attachments(filing: &Filing, offer: &Offer<'_>) -> Vec<Value> {
    let row = |purpose: &str, equipment: Option<usize>, attachment: &Attachment| {
        json!({
            "purpose": purpose,
            "equipment": equipment.map(|at| (at + 1).to_string()),
            "title": attachment.title,
            "sha256": attachment.sha256,
        })
    };
    let [regulations, premises, equipment, monitoring] = PURPOSES.map(|(name, _)| name);
    let mut rows: Vec<Value> =
        filing.applicant.regulations.iter().map(|a| row(regulations, None, a)).collect();
    rows.extend(filing.premises.proofs.iter().map(|a| row(premises, None, a)));
    for (at, kind) in filing.equipment.iter().enumerate() {
        rows.extend(kind.proofs.iter().map(|a| row(equipment, Some(at), a)));
    }
    rows.extend(filing.monitoring.proofs.iter().map(|a| row(monitoring, None, a)));
    let material = |material: &Material| {
        let term = offer.materials().iter().find(|term| term.id == material.item);
        json!({
            "purpose": term.map_or_else(|| material.item.to_string(), |term| term.title.to_string()),
            "channel": titled("materials.channel", json!(material.channel).as_str().unwrap_or_default()),
            "received": material.received,
            "sha256": material.sha256,
        })
    };
    rows.extend(filing.materials.iter().map(material));
    rows
}
