//! What can be wrong with a theme, and where.

use std::collections::BTreeMap;
use std::path::PathBuf;

use tera::ErrorKind;

use crate::site::Ring;

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
    /// Scripts that lead to one another in a ring, so that none can be named after its bytes.
    #[error("主题里的脚本互相引用成了一圈：{0}")]
    Ring(String),
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
    /// The line itself, where it is known.
    pub excerpt: Option<Box<str>>,
}

impl std::fmt::Display for TemplateFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "模板 {} 写错了", self.template)?;
        if let (Some(line), Some(column)) = (self.line, self.column) {
            write!(f, "（第 {line} 行第 {column} 列）")?;
            if let Some(excerpt) = &self.excerpt {
                let gutter = " ".repeat(line.to_string().len());
                let indent = " ".repeat(column - 1);
                write!(f, "\n {line} | {excerpt}\n {gutter} | {indent}^")?;
            }
        }
        write!(f, "\n模板引擎的说法：{}", self.message)
    }
}

impl From<Ring> for ThemeError {
    fn from(ring: Ring) -> Self {
        Self::Ring(ring.0)
    }
}

impl std::error::Error for TemplateFault {}

impl TemplateFault {
    pub(super) fn new(template: &str, error: &tera::Error) -> Self {
        let plain = |template: &str, message: String| Self {
            template: template.to_owned(),
            line: None,
            column: None,
            message,
            excerpt: None,
        };
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => Self {
                template: report.filename().to_owned(),
                line: Some(report.span().start_line),
                column: Some(report.span().start_col + 1),
                message: report.message().to_owned(),
                excerpt: None,
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

impl TemplateFault {
    /// Adds the line at fault from the texts of the templates.
    pub(super) fn shown_in(mut self, texts: &BTreeMap<String, String>) -> Self {
        let line = self.line.and_then(|line| texts.get(&self.template)?.lines().nth(line.checked_sub(1)?));
        self.excerpt = line.map(Box::from);
        self
    }
}

impl From<TemplateFault> for ThemeError {
    fn from(fault: TemplateFault) -> Self {
        Self::Template(fault)
    }
}
