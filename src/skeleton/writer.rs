//! Draws a record from its schema, line by line.

use serde_json::Value;

use super::Known;
use super::schema::{choices, example, is_required, kind};
use crate::registry::schema::resolve;

/// What stands where nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blanks {
    /// Nothing: a person fills it in.
    Empty,
    /// The schema's example.
    Examples,
}

/// Where a line stands.
#[derive(Clone, Copy)]
struct At {
    indent: usize,
    /// Whether the line is kept ready behind a `#`.
    ready: bool,
    /// Whether it is the first line of an item.
    dash: bool,
}

impl At {
    fn deeper(self) -> Self {
        Self { indent: self.indent + 2, dash: false, ..self }
    }
}

pub(super) struct Writer<'a> {
    root: &'a Value,
    known: &'a Known,
    blanks: Blanks,
    text: String,
}

impl<'a> Writer<'a> {
    pub(super) fn new(root: &'a Value, known: &'a Known, blanks: Blanks) -> Self {
        Self { root, known, blanks, text: String::new() }
    }

    pub(super) fn record(mut self) -> String {
        self.object(self.root, "", At { indent: 0, ready: false, dash: false });
        self.text
    }

    fn object(&mut self, schema: &'a Value, route: &str, mut at: At) {
        // Where nothing is required, something still has to stand: an object is never blank.
        let all_optional = schema["required"].as_array().is_none_or(Vec::is_empty);
        for (key, property) in schema["properties"].as_object().into_iter().flatten() {
            if !self.known.is_written(route, key) {
                continue;
            }
            let inner = if route.is_empty() { key.clone() } else { format!("{route}.{key}") };
            let needed = is_required(schema, key) || all_optional || self.known.is_wanted(route, key, &inner);
            let optional = !needed;
            if optional && self.known.is_brief_at(&inner) {
                continue;
            }
            if at.indent == 0 && !self.text.is_empty() {
                self.text.push('\n');
            }
            let here = At { ready: at.ready || optional, ..at };
            self.property(key, property, &inner, here, optional);
            at.dash = false;
        }
    }

    fn property(&mut self, key: &str, property: &'a Value, route: &str, at: At, optional: bool) {
        let schema = resolve(self.root, property);
        if !self.known.is_brief_at(route) {
            self.comment(at, &self.explanation(property, schema, optional));
        }
        match kind(schema) {
            "object" => {
                self.line(at, &format!("{key}:"));
                self.object(schema, route, at.deeper());
            }
            "array" => self.list(key, property, schema, route, at),
            "string" if self.known.value_at(route).is_some_and(is_block) => self.block(key, route, at),
            _ => match self.scalar(property, schema, route) {
                Some(value) => self.line(at, &format!("{key}: {value}")),
                None => self.line(at, &format!("{key}:")),
            },
        }
    }

    fn list(&mut self, key: &str, property: &'a Value, schema: &'a Value, route: &str, at: At) {
        let count = self.known.items_at(route);
        let mut inside = at.deeper();
        if count == 0 {
            self.comment(at, "还没有时写 []；有了就删去 []，启用下面的各行");
            self.line(at, &format!("{key}: []"));
            inside.ready = true;
        } else {
            self.line(at, &format!("{key}:"));
        }
        if count == 0 && self.blanks == Blanks::Examples {
            return;
        }
        let item = resolve(self.root, &schema["items"]);
        for number in 0..count.max(1) {
            let route = format!("{route}[{number}]");
            if kind(item) == "object" {
                self.object(item, &route, At { indent: inside.indent + 2, dash: true, ..inside });
            } else {
                let value = self.scalar(property, item, &route).unwrap_or_default();
                self.line(At { dash: false, ..inside }, format!("- {value}").trim_end());
            }
        }
    }

    /// A text of several lines as it was typed.
    fn block(&mut self, key: &str, route: &str, at: At) {
        self.line(at, &format!("{key}: |-"));
        let lines: Vec<String> =
            self.known.value_at(route).unwrap_or_default().lines().map(str::to_owned).collect();
        for line in lines {
            match line.as_str() {
                "" => self.text.push('\n'),
                line => self.line(at.deeper(), line),
            }
        }
    }

    fn scalar(&self, property: &Value, schema: &Value, route: &str) -> Option<String> {
        let sample = || match self.blanks {
            Blanks::Empty => None,
            Blanks::Examples => example(property, schema)
                .or_else(|| Some(choices(schema)?.into_iter().next()?.word))
                .or_else(|| Some(if kind(schema) == "boolean" { "false" } else { "1" }.to_owned())),
        };
        let value = self.known.value_at(route).map(str::to_owned).or_else(sample)?;
        Some(if kind(schema) == "string" { quoted(value) } else { value })
    }

    /// What a key asks for: its title, then the choices or an example.
    fn explanation(&self, property: &Value, schema: &Value, optional: bool) -> String {
        let title = property["title"].as_str().unwrap_or_default();
        let title = if optional { format!("选填：{title}") } else { title.to_owned() };
        let items = resolve(self.root, &schema["items"]);
        let scalar = if kind(schema) == "array" { items } else { schema };
        let each = if kind(schema) == "array" { "每行一项，" } else { "" };
        if let Some(choices) = choices(scalar) {
            let words: Vec<String> = choices
                .iter()
                .map(|choice| match choice.title {
                    Some(title) => format!("{}（{title}）", choice.word),
                    None => choice.word.clone(),
                })
                .collect();
            return format!("{title}。{each}可选 {}", words.join("、"));
        }
        match (kind(scalar), example(property, scalar)) {
            ("object", _) => title,
            ("boolean", _) => format!("{title}。true（是）或 false（否）"),
            (_, Some(example)) => format!("{title}。{each}例如：{example}"),
            (_, None) => title,
        }
    }

    fn comment(&mut self, at: At, text: &str) {
        let indent = if at.dash { at.indent - 2 } else { at.indent };
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str("# ");
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn line(&mut self, at: At, text: &str) {
        let indent = if at.dash { at.indent - 2 } else { at.indent };
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(if at.ready { "#" } else { "" });
        self.text.push_str(if at.dash { "- " } else { "" });
        self.text.push_str(text);
        self.text.push('\n');
    }
}

/// Whether a text can be written line by line: several lines that neither begin nor end with what YAML leaves out.
fn is_block(text: &str) -> bool {
    let is_kept = |line: &str| line.trim_end() == line && !line.contains(|c: char| c.is_control());
    text.contains('\n')
        && !text.starts_with([' ', '\n'])
        && !text.ends_with('\n')
        && text.lines().all(is_kept)
}

/// A text as YAML: plain where it can be taken for nothing else, else in double quotes.
pub(super) fn quoted(text: String) -> String {
    let plain = text.starts_with(|c: char| c.is_alphanumeric() || c == '（' || c == '《')
        && text.parse::<f64>().is_err()
        && !text.ends_with(':')
        && !text.contains(['\n', '\t'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !matches!(text.to_ascii_lowercase().as_str(), "true" | "false" | "null" | "yes" | "no");
    // A JSON string is a YAML string.
    if plain { text } else { Value::String(text).to_string() }
}
