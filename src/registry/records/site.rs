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
    #[schemars(
        title = "站点标识（永不更改）",
        description = "证书查询的计算里有它，开始发证以后改了就查不到证书",
        example = &"tianjin"
    )]
    pub id: RecordId,
    /// The name in the page head.
    #[schemars(
        title = "站点名称",
        description = "显示在每页最上面",
        example = &"天津市企业技能人才自主评价公示平台"
    )]
    pub name: Text,
    /// One sentence that says what the site is for.
    #[schemars(
        title = "站点简介",
        description = "一两句话说明网站能做什么，搜索引擎也会显示",
        example = &"查询备案企业，看懂备案政策，核对证书。"
    )]
    pub description: Text,
    /// Where the site is published, with its sub-path.
    #[schemars(title = "发布网址", description = "网站对外的地址；放在子目录里的，写到子目录")]
    pub base_url: SiteAddress,
    /// The province whose bodies file here: the first two digits of GB/T 2260.
    #[schemars(
        title = "省级代码（两位）",
        description = "行政区划代码的前两位，也是备案号的第 6、7 位，例如天津是 12",
        example = &"12"
    )]
    pub province: Digits<2>,
    /// Whether this is a sample with invented records; every page then says so.
    #[serde(default)]
    #[schemars(title = "是否示例站点", description = "内容是虚构的写 true，每页都会注明；正式的网站不写")]
    pub sample: bool,
    /// Pins today's date, so that a sample stays as it is.
    #[schemars(
        title = "基准日期（示例用）",
        description = "把「今天」固定在这一天，只给示例站点用；正式的网站不写"
    )]
    pub as_of: Option<Date>,
    /// The theme: a folder in `themes/`.
    #[schemars(
        title = "主题",
        description = "自己做的外观，写它在 themes/ 下的文件夹名；用自带外观的不写",
        example = &"default"
    )]
    pub theme: Option<RecordId>,
    /// The office that keeps the registry.
    #[schemars(title = "主办单位", description = "负责登记库的单位")]
    pub host: Host,
    /// How the public reaches the office.
    #[schemars(title = "联系方式", description = "公众怎样找到主办单位，显示在网站上")]
    pub contact: Contact,
    /// What a government site must show (《政府网站发展指引》国办发〔2017〕47号); each only if given.
    #[schemars(title = "政府网站信息", description = "政府网站要显示的标识码和备案号；不是政府网站的不写")]
    pub government: Option<Government>,
    /// How certificates are sealed.
    #[schemars(
        title = "证书查询设置",
        description = "公众凭证书编号和姓名查询时的加密设置；开始发证以后不要单独改它，要与封存一起改"
    )]
    pub lookup: Option<Lookup>,
}

/// The office that keeps the registry.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "主办单位")]
pub struct Host {
    /// The office's full name.
    #[schemars(
        title = "单位名称",
        description = "单位的全称，与公章一致",
        example = &"天津市职业技能鉴定指导中心"
    )]
    pub name: Text,
    /// The office's short name, as the notice uses it.
    #[schemars(
        title = "单位简称",
        description = "通知里用的简称，网站上用它称呼单位",
        example = &"市鉴定中心"
    )]
    pub short_name: Text,
    /// The authority above it.
    #[schemars(
        title = "主管部门",
        description = "上级主管部门的全称；没有的不写",
        example = &"天津市人力资源和社会保障局"
    )]
    pub authority: Option<Text>,
}

/// How the public reaches the office.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "联系方式")]
pub struct Contact {
    /// The desk's telephone.
    #[schemars(title = "联系电话", description = "受理备案咨询的电话")]
    pub telephone: Telephone,
    /// The office's e-mail address.
    #[schemars(title = "电子邮箱", description = "受理备案咨询的邮箱")]
    pub email: EmailAddress,
    /// The postal address.
    #[schemars(
        title = "通信地址",
        description = "邮寄材料用的地址，写到门牌号",
        example = &"天津市南开区迎水道47号"
    )]
    pub address: Text,
    /// The postal code.
    #[schemars(title = "邮政编码", description = "通信地址的邮政编码，六位数字", example = &"300191")]
    pub postcode: Digits<6>,
    /// When the office is open.
    #[schemars(
        title = "办公时间",
        description = "什么时候有人接待；不接待来访的不写",
        example = &"工作日 9:00 至 17:00"
    )]
    pub hours: Option<Text>,
    /// The office's public WeChat account.
    #[schemars(
        title = "微信公众号",
        description = "公众号的名称；没有的不写",
        example = &"天津职业技能鉴定中心订阅号"
    )]
    pub wechat: Option<Text>,
}

/// Metadata of government sites.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "政府网站信息")]
pub struct Government {
    /// 政府网站标识码: ten digits.
    #[schemars(
        title = "政府网站标识码（SiteIDCode）",
        description = "十位数字的网站标识码；没有的不写",
        example = &"1200000000"
    )]
    pub site_id_code: Option<Digits<10>>,
    /// ICP licence number.
    #[schemars(
        title = "ICP 备案号",
        description = "照备案信息写完整的编号；没有的不写",
        example = &"津ICP备00000000号"
    )]
    pub icp: Option<Text>,
    /// Public security filing number.
    #[schemars(
        title = "公安机关备案号",
        description = "照备案信息写完整的编号；没有的不写",
        example = &"津公网安备00000000000000号"
    )]
    pub public_security: Option<Text>,
}

/// How certificates are sealed and bucketed; see `docs/lookup-format.md`.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "证书查询设置")]
pub struct Lookup {
    /// The cost of the name key.
    #[schemars(
        title = "姓名密钥的计算成本",
        description = "越大，别人越难挨个试姓名，公众查一次也越慢；一般不改"
    )]
    pub key_derivation: KeyDerivation,
    /// How many certificates share one bucket file, about.
    #[schemars(
        title = "每个数据块的证书数",
        description = "每个数据块大约放多少张证书；一般不改",
        range(min = 16, max = 4096),
        example = 72
    )]
    pub certificates_per_bucket: u32,
}

/// Argon2id parameters (RFC 9106).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "计算成本")]
pub struct KeyDerivation {
    /// Memory in KiB.
    #[schemars(
        title = "内存（KiB）",
        description = "算一次用多少内存，单位 KiB；一般不改",
        range(min = 8, max = 1_048_576),
        example = 19456
    )]
    pub memory_kib: u32,
    /// Passes over the memory.
    #[schemars(title = "迭代次数", description = "算几遍；一般不改", range(min = 1, max = 100), example = 2)]
    pub iterations: u32,
    /// Lanes.
    #[schemars(
        title = "并行度",
        description = "同时算几路；一般不改",
        range(min = 1, max = 16),
        example = 1
    )]
    pub parallelism: u32,
}

impl KeyDerivation {
    /// The same as the lookup has it.
    pub fn kdf(&self) -> lookup::seal::Kdf {
        let Self { memory_kib, iterations, parallelism } = *self;
        lookup::seal::Kdf { memory_kib, iterations, parallelism }
    }
}
