//! Changes of a record by the program: in the text that people may have commented, and nowhere else.

use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::diagnostics::{Route, route};
use crate::registry::format;
use crate::registry::identifier::Digest;
use crate::registry::records::batch::{Batch, CertificateEvent, CertificateEventKind};
use crate::registry::records::filing::Filing;
use crate::registry::value::Value;
use crate::yaml::{self, Editor, Scrutiny, quoted};

/// The text is written in a way that cannot be changed without a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("这份记录的写法程序改不了：照 docs/records.md 的样子一行一项写好，再运行")]
pub struct Unusual;

const COMMENT: &str = "发证后的事项：只在末尾追加";

/// The text of a batch with what is new in it: digests, numbers, masked names, events appended. All else stays as it is.
///
/// # Errors
/// When the text would not say afterwards what it is to say.
pub fn amended(text: &str, old: &Batch, new: &Batch) -> Result<String, Unusual> {
    proven(text, new, |text| changed(text, old, new))
}

/// The text of a filing that says which file its private numbers are in, and to whom they are encrypted. All else stays.
///
/// # Errors
/// When the text would not say afterwards what it is to say.
pub fn bound(text: &str, old: &Filing, file: Digest, recipients: Digest) -> Result<String, Unusual> {
    let new = Filing { private_numbers: Some(file), recipients: Some(recipients), ..old.clone() };
    let changed = |text: &str| {
        let mut editor = Editor::new(text)?;
        for (key, was, is) in
            [("private_numbers", old.private_numbers, file), ("recipients", old.recipients, recipients)]
        {
            match was {
                Some(_) => editor.set(&Route::root().then(key), &is.as_text())?,
                None => editor.insert_before("procedure", &format!("{key}: {}", is.as_text()))?,
            }
        }
        Some(editor.finish())
    };
    proven(text, &new, changed)
}

/// A text that was changed, if it says what it is to say.
fn proven<T: Serialize + DeserializeOwned + JsonSchema>(
    text: &str,
    new: &T,
    changed: impl FnOnce(&str) -> Option<String>,
) -> Result<String, Unusual> {
    let mark = if text.starts_with('\u{feff}') { "\u{feff}" } else { "" };
    let changed = changed(&text[mark.len()..]).ok_or(Unusual)?;
    let read = yaml::read::<T>(&changed, Scrutiny::Always, format::check);
    let says = |record: &T| serde_json::to_value(record).ok();
    let is_right = read.faults.is_empty() && read.value.as_ref().and_then(says) == says(new);
    if is_right { Ok(format!("{mark}{changed}")) } else { Err(Unusual) }
}

fn changed(text: &str, old: &Batch, new: &Batch) -> Option<String> {
    let mut editor = Editor::new(text)?;
    for (key, old, new) in
        [("holders", old.holders, new.holders), ("recipients", old.recipients, new.recipients)]
    {
        match (old, new) {
            (old, Some(new)) if old == Some(new) => {}
            (Some(_), Some(new)) => editor.set(&Route::root().then(key), &new.as_text())?,
            (None, Some(new)) => {
                editor.insert_before("certificates", &format!("{key}: {}", new.as_text()))?
            }
            (None, None) => {}
            (Some(_), None) => return None,
        }
    }
    for (at, (old, new)) in old.certificates.iter().zip(&new.certificates).enumerate() {
        if old.number != new.number {
            editor.set(&route!["certificates", at, "number"], new.number.as_str())?;
        }
        if old.holder != new.holder {
            editor.set(&route!["certificates", at, "holder"], &quoted(&new.holder))?;
        }
    }
    let events: Vec<_> = new.events.get(old.events.len()..)?.iter().map(item).collect();
    if !events.is_empty() {
        editor.append("events", COMMENT, &events)?;
    }
    Some(editor.finish())
}

fn item(event: &CertificateEvent) -> Vec<(&'static str, String)> {
    let kind = match event.event {
        CertificateEventKind::Revoked => "revoked",
        CertificateEventKind::Corrected => "corrected",
    };
    vec![
        ("event", kind.to_owned()),
        ("date", event.date.as_text().into_owned()),
        ("number", event.number.as_str().to_owned()),
        ("reason", quoted(&event.reason)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::{Date, Text};

    const TEXT: &str = "\u{feff}# 经办：示例天\r\ninstitution: 2020-0001\r\nplan: 2020-0001\r\nsitting: s1\r\nedition: \"2015\"\r\n\
        occupation: 6-18-02-04\r\nlevel: 4\r\nissued: 2020-09-25 # 改过一次\r\ncertificates:\r\n  \
        - number: Y000012000001204000001\r\n    holder: 示*一\r\n";

    fn read(text: &str) -> Batch {
        let read = yaml::read::<Batch>(text.trim_start_matches('\u{feff}'), Scrutiny::Always, format::check);
        assert!(read.faults.is_empty(), "{:?}", read.faults);
        read.value.unwrap()
    }

    #[test]
    fn says_what_is_new_and_leaves_every_other_byte() {
        let old = read(TEXT);
        let mut new = old.clone();
        new.holders = Some(Digest::of(b"1"));
        new.certificates[0].holder = Text::parse("样**").unwrap();
        new.events.push(CertificateEvent {
            event: CertificateEventKind::Corrected,
            date: Date::parse("2021-01-04").unwrap(),
            number: new.certificates[0].number,
            reason: Text::parse("录错: \"#\" 一字").unwrap(),
        });
        let text = amended(TEXT, &old, &new).unwrap();
        assert!(
            text.starts_with("\u{feff}# 经办：示例天\r\n") && text.contains("# 改过一次\r\nholders: "),
            "{text}"
        );
        assert!(text.contains("holder: \"样**\"\r\n\r\n# 发证后的事项"), "{text}");
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        let again = read(&text);
        let mut later = again.clone();
        later.holders = Some(Digest::of(b"2"));
        later.events.push(new.events[0].clone());
        let text = amended(&text, &again, &later).unwrap();
        assert_eq!((text.matches("holders:").count(), text.matches("- event:").count()), (1, 2));
    }

    #[test]
    fn what_would_say_something_else_is_not_written() {
        let old = read(TEXT);
        let mut new = old.clone();
        new.level = crate::registry::Level::Three;
        assert_eq!(amended(TEXT, &old, &new), Err(Unusual));
        assert_eq!(amended("- a\n", &old, &old), Err(Unusual));
    }
}
