//! A picture under construction, from top to bottom.

use crate::bundle::{Block, SourceId, Unit};
use crate::drawing::{Area, Style, Svg, Theme, Typesetter, escaped, verdict_colour};
use crate::export::source_names;
use crate::progress::Status;
use crate::site::Site;
use crate::text::{self, words};
use crate::view::{px, status_shape};

/// The width of all pictures, in CSS pixels.
pub const WIDTH: f64 = 640.0;

/// The margin at a picture's edges.
pub const PAD: f64 = 20.0;

/// The horizontal extent of content.
pub const INSIDE: Column = Column {
    x: PAD,
    width: WIDTH - 2.0 * PAD,
};

/// The sizes of text.
pub const TITLE: f64 = 20.0;
/// Of what is read first.
pub const TEXT: f64 = 14.0;
/// Of notes that a reader needs.
pub const SMALL: f64 = 12.0;

/// How much wider text may be in a program that has another font than ours: lines are broken so
/// that they fit then, too. DejaVu Sans is the widest of the usual fonts.
const OTHER_FONTS: f64 = 1.12;

/// The height of a line, in font sizes.
const LEADING: f64 = 1.4;

/// A horizontal extent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// Its left edge.
    pub x: f64,
    /// Its width.
    pub width: f64,
}

impl Column {
    /// The part to the right of an indent.
    pub fn indented(self, by: f64) -> Column {
        Column {
            x: self.x + by,
            width: self.width - by,
        }
    }

    /// The column at `index` of `count` equal ones in it.
    pub fn part(self, index: usize, count: usize, gap: f64) -> Column {
        let width = (self.width - gap * (count - 1) as f64) / count as f64;
        Column {
            x: self.x + index as f64 * (width + gap),
            width,
        }
    }
}

/// A finished picture.
pub struct Picture {
    /// The document.
    pub svg: String,
    /// Its height in CSS pixels.
    pub height: f64,
}

/// A picture in a theme, from the top down.
pub struct Sheet<'a> {
    /// What has been drawn.
    pub svg: Svg<'a>,
    /// Its colours.
    pub theme: Theme,
    /// Where the next thing is drawn.
    pub y: f64,
}

impl<'a> Sheet<'a> {
    /// An empty picture.
    pub fn new(typesetter: &'a Typesetter, theme: Theme) -> Self {
        Sheet {
            svg: Svg::new(typesetter),
            theme,
            y: PAD,
        }
    }

    /// How wide a line may become, in any font.
    pub fn width(&self, words: &str, style: Style) -> f64 {
        self.svg.typesetter.width(words, style) * OTHER_FONTS
    }

    /// All of a text in a column, in as many lines as needed.
    pub fn text(&mut self, column: Column, words: &str, style: Style, colour: &str) {
        let width = column.width / OTHER_FONTS;
        let set = self.svg.typesetter;
        for line in set.wrap(words, style, width, usize::MAX) {
            let height = style.size * LEADING;
            let baseline = self.y + (height + style.cap()) / 2.0;
            let fill = self.theme.token(colour);
            self.svg.text(&line, column.x, baseline, style, fill);
            self.y += height;
        }
    }

    /// A title.
    pub fn title(&mut self, words: &str) {
        self.text(INSIDE, words, Style::strong(TITLE), "ink");
        self.y += 2.0;
    }

    /// A section's title and introduction.
    pub fn introduction(&mut self, title: &str, blocks: &[Block]) {
        self.title(title);
        for block in blocks {
            match block {
                Block::Paragraph(line) => self.paragraph(INSIDE, &line.plain_text()),
                Block::List(list) => {
                    for line in &list.list {
                        self.paragraph(INSIDE.indented(12.0), &line.plain_text());
                    }
                }
            }
        }
        self.y += 10.0;
    }

    fn paragraph(&mut self, column: Column, words: &str) {
        self.text(column, words, Style::regular(TEXT), "ink");
        self.y += 4.0;
    }

    /// A paragraph in small, muted type.
    pub fn note(&mut self, column: Column, words: &str) {
        self.text(column, words, Style::regular(SMALL), "quiet");
        self.y += 2.0;
    }

    /// A line or a bar across a column.
    pub fn rule(&mut self, column: Column, height: f64, colour: &str) {
        let Column { x, width } = column;
        let y = self.y;
        let area = Area {
            x,
            y,
            width,
            height,
        };
        self.svg.rect(area, self.theme.token(colour));
        self.y += height;
    }

    /// The status of a series, as on a page: its shape, words, and whether the target is met.
    pub fn status(&mut self, column: Column, status: &Status<'static>, unit: &Unit) {
        let shape = status_shape(status.verdict);
        let colour = verdict_colour(status.verdict);
        let size = 13.0;
        let scale = size * 0.85 / 16.0;
        let middle = self.y + size * LEADING / 2.0;
        let fill = [("fill", self.theme.token(colour))];
        self.svg
            .shape(shape, column.x, middle - scale * 8.0, scale, &fill);
        let column = column.indented(size * 1.3);
        let words = text::status_sentence(status, unit);
        self.text(column, &words, Style::regular(size), "ink");
        if let Some(outcome) = text::outcome(status) {
            self.text(column, &outcome, Style::strong(size), colour);
        }
    }

    /// The last lines: sources, and below a rule the revision, the site and the address of the
    /// page.
    pub fn imprint(&mut self, site: Site, sources: &[&'static SourceId], page: &str) {
        self.y += 8.0;
        if !sources.is_empty() {
            let label = match sources {
                [_] => words::SOURCE_LABEL,
                _ => words::SOURCES_LABEL,
            };
            let names = source_names(site, sources);
            self.note(INSIDE, &format!("{label} {names}"));
        }
        self.y += 4.0;
        self.rule(INSIDE, 1.0, "line");
        self.y += 6.0;
        let bundle = site.bundle;
        self.note(INSIDE, &text::revision(bundle));
        let mut words = bundle.site.name.to_string();
        // A path alone is of no use outside the site.
        if page.starts_with("https://") {
            words.push_str(", ");
            words.push_str(page);
        }
        self.note(INSIDE, &words);
    }

    /// The whole picture. Its ids are made from `name`; `title` and `alt` say what it shows to
    /// people who do not see it.
    pub fn finish(self, name: &str, title: &str, alt: &str) -> Picture {
        let height = (self.y + PAD - 2.0).ceil();
        let fonts = format!("Inter, {}", self.theme.token("font"));
        let svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{name}-title {name}-desc" font-family="{fonts}"><title id="{name}-title">{title}</title><desc id="{name}-desc">{alt}</desc><rect width="{width}" height="{height}" fill="{paper}"/>{body}</svg>"#,
            width = px(WIDTH),
            height = px(height),
            fonts = escaped(&fonts),
            title = escaped(title),
            alt = escaped(alt),
            paper = self.theme.token("paper"),
            body = self.svg.into_body(),
        );
        Picture { svg, height }
    }
}
