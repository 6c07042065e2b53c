//! What editors need of a schema beside what it says: yaml-language-server completes a key with `: ` only where its type is
//! said, and marks what is wrong with generic words unless it is given better ones.

mod faults;

use serde_json::{Map, Value, json};

use super::{each_object, format};
use crate::registry::records::procedure::EventKind;
use crate::registry::value::Value as _;
use crate::registry::{Prose, Text};

/// A schema as editors are given it.
pub(super) fn adapted(mut schema: Value) -> Value {
    each_object(&mut schema, &mut |members| {
        list_words(members);
        bound(members);
        help(members);
        faults::tell(members);
    });
    faults::of_all_keys(&mut schema);
    events(&mut schema);
    group(&mut schema);
    each_object(&mut schema, &mut faults::ask_for_no_null);
    schema
}

/// Words to choose from: as a list, since of alternatives editors show only the one that was chosen.
fn list_words(members: &mut Map<String, Value>) {
    let Some(Value::Array(options)) = members.get("oneOf") else { return };
    let all = |key: &str| options.iter().map(|option| option[key].clone()).collect::<Vec<_>>();
    let (words, titles) = (all("const"), all("title"));
    let mut kinds: Vec<&str> = Vec::new();
    for word in &words {
        let kind = if word.is_number() { "integer" } else { "string" };
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let kinds = if let [only] = kinds[..] { json!(only) } else { json!(kinds) };
    let chosen = [("type", kinds), ("enum", json!(words)), ("enumDescriptions", json!(titles))];
    let digits: Vec<String> = words.iter().filter(|word| word.is_number()).map(Value::to_string).collect();
    members.remove("oneOf");
    let chosen = chosen.map(|(key, value)| (key.to_owned(), value));
    if digits.is_empty() {
        members.extend(chosen);
        return;
    }
    // With quotes a number is as good, but nobody has to be offered it twice.
    let quoted = json!({ "type": "string", "pattern": format!("^({})$", digits.join("|")) });
    members.insert("anyOf".to_owned(), json!([Map::from_iter(chosen), quoted]));
}

/// What the type of a number bounds.
fn bound(members: &mut Map<String, Value>) {
    let largest = members.get("format").and_then(Value::as_str).and_then(format::largest);
    if let (Some(largest), false) = (largest, members.contains_key("maximum")) {
        members.insert("maximum".to_owned(), largest.into());
    }
}

/// Says in plain words how a text is to be written, and lets numbers stand without quotes where they lose nothing.
fn help(members: &mut Map<String, Value>) {
    let Some(name) = members.get("format").and_then(Value::as_str).map(str::to_owned) else { return };
    let Some(how) = how(&name) else { return };
    let is_free = matches!(&*name, Text::FORMAT | Prose::FORMAT);
    let numbers = numbers(&name);
    let wrong = match is_free {
        true => format!("{how}；true 这样的词加上引号"),
        false if name == "credit-code" || numbers.is_some() => format!("{how}；全是数字的，加上引号"),
        false => how.clone(),
    };
    members.insert("errorMessage".to_owned(), wrong.into());
    members.insert("patternErrorMessage".to_owned(), how.into());
    if is_free {
        also(members, "number");
    }
    let Some((least, most)) = numbers else { return };
    also(members, "integer");
    members.insert("minimum".to_owned(), least.into());
    if let Some(most) = most {
        members.insert("maximum".to_owned(), most.into());
    }
}

/// Lets a text be of another type, too; the first is what editors complete.
fn also(members: &mut Map<String, Value>, kind: &str) {
    let mut kinds = match members.get("type") {
        Some(Value::Array(kinds)) => kinds.clone(),
        Some(kind) => vec![kind.clone()],
        None => Vec::new(),
    };
    kinds.insert(1.min(kinds.len()), kind.into());
    members.insert("type".to_owned(), kinds.into());
}

/// How a text of a format is written; none if the format is of no text.
fn how(name: &str) -> Option<String> {
    Some(match name {
        Text::FORMAT => "写一行文字：不能是空的，首尾不留空格".to_owned(),
        Prose::FORMAT => "写文字：不能是空的".to_owned(),
        _ if format::check(name, "").is_none() => return None,
        _ => format::explanation(name).map_or_else(|| format!("写{}", format::title(name)), str::to_owned),
    })
}

/// The numbers that a code may look like without quotes: none of those that begin with a zero, which it would lose.
fn numbers(name: &str) -> Option<(u64, Option<u64>)> {
    let of_length = |length: u32| Some((10_u64.pow(length - 1), Some(10_u64.pow(length) - 1)));
    match name {
        "two-digits" => of_length(2),
        "six-digits" | "division-code" => of_length(6),
        "ten-digits" => of_length(10),
        // One digit less than a mobile number, which no record may have.
        "telephone" => Some((0, Some(9_999_999_999))),
        "record-id" => Some((0, None)),
        _ => None,
    }
}

/// Each event of a procedure shows the keys it carries, and can be put in whole.
fn events(schema: &mut Value) {
    let Some(record) = schema.pointer_mut("/$defs/EventRecord") else { return };
    let Some(all) = record["properties"].as_object().cloned() else { return };
    let (own, of_kinds): (Map<_, _>, Map<_, _>) =
        all.into_iter().partition(|(key, _)| matches!(key.as_str(), "event" | "date"));
    let condition = |kind: EventKind| {
        let [needed, allowed] = kind.keys();
        let word =
            json!({ "title": own["event"]["title"], "type": "string", "const": kind, "default": kind });
        let mut keys = own.clone();
        keys.insert("event".to_owned(), word);
        keys.extend(needed.iter().map(|key| ((*key).to_owned(), present(&of_kinds[*key]))));
        keys.extend(allowed.iter().map(|key| ((*key).to_owned(), of_kinds[*key].clone())));
        let required: Vec<&str> = ["event", "date"].into_iter().chain(needed.iter().copied()).collect();
        let mut then = json!({ "title": kind.title(), "properties": keys, "required": required });
        faults::of_keys(&mut then);
        when("event", json!(kind), then)
    };
    let conditions: Vec<Value> = EventKind::ALL.into_iter().map(condition).collect();
    let Some(record) = record.as_object_mut() else { return };
    record.insert("properties".to_owned(), own.clone().into());
    record.insert("allOf".to_owned(), conditions.into());
    // What the conditions allow is not among the properties themselves.
    record.remove("propertyNames");
}

/// A branch names its group; an enterprise on its own has none.
fn group(schema: &mut Value) {
    let Some(group) = schema.pointer("/properties/group").cloned() else { return };
    let branch = json!({
        "title": group["title"], "properties": { "group": present(&group) }, "required": ["group"],
        "errorMessage": "申请类型是分支机构的，写明 group（所属集团）",
    });
    let none =
        json!({ "type": "null", "title": group["title"], "errorMessage": "申请类型是企业的，不写所属集团" });
    schema["allOf"] = json!([
        when("kind", json!("branch"), branch),
        when("kind", json!("enterprise"), json!({ "properties": { "group": none } })),
    ]);
}

fn when(key: &str, word: Value, then: Value) -> Value {
    json!({ "if": { "properties": { key: { "const": word } }, "required": [key] }, "then": then })
}

/// A value that may be absent, as one that may not.
fn present(property: &Value) -> Value {
    let mut property = property.clone();
    let Some(members) = property.as_object_mut() else { return property };
    if let Some(Value::Array(options)) = members.remove("anyOf") {
        let there = options.into_iter().find(|option| option["type"] != "null");
        members.extend(there.and_then(|there| there.as_object().cloned()).unwrap_or_default());
    }
    if let Some(Value::Array(kinds)) = members.get_mut("type") {
        kinds.retain(|kind| kind != "null");
        if let [only] = &kinds[..] {
            let only = only.clone();
            members.insert("type".to_owned(), only);
        }
    }
    property
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::schema::of;

    fn filing() -> Value {
        adapted(of("filing").unwrap())
    }

    #[test]
    fn an_event_has_its_own_keys_and_no_others() {
        let schema = filing();
        let record = &schema["$defs"]["EventRecord"];
        let conditions = record["allOf"].as_array().unwrap();
        assert_eq!(conditions.len(), EventKind::ALL.len());
        let filed = conditions.iter().map(|one| &one["then"]).find(|then| then["title"] == "备案").unwrap();
        let keys: Vec<&String> = filed["properties"].as_object().unwrap().keys().collect();
        assert_eq!(keys, ["event", "date", "number", "receipt", "valid_until"]);
        assert_eq!(filed["required"], json!(keys));
        assert_eq!(filed["properties"]["number"]["type"], "string");
        assert_eq!(record["properties"].as_object().unwrap().len(), 2);
        // No key is lost on the way.
        let of_records: Vec<_> = of("filing").unwrap()["$defs"]["EventRecord"]["properties"]
            .as_object()
            .unwrap()
            .keys()
            .filter(|key| !matches!(key.as_str(), "event" | "date"))
            .cloned()
            .collect();
        for key in of_records {
            assert!(EventKind::ALL.iter().any(|kind| kind.carries(&key)), "{key}");
        }
    }

    #[test]
    fn words_to_choose_from_say_their_type() {
        let schema = filing();
        assert_eq!(schema["$defs"]["ApplicantKind"]["type"], "string");
        assert_eq!(schema["$defs"]["ApplicantKind"]["enum"], json!(["enterprise", "branch"]));
        let [chosen, quoted] = &schema["$defs"]["Level"]["anyOf"].as_array().unwrap()[..] else { panic!() };
        assert_eq!(chosen["type"], json!(["string", "integer"]));
        assert!(chosen["enum"].as_array().unwrap().contains(&json!(5)));
        assert_eq!(quoted["pattern"], "^(5|4|3|2|1)$");
        assert!(!schema.to_string().contains("oneOf"));
    }

    #[test]
    fn codes_may_stand_without_quotes_but_where_they_begin_with_a_zero() {
        let site = adapted(of("site").unwrap());
        let postcode = &site["$defs"]["Contact"]["properties"]["postcode"];
        assert_eq!(postcode["type"], json!(["string", "integer"]));
        assert_eq!((&postcode["minimum"], &postcode["maximum"]), (&json!(100_000), &json!(999_999)));
        // Of a plain text nothing is lost: `check` reads what is written.
        assert_eq!(site["properties"]["name"]["type"], json!(["string", "number"]));
    }
}
