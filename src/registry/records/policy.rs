//! `content/policies/<id>/`: a policy in force for a time, its terms as data, its questions and answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::registry::identifier::{RecordId, WebAddress};
use crate::registry::{Date, Level, Prose, Text};

use super::plan::{CandidateKind, Method};
use super::procedure::EventKind;

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

/// The clauses that pages name as the ground of what they tell; one that is not given is not named.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "各事项依据的条款")]
pub struct Clauses {
    /// The conditions of filing.
    #[schemars(
        title = "备案条件",
        description = "通知里讲这件事的条款编号，写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"二"
    )]
    pub conditions: Option<Text>,
    /// Application, its materials and the preliminary review.
    #[schemars(
        title = "申请和初审",
        description = "通知里讲这件事的条款编号，写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"三（一）"
    )]
    pub application: Option<Text>,
    /// The assessment by experts and its materials.
    #[schemars(
        title = "专家评估",
        description = "通知里讲这件事的条款编号，写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"三（二）"
    )]
    pub assessment: Option<Text>,
    /// Recommending and filing.
    #[schemars(
        title = "建议名单和备案",
        description = "通知里讲这件事的条款编号，写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"三（三）"
    )]
    pub filing: Option<Text>,
    /// The public directory and changes of scope.
    #[schemars(
        title = "公布和变更",
        description = "通知里讲这件事的条款编号，写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"三（四）"
    )]
    pub publication: Option<Text>,
    /// Renewal.
    #[schemars(
        title = "延续备案",
        description = "通知里讲这件事的条款编号，写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"三（四）"
    )]
    pub renewal: Option<Text>,
    /// Giving up the filing of one's own will.
    #[schemars(
        title = "自愿退出",
        description = "通知里讲这件事的条款编号，写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"五（三）"
    )]
    pub withdrawal: Option<Text>,
    /// Implementation plans.
    #[schemars(
        title = "报送实施方案",
        description = "通知里讲这件事的条款编号，写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"四（一）"
    )]
    pub plan: Option<Text>,
    /// Results.
    #[schemars(
        title = "报送评价结果",
        description = "通知里讲这件事的条款编号，写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"四（三）"
    )]
    pub result: Option<Text>,
    /// Inspections on site.
    #[schemars(
        title = "现场抽查",
        description = "通知里讲这件事的条款编号，写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"五（二）"
    )]
    pub inspection: Option<Text>,
    /// Interviews, rectification, revocation.
    #[schemars(
        title = "约谈、整改和取消资格",
        description = "通知里讲这件事的条款编号，写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"五（三）"
    )]
    pub measure: Option<Text>,
}

impl Clauses {
    /// The clause an event of the procedure rests on.
    pub fn of_event(&self, event: EventKind) -> Option<&Text> {
        use EventKind as E;
        match event {
            E::Submitted | E::Reviewed => self.application.as_ref(),
            E::Assessed => self.assessment.as_ref(),
            E::Recommended | E::Filed => self.filing.as_ref(),
            E::Published | E::ScopeChanged => self.publication.as_ref(),
            E::Interviewed | E::RectificationOrdered | E::Rectified | E::Revoked => self.measure.as_ref(),
            E::Renewed => self.renewal.as_ref(),
            E::Withdrawn => self.withdrawal.as_ref(),
        }
    }

