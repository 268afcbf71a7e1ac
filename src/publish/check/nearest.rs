//! What somebody may have meant who mistyped a word.

/// The one of some words that is most like another, if it is like enough: one letter in three
/// may be wrong, two exchanged letters count as one, and capitals, "_" and "-" do not count. One
/// that begins with the other is like it too.
pub fn nearest<'a>(word: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |word: &str| word.to_lowercase().replace(['_', ' '], "-");
    let word = plain(word);
    let near = among.into_iter().filter_map(|other| {
        let plain = plain(other);
        let longer = word.chars().count().max(plain.chars().count());
        let allowed = (longer / 3).clamp(1, 4);
        let begins = |one: &str, other: &str| other.len() > 2 && one.starts_with(other);
        if begins(&word, &plain) || begins(&plain, &word) {
            return Some((allowed, other));
        }
        // Too different in length to be compared.
        let is_near = word.chars().count().abs_diff(plain.chars().count()) <= allowed;
        let far = is_near.then(|| strsim::damerau_levenshtein(&word, &plain))?;
        (far <= allowed && far < longer).then_some((far, other))
    });
    near.min_by_key(|(far, _)| *far).map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_near_and_another_word_is_not() {
        let ids = ["satisfaction", "services", "blueprint-2018", "id"];
        for (typed, meant) in [
            ("satisfacton", Some("satisfaction")),
            ("Satisfaction", Some("satisfaction")),
            ("blueprint_2018", Some("blueprint-2018")),
            ("bluepirnt-2018", Some("blueprint-2018")),
            ("ids", Some("id")),
            ("satis", Some("satisfaction")),
            ("services-for-all", Some("services")),
            ("ab", None),
            ("martians", None),
            ("", None),
        ] {
            assert_eq!(nearest(typed, ids), meant, "{typed}");
        }
    }
}
