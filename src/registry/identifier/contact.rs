//! How a body can be reached: telephone, e-mail, web address. Only what an office publishes.

use std::borrow::Cow;

use crate::registry::value::{Value, ValueFault, value_traits};

/// A telephone number an organisation publishes: landline with area code (`022-83635027`, extension
/// after another hyphen), or a service number (`400-…`, `800-…`, `12333`). Never a private mobile number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Telephone(Box<str>);

/// An e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmailAddress(Box<str>);

/// An `http:` or `https:` address; no other scheme, so that it can stand in a link.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WebAddress(Box<str>);

impl Value for Telephone {
    const FORMAT: &'static str = "telephone";
    const TITLE: &'static str = "办公电话";
    const EXAMPLE: &'static str = "022-83635027";
    const PATTERN: Option<&'static str> =
        Some("^(0\\d{2,3}-[2-9]\\d{6,7}(-\\d{1,6})?|[48]00-?\\d{3}-?\\d{4}|1\\d{4})$");

    fn parse(text: &str) -> Result<Self, ValueFault> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        if digits.len() == 11 && digits.starts_with('1') {
            return Err(ValueFault::new("这里不能写个人手机号码").hint("填办公电话，例如 022-83635027"));
        }
        if is_landline(text) || is_service_number(text) {
            return Ok(Self(text.into()));
        }
        Err(ValueFault::new(format!("「{text}」不是办公电话"))
            .hint("写成 区号-号码，例如 022-83635027；分机写在后面：022-83635027-801"))
    }

    fn as_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

fn all_digits(text: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_landline(text: &str) -> bool {
    let mut parts = text.split('-');
    let (Some(area), Some(number)) = (parts.next(), parts.next()) else { return false };
    let extension = parts.next().is_none_or(|extension| all_digits(extension, 1..=6));
    area.starts_with('0')
        && all_digits(area, 3..=4)
        && all_digits(number, 7..=8)
        && !number.starts_with(['0', '1'])
        && extension
        && parts.next().is_none()
}

fn is_service_number(text: &str) -> bool {
    let digits = text.replace('-', "");
    let (short, long) = (all_digits(&digits, 5..=5), all_digits(&digits, 10..=10));
    (short && digits.starts_with('1')) || (long && (digits.starts_with("400") || digits.starts_with("800")))
}

impl Value for EmailAddress {
    const FORMAT: &'static str = "email";
    const TITLE: &'static str = "电子邮箱";
    const EXAMPLE: &'static str = "office@example.com";
    const PATTERN: Option<&'static str> = Some(
        "^[A-Za-z0-9._%+-]+@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+$",
    );

    fn parse(text: &str) -> Result<Self, ValueFault> {
        let fault = || ValueFault::new(format!("「{text}」不是电子邮箱地址")).hint("例如 office@example.com");
        let (local, domain) = text.split_once('@').ok_or_else(fault)?;
        let plain = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
        let label = |label: &str| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        let valid = !local.is_empty()
            && local.chars().all(plain)
            && domain.contains('.')
            && domain.split('.').all(label);
        if valid && text.len() <= 254 { Ok(Self(text.into())) } else { Err(fault()) }
    }

    fn as_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

impl Value for WebAddress {
    const FORMAT: &'static str = "web-address";
    const TITLE: &'static str = "网址";
    const EXAMPLE: &'static str = "https://example.com/";
    const PATTERN: Option<&'static str> =
        Some("^https?://[^\\s<>\"'`\\\\{}|^@/?#]+([/?#][^\\s<>\"'`\\\\{}|^]*)?$");

    fn parse(text: &str) -> Result<Self, ValueFault> {
        let rest =
            text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).ok_or_else(|| {
                ValueFault::new(format!("「{text}」不是网址")).hint("网址以 https:// 或 http:// 开头")
            })?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let unsafe_character = |c: char| c.is_whitespace() || c.is_control() || "<>\"'`\\{}|^".contains(c);
        if host.is_empty() || host.contains('@') {
            return Err(ValueFault::new("网址里没有主机名，或带有用户名"));
        }
        if text.len() > 2_000 || text.contains(unsafe_character) {
            return Err(ValueFault::new("网址里有不能用的字符，或超过 2,000 个字符"));
        }
        Ok(Self(text.into()))
    }

    fn as_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

/// Where a site is published: an address to which the paths of pages are added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteAddress(WebAddress);

impl Value for SiteAddress {
    const FORMAT: &'static str = "site-address";
    const TITLE: &'static str = "网站的网址";
    const EXAMPLE: &'static str = "https://example.com/registry/";
    const PATTERN: Option<&'static str> =
        Some("^https?://[^\\s<>\"'`\\\\{}|^@/?#]+(/[^\\s<>\"'`\\\\{}|^?#]*)?$");

    fn parse(text: &str) -> Result<Self, ValueFault> {
        let address = WebAddress::parse(text)?;
        match text.find(['?', '#']) {
            Some(at) => Err(ValueFault::new("网站的网址里不能有 ? 和 #，各页的地址要接在它后面")
                .at(at..text.len())
                .hint("删去 ? 或 # 和它后面的内容")),
            None => Ok(Self(address)),
        }
    }

    fn as_text(&self) -> Cow<'_, str> {
        self.0.as_text()
    }
}

value_traits!(SiteAddress);
value_traits!(Telephone);
value_traits!(EmailAddress);
value_traits!(WebAddress);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_office_telephones_only() {
        for right in ["022-83635027", "022-83635027-801", "0315-2012345", "400-123-4567", "12333"] {
            assert!(Telephone::parse(right).is_ok(), "{right}");
        }
        for wrong in ["13800000000", "138-0000-0000", "83635027", "022—83635027", "022-03635027", "电话"]
        {
            assert!(Telephone::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn takes_addresses_that_can_stand_in_a_link() {
        assert!(WebAddress::parse("https://example.com/a?b=1").is_ok());
        for wrong in
            ["javascript:alert(1)", "https://", "https://a@b", "https://a/\"onclick", "//example.com"]
        {
            assert!(WebAddress::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn takes_plain_mail_addresses() {
        assert!(EmailAddress::parse("bzb@tj.gov.com").is_ok());
        for wrong in ["a@b", "a b@c.com", "@c.com", "a@-c.com", "a@c..com"] {
            assert!(EmailAddress::parse(wrong).is_err(), "{wrong}");
        }
    }
}
