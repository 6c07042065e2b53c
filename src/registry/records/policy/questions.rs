//! Questions that people ask about a policy.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::registry::identifier::RecordId;
use crate::registry::{Prose, Text};

/// `questions.yaml`: questions and answers on a policy.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "政策问答")]
pub struct Questions {
    /// The questions, in the order they are shown.
    #[schemars(title = "问答", description = "一问一答一项，照网站上显示的先后写")]
    pub questions: Vec<Question>,
}

/// One question and its answer.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "一问一答")]
pub struct Question {
    /// Its name in addresses; numbers in the document may repeat, this does not.
    #[schemars(
        title = "代号（不重复）",
        description = "给这一问起的短名，是网址的一部分；公布以后不改",
        example = &"conditions"
    )]
    pub id: RecordId,
    /// The number the document gives it.
    #[schemars(title = "原文序号", description = "照原文抄写，重号的也照抄", example = &"一")]
    pub number: Text,
    /// The question.
    #[schemars(title = "问", description = "照原文写", example = &"企业申报备案的条件是什么？")]
    pub question: Text,
    /// The answer, in Markdown.
    #[schemars(
        title = "答（Markdown）",
        description = "照原文写；空一行是分段，「- 」开头是列条",
        example = &"依法经营、管理规范、信用良好。"
    )]
    pub answer: Prose,
    /// The clauses it rests on: `三（一）`.
    #[schemars(
        title = "依据条款",
        description = "回答依据的条款，写成 三（一） 或 第九条（二）；没有的写 []",
        example = ["三（一）"]
    )]
    pub clauses: Vec<Text>,
}
