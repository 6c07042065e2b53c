//! `content/site.yaml`: whose registry this is and where it is published.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::registry::identifier::{Digits, EmailAddress, RecordId, SiteAddress, Telephone};
use crate::registry::{Date, Text};

/// The site and the office behind it.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "站点")]
pub struct Site {
    /// A name that never changes: it enters the salts of sealed certificates.
    #[schemars(title = "站点标识（永不更改）", example = &"tianjin")]
    pub id: RecordId,
    /// The name in the page head.
    #[schemars(title = "站点名称", example = &"天津市企业技能人才自主评价公示平台")]
    pub name: Text,
    /// One sentence that says what the site is for.
    #[schemars(title = "站点简介", example = &"查询备案企业，看懂备案政策，核对证书。")]
    pub description: Text,
    /// Where the site is published, with its sub-path.
    #[schemars(title = "发布网址")]
    pub base_url: SiteAddress,
    /// The province whose bodies file here: the first two digits of GB/T 2260.
    #[schemars(title = "省级代码（两位）", example = &"12")]
    pub province: Digits<2>,
    /// Whether this is a sample with invented records; every page then says so.
    #[serde(default)]
    #[schemars(title = "是否示例站点")]
    pub sample: bool,
    /// Pins today's date, so that a sample stays as it is.
    #[schemars(title = "基准日期（示例用）")]
    pub as_of: Option<Date>,
    /// The theme: a folder in `themes/`.
    #[schemars(title = "主题", example = &"default")]
    pub theme: Option<RecordId>,
    /// The office that keeps the registry.
    #[schemars(title = "主办单位")]
    pub host: Host,
    /// How the public reaches the office.
    #[schemars(title = "联系方式")]
    pub contact: Contact,
    /// What a government site must show (《政府网站发展指引》国办发〔2017〕47号); each only if given.
    #[schemars(title = "政府网站信息")]
    pub government: Option<Government>,
    /// How certificates are sealed.
    #[schemars(title = "证书查询设置")]
    pub lookup: Option<Lookup>,
}

/// The office that keeps the registry.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Host {
    /// The office's full name.
    #[schemars(title = "单位名称", example = &"天津市职业技能鉴定指导中心")]
    pub name: Text,
    /// The office's short name, as the notice uses it.
    #[schemars(title = "单位简称", example = &"市鉴定中心")]
    pub short_name: Text,
    /// The authority above it.
    #[schemars(title = "主管部门", example = &"天津市人力资源和社会保障局")]
    pub authority: Option<Text>,
}

/// How the public reaches the office.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The desk's telephone.
    #[schemars(title = "联系电话")]
    pub telephone: Telephone,
    /// The office's e-mail address.
    #[schemars(title = "电子邮箱")]
    pub email: EmailAddress,
    /// The postal address.
    #[schemars(title = "通信地址", example = &"天津市南开区迎水道47号")]
    pub address: Text,
    /// The postal code.
    #[schemars(title = "邮政编码", example = &"300191")]
    pub postcode: Digits<6>,
    /// When the office is open.
    #[schemars(title = "办公时间", example = &"工作日 9:00 至 17:00")]
    pub hours: Option<Text>,
    /// The office's public WeChat account.
    #[schemars(title = "微信公众号", example = &"天津职业技能鉴定中心订阅号")]
    pub wechat: Option<Text>,
}

/// Metadata of government sites.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Government {
    /// 政府网站标识码: ten digits.
    #[schemars(title = "政府网站标识码（SiteIDCode）", example = &"1200000000")]
    pub site_id_code: Option<Digits<10>>,
    /// ICP licence number.
    #[schemars(title = "ICP 备案号", example = &"津ICP备00000000号")]
    pub icp: Option<Text>,
    /// Public security filing number.
    #[schemars(title = "公安机关备案号", example = &"津公网安备00000000000000号")]
    pub public_security: Option<Text>,
}

/// How certificates are sealed and bucketed; see `docs/lookup-format.md`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lookup {
    /// The cost of the name key.
    #[schemars(title = "姓名密钥的计算成本")]
    pub key_derivation: KeyDerivation,
    /// How many certificates share one bucket file, about.
    #[schemars(title = "每个数据块的证书数", range(min = 16, max = 4096), example = 72)]
    pub certificates_per_bucket: u32,
}

/// Argon2id parameters (RFC 9106).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyDerivation {
    /// Memory in KiB.
    #[schemars(title = "内存（KiB）", range(min = 8, max = 1_048_576), example = 19456)]
    pub memory_kib: u32,
    /// Passes over the memory.
    #[schemars(title = "迭代次数", range(min = 1, max = 100), example = 2)]
    pub iterations: u32,
    /// Lanes.
    #[schemars(title = "并行度", range(min = 1, max = 16), example = 1)]
    pub parallelism: u32,
}

impl KeyDerivation {
    /// The same as the lookup has it.
    pub fn kdf(&self) -> lookup::seal::Kdf {
        let Self { memory_kib, iterations, parallelism } = *self;
        lookup::seal::Kdf { memory_kib, iterations, parallelism }
    }
}
