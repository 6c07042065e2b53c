//! From pages to HTML by a theme's templates. The only room that knows tera.
//!
//! The default theme is part of the program. A site's own `themes/<name>/` may hold any of its templates and
//! assets again, and others besides; what it does not hold comes from the default theme.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use tera::{Context, Tera};

mod fault;
mod files;
mod words;

use fault::Texts;
pub use fault::{TemplateFault, ThemeError, ThemeFault};
use files::{Files, embedded_files, read, twins};

use crate::site::context::{Page, Shared, TEMPLATES};
use crate::site::{self, Asset};

/// The theme every site has unless it names another.
pub const DEFAULT_NAME: &str = "default";

/// A theme: templates that have been understood, and assets.
pub struct Theme {
    tera: Tera,
    /// For showing the place of a fault.
    texts: Arc<Texts>,
    assets: Vec<Asset>,
    digest: [u8; 32],
}

impl std::fmt::Debug for Theme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Theme").field("assets", &self.assets.len()).finish_non_exhaustive()
    }
}

impl Theme {
    /// The theme that is part of the program.
    ///
    /// # Errors
    /// None, if the program was tested.
    pub fn embedded() -> Result<Self, ThemeError> {
        Self::over_default(None, Files::new(), Files::new(), Vec::new())
    }

    /// The theme `name` of the site at `root`, over the default one; none if the site has no theme of its own.
    ///
    /// # Errors
    /// All that is wrong with it: a theme that is not there, files that cannot be read, templates with faults.
    pub fn own(root: &Path, name: Option<&str>) -> Result<Option<Self>, ThemeError> {
        let folder = format!("themes/{}", name.unwrap_or(DEFAULT_NAME));
        if !root.join(&folder).is_dir() {
            return match name {
                None | Some(DEFAULT_NAME) => Ok(None),
                Some(name) => Err(ThemeError(vec![ThemeFault::Missing(name.to_owned())])),
            };
        }
        let mut faults = Vec::new();
        let templates = read(root, &format!("{folder}/templates"), &mut faults);
        let assets = read(root, &format!("{folder}/assets"), &mut faults);
        for (kind, own) in [("templates", &templates), ("assets", &assets)] {
            twins(&format!("{folder}/{kind}"), own, &embedded_files(kind), &mut faults);
        }
        Self::over_default(Some(folder), templates, assets, faults).map(Some)
    }

    fn over_default(
        folder: Option<String>,
        own_templates: Files,
        own_assets: Files,
        mut faults: Vec<ThemeFault>,
    ) -> Result<Self, ThemeError> {
        let mut texts = Texts { folder, own: own_templates.keys().cloned().collect(), ..Texts::default() };
        let mut templates = embedded_files("templates");
        templates.extend(own_templates);
        let mut assets = embedded_files("assets");
        assets.extend(own_assets);
        let mut hash = Sha256::new();
        for (name, bytes) in templates {
            for part in [name.as_bytes(), &bytes[..]] {
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part);
            }
            match String::from_utf8(bytes) {
                Ok(text) => drop(texts.all.insert(name, text.into())),
                Err(_) => faults.push(ThemeFault::Template(TemplateFault::not_text(&name, &texts))),
            }
        }
        let tera = understand(&texts, &mut faults);
        let lacking = TEMPLATES.iter().find(|name| !tera.contains_template(name));
        if let Some(name) = lacking.filter(|_| faults.is_empty()) {
            let error = tera::Error::new(tera::ErrorKind::TemplateNotFound((*name).to_owned()));
            faults.extend(TemplateFault::all(name, &error, &texts).into_iter().map(ThemeFault::Template));
        }
        if !faults.is_empty() {
            return Err(ThemeError(faults));
        }
        let assets = assets.into_iter().map(|(name, bytes)| Asset { name, bytes }).collect();
        let assets = site::link(assets).map_err(|ring| ThemeError(vec![texts.ring(&ring)]))?;
        Ok(Self { tera, texts: Arc::new(texts), assets, digest: hash.finalize().into() })
    }

    /// The assets, by name.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// Makes the theme ready for a site.
    ///
    /// # Errors
    /// When what all pages share cannot be handed to tera.
    pub fn renderer(&self, shared: &Shared) -> Result<Renderer, ThemeError> {
        let mut tera = self.tera.clone();
        let context = Context::from_serialize(shared).map_err(|error| {
            let faults = TemplateFault::all("base.html", &error, &self.texts);
            ThemeError(faults.into_iter().map(ThemeFault::Template).collect())
        })?;
        tera.global_context().extend(context);
        let mut hash = Sha256::new();
        // A later version of the program may make other pages of the same records.
        hash.update(crate::cache::identity());
        hash.update(self.digest);
        hash.update(serde_json::to_vec(shared).unwrap_or_default());
        Ok(Renderer { tera, texts: Arc::clone(&self.texts), digest: hash.finalize().into() })
    }
}

