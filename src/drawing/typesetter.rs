//! Text that is measured before it is placed.
//!
//! Widths come from the library that draws the text, so they are exact: with kerning, with
//! ligatures, and with the glyphs of another font where ours has none.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use resvg::usvg::{self, fontdb};
use skrifa::MetadataProvider;
use unicode_segmentation::UnicodeSegmentation;

use super::xml::escaped;

/// Inter, by Rasmus Andersson and others, under the SIL Open Font License 1.1
/// (assets/fonts/README.md): committed, so that every machine draws the same.
const FONTS: [&[u8]; 3] = [
    include_bytes!("../../assets/fonts/Inter-Regular.otf"),
    include_bytes!("../../assets/fonts/Inter-SemiBold.otf"),
    include_bytes!("../../assets/fonts/InterDisplay-Bold.otf"),
];

/// The family of all text except headings and large figures.
pub const FAMILY: &str = "Inter";

/// The height of capitals and figures of Inter, in em.
pub const CAP_HEIGHT: f64 = 0.727;

/// A style of text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// The face.
    pub face: Face,
    /// The font size in pixels.
    pub size: f64,
}

/// The faces that pictures use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    /// Running text.
    Regular,
    /// Emphasis in running text.
    Strong,
    /// Headings and large figures.
    Display,
}

impl Style {
    /// Running text of this size.
    pub const fn regular(size: f64) -> Self {
        let face = Face::Regular;
        Style { face, size }
    }

    /// Emphasis of this size.
    pub fn strong(size: f64) -> Self {
        let face = Face::Strong;
        Style { face, size }
    }

    /// A heading or a figure of this size.
    pub fn display(size: f64) -> Self {
        let face = Face::Display;
        Style { face, size }
    }

    /// The height of its capitals in pixels.
    pub fn cap(self) -> f64 {
        self.size * CAP_HEIGHT
    }

    /// The font's family and weight.
    pub fn font(self) -> (&'static str, &'static str) {
        match self.face {
            Face::Regular => (FAMILY, "400"),
            Face::Strong => (FAMILY, "600"),
            Face::Display => ("Inter Display", "700"),
        }
    }
}

/// Measures and breaks text.
pub struct Typesetter {
    options: usvg::Options<'static>,
    /// Measured widths: breaking text asks for the same ones again and again.
    widths: Mutex<HashMap<(Face, u64, String), f64>>,
}

impl Typesetter {
    /// A typesetter for pictures that contain no other characters than those of `content`. Only
    /// if our font does not have all of them are the machine's own fonts loaded, and then
    /// pictures may differ between machines.
    pub fn new(content: &str) -> Self {
        let mut fonts = fontdb::Database::new();
        for font in FONTS {
            fonts.load_font_data(font.to_vec());
        }
        if !Self::covers(content) {
            fonts.load_system_fonts();
        }
        let mut options = usvg::Options {
            fontdb: Arc::new(fonts),
            font_family: FAMILY.to_owned(),
            ..usvg::Options::default()
        };
        // A picture loads no other file, whatever an illustration refers to.
        options.image_href_resolver.resolve_string = Box::new(|_, _| None);
        options.font_resolver.select_fallback = remembered_fallbacks();
        Typesetter {
            options,
            widths: Mutex::default(),
        }
    }

    /// Whether our font has every visible character of `content`.
    pub fn covers(content: &str) -> bool {
        let Ok(font) = skrifa::FontRef::new(FONTS[0]) else {
            return false;
        };
        let glyphs = font.charmap();
        content
            .chars()
            .filter(|c| !c.is_whitespace() && !c.is_control())
            .all(|c| glyphs.map(c).is_some())
    }

