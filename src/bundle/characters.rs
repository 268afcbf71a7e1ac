//! Which characters of a text control, hide or signal loss, and which are invisible.
//!
//! Tables of ranges instead of a crate, because this is part of the reader's wasm, and the
//! ranges are few.

/// Whether a character controls the text instead of being shown. Unicode's embeddings,
/// overrides and isolates of direction count too: they show words in another order than they
/// are written, which hides what a text says from those who check it. The three direction marks
/// (U+200E, U+200F, U+061C), which Arabic or Hebrew text needs, do not count; the two for
/// right-to-left text are allowed only in such text ([`refused`]).
pub fn is_control(c: char) -> bool {
    c.is_control() || turns(c)
}

fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The first character that a text must not contain, apart from the controls of ASCII and
/// Latin-1, and why.
pub fn refused(text: &str) -> Option<(char, &'static str)> {
    let is_right_to_left = text.chars().any(is_right_to_left);
    let mut rest = text;
    let mut before = None;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        let why = match c {
            c if turns(c) => {
                "turns the direction of writing; leave it out (the marks U+200E, U+200F and U+061C may stay)"
            }
            '\u{200f}' | '\u{61c}' if !is_right_to_left => {
                "is a mark for text in Arabic, Hebrew or the like, and turns numbers round in any other; leave it out"
            }
            '\u{fffd}' => "stands for a character that was lost; write that character",
            // Private use (Unicode 16.0, section 23.5).
            '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => {
                "is a private one, which looks different or like nothing elsewhere; write words"
            }
            c if is_tag(c) => "is a tag, which is not seen; leave it out",
            c if is_variation(c) && before.is_some_and(is_variation) => {
                "is a second variation selector in a row, which is not seen; leave it out"
            }
            _ => {
                if c == '\u{1f3f4}' {
                    rest = FLAGS
                        .iter()
                        .find_map(|flag| rest.strip_prefix(flag))
                        .unwrap_or(rest);
                }
                before = Some(c);
                continue;
            }
        };
        return Some((c, why));
    }
    None
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0000}'..='\u{e007f}')
}

/// The characters that may follow a black flag: those of England, Scotland and Wales (UTS #51,
/// emoji tag sequences), the only ones in use.
const FLAGS: [&str; 3] = [
    "\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
    "\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
    "\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}",
];

fn is_variation(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether a letter belongs to a script that is written from right to left: the blocks that
/// Unicode reserves for such scripts (Unicode 16.0, DerivedBidiClass.txt).
fn is_right_to_left(c: char) -> bool {
    let is_in_block = matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'
    );
    is_in_block && c.is_alphabetic()
}

/// Whether a character is invisible by itself, apart from white space: the property
/// Default_Ignorable_Code_Point (Unicode 16.0, DerivedCoreProperties.txt), followed by
/// characters that fonts leave empty as well. Noncharacters, which no font has, count too.
fn is_ignorable(c: char) -> bool {
    let is_no_character = u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}');
    is_no_character
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
            // Braille blank, annotations, object, null notehead, fillers and joiners.
            | '\u{2800}' | '\u{70f}' | '\u{fff9}'..='\u{fffc}' | '\u{1d159}' | '\u{16fe4}'
            | '\u{13430}'..='\u{1343f}'
        )
}

/// Whether a character only changes the one before it: the blocks of marks that are used with
/// any letter, and the points of Hebrew and Arabic (Unicode 16.0, Blocks.txt and
/// General_Category Mn and Me). Vowel signs that are visible by themselves do not count.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'
        | '\u{5c1}'..='\u{5c2}' | '\u{5c4}'..='\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{302a}'..='\u{302f}' | '\u{3099}'..='\u{309a}' | '\u{fe20}'..='\u{fe2f}'
    )
}

/// Whether any of a text is visible.
pub fn is_visible(text: &str) -> bool {
    text.chars()
        .any(|c| !c.is_whitespace() && !is_control(c) && !is_ignorable(c) && !is_mark(c))
}

/// Whether a character is one that nobody sees where it stands: no letter, no sign, no space of
/// the usual kind.
#[cfg(not(target_arch = "wasm32"))]
pub fn is_unseen(c: char) -> bool {
    is_control(c) || is_ignorable(c) || (c.is_whitespace() && c != ' ')
}

