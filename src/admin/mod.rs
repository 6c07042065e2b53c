//! PURE: an editor in the browser for those who would rather fill in forms: a page and the configuration of Sveltia CMS,
//! made from the schemas of the records. The program of the editor itself is given by the maintainer and kept beside
//! the page: nothing is loaded from anybody else.

mod collections;
mod fields;
mod forge;
mod hints;
mod keeping;
mod parts;
mod references;
mod words;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha384};

pub use collections::Present;
pub use forge::{Forge, Place};
pub use parts::{PACKAGES, PARTS, Part};

/// What the editor is made for.
#[derive(Debug, Clone)]
pub struct Editor {
    /// Where the records are kept.
    pub place: Place,
    /// The name in the page head.
    pub name: String,
    /// What the registry has.
    pub present: Present,
}

/// A file of the editor: its name and what is in it.
pub type Made = (&'static str, Vec<u8>);

impl Editor {
    /// The page, its scripts, the configuration, and the parts that others wrote, given in the order of [`PARTS`]; the
    /// page demands the scripts by their hashes.
    pub fn files(&self, parts: Vec<Vec<u8>>) -> anyhow::Result<Vec<Made>> {
        let mut files: Vec<Made> = Vec::new();
        for (part, bytes) in PARTS.iter().zip(parts) {
            let bytes = match part.name {
                "sveltia-cms.js" => parts::at_home(&bytes),
                "zh-CN.json" => words::complete(&bytes)?,
                _ => bytes,
            };
            files.push((part.name, bytes));
        }
        let version = PACKAGES[0].rsplit('@').next().unwrap_or_default();
        let asked = self.place.programs().map(forge::origin);
        let script = include_str!("page/admin.js")
            .replace("{{version}}", version)
            .replace("\"{{origins}}\"", &json!(asked.as_slice()).to_string())
            .replace("\"{{pictures}}\"", &json!(self.place.pictures().as_slice()).to_string());
        let formats = keeping::formats(self.present.schemas).to_string();
        let records = include_str!("page/records.js").replace("\"{{kinds}}\"", &formats);
        files.push(("admin.js", script.into_bytes()));
        files.push(("records.js", records.into_bytes()));
        files.push(("config.json", format!("{:#}\n", self.configuration()).into_bytes()));
        let page = self.page(&files);
        files.push(("index.html", page.into_bytes()));
        Ok(files)
    }

    fn page(&self, files: &[Made]) -> String {
        let mut page = include_str!("page/index.html")
            .replace("{{origins}}", &self.place.programs().map(sources).unwrap_or_default())
            .replace("{{pictures}}", self.place.pictures().unwrap_or_default());
        for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".js")) {
            let integrity = format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes)));
            page = page.replace(&format!("{{{{{name}}}}}"), &integrity);
        }
        page
    }

    /// The configuration as the CMS reads it.
    pub fn configuration(&self) -> Value {
        // A change is a pull request, which the check looks at before anything is published.
        let mode = if self.place.forge.is_reviewed() { "editorial_workflow" } else { "simple" };
        json!({
            "backend": self.place.backend(),
            "publish_mode": mode,
            "app_title": self.name,
            "show_preview_links": false,
            "editor": { "preview": false },
            // The CMS wants one; the page offers no way there.
            "media_folder": "media",
            "media_libraries": { "stock_assets": false },
            "output": { "omit_empty_optional_fields": true },
            "collections": collections::all(&self.present),
        })
    }
}

/// What a policy of the page lets it speak to: a forge in a folder of a host, and nothing else on that host.
fn sources(address: &str) -> String {
    if forge::origin(address) == address { address.to_owned() } else { format!("{address}/") }
}