    /// The options for parsing drawings.
    pub fn options(&self) -> &usvg::Options<'static> {
        &self.options
    }

    /// How wide a line of text is, in pixels.
    pub fn width(&self, text: &str, style: Style) -> f64 {
        if text.is_empty() {
            return 0.0;
        }
        let key = (style.face, style.size.to_bits(), text.to_owned());
        let known = || {
            self.widths
                .lock()
                .expect("no thread panics while it holds it")
        };
        if let Some(width) = known().get(&key) {
            return *width;
        }
        let width = self.measured(text, style);
        known().insert(key, width);
        width
    }

    fn measured(&self, text: &str, style: Style) -> f64 {
        match Self::covers(text) && !has_spare_space(text) {
            true => shaped(text, style),
            false => self.drawn(text, style),
        }
    }

    /// The width of a line as it is drawn.
    fn drawn(&self, text: &str, style: Style) -> f64 {
        let (family, weight) = style.font();
        let svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg"><text font-family="{family}" font-weight="{weight}" font-size="{}">{}</text></svg>"#,
            style.size,
            escaped(text),
        );
        let tree = usvg::Tree::from_str(&svg, &self.options).expect("a text is an SVG");
        // Invisible text leaves no node.
        tree.root()
            .children()
            .first()
            .map_or(0.0, |node| f64::from(node.abs_bounding_box().width()))
    }

    /// Breaks text into at most `most` lines of at most `width` pixels, where Unicode's rules
    /// (UAX #14) allow it. A word that is wider than a line is broken between any two
    /// characters; text without room ends in an ellipsis after a whole word.
    pub fn wrap(&self, text: &str, style: Style, width: f64, most: usize) -> Vec<String> {
        self.broken(text, style, width, most).0
    }

    /// Whether all of a text has room in so many lines of a width.
    pub fn has_room(&self, text: &str, style: Style, width: f64, most: usize) -> bool {
        self.broken(text, style, width, most).1
    }

    /// As [`wrap`](Self::wrap), and whether all of the text is in the lines.
    fn broken(&self, text: &str, style: Style, width: f64, most: usize) -> (Vec<String>, bool) {
        let fits = |line: &str| self.width(line, style) <= width;
        let mut lines = Vec::new();
        let mut rest = text.trim();
        while !rest.is_empty() && lines.len() < most {
            let words = unicode_linebreak::linebreaks(rest).map(|(end, _)| end);
            let end = longest(rest, words, |start| fits(start.trim_end()));
            let is_last = lines.len() + 1 == most;
            if is_last && end < rest.len() {
                lines.push(shortened(rest, fits));
                return (lines, false);
            }
            let end = if end > 0 {
                end
            } else {
                // Always with progress: a line has at least one character, whether it fits or
                // not.
                longest(rest, characters(rest), fits).max(characters(rest).next().unwrap_or(1))
            };
            lines.push(rest[..end].trim_end().to_owned());
            rest = rest[end..].trim_start();
        }
        (lines, true)
    }

    /// One line of at most `width` pixels.
    pub fn line(&self, text: &str, style: Style, width: f64) -> String {
        self.wrap(text, style, width, 1).pop().unwrap_or_default()
    }

    /// Like [`wrap`](Self::wrap), with lines as even as possible: a heading with one word in
    /// its last line looks like a mistake.
    pub fn balance(&self, text: &str, style: Style, width: f64, most: usize) -> Vec<String> {
        let (lines, is_whole) = self.broken(text, style, width, most);
        if lines.len() < 2 || !is_whole {
            return lines;
        }
        let (mut low, mut high) = (width / 2.0, width);
        let mut best = lines;
        for _ in 0..5 {
            let middle = (low + high) / 2.0;
            let tried = self.wrap(text, style, middle, best.len() + 1);
            if tried.len() == best.len() {
                best = tried;
                high = middle;
            } else {
                low = middle;
            }
        }
        best
    }
}

/// Whether a text has white space that is not drawn.
fn has_spare_space(text: &str) -> bool {
    let is_plain = |c: char| c == ' ' || !c.is_whitespace();
    text.trim() != text || text.contains("  ") || !text.chars().all(is_plain)
}

