//! References to a chart: as text, and as BibTeX for programs that manage references.

use crate::bundle::Date;
use crate::dataset::Dataset;
use crate::site::Site;
use crate::text;

/// What a reference to a chart names.
pub struct Citation<'a> {
    /// The chart as it is shown.
    pub dataset: &'a Dataset,
    /// The site.
    pub site: Site,
    /// The address at which it is shown.
    pub page: &'a str,
    /// The address at which its figures stay, if they do.
    pub pinned: Option<&'a str>,
    /// When the reader saw it.
    pub accessed: Date,
}

impl Citation<'_> {
    /// The reference as text: title, publisher, state of the figures, addresses.
    pub fn plain_text(&self) -> String {
        let Citation { dataset, site, .. } = self;
        let info = &site.bundle.site;
        let mut out = dataset.subject.title().to_owned();
        let mut add = |parts: &[&str]| parts.iter().for_each(|part| out.push_str(part));
        add(&[". ", &info.owner]);
        if *info.owner != *info.name {
            add(&[", ", &info.name]);
        }
        let accessed = text::date(self.accessed);
        add(&[". ", &self.state(), ". ", self.page]);
        add(&[" (accessed ", &accessed, ")."]);
        if let Some(pinned) = self.pinned {
            add(&[" Archived at ", pinned, "."]);
        }
        out
    }

    /// The reference as an entry of BibTeX, in ASCII except for letters in texts, which today's
    /// programs read as UTF-8.
    pub fn bibtex(&self) -> String {
        let bundle = self.site.bundle;
        let mut note = self.state();
        if let Some(pinned) = self.pinned {
            note.push_str(". Archived at ");
            note.push_str(pinned);
        }
        let mut key = format!("{}-{}", self.dataset.subject.id(), &*bundle.revision);
        key.retain(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.');
        let published = bundle.published.to_string();
        // Braces within those of a field: an organisation's name has no first and last part, and
        // no style may lower a title's letters.
        let fields = [
            ("author", format!("{{{}}}", escaped(&bundle.site.owner))),
            (
                "title",
                format!("{{{}}}", escaped(self.dataset.subject.title())),
            ),
            ("howpublished", escaped(&bundle.site.name)),
            ("year", published[..4].to_owned()),
            ("note", escaped(&note)),
            ("url", address(self.page)),
            ("urldate", self.accessed.to_string()),
        ];
        let mut out = format!("@misc{{{key}");
        for (name, value) in fields {
            for part in [",\n  ", name, " = {", &value, "}"] {
                out.push_str(part);
            }
        }
        out.push_str("\n}");
        out
    }

    /// Of when the figures are.
    fn state(&self) -> String {
        text::figures_as_of(self.site.bundle)
    }
}

