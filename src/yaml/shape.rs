//! Holds a tree against a JSON Schema and finds every fault of form at once.
//!
//! Understands what `schemars` writes for the records: objects, lists, scalars with formats and bounds,
//! choices, references and values that may be absent; nothing else.

use std::collections::HashSet;

use serde_json::Value as Schema;
use serde_yaml::Value as Yaml;

use super::FormatCheck;
use super::example;
use super::fault::{Fault, FaultKind};
use super::tree::{Node, NodeKind, Tree};
use crate::diagnostics::{At, Route};
use crate::registry::format;

/// The faults of a tree, and what can be read of it in spite of them.
pub(super) struct Shape {
    pub(super) faults: Vec<Fault>,
    /// Without the values at fault, if the record can do without them.
    pub(super) readable: Option<Yaml>,
    /// Whole, with examples in the place of values at fault.
    pub(super) filled: Option<Yaml>,
    /// Where those stand, and whatever else is not certain.
    pub(super) holes: Vec<Route>,
}

pub(super) fn check(tree: &Tree, schema: &Schema, formats: FormatCheck) -> Shape {
    let mut walk = Walk { root: schema, formats, fill: false, faults: Vec::new(), holes: Vec::new() };
    let readable = walk.node(&tree.root, schema, &Route::root());
    let faults = std::mem::take(&mut walk.faults);
    if faults.is_empty() {
        return Shape { faults, readable, filled: None, holes: Vec::new() };
    }
    walk.fill = true;
    let filled = walk.node(&tree.root, schema, &Route::root());
    Shape { faults, readable, filled, holes: walk.holes }
}

struct Walk<'a> {
    root: &'a Schema,
    formats: FormatCheck,
    /// Whether examples are put where nothing could be read.
    fill: bool,
    faults: Vec<Fault>,
    holes: Vec<Route>,
}

impl<'a> Walk<'a> {
    /// Checks a node; `None` if it cannot stand in the record, and nothing is to stand in for it.
    fn node(&mut self, node: &Node, schema: &'a Schema, route: &Route) -> Option<Yaml> {
        self.read(node, schema, route).or_else(|| self.example(schema, route))
    }

    /// What stands in for a value; none while nothing is to be filled.
    fn example(&mut self, schema: &'a Schema, route: &Route) -> Option<Yaml> {
        self.fill.then(|| {
            self.holes.push(route.clone());
            example::of(schema, |schema| self.resolve(schema).0)
        })
    }

    fn read(&mut self, node: &Node, schema: &'a Schema, route: &Route) -> Option<Yaml> {
        let (schema, nullable) = self.resolve(schema);
        if node.is_null() {
            if nullable {
                return Some(Yaml::Null);
            }
            self.faults.push(absent(node, schema, route));
            return None;
        }
        if let Some(choices) = choices(schema) {
            return self.choice(node, &choices, route);
        }
        match kind(schema) {
            "object" => self.object(node, schema, route),
            "array" => self.list(node, schema, route),
            "boolean" => self.boolean(node, route),
            "integer" | "number" => self.number(node, schema, route),
            _ => self.string(node, schema, route),
        }
    }

    /// Follows references and takes `null` out of unions.
    fn resolve(&self, mut schema: &'a Schema) -> (&'a Schema, bool) {
        let mut nullable = false;
        loop {
            if let Some(reference) = schema["$ref"].as_str() {
                schema = self.root.pointer(reference.trim_start_matches('#')).unwrap_or(&Schema::Null);
                continue;
            }
            let union = schema["anyOf"].as_array();
            let present = union.and_then(|any| any.iter().find(|option| option["type"] != "null"));
            match present {
                Some(option) => {
                    nullable = true;
                    schema = option;
                }
                None => {
                    nullable |=
                        schema["type"].as_array().is_some_and(|types| types.iter().any(|t| t == "null"));
                    return (schema, nullable);
                }
            }
        }
    }

