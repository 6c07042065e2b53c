//! `content/certificates/<year>/<batch id>/batch.yaml`: certificates issued together. Holders are masked.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::registry::identifier::{CertificateNumber, Digest, OccupationCode, RecordId};
use crate::registry::{Date, Level, Text};

/// A batch of certificates: one sitting, one occupation, one level.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "证书批次")]
pub struct Batch {
    /// The institution that issued them: the name of its folder.
    #[schemars(
        title = "评价机构（备案申请的记录名）",
        description = "哪家机构发的证，写它在 content/institutions/ 下的文件夹名"
    )]
    pub institution: RecordId,
    /// The plan: the name of its file.
    #[schemars(
        title = "实施方案（记录名）",
        description = "按哪个方案评价的，写它在 content/plans/ 下的文件名，不带 .yaml",
        example = &"2020-0001"
    )]
    pub plan: RecordId,
    /// The sitting of the plan.
    #[schemars(title = "场次代号", description = "方案里哪一场，写场次代号", example = &"s1")]
    pub sitting: RecordId,
    /// The edition of the classification.
    #[schemars(title = "职业分类大典版本", description = "与方案里这一场的相同", example = &"2015")]
    pub edition: Text,
    /// The occupation.
    #[schemars(title = "职业编码", description = "与方案里这一场的相同")]
    pub occupation: OccupationCode,
    /// The level.
    #[schemars(title = "等级", description = "与方案里这一场的相同")]
    pub level: Level,
    /// The date of issue.
    #[schemars(title = "发证日期", description = "证书上印的日期，在结果确认以后")]
    pub issued: Date,
    /// The SHA-256 of `holders.age`, which holds the full rows; none for batches that were issued without it.
    #[schemars(
        title = "持证人加密文件的校验值（程序写成）",
        description = "程序发证时写成，不手改；没有加密文件的批次没有这一项"
    )]
    pub holders: Option<Digest>,
    /// The digest of the list of public keys that `holders.age` is encrypted to.
    #[schemars(
        title = "加密给哪些公钥：公钥清单的校验值（程序写成）",
        description = "程序发证时写成，不手改；没有加密文件的批次没有这一项"
    )]
    pub recipients: Option<Digest>,
    /// The certificates, by number.
    #[schemars(title = "证书", description = "每张证书一项，由程序发证时写成")]
    pub certificates: Vec<Certificate>,
    /// What happened to certificates after issue; only ever appended to.
    #[serde(default)]
    #[schemars(
        title = "发证后的事项（只追加）",
        description = "注销、更正一张证书时往下加一项，以前的不改、不删；没有的不写"
    )]
    pub events: Vec<CertificateEvent>,
}

/// One certificate.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "一张证书")]
pub struct Certificate {
    /// The certificate number.
    #[schemars(title = "证书编号", description = "照证书上印的写")]
    pub number: CertificateNumber,
    /// The holder's name with characters masked by `*`: `示**`.
    #[schemars(
        title = "持证人（遮盖后的姓名）",
        description = "只留首字，写成「示**」的样子，不论原来几个字；登记库里不写全名",
        example = &"示**"
    )]
    pub holder: Text,
}

/// What happened to a certificate after issue.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "发证后的一件事")]
pub struct CertificateEvent {
    /// What happened.
    #[schemars(title = "事项", description = "证书作废选注销，证书上的内容写错了、改过的选更正")]
    pub event: CertificateEventKind,
    /// When.
    #[schemars(title = "日期", description = "决定注销或更正的那一天")]
    pub date: Date,
    /// Which certificate.
    #[schemars(title = "证书编号", description = "哪一张证书")]
    pub number: CertificateNumber,
    /// Why; no personal data.
    #[schemars(
        title = "事由（不写个人信息）",
        description = "一句话说明；要公布，不写姓名和证件号",
        example = &"证书打印有误，收回重发"
    )]
    pub reason: Text,
}

/// What can happen to a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CertificateEventKind {
    /// 注销.
    #[schemars(title = "注销")]
    Revoked,
    /// 更正.
    #[schemars(title = "更正")]
    Corrected,
}
