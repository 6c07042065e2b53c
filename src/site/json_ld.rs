//! schema.org descriptions for search engines, safe inside a `script` element.

use serde::Serialize;

use super::head::full_address;
use super::pages::institution::{telephone, text};
use super::paths;
use super::world::{Entry, World};

#[derive(Serialize)]
struct Organisation<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "sameAs")]
    same_as: Option<&'a str>,
    identifier: Vec<Identifier<'a>>,
    address: Address<'a>,
    telephone: &'a str,
    email: &'a str,
}

#[derive(Serialize)]
struct Identifier<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'static str,
    value: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Address<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    street_address: &'a str,
    address_country: &'static str,
}

/// An institution.
pub(crate) fn organisation(world: &World<'_>, entry: &Entry<'_>) -> String {
    let filing = &entry.record.value;
    let identifier = |name, value| Identifier { kind: "PropertyValue", name, value };
    let number = entry.number.as_ref().map(|number| identifier("备案号", number.as_str()));
    let mut identifiers = vec![identifier("统一社会信用代码", filing.applicant.credit_code.as_str())];
    identifiers.extend(number);
    embed(&Organisation {
        context: "https://schema.org",
        kind: "Organization",
        name: &filing.applicant.name,
        url: full_address(&world.base_url, &paths::institution(&entry.record.id)),
        same_as: filing.applicant.website.as_ref().map(text),
        identifier: identifiers,
        address: Address {
            kind: "PostalAddress",
            street_address: &filing.applicant.address,
            address_country: "CN",
        },
        telephone: telephone(filing),
        email: text(&filing.applicant.email),
    })
}

/// JSON that cannot end the `script` element it stands in.
fn embed<T: Serialize>(value: &T) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    if !json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        return json;
    }
    let mut safe = String::with_capacity(json.len() + 32);
    for character in json.chars() {
        match character {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                safe.push_str(&format!("\\u{:04x}", u32::from(character)));
            }
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cannot_leave_its_script_element() {
        let hostile = "</script><script>alert(1)</script><!-- ]]> & \u{2028}\"\\";
        let safe = embed(&[hostile]);
        assert!(!safe.contains(['<', '>', '&', '\u{2028}']), "{safe}");
        let back: Vec<String> = serde_json::from_str(&safe).unwrap();
        assert_eq!(back, [hostile]);
    }
}
