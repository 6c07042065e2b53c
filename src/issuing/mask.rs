//! Names as they may stand in the repository.

/// A name of which only the first character stays, and not how long it is: with the number of the certificate, which is
/// public, each further character would make guessing the name thousands of times cheaper.
pub(super) fn masked(name: &str) -> String {
    let is_lone = name.chars().nth(1).is_none();
    let first = name.chars().next().filter(|_| !is_lone);
    first.into_iter().chain("**".chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_the_first_character_and_not_the_length() {
        for name in ["示例", "示例一", "示例样本", "示例·样本一"] {
            assert_eq!(masked(name), "示**");
        }
        assert_eq!(masked("示"), "**");
        assert_eq!(masked("SAMPLE ONE"), "S**");
    }
}
