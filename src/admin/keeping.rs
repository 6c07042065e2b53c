//! What the page has to know of each kind of record to keep a file as people wrote it.

use serde_json::{Map, Value, json};

use crate::registry::schema::{self, resolve};

/// The format of pages; the CMS wants a name for Markdown that ends so.
pub(super) const PAGE: &str = "page-frontmatter";

/// The formats of the CMS, one a kind of record: the schema a new record names, the lists it says even when they are
/// empty, what it does not say unless somebody chose it, and the order of its members.
pub(super) fn formats(with_schemas: bool) -> Value {
    let one = |kind: &schema::RecordSchema| {
        let is_page = kind.name == "page";
        let file = (with_schemas && !is_page).then(|| schema::reached_from(kind.path, kind.name));
        let mut lists = Vec::new();
        required(&kind.schema, &kind.schema, &mut Vec::new(), &mut lists);
        let order: Vec<&String> =
            kind.schema["properties"].as_object().into_iter().flat_map(Map::keys).collect();
        let format = json!({
            "extension": if is_page { "md" } else { "yaml" },
            "schema": file,
            "lists": lists,
            "quiet": quiet(&kind.schema),
            "order": order,
        });
        (if is_page { PAGE } else { kind.name }.to_owned(), format)
    };
    schema::schemas().iter().map(one).collect::<Map<_, _>>().into()
}

fn members(object: &Value) -> impl Iterator<Item = (&String, &Value)> {
    object["properties"].as_object().into_iter().flatten()
}

pub(super) fn is_required(object: &Value, name: &str) -> bool {
    object["required"].as_array().into_iter().flatten().any(|required| required == name)
}

/// The paths to lists that a record has to say, with `*` for each item of a list and `+` before what has to be there, too.
fn required(root: &Value, object: &Value, path: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    for (name, property) in members(object) {
        let member = resolve(root, property);
        path.push(name.clone());
        if member["items"].is_object() {
            if is_required(object, name) {
                found.push(path.clone());
            }
            path.push("*".to_owned());
            required(root, resolve(root, &member["items"]), path, found);
            path.pop();
        } else if member["properties"].is_object() {
            let mark = if is_required(object, name) { "+" } else { "" };
            path.pop();
            path.push(format!("{mark}{name}"));
            required(root, member, path, found);
        }
        path.pop();
    }
}

/// Switches that stand on their usual side when nobody says anything.
fn quiet(object: &Value) -> Value {
    let usual = members(object).filter(|(name, property)| {
        property["type"] == "boolean" && property["default"].is_boolean() && !is_required(object, name)
    });
    usual.map(|(name, property)| (name.clone(), property["default"].clone())).collect::<Map<_, _>>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_within_lists_are_found() {
        let formats = formats(true);
        assert_eq!(formats["measures"]["lists"], json!([["measures"]]));
        assert_eq!(formats["questions"]["lists"], json!([["questions"], ["questions", "*", "clauses"]]));
        let of_filing = formats["filing"]["lists"].as_array().unwrap();
        assert!(of_filing.contains(&json!(["+people", "staff"])), "{of_filing:?}");
        assert_eq!(formats["filing"]["schema"], "../../../schemas/filing.json");
        assert_eq!(formats[PAGE]["quiet"], json!({ "in_navigation": false }));
    }
}
