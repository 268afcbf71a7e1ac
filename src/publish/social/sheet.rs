//! What is around every picture, and its titles.

use resvg::usvg;

use crate::drawing::{Area, Style, Svg, token};
use crate::site::Site;

use super::raster::{HEIGHT, WIDTH};

/// The area of content: inside a margin, so that no preview crops it.
pub const INSIDE: Area = Area {
    x: 64.0,
    y: 48.0,
    width: 1072.0,
    height: 540.0,
};

/// The top and the bottom of the body, between header and footer.
pub const BODY: (f64, f64) = (132.0, 536.0);

/// A picture under construction.
pub struct Sheet<'a> {
    /// The site.
    pub site: Site,
    /// What has been drawn.
    pub svg: Svg<'a>,
    /// Illustrations and the mark, each with its area.
    pub inlays: Vec<(usvg::Tree, Area)>,
}

impl Sheet<'_> {
    /// The paper, and the line with the site's name and host.
    pub fn ground(&mut self) {
        let site = &self.site.bundle.site;
        let paper = Area {
            x: 0.0,
            y: 0.0,
            width: f64::from(WIDTH),
            height: f64::from(HEIGHT),
        };
        self.svg.rect(paper, token("paper"));
        let style = Style::strong(26.0);
        let baseline = INSIDE.y + 22.0 + style.cap() / 2.0;
        let set = self.svg.typesetter;
        let name = set.line(&site.name, style, 440.0);
        let x = INSIDE.x + 60.0;
        self.svg.text(&name, x, baseline, style, token("ink"));
        let origin = site.origin.as_deref().unwrap_or_default();
        let host = origin.trim_start_matches("https://");
        let (x, style) = (x + set.width(&name, style) + 18.0, Style::regular(22.0));
        let host = set.line(host, style, 730.0 - x);
        self.svg.text(&host, x, baseline, style, token("quiet"));
    }

    /// The last line, below a rule: the sources.
    pub fn footer(&mut self, words: &str) {
        let rule = Area {
            y: 562.0,
            height: 1.5,
            ..INSIDE
        };
        self.svg.rect(rule, token("line"));
        let style = Style::regular(20.0);
        let baseline = INSIDE.y + INSIDE.height + 6.0;
        let set = self.svg.typesetter;
        let words = set.line(words, style, INSIDE.width);
        self.svg
            .text(&words, INSIDE.x, baseline, style, token("quiet"));
    }

    /// The heading at the top of the body, in the first of these sizes and numbers of lines in
    /// which it fits. Returns its last baseline.
    pub fn title(&mut self, title: &str, width: f64, sizes: [(f64, usize); 3]) -> f64 {
        let set = self.svg.typesetter;
        let mut chosen = (Vec::new(), Style::display(sizes[0].0));
        for (size, most) in sizes {
            let style = Style::display(size);
            chosen = (set.balance(title, style, width, most), style);
            if set.has_room(title, style, width, most) {
                break;
            }
        }
        let (lines, style) = chosen;
        let top = (INSIDE.x, BODY.0);
        self.svg.lines(&lines, top, 1.14, style, token("ink"))
    }

    /// A title with its description, and a drawing in an area to their right.
    pub fn words(&mut self, title: &str, text: &str, image: Option<(usvg::Tree, Area)>) {
        let room = match &image {
            Some((_, area)) => area.x - 48.0 - INSIDE.x,
            None => 900.0,
        };
        let set = self.svg.typesetter;
        let (large, plain) = (Style::display(56.0), Style::regular(28.0));
        let title = set.balance(title, large, room, 4);
        let text = set.balance(text, plain, room, 9 - title.len() * 3 / 2);
        // The text is in the middle of the body, like the drawing.
        let height = |lines: &[String], style: Style, leading: f64| match lines.len() {
            0 => 0.0,
            count => style.cap() + (count - 1) as f64 * leading * style.size,
        };
        let whole = height(&title, large, 1.14) + 36.0 + height(&text, plain, 1.42);
        let middle = (BODY.0 + BODY.1) / 2.0;
        let top = (middle - whole / 2.0).max(BODY.0);
        let baseline = self
            .svg
            .lines(&title, (INSIDE.x, top), 1.14, large, token("ink"));
        let below = (INSIDE.x, baseline + 36.0);
        self.svg.lines(&text, below, 1.42, plain, token("quiet"));
        self.inlays.extend(image);
    }
}
