//! `content/pages/<id>.md`: a page of its own; the YAML between `---` lines at its head is this record.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::registry::{Date, Text};

/// The head of a page.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "页面")]
pub struct PageHead {
    /// The title.
    #[schemars(title = "标题", example = &"怎样申请备案")]
    pub title: Text,
    /// One sentence for lists and search engines.
    #[schemars(title = "摘要", example = &"企业备案要交什么、怎么办、多久有结果。")]
    pub description: Text,
    /// When it was published or last revised.
    #[schemars(title = "发布日期")]
    pub published: Date,
    /// Whether it stands in the main navigation.
    #[serde(default)]
    #[schemars(title = "是否列入主导航", example = false)]
    pub in_navigation: bool,
}
