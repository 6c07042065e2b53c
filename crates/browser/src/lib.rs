//! The search and the certificate lookup of a registry, as the page's worker calls them: JSON in, JSON out.
//!
//! Nothing here decides anything; the answers come from [`lookup`], which the generator and the command line use too.

mod answer;

use lookup::manifest::Manifest;
use lookup::number::number_hint;
use lookup::search::{Answer, Index, Request};
use lookup::verify::{self, Secret, Trouble};
use wasm_bindgen::prelude::wasm_bindgen;

use answer::{Need, Nothing, fault, text};

/// Searches one site and verifies its certificates.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Engine {
    index: Option<Index>,
}

#[wasm_bindgen]
impl Engine {
    /// An engine that has read nothing yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens the search by its first file and the name it was asked for by. `{}` or a fault.
    pub fn open_search(&mut self, name: &str, hot: Vec<u8>) -> String {
        match Index::open(name, hot) {
            Ok(index) => {
                self.index = Some(index);
                text(&Nothing {})
            }
            Err(error) => fault(&error),
        }
    }

    /// Takes in a file that a search asked for. `{}` or a fault.
    pub fn offer(&mut self, name: &str, bytes: Vec<u8>) -> String {
        let Some(index) = &mut self.index else { return answer::unready() };
        match index.offer(name, bytes) {
            Ok(()) => text(&Nothing {}),
            Err(error) => fault(&error),
        }
    }

    /// Answers a search: results, `{"need": […]}` with the files to offer before asking again, or a fault.
    pub fn search(&self, request: &str) -> String {
        let Some(index) = &self.index else { return answer::unready() };
        let Ok(request) = serde_json::from_str::<Request>(request) else { return answer::unready() };
        match index.search(&request) {
            Ok(Answer::Need(need)) => text(&Need { need }),
            Ok(Answer::Done(results)) => text(&results),
            Err(error) => fault(&error),
        }
    }

    /// Looks at a certificate number while it is typed.
    pub fn check_number(&self, typed: &str) -> String {
        text(&number_hint(typed))
    }

    /// The file to look a certificate up in, from the site's root: `{"file": …}` or `{"trouble": …}`.
    pub fn bucket(&self, manifest: &str, number: &str, kind: &str, secret: &str) -> String {
        answer::either(bucket(manifest, number, secret_of(kind, secret)))
    }

    /// Looks a certificate up: the verdict or `{"trouble": …}`.
    pub fn verify(&self, manifest: &str, bucket: Vec<u8>, number: &str, kind: &str, secret: &str) -> String {
        let secret = secret_of(kind, secret);
        let found = Manifest::parse(manifest).map_err(Trouble::from);
        answer::either(found.and_then(|manifest| verify::verify(&manifest, bucket, number, secret)))
    }
}

fn bucket(manifest: &str, number: &str, secret: Secret<'_>) -> Result<answer::File, Trouble> {
    let manifest = Manifest::parse(manifest)?;
    verify::typed(number, secret)?;
    Ok(answer::File { file: verify::bucket_file(&manifest, number)? })
}

fn secret_of<'a>(kind: &str, secret: &'a str) -> Secret<'a> {
    if kind == "code" { Secret::Code(secret) } else { Secret::Name(secret) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_wrong_in_json() {
        let mut engine = Engine::new();
        assert!(engine.search("{}").contains("\"fault\""));
        assert!(
            engine
                .open_search("0123456789abcdef.hot", b"<!doctype html>".to_vec())
                .contains("\"kind\":\"foreign\"")
        );
        assert!(engine.check_number("Ｙ0000 1").contains("\"number\":\"Y00001\""));
    }

    #[test]
    fn looks_at_what_was_typed_before_anything_is_fetched() {
        let manifest =
            r#"{"format":1,"site":"x","bits":0,"kdf":{"memory_kib":8,"iterations":1,"parallelism":1}}"#;
        let engine = Engine::new();
        let number = "Y000012000001203000001";
        assert!(engine.bucket(manifest, "Y1", "name", "示例").contains("\"kind\":\"number\""));
        assert!(engine.bucket(manifest, number, "name", " ").contains("\"kind\":\"name\""));
        assert!(engine.bucket(manifest, number, "name", "示例").contains("000000.bucket"));
        assert!(engine.bucket("<html>", number, "name", "示例").contains("\"kind\":\"not-a-file\""));
        let answer = engine.verify(manifest, b"<html>".to_vec(), number, "name", "示例");
        assert!(answer.contains("\"trouble\"") && answer.contains("\"kind\":\"not-a-file\""), "{answer}");
    }
}
