//! Which kind of record a file holds: said by its path alone.

/// Names of the site's own pages at its root, which no Markdown page can have.
pub const OWN_PAGES: [&str; 5] = ["index", "statistics", "sittings", "site-map", "404"];

/// A list's first page is `index`, the others are `page-2` and so on.
fn is_list_page(name: &str) -> bool {
    let is_number = |rest: &str| !rest.is_empty() && rest.bytes().all(|digit| digit.is_ascii_digit());
    name == "index" || name.strip_prefix("page-").is_some_and(is_number)
}

/// The kinds of files below `content/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind<'a> {
    /// `site.yaml`.
    Site,
    /// `policies/<id>/policy.yaml`.
    Policy(&'a str),
    /// `policies/<id>/questions.yaml`.
    Questions(&'a str),
    /// `policies/<id>/<name>.md`: the notice and its annexes.
    PolicyText(&'a str, &'a str),
    /// `catalogue/occupations-<edition>.yaml`.
    Occupations(&'a str),
    /// `catalogue/restricted.yaml`.
    Restricted,
    /// `catalogue/divisions.yaml`.
    Divisions,
    /// `catalogue/holidays.yaml`.
    Holidays,
    /// `institutions/<id>/filing.yaml`.
    Filing(&'a str),
    /// `plans/<year>/<id>.yaml`.
    Plan(&'a str, &'a str),
    /// `certificates/<year>/<id>/batch.yaml`.
    Batch(&'a str, &'a str),
    /// `certificates/<year>/<id>/seals`: written by machine.
    Seals(&'a str, &'a str),
    /// `certificates/<year>/<id>/holders.age` and `institutions/<id>/people.age`: written by machine, not read here.
    Sealed,
    /// `supervision/<year>/inspectors.yaml`.
    Inspectors(&'a str),
    /// `supervision/<year>/draws.yaml`.
    Draws(&'a str),
    /// `supervision/<year>/inspections.yaml`.
    Inspections(&'a str),
    /// `supervision/<year>/measures.yaml`.
    Measures(&'a str),
    /// `uploads/<id>.yaml`.
    Upload(&'a str),
    /// `pages/<id>.md`.
    Page(&'a str),
    /// `recipients.txt`: the public keys that holders are encrypted to.
    Recipients,
    /// `README.md`: for people and other tools.
    Aside,
}

impl<'a> FileKind<'a> {
    /// The kind of a file, by its path from the root (`content/…`); none if the registry has no such file.
    pub fn of(path: &'a str) -> Option<Self> {
        let parts: Vec<&str> = path.strip_prefix("content/")?.split('/').collect();
        Some(match parts[..] {
            ["site.yaml"] => Self::Site,
            ["recipients.txt"] => Self::Recipients,
            [.., "README.md"] => Self::Aside,
            ["policies", id, "policy.yaml"] => Self::Policy(id),
            ["policies", id, "questions.yaml"] => Self::Questions(id),
            ["policies", id, name] => Self::PolicyText(id, name.strip_suffix(".md")?),
            ["catalogue", "restricted.yaml"] => Self::Restricted,
            ["catalogue", "divisions.yaml"] => Self::Divisions,
            ["catalogue", "holidays.yaml"] => Self::Holidays,
            ["catalogue", name] => {
                Self::Occupations(name.strip_prefix("occupations-")?.strip_suffix(".yaml")?)
            }
            ["institutions", id, "filing.yaml"] => Self::Filing(id),
            ["plans", year, name] => Self::Plan(year, name.strip_suffix(".yaml")?),
            ["certificates", year, id, "batch.yaml"] => Self::Batch(year, id),
            ["certificates", year, id, "seals"] => Self::Seals(year, id),
            ["certificates", _, _, "holders.age"] | ["institutions", _, "people.age"] => Self::Sealed,
            ["supervision", year, "inspectors.yaml"] => Self::Inspectors(year),
            ["supervision", year, "draws.yaml"] => Self::Draws(year),
            ["supervision", year, "inspections.yaml"] => Self::Inspections(year),
            ["supervision", year, "measures.yaml"] => Self::Measures(year),
            ["uploads", name] => Self::Upload(name.strip_suffix(".yaml")?),
            ["pages", name] => Self::Page(name.strip_suffix(".md")?),
            _ => return None,
        })
    }

    /// A number for the kind, whatever its names.
    pub const fn number(self) -> u8 {
        match self {
            Self::Site => 0,
            Self::Policy(_) => 1,
            Self::Questions(_) => 2,
            Self::PolicyText(..) => 3,
            Self::Occupations(_) => 4,
            Self::Restricted => 5,
            Self::Divisions => 6,
            Self::Holidays => 7,
            Self::Filing(_) => 8,
            Self::Plan(..) => 9,
            Self::Batch(..) => 10,
            Self::Sealed => 11,
            Self::Inspectors(_) => 12,
            Self::Draws(_) => 13,
            Self::Inspections(_) => 14,
            Self::Measures(_) => 15,
            Self::Page(_) => 16,
            Self::Aside => 17,
            Self::Seals(..) => 18,
            Self::Upload(_) => 19,
            Self::Recipients => 20,
        }
    }

    /// The record in Chinese, with the name that tells it from its like.
    pub fn title(self) -> String {
        match self {
            Self::Site => "网站设置".to_owned(),
            Self::Policy(id) => format!("政策文件 {id}"),
            Self::Questions(id) => format!("政策问答 {id}"),
            Self::PolicyText(id, "notice") => format!("政策正文 {id}"),
            Self::PolicyText(id, name) => format!("政策附件 {id}/{name}"),
            Self::Occupations(edition) => format!("职业目录 {edition}"),
            Self::Restricted => "准入类职业资格".to_owned(),
            Self::Divisions => "行政区划".to_owned(),
            Self::Holidays => "节假日".to_owned(),
            Self::Filing(id) => format!("备案申请 {id}"),
            Self::Plan(_, id) => format!("实施方案 {id}"),
            Self::Batch(_, id) | Self::Seals(_, id) => format!("证书批次 {id}"),
            Self::Sealed => "证书批次".to_owned(),
            Self::Inspectors(year) => format!("{year} 年督导人员名录"),
            Self::Draws(year) => format!("{year} 年随机抽取"),
            Self::Inspections(year) => format!("{year} 年现场督导"),
            Self::Measures(year) => format!("{year} 年处理措施"),
            Self::Upload(id) => format!("上报表 {id}"),
            Self::Page(id) => format!("网页 {id}"),
            Self::Recipients => "公钥清单".to_owned(),
            Self::Aside => "说明".to_owned(),
        }
    }

    /// The names in the path that people choose: the record's id and its year folder.
    pub fn names(self) -> Vec<&'a str> {
        match self {
            Self::Policy(id) | Self::Questions(id) | Self::Filing(id) | Self::Page(id) => vec![id],
            Self::Upload(id) => vec![id],
            Self::PolicyText(id, name) => vec![id, name],
            Self::Plan(_, id) | Self::Batch(_, id) | Self::Seals(_, id) => vec![id],
            _ => Vec::new(),
        }
    }

    /// Whether the site needs the address that this name would have for a page of its own.
    pub fn is_reserved(self) -> bool {
        match self {
            Self::Page(id) => OWN_PAGES.contains(&id),
            Self::Policy(id) => id == "index",
            Self::PolicyText(_, name) => name == "questions",
            Self::Filing(id) | Self::Batch(_, id) => is_list_page(id),
            _ => false,
        }
    }

    /// The year folder, if the kind has one.
    pub fn year(self) -> Option<&'a str> {
        match self {
            Self::Plan(year, _)
            | Self::Batch(year, _)
            | Self::Seals(year, _)
            | Self::Inspectors(year)
            | Self::Draws(year)
            | Self::Inspections(year)
            | Self::Measures(year) => Some(year),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_said_by_the_path() {
        assert_eq!(
            FileKind::of("content/institutions/2020-0001/filing.yaml"),
            Some(FileKind::Filing("2020-0001"))
        );
        assert_eq!(
            FileKind::of("content/policies/2020-85/annex-1.md"),
            Some(FileKind::PolicyText("2020-85", "annex-1"))
        );
        assert_eq!(FileKind::of("content/institutions/2020-0001/filling.yaml"), None);
        assert_eq!(FileKind::of("content/plans/2021/2021-0001.yml"), None);
    }

    #[test]
    fn some_names_are_the_sites_own() {
        for reserved in [
            "content/pages/404.md",
            "content/pages/site-map.md",
            "content/policies/2020-85/questions.md",
            "content/policies/index/policy.yaml",
            "content/institutions/index/filing.yaml",
            "content/institutions/page-2/filing.yaml",
            "content/certificates/2020/page-12/batch.yaml",
        ] {
            assert!(FileKind::of(reserved).is_some_and(FileKind::is_reserved), "{reserved}");
        }
        for free in [
            "content/pages/how-to-file.md",
            "content/pages/page-2.md",
            "content/policies/2020-85/questions.yaml",
            "content/institutions/page-/filing.yaml",
            "content/institutions/page-a/filing.yaml",
            "content/plans/2020/index.yaml",
        ] {
            assert!(FileKind::of(free).is_some_and(|kind| !kind.is_reserved()), "{free}");
        }
    }
}
