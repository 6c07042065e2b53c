//! How the items of lists are recognised and named, what values are called for short, and which are not repeated.

use super::field::Field;

/// Words before a value, its key, words behind it; left out if there is no value.
pub(super) type Part = (&'static str, &'static str, &'static str);

/// The items of a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct List {
    /// The keys that tell one item from another.
    pub(super) identity: &'static [&'static str],
    /// How the items are told.
    pub(super) telling: Telling,
}

/// How items are told.
#[derive(Debug, Clone, Copy)]
pub(super) enum Telling {
    /// By name, and what else is said of one that is new or gone.
    Named(&'static [Part], &'static [Part]),
    /// By number: what they are counted in.
    Counted(&'static str),
}

use Telling::{Counted, Named};

const SCOPE: List = List {
    identity: &["edition", "code", "specialty"],
    telling: Named(&[("", "name", ""), ("·", "specialty", ""), ("（", "code", "）")], &[(" ", "levels", "")]),
};

const fn counted(identity: &'static [&'static str], unit: &'static str) -> List {
    List { identity, telling: Counted(unit) }
}

const fn named(identity: &'static [&'static str], name: &'static [Part], more: &'static [Part]) -> List {
    List { identity, telling: Named(name, more) }
}

const LISTS: &[(&str, &str, List)] = &[
    ("filing", "scope", SCOPE),
    ("filing", "procedure.scope", SCOPE),
    (
        "filing",
        "procedure",
        named(
            &["date", "event"],
            &[("", "date", " "), ("", "event", "")],
            &[
                ("", "outcome", ""),
                ("，备案号 ", "number", ""),
                ("，有效期至 ", "valid_until", ""),
                ("，期限 ", "due", ""),
                ("，文书 ", "document", ""),
            ],
        ),
    ),
    (
        "filing",
        "equipment",
        named(&["name", "brand", "model"], &[("", "name", "")], &[("，数量 ", "quantity", "")]),
    ),
    ("filing", "equipment.proofs", counted(&["title"], "份")),
    ("filing", "premises.proofs", counted(&["title"], "份")),
    ("filing", "monitoring.proofs", counted(&["title"], "份")),
    ("filing", "applicant.regulations", counted(&["title"], "份")),
    ("filing", "people.staff", counted(&["name"], "人")),
    ("filing", "people.experts", counted(&["name"], "人")),
    ("filing", "people.assessors", counted(&["name"], "人")),
    ("filing", "people.supervisors", counted(&["name"], "人")),
    ("filing", "materials", counted(&["item", "received"], "件")),
    ("filing", "assessment_materials", counted(&["item", "received"], "件")),
    (
        "plan",
        "sittings",
        named(
            &["id"],
            &[("", "id", "")],
            &[("（", "date", ""), ("，", "occupation", ""), ("，", "level", "）")],
        ),
    ),
    ("plan", "sittings.assessors", counted(&[], "人")),
    ("plan", "sittings.supervisors", counted(&[], "人")),
    (
        "plan",
        "results",
        named(
            &["sitting"],
            &[("", "sitting", "")],
            &[("（实考 ", "sat", " 人"), ("，合格 ", "passed", " 人）")],
        ),
    ),
    ("batch", "certificates", counted(&["number"], "本")),
    (
        "batch",
        "events",
        named(
            &["number", "date", "event"],
            &[("", "date", " "), ("", "event", " "), ("", "number", "")],
            &[],
        ),
    ),
    ("inspectors", "inspectors", counted(&["id"], "人")),
    ("draws", "draws", named(&["id"], &[("", "id", "")], &[("（", "date", "）")])),
    ("draws", "draws.assignments", counted(&["plan", "sitting"], "场")),
    (
        "inspections",
        "inspections",
        named(&["id"], &[("", "id", "")], &[("（", "date", ""), ("，", "outcome", "）")]),
    ),
    ("inspections", "inspections.inspectors", counted(&[], "人")),
    ("inspections", "inspections.replacements", counted(&["drawn", "instead"], "人")),
    ("inspections", "inspections.evidence", counted(&["title", "sha256"], "件")),
    (
        "measures",
        "measures",
        named(
            &["institution", "date", "measure"],
            &[("", "date", " "), ("", "measure", " "), ("", "institution", "")],
            &[],
        ),
    ),
    ("questions", "questions", named(&["id"], &[("", "number", "、"), ("", "question", "")], &[])),
    ("policy", "terms.steps", named(&["title"], &[("", "title", "")], &[])),
];

