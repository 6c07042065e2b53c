//! Annex 1, part 一: who applies.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::registry::Text;
use crate::registry::identifier::{CreditCode, Digest, DivisionCode, EmailAddress, Telephone, WebAddress};

/// Who applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApplicantKind {
    /// An enterprise on its own.
    #[schemars(title = "企业")]
    Enterprise,
    /// A branch of a group that has filed with the ministry or in its own province (三（一）3).
    #[schemars(title = "已备案集团的分支机构")]
    Branch,
}

/// The group a branch belongs to.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "所属集团")]
pub struct Group {
    /// The group's name.
    #[schemars(
        title = "集团（总公司）名称",
        description = "集团（总公司）营业执照上的全称",
        example = &"示例集团有限公司"
    )]
    pub name: Text,
    /// Where the group has filed.
    #[schemars(
        title = "集团备案机关",
        description = "受理集团备案的人社部门的全称",
        example = &"人力资源和社会保障部"
    )]
    pub filed_with: Text,
    /// The receipt the group was given.
    #[schemars(
        title = "集团备案回执编号",
        description = "照集团交来的备案回执抄写",
        example = &"示例备〔2020〕1号"
    )]
    pub receipt: Text,
}

/// Annex 1, part 一: the applicant.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "申请单位")]
pub struct Applicant {
    /// The registered name.
    #[schemars(
        title = "名称",
        description = "营业执照上的全称，与公章一致；分支机构写自己的名称，不写集团的"
    )]
    pub name: Text,
    /// The registered address.
    #[schemars(
        title = "地址",
        description = "营业执照上的住所，从市、区写到门牌号",
        example = &"天津市南开区示例路1号"
    )]
    pub address: Text,
    /// The district of the address.
    #[schemars(
        title = "所在区（行政区划代码）",
        description = "地址在哪个区；代码见 content/catalogue/divisions.yaml"
    )]
    pub division: DivisionCode,
    /// The authority that registered it.
    #[schemars(
        title = "注册登记机构",
        description = "营业执照上的登记机关全称",
        example = &"天津市南开区市场监督管理局"
    )]
    pub registrar: Text,
    /// Its unified social credit code.
    #[schemars(title = "统一社会信用代码", description = "照营业执照抄写")]
    pub credit_code: CreditCode,
    /// The person in charge.
    #[schemars(title = "负责人", description = "单位负责人，照申请表录入；电话只写办公电话")]
    pub principal: Officer,
    /// The person to ask.
    #[schemars(
        title = "联系人",
        description = "办理备案时与登记机构联系的人，照申请表录入；电话只写办公电话"
    )]
    pub contact: Officer,
    /// Its e-mail address.
    #[schemars(title = "电子邮箱", description = "不写个人邮箱")]
    pub email: EmailAddress,
    /// Its web site.
    #[schemars(title = "网站", description = "单位的官方网站；没有的不写")]
    pub website: Option<WebAddress>,
    /// Its rules and regulations (规章制度文件, 另附).
    #[schemars(
        title = "规章制度文件（另附）",
        description = "随申请表另附的规章制度，每份一项；这里只登记名称和校验值，文件由登记机构保管",
        length(min = 1)
    )]
    pub regulations: Vec<Attachment>,
}

/// A person who speaks for the applicant.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "负责人或联系人")]
pub struct Officer {
    /// The name.
    #[schemars(title = "姓名", example = &"示例甲")]
    pub name: Text,
    /// The post.
    #[schemars(title = "职务", description = "在本单位担任的职务", example = &"人力资源部部长")]
    pub position: Text,
    /// The office telephone.
    #[schemars(title = "办公电话")]
    pub telephone: Telephone,
}

/// A file the office keeps.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "另附的文件")]
pub struct Attachment {
    /// What it is.
    #[schemars(title = "名称", description = "文件封面上的名称", example = &"职业技能等级自主认定管理办法")]
    pub title: Text,
    /// The SHA-256 digest of the file.
    #[schemars(
        title = "SHA-256 校验值",
        description = "有了它，日后可以证明文件没有换过；还没有电子版的可以不写"
    )]
    pub sha256: Option<Digest>,
}
