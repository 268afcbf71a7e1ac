//! The colours of charts, for eyes that see fewer of them and for eyes that need contrast.

use std::collections::{BTreeMap, BTreeSet};

use civic_scorecard::bundle::Decimal;
use civic_scorecard::progress::{Outcome, Position, Verdict};
use civic_scorecard::view::{
    DASHES, MARKERS, dash_place, marker_place, numbered_series_class, status_shape,
};
use resvg::{tiny_skia, usvg};

const TOKENS: &str = include_str!("../../../style/tokens.css");

type Rgb = [f64; 3];

/// Linear light to what is seen without one kind of cone: protanopia, deuteranopia and
/// tritanopia, from G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-
/// based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, severity
/// 1.0. The first is how everyone else sees.
const EYES: [(&str, [Rgb; 3]); 4] = [
    (
        "all cones",
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    ),
    (
        "protanopia",
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ],
    ),
];

/// The colours of both themes by their names, in linear light.
fn themes() -> [(&'static str, BTreeMap<&'static str, Rgb>); 2] {
    let (light, dark) = TOKENS
        .split_once("prefers-color-scheme: dark")
        .expect("two themes");
    let light = colours(light);
    // What the dark theme does not change stays.
    let mut all = light.clone();
    all.extend(colours(dark));
    [("light", light), ("dark", all)]
}

fn colours(css: &'static str) -> BTreeMap<&'static str, Rgb> {
    let lines = css.lines().filter_map(|line| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(": #")?;
        let hex = value.strip_suffix(';').filter(|hex| hex.len() == 6)?;
        let channel = |at: usize| {
            let byte = u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal");
            let share = f64::from(byte) / 255.0;
            // As sRGB is defined (IEC 61966-2-1).
            match share <= 0.04045 {
                true => share / 12.92,
                false => ((share + 0.055) / 1.055).powf(2.4),
            }
        };
        Some((name, [channel(0), channel(2), channel(4)]))
    });
    lines.collect()
}

fn seen(eyes: &[Rgb; 3], [r, g, b]: Rgb) -> Rgb {
    eyes.map(|row| (row[0] * r + row[1] * g + row[2] * b).clamp(0.0, 1.0))
}

/// CIE L*a*b* under D65.
fn lab([r, g, b]: Rgb) -> Rgb {
    let f = |t: f64| match t > 216.0 / 24389.0 {
        true => t.cbrt(),
        false => (24389.0 / 27.0 * t + 16.0) / 116.0,
    };
    let x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
    let y = f(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
    let z = f((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// ΔE*76.
fn difference(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (lab(a), lab(b));
    let squares = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b));
    squares.sum::<f64>().sqrt()
}

/// WCAG 2.2, "contrast ratio".
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let light = |[r, g, b]: Rgb| 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    let (a, b) = (light(a), light(b));
    a.max(b) / a.min(b)
}

#[test]
fn measures_are_those_of_the_standards() {
    let (white, black) = ([1.0; 3], [0.0; 3]);
    assert!((contrast(white, black) - 21.0).abs() < 1e-9);
    assert!((difference(white, black) - 100.0).abs() < 0.01);
    // Who lacks a kind of cone sees greys as others do.
    for (name, eyes) in EYES {
        assert!(difference(seen(&eyes, [0.2; 3]), [0.2; 3]) < 0.1, "{name}");
    }
    // Red and green of one lightness are what deuteranopia confuses.
    let (red, green) = ([0.4, 0.0, 0.0], [0.0, 0.119, 0.0]);
    let as_seen = difference(seen(&EYES[2].1, red), seen(&EYES[2].1, green));
    assert!(as_seen < difference(red, green) / 2.0);
}

/// The least ΔE*76 at which small marks are told apart without effort: nearly nine times
/// the 2.3 that is just noticeable between large areas side by side (M. Mahy, L. Van
/// Eycken, A. Oosterlinck, "Evaluation of Uniform Color Spaces", 1994).
const APART: f64 = 20.0;

#[test]
fn series_stay_apart_for_all_eyes() {
    for (theme, colours) in themes() {
        let series = |number: usize| colours[&*format!("series-{number}")];
        for (name, eyes) in EYES {
            for (a, b) in [(1, 2), (1, 3), (1, 4), (2, 3), (2, 4), (3, 4)] {
                let apart = difference(seen(&eyes, series(a)), seen(&eyes, series(b)));
                let what = format!("{theme}, {name}: series {a} and {b} are {apart:.1} apart");
                assert!(apart >= APART, "{what}");
                // Most charts have two series, which colour alone tells apart.
                assert!((a, b) != (1, 2) || apart > 3.0 * APART, "{what}");
            }
        }
    }
}

/// The codes of verdicts, by which their colours are named.
const STATUSES: [&str; 10] = [
    "met",
    "met-before",
    "met-early",
    "met-late",
    "not-met",
    "not-met-before",
    "not-yet",
    "too-close",
    "no-figure",
    "withdrawn",
];

#[test]
fn a_status_has_a_colour_that_nothing_else_has() {
    for (theme, colours) in themes() {
        for status in STATUSES {
            for other in ["series-1", "series-2", "series-3", "series-4", "accent"] {
                let apart = difference(colours[status], colours[other]);
                let what = format!("{theme}: {status} and {other} are {apart:.1} apart");
                assert!(apart >= APART, "{what}");
            }
        }
        // Links and the brand are teal, which must not look like a success.
        let apart = difference(colours["met"], colours["accent"]);
        assert!(apart >= 2.0 * APART, "{theme}: {apart:.1}");
    }
}

#[test]
fn a_status_has_a_shape_that_no_marker_has() {
    let outcomes = Outcome::ALL
        .iter()
        .map(|outcome| Verdict::Against(Position::Below(Decimal::whole(1)), *outcome));
    let others = [Verdict::NoFigure, Verdict::NoTarget, Verdict::Withdrawn];
    for verdict in outcomes.chain(others) {
        let status = inked(status_shape(verdict));
        for (place, marker) in MARKERS.iter().enumerate() {
            let marker = inked(marker);
            let both = status.iter().zip(&marker).filter(|(a, b)| **a && **b);
            let either = status.iter().zip(&marker).filter(|(a, b)| **a || **b);
            let shared = both.count() as f64 / either.count() as f64;
            assert!(
                shared < 0.85,
                "{verdict:?} and marker {place} share {shared:.2}"
            );
        }
    }
}

/// Which of many small squares of its box a shape covers.
fn inked(path: &str) -> Vec<bool> {
    const SIDE: u32 = 64;
    let parsed = |view: &str| {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='{SIDE}' height='{SIDE}' \
             viewBox='{view}'><path d='{path}'/></svg>"
        );
        usvg::Tree::from_str(&svg, &usvg::Options::default()).expect("a path")
    };
    // In a view of its own size, a length is what the path says.
    let box_of = parsed(&format!("0 0 {SIDE} {SIDE}")).root().bounding_box();
    let (x, y, width, height) = (box_of.x(), box_of.y(), box_of.width(), box_of.height());
    let tree = parsed(&format!("{x} {y} {width} {height}"));
    let mut pixels = tiny_skia::Pixmap::new(SIDE, SIDE).expect("a size");
    resvg::render(
        &tree,
        tiny_skia::Transform::identity(),
        &mut pixels.as_mut(),
    );
    let alphas = pixels.pixels().iter().map(|pixel| pixel.alpha() > 127);
    alphas.collect()
}

