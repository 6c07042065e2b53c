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
    #[schemars(title = "评价机构（备案申请的记录名）")]
    pub institution: RecordId,
    /// The plan: the name of its file.
    #[schemars(title = "实施方案（记录名）", example = &"2020-0001")]
    pub plan: RecordId,
    /// The sitting of the plan.
    #[schemars(title = "场次代号", example = &"s1")]
    pub sitting: RecordId,
    /// The edition of the classification.
    #[schemars(title = "职业分类大典版本", example = &"2015")]
    pub edition: Text,
    /// The occupation.
    #[schemars(title = "职业编码")]
    pub occupation: OccupationCode,
    /// The level.
    #[schemars(title = "等级")]
    pub level: Level,
    /// The date of issue.
    #[schemars(title = "发证日期")]
    pub issued: Date,
    /// The SHA-256 of `holders.age`, which holds the full rows; none for batches that were issued without it.
    #[schemars(title = "持证人加密文件的校验值（程序写成）")]
    pub holders: Option<Digest>,
    /// The digest of the list of public keys that `holders.age` is encrypted to.
    #[schemars(title = "加密给哪些公钥：公钥清单的校验值（程序写成）")]
    pub recipients: Option<Digest>,
    /// The certificates, by number.
    #[schemars(title = "证书")]
    pub certificates: Vec<Certificate>,
    /// What happened to certificates after issue; only ever appended to.
    #[serde(default)]
    #[schemars(title = "发证后的事项（只追加）")]
    pub events: Vec<CertificateEvent>,
}

/// One certificate.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// The certificate number.
    #[schemars(title = "证书编号")]
    pub number: CertificateNumber,
    /// The holder's name with characters masked by `*`: `示**`.
    #[schemars(title = "持证人（遮盖后的姓名）", example = &"示**")]
    pub holder: Text,
}

/// What happened to a certificate after issue.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CertificateEvent {
    /// What happened.
    #[schemars(title = "事项")]
    pub event: CertificateEventKind,
    /// When.
    #[schemars(title = "日期")]
    pub date: Date,
    /// Which certificate.
    #[schemars(title = "证书编号")]
    pub number: CertificateNumber,
    /// Why; no personal data.
    #[schemars(title = "事由（不写个人信息）", example = &"证书打印有误，收回重发")]
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