/// A font that is ready to shape text with.
struct Shaping {
    font: harfrust::FontRef<'static>,
    data: harfrust::ShaperData,
    /// How each script is shaped: finding that out takes longer than shaping a line.
    plans: Mutex<HashMap<Option<harfrust::Script>, Arc<harfrust::ShapePlan>>>,
}

/// The width of a line in a font of ours, which has all of its characters: a hundredth of the time
/// of drawing it, with the same result.
fn shaped(text: &str, style: Style) -> f64 {
    static FACES: LazyLock<[Shaping; 3]> = LazyLock::new(|| {
        FONTS.map(|bytes| {
            let font = harfrust::FontRef::new(bytes).expect("a font of ours is a font");
            Shaping {
                data: harfrust::ShaperData::new(&font),
                font,
                plans: Mutex::default(),
            }
        })
    });
    let Shaping { font, data, plans } = match style.face {
        Face::Regular => &FACES[0],
        Face::Strong => &FACES[1],
        Face::Display => &FACES[2],
    };
    let shaper = data.shaper(font).build();
    let mut buffer = harfrust::UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.set_direction(harfrust::Direction::LeftToRight);
    buffer.guess_segment_properties();
    let script = Some(buffer.script());
    let plan = {
        let mut plans = plans.lock().expect("no thread panics while it holds it");
        let plan = plans.entry(script).or_insert_with(|| {
            let direction = buffer.direction();
            let language = buffer.language();
            let plan = harfrust::ShapePlan::new(&shaper, direction, script, language.as_ref(), &[]);
            Arc::new(plan)
        });
        Arc::clone(plan)
    };
    let options = harfrust::ShapeOptions::new().plan(Some(&plan));
    let glyphs = shaper.shape(buffer, options);
    let advances = glyphs.glyph_positions().iter().map(|glyph| glyph.x_advance);
    let units: i32 = advances.sum();
    f64::from(units) * style.size / f64::from(shaper.units_per_em())
}

/// Finds fonts for characters that ours does not have, each character once, because the search
/// looks into every font of the machine.
fn remembered_fallbacks() -> usvg::FallbackSelectionFn<'static> {
    let find = usvg::FontResolver::default_fallback_selector();
    type Found = HashMap<(char, Vec<fontdb::ID>), Option<fontdb::ID>>;
    let found: Mutex<Found> = Mutex::default();
    Box::new(move |c, tried, fonts| {
        let key = (c, tried.to_vec());
        let known = || found.lock().expect("no thread panics while it holds it");
        if let Some(font) = known().get(&key) {
            return *font;
        }
        let font = find(c, tried, fonts);
        known().insert(key, font);
        font
    })
}

/// The ends of a text's characters as people count them (grapheme clusters).
fn characters(text: &str) -> impl Iterator<Item = usize> {
    text.grapheme_indices(true)
        .map(|(start, character)| start + character.len())
}

/// The last of the ascending `ends` up to which the text fits; 0 if it fits up to none.
fn longest(text: &str, ends: impl Iterator<Item = usize>, fits: impl Fn(&str) -> bool) -> usize {
    ends.take_while(|end| fits(&text[..*end]))
        .last()
        .unwrap_or(0)
}

