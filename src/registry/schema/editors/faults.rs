//! What editors say of a fault. For bounds and for items that are too few or twice there, yaml-language-server has words of
//! its own alone, in the language of the editor; for all else it says what the schema gives it.

use serde_json::{Map, Value, json};

use crate::registry::schema::is_chinese;

/// Says in plain words what is wanted where something else may stand.
pub(super) fn tell(members: &mut Map<String, Value>) {
    choices(members);
    let Some(wanted) = wanted(members) else { return };
    members.entry("errorMessage").or_insert_with(|| wanted.into());
}

/// Of a value that may be absent, editors would ask for what it is or for `null`: they shall ask for what it is.
pub(super) fn ask_for_no_null(members: &mut Map<String, Value>) {
    let options = members.get_mut("anyOf").and_then(Value::as_array_mut).into_iter().flatten();
    options.filter(|option| option["type"] == "null").for_each(|option| option["type"] = json!(["null"]));
}

fn wanted(members: &Map<String, Value>) -> Option<String> {
    let kind = match members.get("type")? {
        Value::Array(kinds) => kinds.first()?.as_str()?,
        kind => kind.as_str()?,
    };
    Some(match kind {
        "integer" => "写整数：只写半角数字，不加引号和单位".to_owned(),
        "number" => "写一个数：只写半角数字和小数点，不加引号和单位".to_owned(),
        "boolean" => "只能写 true（是）或 false（否），不加引号".to_owned(),
        "array" => "写成列表：每项一行、以「- 」开头，或写成 [甲, 乙] 的样子；只有一项也要这样写".to_owned(),
        _ => return None,
    })
}

/// Words to choose from, with what they mean.
fn choices(members: &mut Map<String, Value>) {
    let Some(words) = members.get("enum").and_then(Value::as_array) else { return };
    let meanings = members.get("enumDescriptions").and_then(Value::as_array);
    let told: Vec<String> = words
        .iter()
        .enumerate()
        .map(|(at, word)| named(word, meanings.and_then(|meanings| meanings.get(at)).unwrap_or(&Value::Null)))
        .collect();
    members.insert("errorMessage".to_owned(), format!("只能写其中一个：{}", told.join("、")).into());
}

/// A word with its Chinese name.
fn named(word: &Value, title: &Value) -> String {
    let word = word.as_str().map_or_else(|| word.to_string(), str::to_owned);
    match title.as_str().filter(|title| title.contains(is_chinese)) {
        Some(title) => format!("{word}（{title}）"),
        None => word,
    }
}

/// What is told of the keys of all objects.
pub(super) fn of_all_keys(schema: &mut Value) {
    of_keys(schema);
    let definitions = schema.get_mut("$defs").and_then(Value::as_object_mut);
    definitions.into_iter().flatten().for_each(|(_, one)| of_keys(one));
}

/// Says which keys are needed and which there are. An object has one message for whatever is wrong with it: that is what is
/// needed, and the names of keys have another.
pub(super) fn of_keys(object: &mut Value) {
    let Some(properties) = object["properties"].as_object() else { return };
    let named = |key: &str| named(&key.into(), &properties[key]["title"]);
    let needed: Vec<String> =
        object["required"].as_array().into_iter().flatten().filter_map(Value::as_str).map(named).collect();
    let known: Vec<String> = properties.keys().map(|key| named(key)).collect();
    let whole = object["title"].as_str().map(|title| format!("「{title}」")).unwrap_or_default();
    let names = json!({
        "enum": properties.keys().collect::<Vec<_>>(),
        "errorMessage": format!("{whole}没有这一项；可以写的有：{}", known.join("、")),
        // The keys are offered with what they say.
        "doNotSuggest": true,
    });
    let wanted = if needed.is_empty() {
        format!("{whole}在下一行缩进两个空格，写成 键: 值；可以写的有：{}", known.join("、"))
    } else {
        format!("{whole}要写全：{}", needed.join("、"))
    };
    let Some(members) = object.as_object_mut() else { return };
    members.shift_remove("additionalProperties");
    members.insert("propertyNames".to_owned(), names);
    members.insert("errorMessage".to_owned(), wanted.into());
}
