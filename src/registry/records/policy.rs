//! `content/policies/<id>/`: a policy in force for a time, its terms as data, its questions and answers.

mod clauses;
mod questions;
mod terms;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::registry::identifier::{RecordId, WebAddress};
use crate::registry::{Date, Text};

pub use self::clauses::Clauses;
pub use self::questions::{Question, Questions};
pub use self::terms::{MaterialTerm, RequiredOf, StepTerm, Terms};

/// `policy.yaml`: what the document is, how long it holds, and the figures the rules read.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "政策文件")]
pub struct Policy {
    /// The document number (发文字号).
    #[schemars(title = "发文字号", description = "照文件首页写", example = &"津人社办发〔2020〕85号")]
    pub number: Text,
    /// The title.
    #[schemars(
        title = "标题",
        description = "照文件首页写",
        example = &"关于全面开展企业技能人才自主评价工作的通知"
    )]
    pub title: Text,
    /// The issuing authority.
    #[schemars(
        title = "发文机关",
        description = "照文件版头或落款写全称",
        example = &"天津市人力资源和社会保障局"
    )]
    pub issuer: Text,
    /// The date of the document (成文日期).
    #[schemars(title = "成文日期", description = "文件落款的日期")]
    pub issued: Date,
    /// The date it was made public.
    #[schemars(title = "发布日期", description = "向社会公开的日期；查不到的不写")]
    pub published: Option<Date>,
    /// The catalogue number (索引号).
    #[schemars(
        title = "索引号",
        description = "政府信息公开目录里的索引号；没有的不写",
        example = &"示例索引号"
    )]
    pub index_number: Option<Text>,
    /// The subject (主题分类).
    #[schemars(
        title = "主题分类",
        description = "政府信息公开目录里的主题分类；没有的不写",
        example = &"人力资源"
    )]
    pub subject: Option<Text>,
    /// Who may read it: `主动公开`.
    #[schemars(
        title = "公开方式",
        description = "文件末尾括号里写的公开方式；没有写的不写",
        example = &"主动公开"
    )]
    pub openness: Option<Text>,
    /// The first day it holds.
    #[schemars(title = "施行日期", description = "文件写的施行日期，一般在最后一段")]
    pub effective_from: Date,
    /// The last day it holds.
    #[schemars(
        title = "有效期至（当日仍有效）",
        description = "从 2020-05-25 起有效期两年的，写 2022-05-24；没有规定有效期的不写"
    )]
    pub effective_until: Option<Date>,
    /// The documents it rests on.
    #[serde(default)]
    #[schemars(title = "依据", description = "开头「根据」后面提到的文件，每份一项；没有的不写")]
    pub based_on: Vec<Document>,
    /// The documents it repeals.
    #[serde(default)]
    #[schemars(title = "同时废止", description = "写明「同时废止」的文件，每份一项；没有的不写")]
    pub repeals: Vec<Document>,
    /// The document that takes its place.
    #[schemars(title = "被取代于", description = "有新文件取代它以后才写")]
    pub succeeded_by: Option<Document>,
    /// The figures the rules read.
    #[schemars(
        title = "条款数据",
        description = "从通知里摘出来的期限、比例、等级、材料清单；检查和网站都照这里的数"
    )]
    pub terms: Terms,
    /// Where the text speaks of what.
    #[serde(default)]
    #[schemars(title = "各事项依据的条款", description = "网站各处注明依据哪一条；不注明的不写")]
    pub clauses: Clauses,
}

/// Another document that a policy names.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "提到的文件")]
pub struct Document {
    /// The document number.
    #[schemars(
        title = "发文字号",
        description = "照原文写；没有字号的不写",
        example = &"人社部发〔2019〕90号"
    )]
    pub number: Option<Text>,
    /// The title.
    #[schemars(
        title = "标题",
        description = "照原文写，不加书名号",
        example = &"关于改革完善技能人才评价制度的意见"
    )]
    pub title: Text,
    /// Its date.
    #[schemars(title = "日期", description = "文件的成文日期；不知道的不写")]
    pub date: Option<Date>,
    /// Where it can be read.
    #[schemars(title = "网址", description = "能读到全文的官方网页；没有的不写")]
    pub url: Option<WebAddress>,
    /// The same policy in this registry.
    #[schemars(
        title = "本站的政策记录名",
        description = "本站也有这份文件的，写它在 content/policies/ 下的文件夹名，网页就会链接过去；没有的不写",
        example = &"2020-85"
    )]
    pub policy: Option<RecordId>,
}