/// Text as TeX reads it.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '%' | '&' | '#' | '$' | '_' => {
                out.push('\\');
                out.push(c);
            }
            // BibTeX counts braces, also those of a command.
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// An address, which TeX takes as it is but for what would end its field.
fn address(url: &str) -> String {
    let mut out = String::new();
    for c in url.chars() {
        match c {
            '{' => out.push_str("%7B"),
            '}' => out.push_str("%7D"),
            '\\' => out.push_str("%5C"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Citation, address, escaped};
    use crate::bundle::{Bundle, Date};
    use crate::dataset::Dataset;
    use crate::site::{Site, Subject};

    const NORLAND: &str = include_str!("../../tests/bundles/another-government.json");
    const PAGE: &str = "https://norland.example/kpis/zufriedenheit/?figures.hide=betriebe#figures";
    const PINNED: &str = "https://norland.example/embed/pinned/0123456789abcdef/kpi/zufriedenheit/";

    fn cited<T>(pinned: Option<&str>, of: impl FnOnce(&Citation<'_>) -> T) -> T {
        let bundle = Bundle::parse(NORLAND).expect("a bundle");
        let site = Site {
            bundle: Box::leak(Box::new(bundle)),
            base: "/",
        };
        let kpi = site.bundle.kpi("zufriedenheit").expect("a KPI");
        of(&Citation {
            dataset: &Dataset::published(site, Subject::Kpi(kpi)),
            site,
            page: PAGE,
            pinned,
            accessed: Date::parse("2031-03-09").expect("a date"),
        })
    }

    /// The fields of one entry, read as strictly as BibTeX does: balanced braces, and in texts
    /// nothing that TeX would take for a command.
    fn fields(entry: &str) -> Vec<(String, String)> {
        let inner = entry.strip_prefix("@misc{").expect("an entry");
        let inner = inner.strip_suffix("\n}").expect("its end");
        let (key, mut rest) = inner.split_once(",\n").expect("a key");
        let is_key = |c: char| c.is_ascii_alphanumeric() || "-.".contains(c);
        assert!(!key.is_empty() && key.chars().all(is_key), "{key}");
        let mut fields = Vec::new();
        while !rest.is_empty() {
            let (name, after) = rest.trim_start().split_once(" = {").expect("a field");
            assert!(name.bytes().all(|byte| byte.is_ascii_lowercase()), "{name}");
            // BibTeX counts every brace, escaped or not.
            let mut depth = 1;
            let end = after.find(|c| {
                depth += i32::from(c == '{') - i32::from(c == '}');
                depth == 0
            });
            let end = end.expect("balanced braces");
            fields.push((name.to_owned(), after[..end].to_owned()));
            let after = &after[end + 1..];
            rest = after.strip_prefix(",\n").unwrap_or(after);
        }
        fields
    }

    /// What TeX prints of a text.
    fn printed(text: &str) -> String {
        let mut out = text.to_owned();
        for (tex, shown) in [("\\textasciitilde{}", "~"), ("\\textasciicircum{}", "^")] {
            out = out.replace(tex, shown);
        }
        for c in "%&#$_".chars() {
            let bare = out.replace(&format!("\\{c}"), "");
            assert!(!bare.contains(c), "{text}: {c}");
            out = out.replace(&format!("\\{c}"), &c.to_string());
        }
        out
    }

    #[test]
    fn a_reference_names_title_publisher_state_and_addresses() {
        let text = cited(Some(PINNED), |cited| cited.plain_text());
        let bundle = Bundle::parse(NORLAND).expect("a bundle");
        let kpi = bundle.kpi("zufriedenheit").expect("a KPI");
        for part in [
            &*kpi.title,
            &*bundle.site.owner,
            &*bundle.revision,
            &format!("{PAGE} (accessed 9 Mar 2031)."),
            &format!("Archived at {PINNED}."),
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(text.starts_with(&*kpi.title));
        let live = cited(None, |cited| cited.plain_text());
        assert!(
            !live.contains("Archived") && live.ends_with("2031)."),
            "{live}"
        );
    }

    #[test]
    fn an_entry_has_each_field_once_and_reads_back() {
        for pinned in [None, Some(PINNED)] {
            let fields = fields(&cited(pinned, |cited| cited.bibtex()));
            let names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(
                names,
                [
                    "author",
                    "title",
                    "howpublished",
                    "year",
                    "note",
                    "url",
                    "urldate"
                ]
            );
            let value = |name: &str| {
                let found = fields.iter().find(|(other, _)| other == name);
                found.expect("the field").1.clone()
            };
            assert_eq!(value("url"), PAGE);
            assert_eq!(value("urldate"), "2031-03-09");
            assert!(value("author").starts_with('{') && value("author").ends_with('}'));
            let note = printed(&value("note"));
            assert_eq!(note.contains(PINNED), pinned.is_some(), "{note}");
        }
    }

    #[test]
    fn what_tex_would_run_is_words() {
        assert_eq!(escaped("R&D_50% #1 $2"), "R\\&D\\_50\\% \\#1 \\$2");
        assert_eq!(
            escaped("a\\b~c^d"),
            "a\\textbackslash{}b\\textasciitilde{}c\\textasciicircum{}d"
        );
        assert_eq!(escaped("a\nb"), "a b");
        assert_eq!(address("https://x/?a={b}\\"), "https://x/?a=%7Bb%7D%5C");
    }

    proptest! {
        #[test]
        fn no_text_leaves_a_special_character_bare(text in "[ a-z{}%&#$_~^\\\\\\n]{0,40}") {
            let out = escaped(&text);
            let mut rest = out.as_str();
            while let Some(at) = rest.find(['\\', '{', '}', '%', '&', '#', '$', '_', '~', '^']) {
                rest = &rest[at..];
                let known = ["\\textbackslash{}", "\\textasciitilde{}", "\\textasciicircum{}",
                    "\\textbraceleft{}", "\\textbraceright{}", "\\%", "\\&", "\\#", "\\$", "\\_"];
                let token = known.iter().find(|token| rest.starts_with(**token));
                prop_assert!(token.is_some(), "{out}");
                rest = &rest[token.expect("one").len()..];
            }
        }
    }
}