/// As much of the text as fits with an ellipsis behind it.
fn shortened(text: &str, fits: impl Fn(&str) -> bool) -> String {
    let cut = |start: &str| {
        // Not a per cent sign, which belongs to its number.
        let start = start.trim_end_matches([' ', ',', ';', ':', '.', '(', '–', '-']);
        format!("{start}…")
    };
    let words = unicode_linebreak::linebreaks(text).map(|(end, _)| end);
    let end = match longest(text, words, |start| fits(&cut(start))) {
        0 => longest(text, characters(text), |start| fits(&cut(start))),
        end => end,
    };
    cut(&text[..end])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const STYLES: [Style; 3] = [
        Style::regular(16.0),
        Style {
            face: Face::Strong,
            size: 21.0,
        },
        Style {
            face: Face::Display,
            size: 64.0,
        },
    ];

    fn typesetter() -> &'static Typesetter {
        static ONE: std::sync::OnceLock<Typesetter> = std::sync::OnceLock::new();
        ONE.get_or_init(|| Typesetter::new("abc"))
    }

    const STYLE: Style = Style {
        face: Face::Regular,
        size: 20.0,
    };

    #[test]
    fn widths_are_those_of_the_font() {
        let set = typesetter();
        assert_eq!(set.width("", STYLE), 0.0);
        // Inter's figures have individual advances; ten of one figure are ten times as wide.
        let one = set.width("8", STYLE);
        assert!((set.width("8888888888", STYLE) - 10.0 * one).abs() < 0.1);
        assert!(set.width("i", STYLE) < set.width("W", STYLE));
        let strong = Style::strong(20.0);
        assert!(set.width("Target", strong) > set.width("Target", STYLE));
        let double = Style::regular(40.0);
        assert!((set.width("Target", double) - 2.0 * set.width("Target", STYLE)).abs() < 0.1);
    }

    #[test]
    fn widths_are_those_of_what_is_drawn() {
        let content = [
            include_str!("../../public/bundle/en.json"),
            include_str!("../../tests/bundles/another-government.json"),
        ];
        // Texts, and much that is not quite text.
        let texts = content.iter().flat_map(|json| json.split('"'));
        let texts = texts.filter(|text| text.len() < 80);
        let odd = [
            " a",
            "a ",
            "a  b",
            "a\tb",
            "fi ffl To AV",
            "soft\u{ad}hyphen",
            "e\u{301}",
        ];
        for (text, style) in texts.chain(odd).zip(STYLES.into_iter().cycle()) {
            let (width, drawn) = (
                typesetter().measured(text, style),
                typesetter().drawn(text, style),
            );
            assert!((width - drawn).abs() < 0.01, "{text:?}: {width}, {drawn}");
        }
    }

    #[test]
    fn lines_break_between_words_and_end_in_an_ellipsis() {
        let set = typesetter();
        let text = "Satisfaction with government digital services, year by year";
        let lines = set.wrap(text, STYLE, 200.0, 9);
        assert_eq!(lines.join(" "), text);
        assert!(lines.len() > 2, "{lines:?}");
        let short = set.wrap(text, STYLE, 200.0, 2);
        assert_eq!(short[0], lines[0]);
        let start = short[1].strip_suffix('…').expect("an ellipsis");
        let after = &text[format!("{} {start}", short[0]).len()..];
        assert!(after.starts_with([' ', ',']), "within a word: {short:?}");
    }

    #[test]
    fn balanced_lines_are_as_many_and_no_wider() {
        let set = typesetter();
        let text = "Satisfaction with government digital services since 2012 in short";
        let (plain, even) = (
            set.wrap(text, STYLE, 500.0, 3),
            set.balance(text, STYLE, 500.0, 3),
        );
        assert_eq!(plain.len(), even.len());
        assert_eq!(even.join(" "), text);
        let last = |lines: &[String]| set.width(lines.last().expect("a line"), STYLE);
        assert!(last(&even) > last(&plain), "{plain:?} {even:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(150))]

        #[test]
        fn any_text_keeps_to_its_width_and_loses_nothing_but_spaces(
            text in "(\\PC|[a-zé ]|שלום |語文|العربية |👩‍👧){0,60}", width in 60.0..400.0_f64, most in 1_usize..4,
        ) {
            let set = typesetter();
            let lines = set.wrap(&text, STYLE, width, most);
            prop_assert!(lines.len() <= most);
            for line in &lines {
                let one = line.graphemes(true).count() == 1;
                prop_assert!(one || set.width(line, STYLE) <= width, "{line:?}");
            }
            let seen = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let all = seen(&lines.concat());
            match all.strip_suffix('…') {
                Some(start) => prop_assert!(seen(&text).starts_with(start), "{lines:?}"),
                None => prop_assert_eq!(all, seen(&text)),
            }
        }
    }
}