/// The visible part of a text: without invisible characters, and with one space for each run of
/// white space. Texts with the same result look the same.
pub fn seen(text: &str) -> String {
    let words = text.split_whitespace();
    let words = words.map(|word| {
        word.chars()
            .filter(|c| !is_ignorable(*c))
            .collect::<String>()
    });
    let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// The code points of a text, each once and at most a few, for messages.
pub fn code_points(text: &str) -> String {
    const MOST: usize = 3;
    let mut told: Vec<char> = Vec::new();
    for c in text.chars() {
        if !told.contains(&c) {
            told.push(c);
        }
        if told.len() > MOST {
            break;
        }
    }
    let more = if told.len() > MOST { " …" } else { "" };
    let told: Vec<String> = told.into_iter().take(MOST).map(code_point).collect();
    told.join(" ") + more
}

/// A character by its number, such as U+200B.
pub fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignorable_characters_of_any_kind_are_not_seen() {
        for c in [
            '\u{200b}',
            '\u{200c}',
            '\u{200d}',
            '\u{200e}',
            '\u{200f}',
            '\u{61c}',
            '\u{ad}',
            '\u{34f}',
            '\u{180e}',
            '\u{2060}',
            '\u{2064}',
            '\u{feff}',
            '\u{fe0f}',
            '\u{fe00}',
            '\u{e0100}',
            '\u{115f}',
            '\u{1160}',
            '\u{3164}',
            '\u{ffa0}',
            '\u{2800}',
            '\u{a0}',
            '\u{3000}',
            '\u{2003}',
            '\u{301}',
            '\u{5b8}',
            '\u{64e}',
            '\u{20dd}',
            '\u{e0041}',
        ] {
            assert!(!is_visible(&c.to_string()), "U+{:X}", u32::from(c));
            assert!(!is_visible(&format!("\u{200b}{c} {c}")));
            assert!(is_visible(&format!("a{c}")));
        }
    }

    #[test]
    fn letters_signs_and_emoji_of_any_script_are_seen() {
        for text in [
            "a",
            "0",
            "–",
            ".",
            "日",
            "ก",
            "க்",
            "می‌خواهم",
            "का",
            "שָׁלוֹם",
            "1️⃣",
            "👩‍💻",
            "🇳🇿",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "e\u{301}",
            "\u{0e31}",
        ] {
            assert!(is_visible(text), "{text}");
            assert_eq!(refused(text), None, "{text}");
        }
    }

    #[test]
    fn what_steers_hides_or_is_lost_is_refused_wherever_it_stands() {
        let turning = ('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}');
        let others = [
            '\u{fffd}',
            '\u{e000}',
            '\u{f8ff}',
            '\u{f0000}',
            '\u{10fffd}',
            '\u{e0041}',
            '\u{e007f}',
        ];
        for c in turning.chain(others) {
            for text in [format!("{c}"), format!("a{c}"), format!("a{c}b")] {
                assert_eq!(refused(&text).map(|(c, _)| c), Some(c), "{text:?}");
            }
        }
        // After an emoji other than the flag, and after a flag that does not exist.
        let flag = "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";
        for text in [
            "😀\u{e0067}".to_owned(),
            "🏴\u{e0069}\u{e0067}\u{e006e}\u{e006f}\u{e0072}\u{e0065}\u{e007f}".to_owned(),
            format!("{flag}\u{e0061}"),
        ] {
            assert!(refused(&text).is_some(), "{text:?}");
        }
        assert_eq!(refused(&format!("{flag} {flag}")), None);
    }

    #[test]
    fn marks_of_a_direction_stand_where_they_turn_nothing() {
        for text in ["\u{200f}10 – 90", "10\u{61c} – 90", "a\u{200f}"] {
            assert!(refused(text).is_some(), "{text:?}");
        }
        for text in ["שלום \u{200f}10 – 90", "\u{61c}١٠ سنة", "10\u{200e} – 90"] {
            assert_eq!(refused(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_character_has_one_variation_at_most() {
        assert_eq!(refused("☂\u{fe0f} and 葛\u{e0100}"), None);
        for text in [
            "☂\u{fe0f}\u{fe0f}",
            "a\u{e0100}\u{fe00}",
            "葛\u{e0100}\u{e0101}",
        ] {
            assert!(refused(text).is_some(), "{text:?}");
        }
    }

    #[test]
    fn texts_that_look_the_same_are_seen_the_same() {
        for text in [
            "Citizens",
            "Citi\u{200b}zens",
            "Citizens\u{200d}",
            "\u{feff}Citizens \u{2060}",
        ] {
            assert_eq!(seen(text), "Citizens", "{text:?}");
        }
        assert_eq!(seen("a\u{a0}b  \u{200b} c"), "a b c");
        assert_ne!(seen("é"), seen("e"));
    }

    #[test]
    fn code_points_are_told_once_and_only_a_few() {
        assert_eq!(code_points("\u{200b}\u{200b}"), "U+200B");
        assert_eq!(
            code_points("\u{200b}\u{ad}\u{e0041}\u{34f}"),
            "U+200B U+00AD U+E0041 …"
        );
    }
}