    fn object(&mut self, node: &Node, schema: &'a Schema, route: &Route) -> Option<Yaml> {
        let NodeKind::Mapping(entries) = &node.kind else {
            return self.wrong(route, "这里要有下一级的内容", "在下一行缩进两个空格，写成 键: 值");
        };
        let mut readable = serde_yaml::Mapping::new();
        let mut complete = true;
        let mut seen: HashSet<&str> = HashSet::new();
        let mut meant: Vec<&str> = Vec::new();
        for (key, value) in entries {
            let Some(name) = key.text() else {
                self.holes.push(route.clone());
                complete &= self.wrong(route, "这里的键不是文字", "写成 键: 值").is_some();
                continue;
            };
            if !seen.insert(name) {
                // Which of the two was meant, nobody knows.
                self.holes.push(route.then(name.to_owned()));
                let message = format!("「{name}」写了两次");
                let fault = Fault::new(FaultKind::DuplicateKey, At::Bytes(key.range.clone().into()), message);
                self.faults.push(fault.hint("删去多余的一处，或把两处合成一处"));
                continue;
            }
            let Some(property) = schema["properties"].get(name) else {
                meant.extend(nearest(name, names(schema)));
                self.faults.push(unknown(key, name, schema));
                continue;
            };
            let required = is_required(schema, name);
            match self.node(value, property, &route.then(name.to_owned())) {
                Some(value) => drop(readable.insert(Yaml::String(name.to_owned()), value)),
                None => complete &= !required,
            }
        }
        complete &= self.missing(schema, &seen, &meant, route);
        if self.fill {
            let required = names(schema).filter(|name| is_required(schema, name) || meant.contains(name));
            for name in required.filter(|name| !seen.contains(name)).collect::<Vec<_>>() {
                let value = self.example(&schema["properties"][name], &route.then(name.to_owned()));
                readable.extend(value.map(|value| (Yaml::String(name.to_owned()), value)));
            }
        }
        (complete || self.fill).then_some(Yaml::Mapping(readable))
    }

    /// Reports keys that are needed and lacking; not those that were `meant` by a mistyped one.
    fn missing(&mut self, schema: &Schema, seen: &HashSet<&str>, meant: &[&str], route: &Route) -> bool {
        let required = schema["required"].as_array().into_iter().flatten().filter_map(Schema::as_str);
        let mut complete = true;
        for name in required.filter(|name| !seen.contains(name)) {
            complete = false;
            if meant.contains(&name) {
                continue;
            }
            let title = self.title(&schema["properties"][name]);
            let message = format!("缺少「{name}」（{title}）");
            let fault = Fault::new(FaultKind::MissingKey, At::Key(route.clone()), message);
            self.faults.push(fault.hint(format!("补上一行 {name}: …")));
        }
        complete
    }

    fn title(&self, property: &Schema) -> String {
        property["title"].as_str().unwrap_or("必填").to_owned()
    }

    fn list(&mut self, node: &Node, schema: &'a Schema, route: &Route) -> Option<Yaml> {
        let NodeKind::Sequence(items) = &node.kind else {
            return self.wrong(
                route,
                "这里要一个列表",
                "写成 [甲, 乙] 的样子，或每项一行、以「- 」开头；只有一项也要这样写",
            );
        };
        // All items are looked at even if one fails; an item is never dropped, since that would move the others.
        let read: Vec<Option<Yaml>> = items
            .iter()
            .enumerate()
            .map(|(i, item)| self.node(item, &schema["items"], &route.then(i)))
            .collect();
        read.into_iter().collect::<Option<Vec<_>>>().map(Yaml::Sequence)
    }

    fn boolean(&mut self, node: &Node, route: &Route) -> Option<Yaml> {
        match (node.text(), &node.kind) {
            (Some("true"), NodeKind::Scalar { plain: true, .. }) => Some(Yaml::Bool(true)),
            (Some("false"), NodeKind::Scalar { plain: true, .. }) => Some(Yaml::Bool(false)),
            _ => self.wrong(route, "这里只能写 true（是）或 false（否）", "不加引号"),
        }
    }