    /// All clauses that are given, by key.
    pub fn given(&self) -> impl Iterator<Item = (&'static str, &Text)> {
        let all = [
            ("conditions", &self.conditions),
            ("application", &self.application),
            ("assessment", &self.assessment),
            ("filing", &self.filing),
            ("publication", &self.publication),
            ("renewal", &self.renewal),
            ("withdrawal", &self.withdrawal),
            ("plan", &self.plan),
            ("result", &self.result),
            ("inspection", &self.inspection),
            ("measure", &self.measure),
        ];
        all.into_iter().filter_map(|(key, clause)| clause.as_ref().map(|clause| (key, clause)))
    }
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

/// The figures and lists of a policy that the rules read.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "条款数据")]
pub struct Terms {
    /// Working days within which the preliminary review is answered (三（一）).
    #[schemars(
        title = "初审反馈期限（工作日）",
        description = "收到申请以后，几个工作日以内反馈初审结果（通知三（一））",
        range(min = 1, max = 365),
        example = 10
    )]
    pub review_working_days: u16,
    /// Working days before the first sitting by which a plan is reported (四（一）).
    #[schemars(
        title = "实施方案提前报送（工作日）",
        description = "首场评价以前，至少提前几个工作日报送实施方案（通知四（一））",
        range(min = 0, max = 365),
        example = 10
    )]
    pub plan_notice_working_days: u16,
    /// Working days after the end within which results are reported (四（三）).
    #[schemars(
        title = "评价结果报送期限（工作日）",
        description = "评价结束以后，几个工作日以内报送结果（通知四（三））",
        range(min = 1, max = 365),
        example = 10
    )]
    pub result_report_working_days: u16,
    /// The least share of a year's sittings that is inspected on site (五（二）).
    #[schemars(
        title = "现场抽查最低比例",
        description = "写成小数：不低于全年场次的 30%，写 0.3（通知五（二））",
        range(min = 0, max = 1),
        example = 0.3
    )]
    pub inspection_share: f64,
    /// The levels that may be assessed (一（四）), lowest first.
    #[schemars(
        title = "评价等级",
        description = "可以评价的等级，从低到高写（通知一（四））",
        length(min = 1)
    )]
    pub levels: Vec<Level>,
    /// The ways of assessing (四).
    #[schemars(title = "评价方式", description = "可以用的评价方式（通知四）", length(min = 1))]
    pub methods: Vec<Method>,
    /// Who may be assessed (一（二）).
    #[schemars(title = "评价对象", description = "可以评价哪些人（通知一（二））", length(min = 1))]
    pub candidates: Vec<CandidateKind>,
    /// The edition of the classification of occupations (一（三）).
    #[schemars(
        title = "职业分类大典版本",
        description = "通知依据哪一版大典，写年份（通知一（三））",
        example = &"2015"
    )]
    pub occupation_edition: Text,
    /// Whether new occupations the ministry publishes count too (一（三）).
    #[schemars(
        title = "是否包括动态发布的新职业",
        description = "人社部动态发布的新职业也可以评价的写 true，不可以的写 false（通知一（三））",
        example = true
    )]
    pub new_occupations: bool,
    /// The conditions of filing (二).
    #[schemars(
        title = "备案条件",
        description = "照通知二逐条写，每条一项，不带序号",
        example = ["依法经营、管理规范、信用良好；"],
        length(min = 1)
    )]
    pub conditions: Vec<Prose>,
    /// What an application consists of (三（一）).
    #[schemars(title = "申请材料", description = "照通知三（一）的清单写，每份一项", length(min = 1))]
    pub application_materials: Vec<MaterialTerm>,
    /// How the office reads the notice where its list can be read in more than one way; shown as a reading, not as its
    /// words.
    #[schemars(
        title = "对申请材料清单的理解（通知没有明说的）",
        description = "通知的写法有几种读法时，写登记机构怎么理解；网站会注明这不是通知的原文；没有的不写",
        example = &"通知的“只须提交”写在第 3 项里，所以第 1、2 项分支机构也要交。"
    )]
    pub application_materials_reading: Option<Prose>,
    /// What is submitted for the assessment (三（二）, annex 2).
    #[schemars(title = "专家评估相关资料", description = "照附件2的清单写，每份一项", length(min = 1))]
    pub assessment_materials: Vec<MaterialTerm>,
    /// How to file, step by step, as the public reads it (三).
    #[schemars(
        title = "办理步骤",
        description = "给公众看的办理步骤，按先后每步一项（通知三）",
        length(min = 1)
    )]
    pub steps: Vec<StepTerm>,
}

/// One step of the procedure. `{office}` in the text stands for the office's short name, `{review_working_days}`,
/// `{plan_notice_working_days}` and `{result_report_working_days}` for the figures above.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "步骤")]
pub struct StepTerm {
    /// What it is called.
    #[schemars(title = "步骤", description = "这一步的名字，几个字", example = &"申请备案")]
    pub title: Text,
    /// What happens.
    #[schemars(
        title = "说明",
        description = "可以用 {office}（主办单位简称）和上面的期限 {review_working_days}、{plan_notice_working_days}、{result_report_working_days}，网站会换成实际的内容",
        example = &"企业向{office}提出申请并提交材料。"
    )]
    pub text: Prose,
    /// The clause.
    #[schemars(
        title = "依据条款",
        description = "写成 三（一） 或 第九条（二）；通知没有讲的不写",
        example = &"三（一）"
    )]
    pub clause: Option<Text>,
}

/// One item of a list of materials.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "材料")]
pub struct MaterialTerm {
    /// The name filings refer to it by.
    #[schemars(
        title = "代号",
        description = "给这份材料起的短名，备案申请用它指到这一份；用过以后不改",
        example = &"application-form"
    )]
    pub id: RecordId,
    /// What the notice calls it.
    #[schemars(
        title = "名称",
        description = "照通知的清单写",
        example = &"《职业技能等级认定机构备案申请表》（附件1）"
    )]
    pub title: Text,
    /// Who submits it.
    #[serde(default)]
    #[schemars(title = "由谁提交", description = "谁要交这一份；不写就是所有申请单位都要交")]
    pub required_of: RequiredOf,
}

/// Who submits a material.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RequiredOf {
    /// Every applicant.
    #[default]
    #[schemars(title = "所有申请单位")]
    Everyone,
    /// Applicants that file on their own.
    #[schemars(title = "自行申请的企业")]
    Enterprise,
    /// Branches of a group that has filed with the ministry or in its own province (三（一）3).
    #[schemars(title = "已备案集团的分支机构")]
    Branch,
}

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
