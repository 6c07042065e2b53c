//! Annex 1, part 四: premises, equipment and monitoring.

use std::num::NonZeroU32;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Attachment;
use crate::registry::{Prose, Text};

/// Annex 1, part 四（一）.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "场地情况")]
pub struct Premises {
    /// What there is.
    #[schemars(
        title = "场地情况",
        description = "理论、实操考场各有几处、多大、能容纳多少人",
        example = &"理论考场 1 间 60 个机位，实操考场 2 处。"
    )]
    pub description: Prose,
    /// The area in square metres.
    #[schemars(
        title = "面积（平方米）",
        description = "考场和培训场地一共多少平方米，只写整数；申请表没有写的不写",
        example = 1200
    )]
    pub area_square_metres: Option<NonZeroU32>,
    /// The proof of ownership or lease (权属证明材料, 另附).
    #[schemars(
        title = "权属证明材料（另附）",
        description = "房产证、租赁合同等，每份一项；这里只登记名称和校验值，文件由登记机构保管",
        length(min = 1)
    )]
    pub proofs: Vec<Attachment>,
}

/// Annex 1, part 四（二）: one kind of equipment.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "设备")]
pub struct Equipment {
    /// The name.
    #[schemars(title = "名称", description = "照申请表或设备铭牌写", example = &"电工实训考核台")]
    pub name: Text,
    /// The make.
    #[schemars(title = "品牌", description = "照设备铭牌写；没有品牌的写「无」", example = &"示例牌")]
    pub brand: Text,
    /// The model.
    #[schemars(title = "规格/型号", description = "照设备铭牌写；没有型号的写「无」", example = &"SL-100")]
    pub model: Text,
    /// How many.
    #[schemars(title = "数量", description = "多少台（套），只写数字，不写单位", example = 10)]
    pub quantity: NonZeroU32,
    /// Whose it is.
    #[schemars(title = "所有权归属", description = "自有、租赁或借用；租借的写明是谁的", example = &"自有")]
    pub ownership: Text,
    /// The proof of ownership or lease (权属证明材料, 另附); one file may serve several kinds of equipment.
    #[serde(default)]
    #[schemars(
        title = "权属证明材料（另附）",
        description = "购置发票、租赁合同等，每份一项；一份证明几种设备的，写在其中一种下面"
    )]
    pub proofs: Vec<Attachment>,
}

/// Annex 1, part 四（三）.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "考务管理和视频监控")]
pub struct Monitoring {
    /// How examinations are managed by computer.
    #[schemars(
        title = "计算机考务管理",
        description = "管理报名、考务、题库、机考用什么系统和设备",
        example = &"题库和考务系统各一套，机考不联外网。"
    )]
    pub computers: Prose,
    /// How they are watched by video.
    #[schemars(
        title = "视频监控设备配置",
        description = "每个考场有几个摄像头、能看到哪里、录像保存多久",
        example = &"每个考场 2 个摄像头，录像保存 3 年。"
    )]
    pub video: Prose,
    /// The proof of ownership or lease, which the heading of part 四 asks for the whole part.
    #[serde(default)]
    #[schemars(
        title = "权属证明材料（另附）",
        description = "考务和监控设备的购置发票、租赁合同等，每份一项；没有的不写"
    )]
    pub proofs: Vec<Attachment>,
}
