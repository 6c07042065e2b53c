//! What is printed of certificates: the certificates themselves and a sheet to proof-read them by. Both are pages of
//! HTML that need nothing but a browser: no script, no style sheet, no picture from elsewhere.

mod photo;

#[cfg(test)]
mod tests;

use qrcode::render::svg;
use qrcode::types::QrError;
use qrcode::{EcLevel, QrCode};
use serde::Serialize;
use tera::{Context, Tera};

pub use photo::{MOST_BYTES, Photo, PhotoFault};

use super::draft::Draft;
use super::holders::Holder;
use crate::registry::identifier::OccupationCode;
use crate::registry::{Date, Level};

/// What the certificates of one assessment are printed from.
#[derive(Debug)]
pub struct Set<'a> {
    /// The institution, as it is filed.
    pub institution: &'a str,
    /// Where the registry is published: what the QR codes lead to.
    pub base_url: &'a str,
    /// The office that keeps the registry.
    pub office: &'a str,
    /// The certificates, in the order of printing.
    pub certificates: Vec<Printable<'a>>,
}

/// One certificate.
#[derive(Debug)]
pub struct Printable<'a> {
    /// Whose it is, with its number and code.
    pub holder: &'a Holder,
    /// The occupation.
    pub occupation: OccupationCode,
    /// The edition of the classification.
    pub edition: &'a str,
    /// The level.
    pub level: Level,
    /// The date of issue.
    pub issued: Date,
    /// The holder's photo.
    pub photo: Option<&'a Photo>,
}

/// Why certificates cannot be printed.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// A fault of the templates, which are part of the program.
    #[error("打印用的网页生成不了")]
    Template(#[from] tera::Error),
    /// The address of the site is too long.
    #[error("登记库的网址太长，二维码放不下：{0}")]
    Code(#[from] QrError),
}

/// The body of a certificate (证书正文). 人社鉴发〔2021〕1号 asks for one; its model wording is not public in a source that
/// could be checked, so this says no more than that rule's own fields say. Compare it with the model before printing.
pub const BODY: &str = "经评价，持证人具备下列职业（工种）相应职业技能等级的水平。";

/// Where a certificate is queried nationally (人社鉴发〔2021〕1号: 证书信息查询网址).
pub const CERTIFICATES: &str = "http://jndj.osta.org.cn";

/// Where an institution is queried nationally (人社鉴发〔2021〕1号: 机构信息查询网址).
pub const INSTITUTIONS: &str = "http://pjjg.osta.org.cn";

/// What the same rule prints where there is no specialty.
pub const NONE: &str = "--";

impl<'a> Printable<'a> {
    /// The certificates of drafts; `photo` gives the photo of the holder at a place of the drafts.
    pub fn of(drafts: &'a [Draft], photo: &dyn Fn(usize, usize) -> Option<&'a Photo>) -> Vec<Self> {
        let of_draft = |(at, draft): (usize, &'a Draft)| {
            let batch = &draft.batch;
            let one = move |(place, holder)| Printable {
                holder,
                occupation: batch.occupation,
                edition: &batch.edition,
                level: batch.level,
                issued: batch.issued,
                photo: photo(at, place),
            };
            draft.holders.iter().enumerate().map(one)
        };
        drafts.iter().enumerate().flat_map(of_draft).collect()
    }

    /// The specialty as certificates print it.
    pub fn specialty(&self) -> &str {
        match self.holder.specialty.as_str() {
            "" => NONE,
            specialty => specialty,
        }
    }
}

/// The certificates, one A4 page each.
///
/// # Errors
/// When a QR code cannot hold the site's address.
pub fn certificates(set: &Set<'_>) -> Result<String, PrintError> {
    render("certificates.html", include_str!("certificates.html"), set, true)
}

/// A table of what is printed, to proof-read by. It holds personal data, and says so.
///
/// # Errors
/// None, if the program was tested.
pub fn contact_sheet(set: &Set<'_>) -> Result<String, PrintError> {
    render("contact-sheet.html", include_str!("contact-sheet.html"), set, false)
}

/// What a QR code leads to: behind the `#`, so that no server is told.
pub fn link(base_url: &str, holder: &Holder) -> String {
    let compact: String = holder.code.chars().filter(|character| *character != '-').collect();
    format!("{}#{}.{compact}", query(base_url), holder.number.as_str())
}

/// Where a number and a code are typed.
fn query(base_url: &str) -> String {
    let slash = if base_url.ends_with('/') { "" } else { "/" };
    format!("{base_url}{slash}certificates/")
}

/// A QR code as a picture for HTML.
///
/// # Errors
/// When the text is too long.
pub fn picture(text: &str) -> Result<String, QrError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)?;
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(1, 1).build();
    // HTML has no use for a declaration of XML.
    Ok(drawn.find("<svg").map_or_else(String::new, |at| drawn[at..].to_owned()))
}

#[derive(Serialize)]
struct Sheet<'a> {
    institution: &'a str,
    office: &'a str,
    body: &'a str,
    lookup_address: String,
    certificates_address: &'a str,
    institutions_address: &'a str,
    certificates: Vec<Shown<'a>>,
}

#[derive(Serialize)]
struct Shown<'a> {
    number: &'a str,
    code: &'a str,
    name: &'a str,
    document_kind: &'a str,
    document_number: &'a str,
    occupation: &'a str,
    occupation_code: &'a str,
    edition: &'a str,
    specialty: &'a str,
    level: &'a str,
    issued: String,
    photo: Option<String>,
    link: String,
    qr: String,
}

fn render(name: &str, template: &str, set: &Set<'_>, whole: bool) -> Result<String, PrintError> {
    let mut tera = Tera::new();
    tera.add_raw_template(name, template)?;
    let shown = |printable| shown(set, printable, whole);
    let sheet = Sheet {
        institution: set.institution,
        office: set.office,
        body: BODY,
        lookup_address: query(set.base_url),
        certificates_address: CERTIFICATES,
        institutions_address: INSTITUTIONS,
        certificates: set.certificates.iter().map(shown).collect::<Result<_, _>>()?,
    };
    Ok(tera.render(name, &Context::from_serialize(&sheet)?)?)
}

fn shown<'a>(set: &Set<'_>, printable: &'a Printable<'_>, whole: bool) -> Result<Shown<'a>, PrintError> {
    let holder = printable.holder;
    let link = link(set.base_url, holder);
    Ok(Shown {
        number: holder.number.as_str(),
        code: &holder.code,
        name: &holder.name,
        document_kind: &holder.document_kind,
        document_number: &holder.document_number,
        occupation: &holder.occupation,
        occupation_code: printable.occupation.as_str(),
        edition: printable.edition,
        specialty: printable.specialty(),
        level: printable.level.name(),
        issued: printable.issued.chinese(),
        photo: printable.photo.filter(|_| whole).map(Photo::address),
        qr: if whole { picture(&link)? } else { String::new() },
        link,
    })
}
