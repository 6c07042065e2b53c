//! What can be wrong with a theme, and where.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use tera::ErrorKind;

use super::words;
use crate::diagnostics::{Finding, LineIndex, Place, route};
use crate::rules::theme::{FILE, MISSING, TEMPLATE};
use crate::site::Ring;
use crate::source::CONTENT;

/// All that is wrong with a theme.
#[derive(Debug, thiserror::Error)]
#[error("主题有错：{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct ThemeError(pub Vec<ThemeFault>);

/// One thing that is wrong with a theme.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ThemeFault {
    /// A template cannot be read or rendered.
    #[error(transparent)]
    Template(TemplateFault),
    /// The theme that `site.yaml` names is not there.
    #[error("没有「{0}」这个主题")]
    Missing(String),
    /// A file that cannot be part of a theme.
    #[error("{path}：{reason}")]
    File {
        /// The file, relative to the root.
        path: String,
        /// Why not.
        reason: &'static str,
    },
}

/// A fault in a template.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("模板 {template} 写错了。模板引擎的说法：{message}")]
pub struct TemplateFault {
    /// The template's name: `institution.html`.
    pub template: String,
    /// The bytes at fault, where tera knows them.
    pub range: Option<(usize, usize)>,
    /// What tera says.
    pub message: String,
    /// The file, relative to the root, and its text, if the template is the site's own; else the theme's folder,
    /// if the site has one.
    pub file: Option<Box<(String, Option<Arc<str>>)>>,
}

/// The texts of the templates, for finding the place of a fault.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// All templates by name.
    pub(super) all: BTreeMap<String, Arc<str>>,
    /// The theme's folder, relative to the root, if it is the site's own.
    pub(super) folder: Option<String>,
    /// The names of the site's own templates.
    pub(super) own: Vec<String>,
}

impl ThemeFault {
    pub(super) fn file(path: &str, reason: &'static str) -> Self {
        Self::File { path: path.to_owned(), reason }
    }

    /// The fault as a finding; none if it is the program's and not the site's.
    pub fn finding(&self) -> Option<Finding> {
        match self {
            Self::Template(fault) => fault.finding(),
            Self::Missing(name) => {
                let place = Place::value(format!("{CONTENT}/site.yaml"), route!["theme"]);
                let finding = MISSING.at(place, format!("没有「{name}」这个主题"));
                Some(finding.hint(format!("建一个文件夹 themes/{name}，或写 theme: default")))
            }
            Self::File { path, reason } => {
                let finding = FILE.at(Place::file(path), format!("主题里的这个文件不能用：{reason}"));
                Some(finding.hint("改好它，或从主题里移走"))
            }
        }
    }
}

impl TemplateFault {
    /// What tera found, each fault in its place.
    pub(super) fn all(template: &str, error: &tera::Error, texts: &Texts) -> Vec<Self> {
        let plain = |template: &str, message: String| vec![Self::new(template, None, message, texts)];
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let span = report.span();
                let places = (span.start_line, span.start_col)..(span.end_line, span.end_col);
                let range = texts.range(report.filename(), places);
                vec![Self::new(report.filename(), range, report.message().to_owned(), texts)]
            }
            ErrorKind::MissingParent { current, .. } => plain(current, error.to_string()),
            ErrorKind::TemplateNotFound(name) => plain(name, error.to_string()),
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
                plain(tpl, error.to_string())
            }
            ErrorKind::Msg(message) => {
                let told: Vec<Self> =
                    message.split("\n\n").filter_map(|part| Self::told(part, texts)).collect();
                if !told.is_empty() {
                    return told;
                }
                let named = texts.own.iter().find(|own| message.contains(&format!("`{own}`")));
                plain(named.map_or(template, String::as_str), message.clone())
            }
            _ => plain(template, error.to_string()),
        }
    }

    /// One of the faults tera tells together, as text: `error: …`, ` --> file:line:column`, line, underline.
    fn told(part: &str, texts: &Texts) -> Option<Self> {
        let (message, rest) = part.strip_prefix("error: ")?.split_once('\n')?;
        let mut lines = rest.lines();
        let mut place = lines.next()?.trim().strip_prefix("--> ")?.rsplitn(3, ':');
        let column: usize = place.next()?.parse().ok()?;
        let line: usize = place.next()?.parse().ok()?;
        let template = place.next()?;
        let start = column.saturating_sub(1);
        let width = lines.last().map_or(1, |underline| underline.matches('^').count().max(1));
        let range = texts.range(template, (line, start)..(line, start + width));
        Some(Self::new(template, range, message.to_owned(), texts))
    }

    fn new(template: &str, range: Option<(usize, usize)>, message: String, texts: &Texts) -> Self {
        let file = texts.file(template).map(Box::new);
        Self { template: template.to_owned(), range, message, file }
    }

    /// A file that is no template at all.
    pub(super) fn not_text(template: &str, texts: &Texts) -> Self {
        Self::new(template, None, "not UTF-8".to_owned(), texts)
    }

    /// The fault as a finding; none if it is the program's and not the site's.
    pub fn finding(&self) -> Option<Finding> {
        let (file, text) = self.file.as_deref()?;
        let place = match (text, self.range) {
            (Some(_), Some((start, end))) => Place::bytes(file, start..end),
            _ => Place::file(file),
        };
        let said = words::chinese(&self.message);
        let own = file.ends_with(&format!("/templates/{}", self.template));
        let message = if own { said } else { format!("自带模板 {} 用不了：{said}", self.template) };
        let original = self.message.replace('\n', " ");
        Some(TEMPLATE.at(place, message).hint(format!("模板引擎的原话：{original}")))
    }
}

impl Texts {
    /// A script that leads to itself.
    pub(super) fn ring(&self, ring: &Ring) -> ThemeFault {
        let folder = self.folder.as_deref().unwrap_or_default();
        ThemeFault::file(&format!("{folder}/assets/{}", ring.0), "它引用的脚本又引用它，成了一圈")
    }

    /// The bytes between two places: lines from 1, columns from 0 in characters.
    fn range(&self, template: &str, places: Range<(usize, usize)>) -> Option<(usize, usize)> {
        let text = self.all.get(template)?;
        let index = LineIndex::new(text);
        let start = index.byte(places.start.0, places.start.1);
        let end = index.byte(places.end.0, places.end.1);
        Some((start, end.max(start)))
    }

    fn file(&self, template: &str) -> Option<(String, Option<Arc<str>>)> {
        let folder = self.folder.as_ref()?;
        if self.own.iter().any(|own| own == template) {
            let text = self.all.get(template).cloned();
            return Some((format!("{folder}/templates/{template}"), text));
        }
        Some((folder.clone(), None))
    }
}
