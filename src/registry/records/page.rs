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
    #[schemars(title = "标题", description = "显示在网页最上面和导航里", example = &"怎样申请备案")]
    pub title: Text,
    /// One sentence for lists and search engines.
    #[schemars(
        title = "摘要",
        description = "一两句话说明这一页讲什么，列表和搜索引擎会显示",
        example = &"企业备案要交什么、怎么办、多久有结果。"
    )]
    pub description: Text,
    /// When it was published or last revised.
    #[schemars(title = "发布日期", description = "发布或最近一次修改的日期")]
    pub published: Date,
    /// Whether it stands in the main navigation.
    #[serde(default)]
    #[schemars(
        title = "是否列入主导航",
        description = "写 true，就列在每页上方的导航里；不写就是不列",
        example = false
    )]
    pub in_navigation: bool,
}