/// What stands in the place of an own name where the table has none for a list: the first of these keys it has.
const IDENTITIES: &[(&str, List)] = &[
    ("id", named(&["id"], &[("", "title", ""), ("", "name", ""), ("（", "id", "）")], &[])),
    ("code", named(&["edition", "code"], &[("", "name", ""), ("（", "code", "）")], &[])),
    ("number", named(&["number", "title"], &[("", "title", ""), ("（", "number", "）")], &[])),
    ("date", named(&["date", "name"], &[("", "date", " "), ("", "name", "")], &[])),
    ("year", named(&["year"], &[("", "year", " 年")], &[])),
    ("header", named(&["header"], &[("", "header", "")], &[])),
    ("name", named(&["name"], &[("", "name", "")], &[])),
    ("title", named(&["title"], &[("", "title", "")], &[])),
];

/// What the items of a list are that are told one by one as they stand, or that nothing tells apart.
const PLAIN: List = counted(&[], "项");

/// How the items of a list are recognised and told.
pub(super) fn list(kind: &str, route: &str, items: Field<'_>) -> List {
    let known = LISTS.iter().find(|(of, at, _)| *of == kind && *at == route).map(|(.., list)| *list);
    let by_key = || IDENTITIES.iter().find(|(key, _)| items.property(key).is_some()).map(|(_, list)| *list);
    known.or_else(by_key).unwrap_or(PLAIN)
}

/// What is kept in the repository and not repeated: who people are and what was thought of them, papers that name them.
const WITHHELD: &[(&str, &str)] = &[
    ("filing", "applicant.principal"),
    ("filing", "applicant.contact.name"),
    ("filing", "applicant.contact.position"),
    ("filing", "applicant.regulations"),
    ("filing", "premises.proofs"),
    ("filing", "equipment.proofs"),
    ("filing", "monitoring.proofs"),
    ("filing", "people.staff"),
    ("filing", "people.experts"),
    ("filing", "people.assessors"),
    ("filing", "people.supervisors"),
    ("filing", "pledge.signed_by"),
    ("filing", "procedure.opinion"),
    ("plan", "sittings.assessors"),
    ("plan", "sittings.supervisors"),
    ("batch", "certificates"),
    ("inspectors", "inspectors"),
    ("draws", "draws.pool"),
    ("draws", "draws.assignments"),
    ("inspections", "inspections.inspectors"),
    ("inspections", "inspections.replacements"),
    ("inspections", "inspections.evidence"),
];

/// Whether a value is not to be repeated.
pub(super) fn is_withheld(kind: &str, route: &str) -> bool {
    let covers =
        |at: &str| route.strip_prefix(at).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    WITHHELD.iter().any(|(of, at)| *of == kind && covers(at))
}

/// What is better called otherwise than its title with those above it; a part of a form may need no name at all.
const NAMES: &[(&str, &str, &str)] = &[
    ("filing", "applicant", ""),
    ("filing", "applicant.name", "单位名称"),
    ("filing", "applicant.contact.telephone", "联系电话"),
    ("filing", "scope", "评价范围"),
    ("filing", "people", ""),
    ("filing", "people.staff", "专职工作人员"),
    ("filing", "people.experts", "专家"),
    ("filing", "people.assessors", "考评员"),
    ("filing", "people.supervisors", "督导员"),
    ("policy", "terms", ""),
];