#[test]
fn series_differ_by_marker_and_line_too() {
    let pattern = |look| (MARKERS[marker_place(look)], DASHES[dash_place(look)]);
    for a in 0..4 {
        for b in 0..a {
            let ((marker, line), (other, other_line)) = (pattern(a), pattern(b));
            assert_ne!(marker, other, "markers of looks {a} and {b}");
            assert_ne!(line, other_line, "lines of looks {a} and {b}");
        }
    }
}

#[test]
fn no_two_series_look_alike() {
    let look = |look: usize| {
        let class = numbered_series_class(look);
        (class, marker_place(look), dash_place(look))
    };
    // As many as a KPI may have, and more.
    let all: BTreeSet<_> = (0..64).map(look).collect();
    assert_eq!(all.len(), 64);
    // Of those in a chart of a usual size, colour and marker alone tell.
    let marks = (0..16).map(|place| (look(place).0, look(place).1));
    assert_eq!(marks.collect::<BTreeSet<_>>().len(), 16);
}

#[test]
fn marks_and_words_stand_out_from_what_is_behind_them() {
    for (theme, colours) in themes() {
        let marks = [
            "series-1", "series-2", "series-3", "series-4", "band", "edge", "accent", "bar",
        ];
        // Series colour names and values too.
        let plain = [
            "ink", "quiet", "accent", "bar", "series-1", "series-2", "series-3", "series-4",
        ];
        let words = [&plain[..], &STATUSES].concat();
        for behind in ["paper", "surface"] {
            for (names, least) in [(&marks[..], 3.0), (&words[..], 4.5)] {
                for name in names {
                    let ratio = contrast(colours[name], colours[behind]);
                    let what = format!("{theme}: {name} on {behind}, {ratio:.2}");
                    assert!(ratio >= least, "{what}");
                }
            }
        }
        for (words, behind) in [
            ("ink", "tint"),
            ("quiet", "tint"),
            ("accent", "tint"),
            ("ink", "accent-tint"),
            ("quiet", "accent-tint"),
            ("accent", "accent-tint"),
            ("on-accent", "accent"),
        ] {
            let ratio = contrast(colours[words], colours[behind]);
            assert!(ratio >= 4.5, "{theme}: {words} on {behind}, {ratio:.2}");
        }
        // A figure held against a goal: the track and the bar in it, the goal's tick on either.
        for (shape, behind) in [("edge", "tint"), ("bar", "tint"), ("ink", "tint")] {
            let ratio = contrast(colours[shape], colours[behind]);
            assert!(ratio >= 3.0, "{theme}: {shape} on {behind}, {ratio:.2}");
        }
    }
}

#[test]
fn edges_of_targets_and_spans_stand_out_from_what_they_enclose() {
    for (theme, colours) in themes() {
        let (paper, band) = (colours["paper"], colours["band"]);
        // A tint is the colour of its edges with an opacity, as the last two digits say.
        let tint = TOKENS.match_indices("--band-tint: #");
        let opacities = tint.map(|(at, name)| {
            let hex = &TOKENS[at + name.len()..][6..8];
            f64::from(u8::from_str_radix(hex, 16).expect("hexadecimal")) / 255.0
        });
        for opacity in opacities {
            // Linear light is darker than what screens blend, where the tint is on paper.
            let blend = |at: usize| band[at] * opacity + paper[at] * (1.0 - opacity);
            let tinted = [blend(0), blend(1), blend(2)];
            for ground in [paper, tinted, colours["tint"]] {
                let ratio = contrast(band, ground);
                assert!(ratio >= 3.0, "{theme}: band {ratio:.2}");
            }
        }
        for ground in [paper, colours["tint"]] {
            assert!(contrast(colours["edge"], ground) >= 3.0, "{theme}");
            assert!(contrast(colours["ink"], ground) >= 3.0, "{theme}");
        }
    }
}
