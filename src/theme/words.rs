//! What tera says, in Chinese; the original goes with it as a hint.

/// What is wrong, as a Chinese sentence.
pub(super) fn chinese(message: &str) -> String {
    let named = |kind: &str| message.strip_prefix(kind).map(|rest| quoted(rest).to_owned());
    for (start, what) in [
        ("Unknown filter ", "过滤器"),
        ("Unknown test ", "判断"),
        ("Unknown function ", "函数"),
        ("Unknown component ", "组件"),
    ] {
        if let Some(name) = named(start) {
            return format!("没有「{name}」这个{what}");
        }
    }
    if let Some(name) = named("Field ").or_else(|| named("Variable ")) {
        return format!("没有「{name}」这一项数据");
    }
    if let Some(name) = named("Block ") {
        return format!("所继承的模板里没有「{name}」这一块");
    }
    if let Some((_, parent)) = message.split_once("is inheriting from ") {
        return format!("找不到它所继承的模板「{}」", quoted(parent));
    }
    let known = [
        ("not UTF-8", "模板不是 UTF-8 文本"),
        ("Unexpected end of input", "模板没有写完，多半缺少 {% endif %}、{% endfor %} 这样的结尾"),
        ("Unknown tag", "没有这种标签"),
        ("Circular extend", "模板互相继承，没有尽头"),
        ("Circular include", "模板互相包含，没有尽头"),
        ("Tried to render a variable that is undefined", "这里用到的数据不存在"),
        ("Cannot index into an undefined value", "这里用到的数据不存在"),
        ("Iteration not possible", "这里的数据不是列表，不能逐项列出"),
        ("Math operations", "这里的数据不是数，不能计算"),
        ("This content would be ignored", "继承了别的模板，内容只能写在 {% block %} 里面"),
        ("Template already contains", "同一块写了两次"),
        ("Component `", "同一个组件在两个模板里都有"),
        ("Unclosed component", "组件没有结尾"),
    ];
    let known = known.into_iter().find(|(start, _)| message.starts_with(start));
    if let Some((_, said)) = known {
        return said.to_owned();
    }
    if message.starts_with("Template '") && message.ends_with("not found") {
        return format!("找不到模板「{}」", quoted(message));
    }
    "模板这里写得不对，模板引擎读不懂".to_owned()
}

/// What stands in backticks or quotes.
fn quoted(text: &str) -> &str {
    let mut parts = text.split(['`', '\'']);
    let _ = parts.next();
    parts.next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::chinese;

    #[test]
    fn names_what_tera_names() {
        assert_eq!(chinese("Unknown filter `big`"), "没有「big」这个过滤器");
        assert_eq!(chinese("Field `nmae` is not defined"), "没有「nmae」这一项数据");
        assert_eq!(
            chinese("Template 'a.html' is inheriting from 'b.html', which doesn't exist or isn't loaded."),
            "找不到它所继承的模板「b.html」"
        );
        assert_eq!(chinese("Template 'a.html' not found"), "找不到模板「a.html」");
        assert!(chinese("Found `%}` but expected one of: …").contains("读不懂"));
    }
}
