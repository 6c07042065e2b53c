//! A value that a schema allows, to stand in for one that could not be read.

use serde_json::Value as Schema;
use serde_yaml::Value as Yaml;

use super::shape::{choices, is_required, kind, names};

/// An example of a schema: of an object what it must have, of a list nothing. `resolve` follows references.
pub(super) fn of<'a>(schema: &'a Schema, resolve: impl Fn(&'a Schema) -> &'a Schema + Copy) -> Yaml {
    // An example of the key says more than one of its type.
    let given = &schema["examples"][0];
    let schema = resolve(schema);
    if let Some(words) = choices(schema) {
        return words.into_iter().next().map_or(Yaml::Null, Yaml::String);
    }
    match (kind(schema), given, &schema["examples"][0]) {
        ("object", ..) => Yaml::Mapping(
            names(schema)
                .filter(|name| is_required(schema, name))
                .map(|name| (Yaml::String(name.to_owned()), of(&schema["properties"][name], resolve)))
                .collect(),
        ),
        ("array", ..) => Yaml::Sequence(Vec::new()),
        ("boolean", ..) => Yaml::Bool(false),
        ("integer" | "number", Schema::Number(number), _) => number.as_i64().map_or(Yaml::Null, Yaml::from),
        ("integer" | "number", ..) => Yaml::from(schema["minimum"].as_i64().unwrap_or(0)),
        (_, Schema::String(text), _) | (_, _, Schema::String(text)) => Yaml::String(text.clone()),
        _ => Yaml::Null,
    }
}
