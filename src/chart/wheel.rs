//! Rings of parts around a centre.

use super::label::{Label, width_of};

/// What a wheel shows.
#[derive(Clone, Debug, PartialEq)]
pub struct WheelData<'a> {
    /// The words in the middle.
    pub centre: &'a str,
    /// The rings, from the centre outwards.
    pub rings: Vec<RingData<'a>>,
}

/// A ring.
#[derive(Clone, Debug, PartialEq)]
pub struct RingData<'a> {
    /// Its name.
    pub label: &'a str,
    /// The titles of its parts, clockwise from the top.
    pub parts: Vec<&'a str>,
}

/// The size of the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WheelSize {
    /// Width and height.
    pub width: f64,
    /// Radius of the centre.
    pub centre: f64,
    /// Font size of all words.
    pub font: f64,
}

impl WheelSize {
    /// For columns from about 560 px on, with titles in the parts.
    pub const WIDE: WheelSize = WheelSize {
        width: 720.0,
        centre: 80.0,
        font: 14.0,
    };
    /// For narrower ones; readable down to 280 px, mostly with numbers only.
    pub const NARROW: WheelSize = WheelSize {
        width: 300.0,
        centre: 57.0,
        font: 12.5,
    };

    /// From one line of words to the next.
    fn line(self) -> f64 {
        self.font * 1.2
    }
}

/// A placed wheel, around the middle of its drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Wheel {
    /// The drawing's size.
    pub size: WheelSize,
    /// The lines of words in the middle, each around its x; none where they do not fit.
    pub centre: Vec<Label>,
    /// The rings, from the centre outwards.
    pub rings: Vec<Ring>,
}

/// A placed ring.
#[derive(Clone, Debug, PartialEq)]
pub struct Ring {
    /// Its name at the top, around its x, where there is room.
    pub label: Option<Label>,
    /// Its parts.
    pub sectors: Vec<Sector>,
}

/// A placed part of a ring.
#[derive(Clone, Debug, PartialEq)]
pub struct Sector {
    /// Where it begins, in turns clockwise from the top.
    pub start: f64,
    /// Where it ends.
    pub end: f64,
    /// Its radius towards the centre.
    pub inner: f64,
    /// Its radius outwards.
    pub outer: f64,
    /// Its outline.
    pub outline: Outline,
    /// Its number, counted through all rings, and below it its title's lines, each around its
    /// x. Where the title does not fit, there is only the number.
    pub words: Vec<Label>,
}

/// A sector's outline: an arc clockwise, a line, an arc back, a line. Slightly smaller than its
/// sector, so that neighbours stay apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outline {
    /// The ends of the outer arc, then those of the inner one.
    pub corners: [(f64, f64); 4],
    /// The radius of the outer arc.
    pub outer: f64,
    /// The radius of the inner arc.
    pub inner: f64,
    /// Whether the arcs are more than half a turn.
    pub long: bool,
}

/// From one outline to the next.
const GAP: f64 = 4.0;

/// From words to the edge of the shape that they are in.
const MARGIN: f64 = 3.0;

/// The approximate width of a line. [`width_of`] allows for bold letters, which are a tenth
/// wider.
fn width(text: &str, font: f64) -> f64 {
    width_of(text, font) * 0.92
}

/// Places a wheel.
pub fn wheel(data: &WheelData<'_>, size: WheelSize) -> Wheel {
    let middle = size.width / 2.0;
    // Room for the thick outline of a part that is pointed at.
    let thickness = (middle - GAP - size.centre) / data.rings.len().max(1) as f64;
    let mut number = 0;
    let mut inner = size.centre;
    let mut rings: Vec<Ring> = Vec::new();
    for ring in &data.rings {
        let count = ring.parts.len();
        let outer = inner + thickness;
        let mut sectors: Vec<Sector> = Vec::with_capacity(count);
        for (index, title) in ring.parts.iter().enumerate() {
            number += 1;
            let start = index as f64 / count as f64;
            let end = (index + 1) as f64 / count as f64;
            let place = Place {
                wedge: (count > 1).then(|| (on_circle(start, 1.0), on_circle(end, 1.0))),
                inner,
                outer,
            };
            let towards = on_circle((start + end) / 2.0, 1.0);
            let words = place.words(&number.to_string(), title, towards, size);
            let outline = Outline::of(start, end, inner, outer).around(middle);
            sectors.push(Sector {
                start,
                end,
                inner,
                outer,
                outline,
                words,
            });
        }
        let y = -(inner + outer) / 2.0;
        let place = Place {
            wedge: None,
            inner,
            outer,
        };
        let label = vec![Label {
            text: ring.label.to_owned(),
            x: 0.0,
            y,
        }];
        let mut has_room = place.holds(&label, size);
        for sector in &sectors {
            let is_near = |words: &Label| touch(words, &label[0], size);
            has_room &= !sector.words.iter().any(is_near);
        }
        let label = label.into_iter().find(|_| has_room);
        inner = outer;
        rings.push(Ring { label, sectors });
    }
    let place = Place {
        wedge: None,
        inner: 0.0,
        outer: size.centre,
    };
    let mut centre = place.words("", data.centre, (0.0, 0.0), size);
    // All words were placed around the wheel's middle.
    let to_middle = |words: &mut Label| {
        words.x += middle;
        words.y += middle;
    };
    centre.iter_mut().for_each(to_middle);
    for ring in &mut rings {
        ring.label.iter_mut().for_each(to_middle);
        for sector in &mut ring.sectors {
            sector.words.iter_mut().for_each(to_middle);
        }
    }
    Wheel {
        size,
        centre,
        rings,
    }
}