    fn number(&mut self, node: &Node, schema: &Schema, route: &Route) -> Option<Yaml> {
        let integer = kind(schema) == "integer";
        let plain = matches!(node.kind, NodeKind::Scalar { plain: true, .. });
        let digits =
            |text: &&str| !integer || text.trim_start_matches('-').bytes().all(|b| b.is_ascii_digit());
        let text = node.text().filter(|text| plain && !text.starts_with(['+', '.'])).filter(digits);
        let number = text.and_then(|text| text.parse::<f64>().ok()).filter(|number| number.is_finite());
        let Some(number) = number.filter(|number| !integer || number.fract() == 0.0) else {
            let what = if integer { "这里要一个整数" } else { "这里要一个数" };
            return self.wrong(route, what, "只写半角数字，不加引号和单位");
        };
        let least = schema["minimum"].as_f64().unwrap_or(f64::NEG_INFINITY);
        let most = schema["maximum"].as_f64().unwrap_or_else(|| most(schema));
        if number < least || number > most {
            self.faults.push(out_of_bounds(schema, route, least, most));
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "whole numbers within the schema's bounds")]
        Some(if integer { Yaml::Number((number as i64).into()) } else { Yaml::Number(number.into()) })
    }

    fn string(&mut self, node: &Node, schema: &Schema, route: &Route) -> Option<Yaml> {
        let Some(text) = node.text() else {
            return self.wrong(route, "这里要一段文字，不是列表或下一级", "写在冒号后面");
        };
        let plain = matches!(node.kind, NodeKind::Scalar { plain: true, .. });
        if plain && is_no_text(text) {
            let message = format!("「{text}」在 YAML 里不是文字");
            let hint = format!("要的就是这个词，加上引号：\"{text}\"；不是就改成要写的内容");
            return self.wrong(route, &message, &hint);
        }
        let name = schema["format"].as_str().unwrap_or_default();
        if let Some(Err(fault)) = (self.formats)(name, text) {
            let at = match fault.range {
                Some(range) => At::Part(route.clone(), range.into()),
                None => At::Value(route.clone()),
            };
            let code = format::code(name);
            self.faults.push(Fault {
                kind: FaultKind::Format(code),
                at,
                message: fault.message,
                hint: fault.hint,
            });
            return None;
        }
        Some(Yaml::String(text.to_owned()))
    }

    fn choice(&mut self, node: &Node, choices: &[String], route: &Route) -> Option<Yaml> {
        let text = node.text().unwrap_or_default();
        if choices.iter().any(|choice| choice == text) {
            return Some(Yaml::String(text.to_owned()));
        }
        let message = if text.is_empty() {
            "这里要选一个词".to_owned()
        } else {
            format!("「{text}」不在可选的词里")
        };
        let list = choices.join("、");
        let near = nearest(text, choices.iter().map(String::as_str));
        let hint = match (full_width(text), near) {
            (Some(sign), _) => format!("「{sign}」是全角符号，改成半角。可选：{list}"),
            (None, Some(near)) => format!("是不是想写 {near}？可选：{list}"),
            (None, None) => format!("可选：{list}"),
        };
        self.faults.push(Fault::new(FaultKind::Choice, At::Value(route.clone()), message).hint(hint));
        None
    }

    fn wrong(&mut self, route: &Route, message: &str, hint: &str) -> Option<Yaml> {
        self.faults.push(Fault::new(FaultKind::WrongType, At::Value(route.clone()), message).hint(hint));
        None
    }
}

fn out_of_bounds(schema: &Schema, route: &Route, least: f64, most: f64) -> Fault {
    let what = schema["title"].as_str().unwrap_or("数");
    let message = match (least.is_finite(), most.is_finite()) {
        (true, true) => format!("「{what}」应在 {least} 到 {most} 之间"),
        (true, false) => format!("「{what}」不能小于 {least}"),
        _ => format!("「{what}」不能大于 {most}"),
    };
    let fault = Fault::new(FaultKind::Bounds, At::Value(route.clone()), message);
    match schema["examples"][0].as_number() {
        _ if (least, most) == (0.0, 1.0) => fault.hint("比例写成小数：百分之三十写 0.30"),
        Some(example) => fault.hint(format!("核对原件，例如 {example}")),
        None => fault.hint("核对原件，看看是不是多写了数字"),
    }
}

