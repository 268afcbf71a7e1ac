//! The latest figure of a series: large, with its unit, its date and its status.

use crate::bundle::{Kpi, Series};
use crate::dataset::series_looks;
use crate::drawing::{Area, Style, Svg, token, verdict_colour};
use crate::progress::{Status, status};
use crate::site::Site;
use crate::text::{self, Quantity};
use crate::view::{marker_path, numbered_series_class, status_shape};

/// What a tile shows.
pub struct Tile {
    /// The KPI.
    pub kpi: &'static Kpi,
    /// The series.
    pub series: &'static Series,
    /// The status of the series.
    pub status: Status<'static>,
    /// The index of its colour.
    pub colour: usize,
}

impl Tile {
    /// The tile of a KPI's series, by its index.
    pub fn new(site: Site, kpi: &'static Kpi, index: usize) -> Self {
        let series = &kpi.series[index];
        Tile {
            kpi,
            series,
            status: status(kpi, series, site.bundle.published),
            colour: series_looks(site.bundle, kpi)[index],
        }
    }

    /// Its colour.
    fn token(&self) -> &'static str {
        token(&numbered_series_class(self.colour))
    }

    /// The figure, with its capitals at `top`, in at most `size` and smaller if it would not
    /// fit, or the words for none. Returns its right end and its baseline.
    pub fn figure(&self, svg: &mut Svg, (x, top): (f64, f64), width: f64, size: f64) -> (f64, f64) {
        let set = svg.typesetter;
        let Some(latest) = self.status.latest else {
            let words = text::status_sentence(&self.status, &self.kpi.unit);
            let style = Style::display((size * 0.5).clamp(26.0, 64.0));
            let lines = set.balance(&words, style, width, 2);
            let baseline = svg.lines(&lines, (x, top), 1.15, style, token("quiet"));
            let widths = lines.iter().map(|line| set.width(line, style));
            return (x + widths.fold(0.0, f64::max), baseline);
        };
        let how = text::qualifier_word(latest.qualifier);
        let Quantity {
            before,
            number,
            unit,
        } = Quantity::of(latest.value, &self.kpi.unit);
        let number = before + &number;
        // The per cent sign is closer than a word.
        let is_word = unit.starts_with(' ');
        let unit = unit.trim_start();
        let parts = |size: f64| {
            let (large, small) = (Style::display(size), Style::strong(size * 0.42));
            let gap = size * 0.16;
            let mut parts = Vec::new();
            let mut at = 0.0;
            if let Some(how) = how {
                parts.push((how.to_owned(), at, small));
                at += set.width(how, small) + gap;
            }
            parts.push((number.clone(), at, large));
            at += set.width(&number, large) + if is_word { gap } else { 0.0 };
            parts.push((unit.to_owned(), at, small));
            (parts, at + set.width(unit, small))
        };
        // At half the size the unit is shortened, because a number never is.
        let wide = parts(size).1;
        let fitted = if wide <= width {
            size
        } else {
            // A little less, because widths do not scale to the last digit.
            (size * width / wide * 0.995).max(size * 0.4)
        };
        let (placed, _) = parts(fitted);
        let baseline = top + Style::display(fitted).cap();
        let mut end = x;
        for (words, at, style) in placed {
            let words = if style.face == Style::display(1.0).face {
                words
            } else {
                set.line(&words, style, (width - at).max(0.0))
            };
            svg.text(&words, x + at, baseline, style, self.token());
            end = x + at + set.width(&words, style);
        }
        (end, baseline)
    }

    /// The series' name behind the marker of its line.
    pub fn name(&self, svg: &mut Svg, (x, baseline): (f64, f64), width: f64, size: f64) {
        let style = Style::strong(size);
        let centre = (x + size * 0.4, baseline - style.cap() / 2.0);
        let marker = marker_path(self.colour);
        let colour = self.token();
        svg.shape(marker, centre.0, centre.1, size / 14.0, &[("fill", colour)]);
        let left = x + size * 1.15;
        let words = svg
            .typesetter
            .line(&self.series.label, style, width - size * 1.15);
        svg.text(&words, left, baseline, style, colour);
    }

    /// The status of the figure in at most `most` lines, whether it reached the target, and its
    /// date: text of `size`, with the capitals of the first line at `top`. Returns the last
    /// baseline, or `top` if there is nothing to say.
    pub fn status(
        &self,
        svg: &mut Svg,
        (x, top): (f64, f64),
        width: f64,
        size: f64,
        most: usize,
    ) -> f64 {
        let outcome = text::outcome(&self.status);
        // An outcome has its figure's date in it.
        let is_dated = outcome.is_some() && !self.status.is_of_earlier();
        let when = match self.status.latest {
            Some(latest) if is_dated && latest.observation.status.is_none() => None,
            Some(latest) => Some(text::as_of_marked(latest)),
            None => text::missing_since(&self.status),
        };
        // There is room for three lines, and the outcome says more than the distance.
        let most = if outcome.is_some() { 1 } else { most };
        let rest = if self.status.is_of_earlier() { 1 } else { 2 };
        let shape = status_shape(self.status.verdict);
        let colour = token(verdict_colour(self.status.verdict));
        let (plain, strong) = (Style::regular(size), Style::strong(size));
        let step = size * 1.5;
        let mut baseline = top + plain.cap() - step;
        if self.status.latest.is_some() {
            baseline += step;
            // Of 16 units, a little higher than the capitals.
            let scale = size * 0.85 / 16.0;
            let shape_top = baseline - plain.cap() / 2.0 - scale * 8.0;
            svg.shape(shape, x, shape_top, scale, &[("fill", colour)]);
            let words = text::status_sentence(&self.status, &self.kpi.unit);
            let indent = size * 1.2;
            let lines = svg.typesetter.wrap(&words, plain, width - indent, most);
            for (index, line) in lines.iter().enumerate() {
                baseline += if index > 0 { step } else { 0.0 };
                svg.text(line, x + indent, baseline, plain, token("ink"));
            }
        }
        let mut taken = 0.0;
        if let Some(outcome) = outcome {
            let lines = svg.typesetter.wrap(&outcome, strong, width, rest);
            for line in &lines {
                baseline += step;
                svg.text(line, x, baseline, strong, colour);
            }
            if let [line] = lines.as_slice() {
                taken = svg.typesetter.width(line, strong) + size * 0.6;
            }
        }
        if let Some(when) = when {
            if taken == 0.0 || taken + svg.typesetter.width(&when, plain) > width {
                baseline += step;
                taken = 0.0;
            }
            let when = svg.typesetter.line(&when, plain, width - taken);
            svg.text(&when, x + taken, baseline, plain, token("quiet"));
        }
        baseline.max(top)
    }

    /// The tile as a column below a rule in its colour, with what the figure says. A `scale` of
    /// 1 is for three columns.
    pub fn column(&self, svg: &mut Svg, area: Area, scale: f64, statement: &str) {
        let rule = Area {
            height: 5.0,
            ..area
        };
        svg.rect(rule, self.token());
        let top = area.y + 30.0 * scale;
        let (_, baseline) = self.figure(svg, (area.x, top), area.width, 76.0 * scale);
        let style = Style::strong(21.0 * scale);
        let lines = svg.typesetter.wrap(statement, style, area.width, 2);
        let below = (area.x, baseline + 26.0 * scale);
        let baseline = svg.lines(&lines, below, 1.3, style, token("ink"));
        let style = Style::regular(20.0 * scale);
        let below = (area.x, baseline + 20.0 * scale);
        let mut baseline = self.status(svg, below, area.width, style.size, 2);
        if self.status.latest.is_none() {
            baseline += if baseline > below.1 {
                style.size * 1.5
            } else {
                style.cap()
            };
            self.target(svg, (area.x, baseline), area.width, style);
        }
    }

    /// The target, on a baseline.
    pub fn target(&self, svg: &mut Svg, (x, baseline): (f64, f64), width: f64, style: Style) {
        let Some(target) = self.status.target else {
            return;
        };
        let words = text::target_line(target, &self.kpi.unit);
        let words = svg.typesetter.line(&words, style, width);
        svg.text(&words, x, baseline, style, token("ink"));
    }
}