/// The point at an angle, in turns clockwise from the top, and a distance from the middle.
/// Written by hand because the standard library's sine, exact for any number, is large in wasm;
/// this one is accurate to a thousandth of a pixel.
fn on_circle(turns: f64, radius: f64) -> (f64, f64) {
    let quarters = (turns * 4.0).round();
    let angle = (turns - quarters / 4.0) * std::f64::consts::TAU;
    let a = angle * angle;
    let sin = radius * angle * (1.0 - a / 6.0 * (1.0 - a / 20.0 * (1.0 - a / 42.0)));
    let cos = radius * (1.0 - a / 2.0 * (1.0 - a / 12.0 * (1.0 - a / 30.0 * (1.0 - a / 56.0))));
    match quarters as i32 & 3 {
        0 => (sin, -cos),
        1 => (cos, sin),
        2 => (-sin, cos),
        _ => (-cos, -sin),
    }
}

impl Outline {
    /// Around the origin.
    fn of(start: f64, end: f64, inner: f64, outer: f64) -> Self {
        let inset = GAP / 2.0;
        let (inner, outer) = (inner + inset, outer - inset);
        // The same gap at each radius; a narrow sector keeps at least half of its width.
        let at = |radius: f64| {
            let turns = (inset / radius / std::f64::consts::TAU).min((end - start) / 4.0);
            (
                on_circle(start + turns, radius),
                on_circle(end - turns, radius),
            )
        };
        let ((a, b), (d, c)) = (at(outer), at(inner));
        Outline {
            corners: [a, b, c, d],
            outer,
            inner,
            long: end - start > 0.5,
        }
    }

    /// The same around the middle of a drawing.
    fn around(mut self, middle: f64) -> Self {
        for (x, y) in &mut self.corners {
            *x += middle;
            *y += middle;
        }
        self
    }
}

/// Where words may be: a disc, a ring, or a part of one.
struct Place {
    /// The directions of a sector's sides; at most half a turn apart.
    wedge: Option<((f64, f64), (f64, f64))>,
    inner: f64,
    outer: f64,
}

impl Place {
    /// Whether lines fit.
    fn holds(&self, lines: &[Label], size: WheelSize) -> bool {
        lines.iter().all(|line| {
            let (w, h) = half(line, size);
            let (w, h) = (w + MARGIN, h + MARGIN / 2.0);
            // The nearest point to the middle, and the furthest.
            let (x, y) = ((line.x.abs() - w).max(0.0), (line.y.abs() - h).max(0.0));
            let (far_x, far_y) = (line.x.abs() + w, line.y.abs() + h);
            let corners = [(-w, -h), (w, -h), (-w, h), (w, h)];
            let within = self.wedge.is_none_or(|(start, end)| {
                corners.iter().all(|(w, h)| {
                    let corner = (line.x + w, line.y + h);
                    turns_right(start, corner) && turns_right(corner, end)
                })
            });
            within
                && x * x + y * y >= self.inner * self.inner
                && far_x * far_x + far_y * far_y <= self.outer * self.outer
        })
    }

