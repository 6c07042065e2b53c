//! From pages to HTML by a theme's templates. The only room that knows tera.
//!
//! The default theme is part of the program. A site's own `themes/<name>/` may hold any of its templates and
//! assets again, and others besides; what it does not hold comes from the default theme.

#![expect(clippy::disallowed_methods, reason = "reads the theme's folders")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};
use tera::{Context, ErrorKind, Tera};
use walkdir::WalkDir;

use crate::site::Asset;
use crate::site::context::{Page, Shared, TEMPLATES};

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The theme every site has unless it names another.
pub const DEFAULT_NAME: &str = "default";

/// No stylesheet or template is larger; a stray video should not become part of a site unnoticed.
const LARGEST: u64 = 20 * 1024 * 1024;

/// What is wrong with a theme.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// A template cannot be read or rendered.
    #[error("{0}")]
    Template(TemplateFault),
    /// The theme that `site.yaml` names is not there.
    #[error("没有「{name}」这个主题：找不到文件夹 {}", folder.display())]
    Missing {
        /// Its name.
        name: String,
        /// Where it should be.
        folder: PathBuf,
    },
    /// A file that cannot be part of a theme.
    #[error("主题里的文件 {} 不能用：{reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: &'static str,
    },
    /// Trouble with the machine.
    #[error("读不出主题文件 {}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the machine says.
        source: std::io::Error,
    },
}

/// A fault in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFault {
    /// The template's name: `institution.html`.
    pub template: String,
    /// The line, from 1, where tera knows it.
    pub line: Option<usize>,
    /// The column, from 1.
    pub column: Option<usize>,
    /// What tera says.
    pub message: String,
}

impl std::fmt::Display for TemplateFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.line, self.column) {
            (Some(line), Some(column)) => {
                write!(f, "模板 {} 第 {line} 行第 {column} 列：{}", self.template, self.message)
            }
            _ => write!(f, "模板 {}：{}", self.template, self.message),
        }
    }
}

impl std::error::Error for TemplateFault {}

impl TemplateFault {
    fn new(template: &str, error: &tera::Error) -> Self {
        let plain = |template: &str, message: String| Self {
            template: template.to_owned(),
            line: None,
            column: None,
            message,
        };
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Self {
                template: report.filename().to_owned(),
                line: Some(report.span().start_line),
                column: Some(report.span().start_col + 1),
                message: report.message().to_owned(),
            },
            ErrorKind::MissingParent { current, parent } => {
                plain(current, format!("找不到它所继承的模板 {parent}"))
            }
            ErrorKind::TemplateNotFound(name) => plain(name, "找不到这个模板".to_owned()),
            ErrorKind::CircularExtend { tpl, .. } => plain(tpl, "模板互相继承，没有尽头".to_owned()),
            ErrorKind::CircularInclude { tpl, .. } => plain(tpl, "模板互相包含，没有尽头".to_owned()),
            _ => plain(template, error.to_string()),
        }
    }
}

impl From<TemplateFault> for ThemeError {
    fn from(fault: TemplateFault) -> Self {
        Self::Template(fault)
    }
}

/// A theme: templates that have been understood, and assets.
pub struct Theme {
    tera: Tera,
    assets: Vec<Asset>,
    digest: [u8; 32],
}

impl std::fmt::Debug for Theme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Theme").field("assets", &self.assets.len()).finish_non_exhaustive()
    }
}

/// Files by name.
type Files = BTreeMap<String, Vec<u8>>;

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
        let mut texts = Vec::with_capacity(templates.len());
        for (name, bytes) in templates {
            for part in [name.as_bytes(), &bytes[..]] {
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part);
            }
            texts.push((name.clone(), text(name, bytes)?));
        }
        let mut tera = Tera::new();
        tera.add_raw_templates(texts).map_err(|error| TemplateFault::new("", &error))?;
        for template in TEMPLATES {
            if !tera.contains_template(template) {
                return Err(TemplateFault::new(template, &missing(template)).into());
            }
        }
        let assets = assets.into_iter().map(|(name, bytes)| Asset { name, bytes }).collect();
        Ok(Self { tera, assets, digest: hash.finalize().into() })
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
        hash.update(env!("CARGO_PKG_VERSION"));
        hash.update(self.digest);
        hash.update(serde_json::to_vec(shared).unwrap_or_default());
        Ok(Renderer { tera, digest: hash.finalize().into() })
    }
}

fn missing(template: &str) -> tera::Error {
    tera::Error::new(ErrorKind::TemplateNotFound(template.to_owned()))
}

/// A theme with what all pages of a site share.
pub struct Renderer {
    tera: Tera,
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
        let fault = |error: tera::Error| TemplateFault::new(template, &error);
        let context = Context::from_serialize(page).map_err(fault)?;
        self.tera.render(template, &context).map_err(fault)
    }
}

fn embedded_files(folder: &str) -> Files {
    let mut files = Files::new();
    let mut open: Vec<&Dir<'_>> = DEFAULT.get_dir(folder).into_iter().collect();
    while let Some(dir) = open.pop() {
        open.extend(dir.dirs());
        for file in dir.files() {
            let name = file.path().strip_prefix(folder).map(name_of).unwrap_or_default();
            files.insert(name, file.contents().to_vec());
        }
    }
    files
}

fn name_of(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The files below a folder by name; none if there is no such folder. Links are not followed, and hidden
/// files, which editors leave about, are passed over.
fn read(folder: &Path) -> Result<Files, ThemeError> {
    let mut files = Files::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    let hidden =
        |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(folder).into_iter().filter_entry(|entry| !hidden(entry)) {
        let entry = entry.map_err(|error| ThemeError::Io {
            path: error.path().unwrap_or(folder).to_path_buf(),
            source: error.into(),
        })?;
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(folder).map(name_of).unwrap_or_default();
            files.insert(name, read_file(entry.path())?);
        }
    }
    Ok(files)
}

fn read_file(path: &Path) -> Result<Vec<u8>, ThemeError> {
    let file = |reason| ThemeError::File { path: path.to_path_buf(), reason };
    let io = |source| ThemeError::Io { path: path.to_path_buf(), source };
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    if !path.file_name().is_some_and(|name| name.to_string_lossy().chars().all(plain)) {
        return Err(file("文件名只能用字母、数字、点、连字符和下划线"));
    }
    if std::fs::metadata(path).map_err(io)?.len() > LARGEST {
        return Err(file("文件超过 20 MB"));
    }
    std::fs::read(path).map_err(io)
}

fn text(name: String, bytes: Vec<u8>) -> Result<String, ThemeError> {
    String::from_utf8(bytes).map_err(|_| {
        TemplateFault { template: name, line: None, column: None, message: "不是 UTF-8 文本".to_owned() }
            .into()
    })
}

#[cfg(test)]
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
