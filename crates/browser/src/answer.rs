//! Answers as JSON.

use lookup::bundle::BundleError;
use lookup::search::SearchError;
use lookup::verify::Trouble;
use serde::Serialize;

#[derive(Serialize)]
pub(crate) struct Nothing {}

#[derive(Serialize)]
pub(crate) struct Need {
    pub(crate) need: Vec<String>,
}

#[derive(Serialize)]
pub(crate) struct File {
    pub(crate) file: String,
}

#[derive(Serialize)]
struct Faulty<'a> {
    fault: Fault<'a>,
}

/// `kind` is one of those the page has a sentence for.
#[derive(Serialize)]
struct Fault<'a> {
    kind: &'static str,
    detail: &'a str,
}

#[derive(Serialize)]
struct Troubled {
    trouble: Trouble,
}

pub(crate) fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

pub(crate) fn either<T: Serialize>(answer: Result<T, Trouble>) -> String {
    match answer {
        Ok(value) => text(&value),
        Err(trouble) => text(&Troubled { trouble }),
    }
}

pub(crate) fn fault(error: &SearchError) -> String {
    let kind = match error {
        SearchError::File(BundleError::NotABundle) => "foreign",
        SearchError::File(BundleError::TooOld { .. }) => "old",
        SearchError::File(BundleError::TooNew { .. }) => "new",
        SearchError::File(BundleError::Damaged(_) | BundleError::WrongKind) | SearchError::Damaged(_) => {
            "damaged"
        }
        SearchError::Unknown(_) | SearchError::Write(_) => "program",
    };
    text(&Faulty { fault: Fault { kind, detail: &error.to_string() } })
}

/// The worker asked for something out of order.
pub(crate) fn unready() -> String {
    text(&Faulty { fault: Fault { kind: "program", detail: "no search is open" } })
}