/// The largest number that a type can hold.
fn most(schema: &Schema) -> f64 {
    schema["format"].as_str().and_then(format::largest).map_or(f64::INFINITY, f64::from)
}

fn absent(node: &Node, schema: &Schema, route: &Route) -> Fault {
    let written = node.text().unwrap_or_default();
    let message = if written.is_empty() {
        "这里没有填".to_owned()
    } else {
        format!("「{written}」在 YAML 里表示没有内容，这里必须填")
    };
    let free = matches!(schema["format"].as_str(), Some("text" | "prose"));
    let example = schema["examples"][0].as_str().filter(|_| !free);
    let title = schema["title"].as_str();
    let fault = Fault::new(FaultKind::Null, At::Value(route.clone()), message);
    match (example, title) {
        (Some(example), _) => fault.hint(format!("例如 {example}")),
        (None, Some(title)) => fault.hint(format!("填上{title}")),
        (None, None) => fault.hint("填上内容；这一项不适用时看看别的项是否写错"),
    }
}

fn unknown(key: &Node, name: &str, schema: &Schema) -> Fault {
    let names = names(schema);
    let fault = Fault::new(
        FaultKind::UnknownKey,
        At::Bytes(key.range.clone().into()),
        format!("没有「{name}」这一项"),
    );
    if let Some(sign) = full_width(name) {
        let sign =
            if sign == '\u{3000}' { "全角空格".to_owned() } else { format!("全角的「{sign}」") };
        return fault.hint(format!("这里有{sign}，改成半角"));
    }
    match nearest(name, names.clone()) {
        Some(near) => fault.hint(format!("是不是想写 {near}？")),
        None => fault.hint(format!("这里可以写：{}", names.collect::<Vec<_>>().join("、"))),
    }
}

/// The first full-width sign of those that mean something to YAML in half width.
fn full_width(text: &str) -> Option<char> {
    text.chars().find(|c| {
        matches!(
            c,
            '，' | '：' | '【' | '】' | '［' | '］' | '｛' | '｝' | '“' | '”' | '\u{3000}' | '０'..='９'
        )
    })
}

/// The keys a schema knows.
pub(super) fn names(schema: &Schema) -> impl Iterator<Item = &str> + Clone {
    let known = schema["properties"].as_object();
    known.into_iter().flat_map(|properties| properties.keys().map(String::as_str))
}

pub(super) fn is_required(schema: &Schema, name: &str) -> bool {
    schema["required"].as_array().is_some_and(|required| required.iter().any(|r| r == name))
}

pub(super) fn kind(schema: &Schema) -> &str {
    match &schema["type"] {
        Schema::String(kind) => kind,
        Schema::Array(kinds) => {
            kinds.iter().filter_map(Schema::as_str).find(|k| *k != "null").unwrap_or_default()
        }
        _ => "",
    }
}

/// The words a schema allows, if it lists them.
pub(super) fn choices(schema: &Schema) -> Option<Vec<String>> {
    let word = |value: &Schema| match value {
        Schema::String(text) => Some(text.clone()),
        Schema::Number(number) => Some(number.to_string()),
        _ => None,
    };
    if let Some(words) = schema["enum"].as_array() {
        return Some(words.iter().filter_map(word).collect());
    }
    let options = schema["oneOf"].as_array()?;
    let of = |option: &Schema| match option.get("const") {
        Some(constant) => word(constant).into_iter().collect(),
        None => choices(option).unwrap_or_default(),
    };
    Some(options.iter().flat_map(of).collect())
}

/// Words that programs read as yes, no or no number where they stand without quotes: nobody means them as a name.
/// Numbers and dates are read as they are written, to the last digit, so they may stay.
pub(super) const NO_TEXT: [&str; 8] = ["true", "false", "yes", "no", "on", "off", ".inf", ".nan"];

fn is_no_text(text: &str) -> bool {
    let text = text.trim_start_matches(['+', '-']);
    NO_TEXT.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// The known word most like a mistyped one, if any is close.
fn nearest<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    known
        .map(|name| (strsim::jaro_winkler(word, name), name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}