    /// A number, which may be empty, with a title in the fewest lines that fit, or alone.
    fn words(&self, number: &str, title: &str, towards: (f64, f64), size: WheelSize) -> Vec<Label> {
        let mut limit = width(title, size.font).min(self.outer * 2.0);
        let mut best: Option<Vec<Label>> = None;
        loop {
            let titles = wrap(title, limit, size.font);
            let mut texts = titles.clone();
            if !number.is_empty() {
                texts.insert(0, number);
            }
            let is_longer = best.as_ref().is_some_and(|best| texts.len() > best.len());
            if is_longer || texts.len() as f64 * size.line() > self.outer * 2.0 {
                break;
            }
            // In the middle of the ring, or a little further out or in.
            for at in [0.5, 0.6, 0.4] {
                let placed = self.place(&texts, towards, at, size);
                if self.holds(&placed, size) {
                    // Narrower lines of the same number are more even.
                    best = Some(placed);
                    break;
                }
            }
            let widest = titles
                .iter()
                .map(|line| width(line, size.font))
                .fold(0.0, f64::max);
            // A word that is wider than the limit cannot be narrower.
            if widest > limit || widest < size.font {
                break;
            }
            limit = widest - size.font / 4.0;
        }
        best.unwrap_or_else(|| match number {
            "" => Vec::new(),
            number => self.place(&[number], towards, 0.5, size),
        })
    }

    /// Lines around a point between the inner and the outer radius.
    fn place(&self, texts: &[&str], towards: (f64, f64), at: f64, size: WheelSize) -> Vec<Label> {
        let radius = self.inner + (self.outer - self.inner) * at;
        let top = towards.1 * radius - (texts.len() as f64 - 1.0) / 2.0 * size.line();
        let line = |(index, text): (usize, &&str)| Label {
            text: (*text).to_owned(),
            x: towards.0 * radius,
            y: top + index as f64 * size.line(),
        };
        texts.iter().enumerate().map(line).collect()
    }
}

/// Half of a line's width and height.
fn half(line: &Label, size: WheelSize) -> (f64, f64) {
    (width(&line.text, size.font) / 2.0, size.line() / 2.0)
}

/// Whether two lines overlap.
fn touch(a: &Label, b: &Label, size: WheelSize) -> bool {
    let ((a_w, h), (b_w, _)) = (half(a, size), half(b, size));
    (a.x - b.x).abs() < a_w + b_w && (a.y - b.y).abs() < 2.0 * h
}

/// Whether `b` is clockwise of `a`, within half a turn.
fn turns_right(a: (f64, f64), b: (f64, f64)) -> bool {
    a.0 * b.1 - a.1 * b.0 >= 0.0
}

