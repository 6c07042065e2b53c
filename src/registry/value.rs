//! What the scalar types of the records share: a format name, a parser and a precise fault.
//!
//! Every such type reads itself from text with [`Value::parse`]; the same parser serves serde, the
//! JSON Schema (`format`) and `check`, which calls it again on the exact span when a file is refused.

use std::borrow::Cow;
use std::ops::Range;

/// Why a text is not a value of its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueFault {
    /// What is wrong, for the officer who reads it (Chinese, no full stop).
    pub message: String,
    /// How to mend it, when there is more to say than the message does.
    pub hint: Option<String>,
    /// The characters at fault, as a byte range of the text; the whole text if `None`.
    pub range: Option<Range<usize>>,
}

impl ValueFault {
    /// A fault of the whole text.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None, range: None }
    }

    /// Adds how to mend it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Points at a part of the text.
    #[must_use]
    pub fn at(mut self, range: Range<usize>) -> Self {
        self.range = Some(range);
        self
    }
}

impl std::fmt::Display for ValueFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

/// A scalar that is written as text in a record.
pub trait Value: Sized {
    /// The name of the format in the JSON Schema; also the code of the rule that reports its faults.
    const FORMAT: &'static str;
    /// The Chinese name of the type, as in "不是有效的…".
    const TITLE: &'static str;
    /// A valid value, for the schema and for hints.
    const EXAMPLE: &'static str;
    /// A regular expression editors can check, if one says it.
    const PATTERN: Option<&'static str> = None;

    /// Reads the value.
    ///
    /// # Errors
    /// The reason why `text` is not one.
    fn parse(text: &str) -> Result<Self, ValueFault>;

    /// What is kept of the value in the cache of records: its text, for types that know nothing shorter.
    fn kept(&self) -> Cow<'_, [u8]> {
        match self.as_text() {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        }
    }

    /// Takes what was [`kept`](Value::kept), from the cache of records, whose checksum vouches for it.
    ///
    /// # Errors
    /// As [`parse`](Value::parse), for types that cannot be had without it; for what is no text, where one was kept.
    fn restore(kept: &[u8]) -> Result<Self, ValueFault> {
        Self::parse(text(kept)?)
    }

    /// The text the value is written as.
    fn as_text(&self) -> Cow<'_, str>;
}

/// The text that was kept.
pub(super) fn text(kept: &[u8]) -> Result<&str, ValueFault> {
    std::str::from_utf8(kept).map_err(|_| ValueFault::new("不是文字"))
}

/// Gives a [`Value`] its serde, schema and display, all by the one parser.
macro_rules! value_traits {
    ($type:ty) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use $crate::registry::value::Value;
                // The cache is the only binary form.
                match serializer.is_human_readable() {
                    true => serializer.serialize_str(&self.as_text()),
                    false => serializer.serialize_bytes(&self.kept()),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visitor;
                impl serde::de::Visitor<'_> for Visitor {
                    type Value = $type;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(<$type as $crate::registry::value::Value>::TITLE)
                    }
                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$type, E> {
                        <$type as $crate::registry::value::Value>::parse(text).map_err(E::custom)
                    }
                    fn visit_bytes<E: serde::de::Error>(self, kept: &[u8]) -> Result<$type, E> {
                        <$type as $crate::registry::value::Value>::restore(kept).map_err(E::custom)
                    }
                }
                match deserializer.is_human_readable() {
                    true => deserializer.deserialize_str(Visitor),
                    false => deserializer.deserialize_bytes(Visitor),
                }
            }
        }

        impl schemars::JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> std::borrow::Cow<'static, str> {
                <$type as $crate::registry::value::Value>::FORMAT.into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::registry::value::schema::<$type>()
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&$crate::registry::value::Value::as_text(self))
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::registry::value::ValueFault;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::registry::value::Value::parse(text)
            }
        }
    };
}
pub(crate) use value_traits;

/// The JSON Schema of a [`Value`].
pub(crate) fn schema<V: Value>() -> schemars::Schema {
    let mut schema = schemars::json_schema!({
        "type": "string",
        "format": V::FORMAT,
        "examples": [V::EXAMPLE],
    });
    if let Some(pattern) = V::PATTERN {
        schema.insert("pattern".into(), pattern.into());
    }
    schema
}

impl std::error::Error for ValueFault {}