/// What a value is called, below one that is called `above`.
pub(super) fn label(kind: &str, route: &str, above: &str, title: &str) -> String {
    if let Some((.., name)) = NAMES.iter().find(|(of, at, _)| *of == kind && *at == route) {
        return (*name).to_owned();
    }
    let title = tidy(title);
    if above.is_empty() { title.to_owned() } else { format!("{above}·{title}") }
}

/// Words in brackets at the end of a title that are for those who fill it in.
const ASIDES: [&str; 7] =
    ["只追加", "另附", "程序写成", "不重复", "不写个人信息", "企业评价规范必填", "附件2"];

/// A title without its number in the form and without what is said to those who fill it in.
fn tidy(title: &str) -> &str {
    let mut title = title;
    let numbered = |c: char| "一二三四五六七八九十（）、".contains(c);
    let bare = title.trim_start_matches(numbered);
    // A number ends with its sign; a word may begin with one.
    let number = &title[..title.len() - bare.len()];
    if number.ends_with(['、', '）']) && !bare.is_empty() {
        title = bare;
    }
    let aside = title.strip_suffix('）').and_then(|front| front.rsplit_once('（'));
    match aside {
        Some((front, aside)) if ASIDES.contains(&aside) && !front.is_empty() => front,
        _ => title,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::schema::schemas;

    #[test]
    fn titles_lose_what_only_the_form_needs() {
        for (title, told) in [
            ("一、申请单位基本信息", "申请单位基本信息"),
            ("四（一）场地情况", "场地情况"),
            ("（三）考评员情况", "考评员情况"),
            ("办理过程（只追加）", "办理过程"),
            ("面积（平方米）", "面积（平方米）"),
            ("职业（工种）名称", "职业（工种）名称"),
            ("一线人员", "一线人员"),
        ] {
            assert_eq!(tidy(title), told);
        }
    }

    /// Every text whose title says that it is about people.
    fn personal(field: Field<'_>, route: &str, depth: usize, found: &mut Vec<String>) {
        const PEOPLE: [&str; 8] =
            ["姓名", "（签字）", "持证人", "身份", "意见", "考评员", "督导员", "督导人员"];
        for (key, title, inner) in field.properties().filter(|_| depth < 6) {
            let route = if route.is_empty() { key.to_owned() } else { format!("{route}.{key}") };
            if PEOPLE.iter().any(|word| title.contains(word)) {
                found.push(route.clone());
            }
            personal(inner, &route, depth + 1, found);
            personal(inner.items(), &route, depth + 1, found);
        }
    }

    #[test]
    fn who_people_are_is_not_repeated() {
        // A card, a key that names are made into, and digests of files and lists of keys name nobody.
        let allowed = ["holders", "recipients", "card", "lookup.key_derivation"];
        for kind in schemas() {
            let mut found = Vec::new();
            personal(Field::new(&kind.schema), "", 0, &mut found);
            found.retain(|route| !is_withheld(kind.name, route) && !allowed.contains(&route.as_str()));
            assert_eq!(found, [""; 0], "{}", kind.name);
        }
    }

    #[test]
    fn every_route_of_the_tables_exists() {
        let kinds = schemas();
        let exists = |kind: &str, route: &str| {
            let schema = kinds.iter().find(|known| known.name == kind).unwrap();
            let mut field = Field::new(&schema.schema);
            route.split('.').all(|key| {
                let next = field.property(key).or_else(|| field.items().property(key));
                next.inspect(|next| field = *next).is_some()
            })
        };
        let routes = WITHHELD.iter().copied().chain(LISTS.iter().map(|(kind, route, _)| (*kind, *route)));
        for (kind, route) in routes.chain(NAMES.iter().map(|(kind, route, _)| (*kind, *route))) {
            assert!(exists(kind, route), "{kind} {route}");
        }
    }
}