/// Lines of as many words as fit into a width, at least one each.
fn wrap(text: &str, limit: f64, font: f64) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut end = 0;
    for (space, _) in text.match_indices(' ').chain([(text.len(), "")]) {
        if end > start && width(&text[start..space], font) > limit {
            lines.push(&text[start..end]);
            start = end + 1;
        }
        end = space;
    }
    lines.push(&text[start..]);
    lines
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn data<'a>(centre: &'a str, rings: &'a [(String, Vec<String>)]) -> WheelData<'a> {
        let ring = |(label, parts): &'a (String, Vec<String>)| RingData {
            label,
            parts: parts.iter().map(String::as_str).collect(),
        };
        WheelData {
            centre,
            rings: rings.iter().map(ring).collect(),
        }
    }

    /// Direction in turns and distance of a point from the middle of a drawing.
    fn polar(x: f64, y: f64, size: WheelSize) -> (f64, f64) {
        let (x, y) = (x - size.width / 2.0, y - size.width / 2.0);
        let turns = x.atan2(-y) / std::f64::consts::TAU;
        (turns.rem_euclid(1.0), x.hypot(y))
    }

    /// The corners of the room that a line takes.
    fn corners(line: &Label, size: WheelSize) -> [(f64, f64); 4] {
        let (w, h) = half(line, size);
        [(-w, -h), (w, -h), (-w, h), (w, h)].map(|(w, h)| (line.x + w, line.y + h))
    }

    #[test]
    fn points_are_on_the_circle() {
        for step in 0..=360 {
            let turns = f64::from(step) / 360.0;
            let angle = turns * std::f64::consts::TAU;
            let (x, y) = on_circle(turns, 360.0);
            assert!((x - 360.0 * angle.sin()).abs() < 1e-3, "{turns}");
            assert!((y + 360.0 * angle.cos()).abs() < 1e-3, "{turns}");
        }
    }

    #[test]
    fn lines_break_at_spaces_alone() {
        let wide = |chars: f64| chars * width("x", 10.0);
        assert_eq!(wrap("ab cd ef", wide(8.0), 10.0), ["ab cd ef"]);
        assert_eq!(wrap("ab cd ef", wide(7.0), 10.0), ["ab cd", "ef"]);
        assert_eq!(wrap("ab cd ef", wide(1.0), 10.0), ["ab", "cd", "ef"]);
        assert_eq!(wrap("abcdefgh", wide(1.0), 10.0), ["abcdefgh"]);
    }

    #[test]
    fn a_title_without_room_leaves_its_number() {
        let rings = [("Who".to_owned(), vec!["Incomprehensibilities".repeat(5)])];
        let placed = wheel(&data("x", &rings), WheelSize::WIDE);
        let [words] = &placed.rings[0].sectors[0].words[..] else {
            panic!("{placed:?}");
        };
        assert_eq!(words.text, "1");
    }

    fn text() -> impl Strategy<Value = String> {
        let word = proptest::string::string_regex("[a-z語]{1,14}").expect("a regular expression");
        vec(word, 1..7).prop_map(|words| words.join(" "))
    }

    fn rings() -> impl Strategy<Value = Vec<(String, Vec<String>)>> {
        vec((text(), vec(text(), 1..=24)), 1..=6)
    }

    fn sizes() -> impl Strategy<Value = WheelSize> {
        let any = (200.0..1000.0, 0.1..0.4, 8.0..20.0);
        prop_oneof![
            Just(WheelSize::WIDE),
            Just(WheelSize::NARROW),
            any.prop_map(|(width, centre, font)| WheelSize {
                width,
                centre: centre * width,
                font
            }),
        ]
    }

    proptest! {
        #[test]
        fn sectors_cover_their_ring_and_rings_the_wheel(rings in rings(), size in sizes()) {
            let placed = wheel(&data("x", &rings), size);
            let mut outer = size.centre;
            for ring in &placed.rings {
                let mut end = 0.0;
                for sector in &ring.sectors {
                    prop_assert_eq!(sector.start, end);
                    prop_assert!(sector.end > sector.start);
                    prop_assert_eq!(sector.inner, outer);
                    prop_assert!(sector.outer > sector.inner);
                    end = sector.end;
                }
                prop_assert_eq!(end, 1.0);
                outer = ring.sectors[0].outer;
            }
            prop_assert!((outer - (size.width / 2.0 - GAP)).abs() < 1e-6);
        }

        #[test]
        fn outlines_and_words_stay_in_their_sector(rings in rings(), size in sizes()) {
            let placed = wheel(&data("x", &rings), size);
            for sector in placed.rings.iter().flat_map(|ring| &ring.sectors) {
                let within = |(x, y): (f64, f64)| {
                    let (turns, radius) = polar(x, y, size);
                    (sector.inner - 1e-3..sector.outer + 1e-3).contains(&radius)
                        && (sector.start - 1e-5..sector.end + 1e-5).contains(&turns)
                };
                for corner in sector.outline.corners {
                    prop_assert!(within(corner), "{:?} of {:?}", corner, sector);
                }
                for line in &sector.words {
                    prop_assert!(within((line.x, line.y)), "{:?} of {:?}", line, sector);
                    // A number alone may be larger than a tiny sector.
                    if sector.words.len() > 1 {
                        for corner in corners(line, size) {
                            prop_assert!(within(corner), "{:?} of {:?}", line, sector);
                        }
                    }
                }
            }
        }

        #[test]
        fn every_part_has_its_number_and_its_whole_title_or_none(rings in rings(), size in sizes()) {
            let placed = wheel(&data("x", &rings), size);
            let titles = rings.iter().flat_map(|(_, parts)| parts);
            let sectors = placed.rings.iter().flat_map(|ring| &ring.sectors);
            prop_assert_eq!(titles.clone().count(), sectors.clone().count());
            for ((title, sector), number) in titles.zip(sectors).zip(1..) {
                let texts: Vec<&str> = sector.words.iter().map(|line| &*line.text).collect();
                prop_assert_eq!(texts[0], number.to_string());
                prop_assert!(texts.len() == 1 || texts[1..].join(" ") == *title);
            }
        }

        #[test]
        fn names_of_rings_overlap_no_other_words(rings in rings(), size in sizes()) {
            let placed = wheel(&data("x", &rings), size);
            for ring in &placed.rings {
                let Some(label) = &ring.label else { continue };
                for words in ring.sectors.iter().flat_map(|sector| &sector.words) {
                    prop_assert!(!touch(words, label, size), "{:?} {:?}", words, label);
                }
            }
        }

        #[test]
        fn the_centre_keeps_its_words(centre in text(), size in sizes()) {
            let placed = wheel(&data(&centre, &[]), size);
            for line in &placed.centre {
                for (x, y) in corners(line, size) {
                    prop_assert!(polar(x, y, size).1 <= size.centre);
                }
            }
            let lines: Vec<&str> = placed.centre.iter().map(|line| &*line.text).collect();
            prop_assert!(lines.is_empty() || lines.join(" ") == centre);
        }
    }
}
