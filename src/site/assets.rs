//! The theme's assets: their names carry the hash of their bytes, so that browsers may keep them for ever.

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::registry::identifier::Digest;

/// Behind the path of an asset: its digest is meant, not its address.
const INTEGRITY: &str = "?integrity";

/// A file of the theme that is published as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its path below the theme's `assets/`: `site.css`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Where an asset is published: `assets/site.0a1b2c3d.css`.
pub(crate) fn address(asset: &Asset) -> String {
    let digest = Digest::of(&asset.bytes).to_string();
    let hash = &digest[..8];
    let (folder, file) = asset.name.rsplit_once('/').map_or(("", asset.name.as_str()), |(a, b)| (a, b));
    let slash = if folder.is_empty() { "" } else { "/" };
    match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => {
            format!("assets/{folder}{slash}{stem}.{hash}.{extension}")
        }
        _ => format!("assets/{folder}{slash}{file}.{hash}"),
    }
}

/// Assets that lead to one another in a ring: no name could then follow from the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ring(pub String);

/// Makes scripts and style sheets call other assets by the names these are published under: in them `"./x.js"` and
/// `"../a/x.wasm"` are taken for paths from their own folder. What is no asset stays as it is. `"./x.wasm?integrity"`
/// becomes the digest that the browser is to insist on: `"sha256-…"`.
///
/// # Errors
/// An asset that leads to itself.
pub(crate) fn link(assets: Vec<Asset>) -> Result<Vec<Asset>, Ring> {
    let mut linker = Linker {
        raw: assets.into_iter().map(|asset| (asset.name, asset.bytes)).collect(),
        ..Linker::default()
    };
    let names: Vec<String> = linker.raw.keys().cloned().collect();
    for name in &names {
        linker.address(name)?;
    }
    Ok(linker.linked.into_values().collect())
}

#[derive(Default)]
struct Linker {
    raw: BTreeMap<String, Vec<u8>>,
    linked: BTreeMap<String, Asset>,
    open: Vec<String>,
}

impl Linker {
    /// Where an asset is published, after all it leads to.
    fn address(&mut self, name: &str) -> Result<String, Ring> {
        if let Some(asset) = self.linked.get(name) {
            return Ok(address(asset));
        }
        if self.open.iter().any(|open| open == name) {
            return Err(Ring(name.to_owned()));
        }
        self.open.push(name.to_owned());
        let bytes = self.raw.get(name).cloned().unwrap_or_default();
        let is_text = [".js", ".css"].iter().any(|end| name.ends_with(end));
        let bytes = match String::from_utf8(bytes) {
            Ok(text) if is_text => self.rewritten(name, &text)?.into_bytes(),
            Ok(text) => text.into_bytes(),
            Err(error) => error.into_bytes(),
        };
        self.open.pop();
        let asset = Asset { name: name.to_owned(), bytes };
        let address = address(&asset);
        self.linked.insert(asset.name.clone(), asset);
        Ok(address)
    }

    /// What a browser compares the bytes of an asset with.
    fn integrity(&self, name: &str) -> String {
        let bytes = self.linked.get(name).map_or(&[][..], |asset| &asset.bytes);
        format!("sha256-{}", BASE64_STANDARD.encode(Digest::of(bytes).bytes()))
    }

    fn rewritten(&mut self, name: &str, text: &str) -> Result<String, Ring> {
        let mut done = String::with_capacity(text.len());
        let mut rest = text;
        // Between double quotes, as the theme's own files are written.
        while let Some(at) = rest.find("\"./").into_iter().chain(rest.find("\"../")).min() {
            let (before, quoted) = rest.split_at(at + 1);
            done.push_str(before);
            let end = quoted.find(['"', '\n']).unwrap_or(quoted.len());
            let (path, after) = quoted.split_at(end);
            let plain = path.strip_suffix(INTEGRITY).unwrap_or(path);
            let integrity = plain != path;
            match resolved(name, plain).filter(|found| self.raw.contains_key(found)) {
                Some(found) => {
                    let address = self.address(&found)?;
                    done.push_str(&if integrity { self.integrity(&found) } else { beside(path, &address) });
                }
                None => done.push_str(path),
            }
            rest = after;
        }
        done.push_str(rest);
        Ok(done)
    }
}

/// A path that leads to another name in the same folder.
fn beside(path: &str, address: &str) -> String {
    let (_, file) = address.rsplit_once('/').unwrap_or(("", address));
    let (folder, _) = path.rsplit_once('/').unwrap_or((".", path));
    format!("{folder}/{file}")
}

/// The asset a path leads to from another asset's folder.
fn resolved(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_assets_by_their_bytes() {
        let asset = |name: &str| Asset { name: name.to_owned(), bytes: b"x".to_vec() };
        assert_eq!(address(&asset("site.css")), "assets/site.2d711642.css");
        assert_eq!(address(&asset("fonts/a.b.woff")), "assets/fonts/a.b.2d711642.woff");
        assert_eq!(address(&asset("LICENSE")), "assets/LICENSE.2d711642");
    }
    fn linked(files: &[(&str, &str)]) -> Result<Vec<(String, String)>, Ring> {
        let asset =
            |(name, text): &(&str, &str)| Asset { name: (*name).to_owned(), bytes: text.as_bytes().to_vec() };
        let published = |asset: Asset| (address(&asset), String::from_utf8(asset.bytes).unwrap());
        Ok(link(files.iter().map(asset).collect())?.into_iter().map(published).collect())
    }

    #[test]
    fn links_scripts_by_the_names_they_are_published_under() {
        let files = [
            ("a/b.js", "import \"./c.js\"; fetch(\"../x.bin\"); \"./nothing.js\"; \"../../out.js\""),
            ("a/c.js", "1"),
            ("x.bin", "\"./c.js\""),
        ];
        let linked = linked(&files).unwrap();
        let text =
            "import \"./c.6b86b273.js\"; fetch(\"../x.fbab88ce.bin\"); \"./nothing.js\"; \"../../out.js\"";
        assert_eq!(linked[0].1, text);
        assert_eq!(linked[1].0, "assets/a/c.6b86b273.js");
        assert_eq!(linked[2].1, files[2].1);
    }

    #[test]
    fn tells_scripts_the_digest_to_insist_on() {
        let files = [
            ("a/b.js", "fetch(\"./c.js\", { integrity: \"./c.js?integrity\" }); \"./no.js?integrity\""),
            ("a/c.js", "\"../x.bin\""),
            ("x.bin", "x"),
        ];
        let linked = linked(&files).unwrap();
        assert_eq!(linked[1].1, "\"../x.2d711642.bin\"");
        let whole = BASE64_STANDARD.encode(Digest::of(linked[1].1.as_bytes()).bytes());
        let name = linked[1].0.trim_start_matches("assets/a/");
        let text = format!("fetch(\"./{name}\", {{ integrity: \"sha256-{whole}\" }}); \"./no.js?integrity\"");
        assert_eq!(linked[0].1, text);
    }

    #[test]
    fn changes_the_name_of_what_leads_to_a_changed_file() {
        let name = |text: &str| linked(&[("a.js", "\"./b.js\""), ("b.js", text)]).unwrap()[0].0.clone();
        assert_ne!(name("1"), name("2"));
    }

    #[test]
    fn refuses_rings() {
        let ring = [("a.js", "\"./b.js\""), ("b.js", "\"./a.js\"")];
        assert_eq!(linked(&ring), Err(Ring("a.js".to_owned())));
    }
}
