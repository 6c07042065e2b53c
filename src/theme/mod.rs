//! From pages to HTML by a theme's templates. The only room that knows tera.
//!
//! The default theme is part of the program. A site's own `themes/<name>/` may hold any of its templates and
//! assets again, and others besides; what it does not hold comes from the default theme.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use tera::{Context, ErrorKind, Tera};

mod fault;
mod files;

pub use fault::{TemplateFault, ThemeError};
use files::{Files, embedded_files, read};

use crate::site::context::{Page, Shared, TEMPLATES};
use crate::site::{self, Asset};

/// The theme every site has unless it names another.
pub const DEFAULT_NAME: &str = "default";

/// A theme: templates that have been understood, and assets.
pub struct Theme {
    tera: Tera,
    /// For showing the line of a fault.
    texts: Arc<BTreeMap<String, String>>,
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
        Self::over_default(Files::new(), Files::new())
    }

    /// The theme `name` of the site at `root`, over the default one.
    ///
    /// # Errors
    /// A theme that is not there, files that cannot be read, templates with faults.
    pub fn load(root: &Path, name: Option<&str>) -> Result<Self, ThemeError> {
        let folder = root.join("themes").join(name.unwrap_or(DEFAULT_NAME));
        if !folder.is_dir() {
            return match name {
                None | Some(DEFAULT_NAME) => Self::embedded(),
                Some(name) => Err(ThemeError::Missing { name: name.to_owned(), folder }),
            };
        }
        Self::over_default(read(&folder.join("templates"))?, read(&folder.join("assets"))?)
    }

    fn over_default(own_templates: Files, own_assets: Files) -> Result<Self, ThemeError> {
        let mut templates = embedded_files("templates");
        templates.extend(own_templates);
        let mut assets = embedded_files("assets");
        assets.extend(own_assets);
        let mut hash = Sha256::new();
        let mut texts = BTreeMap::new();
        for (name, bytes) in templates {
            for part in [name.as_bytes(), &bytes[..]] {
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part);
            }
            texts.insert(name.clone(), text(name, bytes)?);
        }
        let mut tera = Tera::new();
        let parsed = tera.add_raw_templates(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        parsed.map_err(|error| TemplateFault::new("", &error).shown_in(&texts))?;
        for template in TEMPLATES {
            if !tera.contains_template(template) {
                return Err(TemplateFault::new(template, &missing(template)).into());
            }
        }
        let assets = assets.into_iter().map(|(name, bytes)| Asset { name, bytes }).collect();
        let assets = site::link(assets)?;
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
        let context = Context::from_serialize(shared).map_err(|error| TemplateFault::new("", &error))?;
        tera.global_context().extend(context);
        let mut hash = Sha256::new();
        // A later version of the program may make other pages of the same records.
        hash.update(crate::cache::identity());
        hash.update(self.digest);
        hash.update(serde_json::to_vec(shared).unwrap_or_default());
        Ok(Renderer { tera, texts: Arc::clone(&self.texts), digest: hash.finalize().into() })
    }
}

fn missing(template: &str) -> tera::Error {
    tera::Error::new(ErrorKind::TemplateNotFound(template.to_owned()))
}

/// A theme with what all pages of a site share.
pub struct Renderer {
    tera: Tera,
    /// For showing the line of a fault.
    texts: Arc<BTreeMap<String, String>>,
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
        let fault = |error: tera::Error| TemplateFault::new(template, &error).shown_in(&self.texts);
        let context = Context::from_serialize(page).map_err(fault)?;
        self.tera.render(template, &context).map_err(fault)
    }
}

fn text(name: String, bytes: Vec<u8>) -> Result<String, ThemeError> {
    String::from_utf8(bytes).map_err(|_| {
        TemplateFault {
            template: name,
            line: None,
            column: None,
            message: "不是 UTF-8 文本".to_owned(),
            excerpt: None,
        }
        .into()
    })
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

    fn load(files: &[(&str, &str)]) -> Result<Theme, ThemeError> {
        Theme::load(site_with(files).path(), Some("own"))
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
        let theme = theme.unwrap();
        assert!(theme.assets().iter().any(|asset| asset.name == "logo.svg"));
        assert_ne!(theme.digest, Theme::embedded().unwrap().digest);
    }

    #[test]
    fn says_where_a_template_is_wrong() {
        let error = load(&[("templates/404.html", "一\n{% if %}\n")]).unwrap_err();
        let ThemeError::Template(fault) = error else { panic!("{error}") };
        assert_eq!((fault.template.as_str(), fault.line), ("404.html", Some(2)));
        let error = load(&[("templates/404.html", "{% extends \"nowhere.html\" %}")]).unwrap_err();
        assert!(error.to_string().contains("nowhere.html"), "{error}");
    }

    #[test]
    fn refuses_what_is_no_theme() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(Theme::load(folder.path(), Some("own")), Err(ThemeError::Missing { .. })));
        assert!(Theme::load(folder.path(), None).is_ok());
        assert!(matches!(load(&[("assets/图 一.png", "")]), Err(ThemeError::File { .. })));
        let error = load(&[("assets/a.css", "")]).map(|_| ());
        assert!(error.is_ok());
    }
}