/// Understands the templates. When some are at fault, those of the default theme, or nothing, take their place and
/// the others are looked at again, so that every faulty one is told.
fn understand(texts: &Texts, faults: &mut Vec<ThemeFault>) -> Tera {
    let embedded = embedded_files("templates");
    let mut current: BTreeMap<String, Arc<str>> = texts.all.clone();
    let mut replaced: BTreeSet<String> = BTreeSet::new();
    loop {
        let mut tera = Tera::new();
        let parsed = tera.add_raw_templates(current.iter().map(|(name, text)| (name.as_str(), &**text)));
        let Err(error) = parsed else { return tera };
        let found = TemplateFault::all("", &error, texts);
        let culprits: BTreeSet<String> = found
            .iter()
            .map(|fault| fault.template.clone())
            .filter(|name| texts.own.contains(name) && !replaced.contains(name))
            .collect();
        // Once a template is replaced, others may lack what it held: that is no fault of theirs.
        let follows = |fault: &TemplateFault| {
            !replaced.is_empty()
                && ["Unknown component", "Block `"].iter().any(|start| fault.message.starts_with(start))
        };
        faults.extend(found.into_iter().filter(|fault| !follows(fault)).map(ThemeFault::Template));
        if culprits.is_empty() {
            return tera;
        }
        for name in culprits {
            let stand_in = embedded.get(&name).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
            current.insert(name.clone(), stand_in.unwrap_or_default().into());
            replaced.insert(name);
        }
    }
}

/// A theme with what all pages of a site share.
pub struct Renderer {
    tera: Tera,
    /// For showing the place of a fault.
    texts: Arc<Texts>,
    digest: [u8; 32],
}

impl std::fmt::Debug for Renderer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Renderer").finish_non_exhaustive()
    }
}

impl Renderer {
    /// Stands for the templates and what all pages share: if it changes, so may every page.
    pub fn digest(&self) -> &[u8; 32] {
        &self.digest
    }

    /// Renders a page.
    ///
    /// # Errors
    /// A fault in a template.
    pub fn render(&self, page: &Page<'_>) -> Result<String, TemplateFault> {
        let template = page.subject.template();
        let fault = |error: tera::Error| {
            let faults = TemplateFault::all(template, &error, &self.texts);
            faults.into_iter().next().unwrap_or_else(|| TemplateFault::not_text(template, &self.texts))
        };
        let context = Context::from_serialize(page).map_err(fault)?;
        self.tera.render(template, &context).map_err(fault)
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests lay out themes")]
mod tests {
    use super::*;

    fn site_with(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join("themes/own").join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        folder
    }

    fn load(files: &[(&str, &str)]) -> Result<Option<Theme>, ThemeError> {
        Theme::own(site_with(files).path(), Some("own"))
    }

    #[test]
    fn has_all_templates() {
        let theme = Theme::embedded().unwrap();
        assert!(theme.assets().iter().any(|asset| asset.name == "site.css"));
    }

    #[test]
    fn lets_a_site_change_single_files() {
        let theme =
            load(&[("templates/404.html", "没有{{ not_found.message }}"), ("assets/logo.svg", "<svg/>")]);
        let theme = theme.unwrap().unwrap();
        assert!(theme.assets().iter().any(|asset| asset.name == "logo.svg"));
        assert_ne!(theme.digest, Theme::embedded().unwrap().digest);
    }

    /// The template, the text pointed at and what is said of each fault.
    fn faults(files: &[(&str, &str)]) -> Vec<(String, String, String)> {
        let ThemeError(faults) = load(files).unwrap_err();
        let told = |fault: ThemeFault| {
            let ThemeFault::Template(fault) = fault else { panic!("{fault}") };
            let text = fault.file.clone().and_then(|file| file.1);
            let shown = text.zip(fault.range).map(|(text, (start, end))| text[start..end].to_owned());
            (fault.template.clone(), shown.unwrap_or_default(), fault.finding().unwrap().message)
        };
        faults.into_iter().map(told).collect()
    }

    #[test]
    fn says_where_every_template_is_wrong() {
        let found = faults(&[
            ("templates/404.html", "一\n{% if %}\n"),
            ("templates/page.html", "{{ page.title | enlarge }}{{ page.title | reduce }}"),
            ("templates/home.html", "{% extends \"nowhere.html\" %}"),
            ("templates/extra.html", "{% if page.title %}"),
        ]);
        let names: Vec<_> = found.iter().map(|(name, shown, _)| (name.as_str(), shown.as_str())).collect();
        assert_eq!(
            names,
            [
                ("404.html", "%}"),
                ("extra.html", ""),
                ("home.html", ""),
                ("page.html", "enlarge"),
                ("page.html", "reduce")
            ],
            "{found:?}"
        );
        assert!(found[2].2.contains("nowhere.html"), "{found:?}");
    }

    #[test]
    fn a_part_that_default_templates_lack_is_the_fault_of_the_whole_theme() {
        let found = faults(&[("templates/components.html", "")]);
        assert!(
            !found.is_empty() && found.iter().all(|(_, _, said)| said.starts_with("自带模板")),
            "{found:?}"
        );
    }

    #[test]
    fn refuses_what_is_no_theme() {
        let folder = tempfile::tempdir().unwrap();
        let ThemeError(faults) = Theme::own(folder.path(), Some("own")).unwrap_err();
        assert_eq!(faults, [ThemeFault::Missing("own".to_owned())]);
        assert!(Theme::own(folder.path(), None).unwrap().is_none());
        let ThemeError(faults) = load(&[("assets/图 一.png", ""), ("templates/404.html", "{%")]).unwrap_err();
        assert!(matches!(&faults[..], [ThemeFault::File { .. }, ThemeFault::Template(_)]), "{faults:?}");
        assert!(load(&[("assets/a.css", "")]).is_ok());
    }
}
