//! Skill levels: the five of the notice (一（四）) and the three that 人社部发〔2022〕14号 added.

use std::fmt;

use schemars::JsonSchema;
use serde::de::{self, Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

/// A skill level, from lowest to highest. Written as its digit (`5` to `1`) or, where it has none, as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Level {
    /// 学徒工 (2022 rule; no digit in certificate numbers).
    Apprentice = 6,
    /// 五级/初级工.
    Five = 5,
    /// 四级/中级工.
    Four = 4,
    /// 三级/高级工.
    Three = 3,
    /// 二级/技师.
    Two = 2,
    /// 一级/高级技师.
    One = 1,
    /// 特级技师 (2022 rule).
    Special = 7,
    /// 首席技师 (2022 rule).
    Chief = 8,
}

impl Level {
    /// All levels, lowest first.
    pub const ALL: [Self; 8] = [
        Self::Apprentice,
        Self::Five,
        Self::Four,
        Self::Three,
        Self::Two,
        Self::One,
        Self::Special,
        Self::Chief,
    ];

    /// The name as certificates print it (人社鉴发〔2021〕1号): `三级/高级工`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Apprentice => "学徒工",
            Self::Five => "五级/初级工",
            Self::Four => "四级/中级工",
            Self::Three => "三级/高级工",
            Self::Two => "二级/技师",
            Self::One => "一级/高级技师",
            Self::Special => "特级技师",
            Self::Chief => "首席技师",
        }
    }

    /// How records and addresses write it: `5` … `1`, `apprentice`, `special`, `chief`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Apprentice => "apprentice",
            Self::Five => "5",
            Self::Four => "4",
            Self::Three => "3",
            Self::Two => "2",
            Self::One => "1",
            Self::Special => "special",
            Self::Chief => "chief",
        }
    }

    /// The level written as `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.key() == key)
    }

    /// The digit in a certificate number, position 16 (人社鉴发〔2019〕2号); none for levels added later.
    pub const fn digit(self) -> Option<u8> {
        match self {
            Self::Apprentice | Self::Special | Self::Chief => None,
            Self::Five | Self::Four | Self::Three | Self::Two | Self::One => Some(self as u8),
        }
    }

    fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|level| *level as u8 == code)
    }

    fn rank(self) -> usize {
        Self::ALL.iter().position(|level| *level == self).unwrap_or_default()
    }

    /// Whether the level is at least as high as `other`.
    pub fn at_least(self, other: Self) -> bool {
        self.rank() >= other.rank()
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

// Text formats write the key, so that people read `3`; binary ones a byte.
impl Serialize for Level {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return serializer.serialize_u8(*self as u8);
        }
        match self.digit() {
            Some(digit) => serializer.serialize_u8(digit),
            None => serializer.serialize_str(self.key()),
        }
    }
}

impl<'de> Deserialize<'de> for Level {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Level;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("等级（5、4、3、2、1、apprentice、special 或 chief）")
            }
            fn visit_u64<E: de::Error>(self, code: u64) -> Result<Level, E> {
                self.visit_str(&code.to_string())
            }
            fn visit_str<E: de::Error>(self, key: &str) -> Result<Level, E> {
                Level::from_key(key).ok_or_else(|| E::custom(format!("没有「{key}」这个等级")))
            }
        }
        if !deserializer.is_human_readable() {
            let code = u8::deserialize(deserializer)?;
            return Self::from_code(code).ok_or_else(|| de::Error::custom("unknown level"));
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl JsonSchema for Level {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Level".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let word = |level: &Self| match level.digit() {
            Some(digit) => serde_json::json!(digit),
            None => serde_json::json!(level.key()),
        };
        let choice = |level: &Self| serde_json::json!({ "const": word(level), "title": level.name() });
        schemars::json_schema!({
            "title": "等级",
            "oneOf": Self::ALL.iter().map(choice).collect::<Vec<_>>(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_digits_and_words() {
        let read: Vec<Level> = serde_yaml::from_str("[5, '3', chief]").unwrap();
        assert_eq!(read, [Level::Five, Level::Three, Level::Chief]);
        assert!(serde_yaml::from_str::<Level>("0").is_err());
    }

    #[test]
    fn a_chief_stands_above_a_junior() {
        assert!(Level::Chief.at_least(Level::One) && Level::One.at_least(Level::Five));
        assert!(!Level::Apprentice.at_least(Level::Five));
    }
}
