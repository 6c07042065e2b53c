//! Names as they may stand in the repository.

/// A name with all but the first and last character of each part masked; of two characters, the first stays.
pub(super) fn masked(name: &str) -> String {
    let parts: Vec<String> = name.split('·').map(part).collect();
    parts.join("·")
}

fn part(name: &str) -> String {
    let last = name.chars().count().saturating_sub(1);
    let shown = |at: usize| (at == 0 && last > 0) || (at == last && last > 1);
    name.chars().enumerate().map(|(at, character)| if shown(at) { character } else { '*' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_the_ends_of_a_name() {
        for (name, expected) in [
            ("示例", "示*"),
            ("示例一", "示*一"),
            ("示例样本", "示**本"),
            ("示", "*"),
            ("示例·样本一", "示*·样*一"),
        ] {
            assert_eq!(masked(name), expected);
        }
        assert_eq!(masked("SAMPLE ONE"), "S********E");
    }
}
