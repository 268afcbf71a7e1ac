//! What the style sheets say about a drawing's elements, as SVG attributes: a picture on its
//! own has no style sheet, and many programs that show pictures support none.
//!
//! Read from the sheets themselves, so that a picture looks like the page. It understands as
//! much CSS as the rules for drawings need: classes and element names, descendants, and custom
//! properties. Rules with anything else are ignored, above all those for some screens only and
//! for hover.

use std::sync::LazyLock;

use lightningcss::properties::Property;
use lightningcss::rules::CssRule;
use lightningcss::selector::{Combinator, Component, Selector};
use lightningcss::stylesheet::{ParserOptions, PrinterOptions, StyleSheet};

use crate::drawing::Theme;
use crate::view::{Element, SCORECARD_SCOPE, WHEEL_SCOPE};

/// The sheets with rules for drawings, each with the class that scopes it.
const SHEETS: [(&str, Option<&str>); 4] = [
    (include_str!("../../style/base.css"), None),
    (include_str!("../../style/charts.css"), None),
    (
        include_str!("../../style/components/scorecard.css"),
        Some(SCORECARD_SCOPE),
    ),
    (
        include_str!("../../style/components/wheel.css"),
        Some(WHEEL_SCOPE),
    ),
];

/// The properties that are also SVG attributes.
const PROPERTIES: [&str; 12] = [
    "display",
    "dominant-baseline",
    "fill",
    "fill-opacity",
    "font-weight",
    "opacity",
    "paint-order",
    "stroke",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-width",
];

/// The rules, in ascending order of specificity.
static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let sheets = SHEETS.iter();
    let mut rules: Vec<Rule> = sheets
        .flat_map(|(sheet, scope)| rules(sheet, *scope))
        .collect();
    // Stable, so that of equally specific rules the later wins.
    rules.sort_by_key(|rule| rule.strength);
    rules
});

/// A selector with its declarations.
struct Rule {
    /// Its parts, from the outermost element to the one that it selects.
    parts: Vec<Part>,
    /// Its specificity: how many classes, and how many names.
    strength: (usize, usize),
    /// Properties with their values.
    declarations: Vec<(String, String)>,
}

/// What an element has to be.
#[derive(Default)]
struct Part {
    name: Option<String>,
    classes: Vec<String>,
}

impl Part {
    fn fits(&self, element: &Element) -> bool {
        let has = |class: &String| element.classes().any(|own| own == class);
        let is_named = |name: &String| name == element.name();
        self.name.as_ref().is_none_or(is_named) && self.classes.iter().all(has)
    }
}

impl Rule {
    /// Whether it selects the last element of a path.
    fn fits(&self, path: &[&Element]) -> bool {
        let Some((own, mut outer)) = self.parts.split_last() else {
            return false;
        };
        let Some((element, around)) = path.split_last() else {
            return false;
        };
        // Nearly all rules are of other elements.
        if !own.fits(element) {
            return false;
        }
        for element in around.iter().rev() {
            if let [rest @ .., next] = outer
                && next.fits(element)
            {
                outer = rest;
            }
        }
        outer.is_empty()
    }
}

/// The rules of a sheet that can be told of an element alone.
fn rules(sheet: &str, scope: Option<&str>) -> Vec<Rule> {
    let sheet = StyleSheet::parse(sheet, ParserOptions::default()).expect("the sheets are CSS");
    let mut rules = Vec::new();
    for rule in &sheet.rules.0 {
        let CssRule::Style(style) = rule else {
            continue;
        };
        let declarations: Vec<_> = style.declarations.declarations.iter().collect();
        for mut parts in style.selectors.0.iter().filter_map(parts) {
            if let Some(last) = parts.last_mut() {
                last.classes.extend(scope.map(str::to_owned));
            }
            let classes = parts.iter().map(|part| part.classes.len()).sum();
            let names = parts.iter().filter(|part| part.name.is_some()).count();
            rules.push(Rule {
                strength: (classes, names),
                declarations: declarations.iter().filter_map(|it| known(it)).collect(),
                parts,
            });
        }
    }
    rules
}

/// The parts of a selector, unless there is more to it than elements within elements.
fn parts(selector: &Selector<'_>) -> Option<Vec<Part>> {
    let mut parts = vec![Part::default()];
    for component in selector.iter_raw_parse_order_from(0) {
        let part = parts.last_mut()?;
        match component {
            Component::LocalName(local) => part.name = Some(local.name.to_string()),
            Component::Class(class) => part.classes.push(class.to_string()),
            Component::Combinator(Combinator::Descendant) => parts.push(Part::default()),
            _ => return None,
        }
    }
    Some(parts)
}

/// A declaration's name and value, where a drawing needs it.
fn known(declaration: &Property<'_>) -> Option<(String, String)> {
    let id = declaration.property_id();
    let name = id.name();
    let is_known = name.starts_with("--") || PROPERTIES.contains(&name);
    let value = declaration.value_to_css_string(PrinterOptions::default());
    is_known.then(|| (name.to_owned(), value.expect("a value")))
}

/// The attributes for the last element of a path from the outermost element, in a theme.
pub fn attributes(path: &[&Element], theme: Theme) -> Vec<(&'static str, String)> {
    let mut attributes: Vec<(&'static str, String)> = Vec::new();
    let fitting = RULES.iter().filter(|rule| rule.fits(path));
    for (name, value) in fitting.flat_map(|rule| &rule.declarations) {
        if name.starts_with("--") {
            continue;
        }
        let value = resolved(path, value, theme);
        attributes.retain(|(other, _)| other != name);
        // SVG 1.1 has no colours with an opacity.
        if let Some((colour, opacity)) = apart(value) {
            let of = if name == "fill" {
                "fill-opacity"
            } else {
                "stroke-opacity"
            };
            attributes.push((name, colour.to_owned()));
            attributes.push((of, opacity));
        } else {
            let plain = value.strip_suffix("px").unwrap_or(value);
            // CSS may begin a number with its point; not everything that reads SVG knows that.
            let zero = if plain.starts_with('.') { "0" } else { "" };
            attributes.push((name, format!("{zero}{plain}")));
        }
    }
    attributes
}

/// A value with its custom property resolved: from the elements around, from the fallback, or
/// from the tokens.
fn resolved(path: &[&Element], value: &'static str, theme: Theme) -> &'static str {
    let Some(inside) = value
        .strip_prefix("var(")
        .and_then(|rest| rest.strip_suffix(')'))
    else {
        return value;
    };
    let (name, otherwise) = match inside.split_once(',') {
        Some((name, otherwise)) => (name, Some(otherwise.trim())),
        None => (inside, None),
    };
    let set = (1..=path.len()).rev().find_map(|end| {
        let sets = |rule: &&Rule| rule.declarations.iter().any(|(other, _)| *other == name);
        let setting = RULES.iter().filter(sets);
        let fitting = setting.filter(|rule| rule.fits(&path[..end]));
        let mut declared = fitting.flat_map(|rule| &rule.declarations);
        declared.rfind(|(other, _)| *other == name)
    });
    match (set, otherwise) {
        (Some((_, value)), _) => resolved(&[], value, theme),
        (None, Some(value)) => resolved(path, value, theme),
        (None, None) => theme.token(name.trim_start_matches('-')),
    }
}

/// A colour such as `#5f70801f`, split into colour and opacity.
fn apart(value: &str) -> Option<(&str, String)> {
    let opacity = value
        .strip_prefix('#')?
        .get(6..)
        .filter(|rest| rest.len() == 2)?;
    let opacity = f64::from(u8::from_str_radix(opacity, 16).ok()?) / 255.0;
    Some((&value[..7], format!("{opacity:.2}")))
}

/// Whether some rule has a class in its selector.
#[cfg(test)]
pub fn knows(class: &str) -> bool {
    let mut parts = RULES.iter().flat_map(|rule| &rule.parts);
    parts.any(|part| part.classes.iter().any(|own| own == class))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::element;

    fn of(path: &[&Element], name: &str) -> Option<String> {
        let mut attributes = attributes(path, Theme::Light).into_iter();
        attributes.find_map(|(other, value)| (other == name).then_some(value))
    }

    #[test]
    fn an_element_looks_as_the_sheets_say() {
        let drawing = element("svg").class("drawing wide");
        let series = element("g").class("series-2");
        let line = element("polyline").class("line");
        let path = [&drawing, &series, &line];
        let token = |name| Some(Theme::Light.token(name).to_owned());
        assert_eq!(of(&path, "stroke"), token("series-2"));
        assert_eq!(of(&path, "stroke-linecap").as_deref(), Some("round"));
        assert_eq!(of(&path, "fill").as_deref(), Some("none"));
        assert_eq!(of(&path[1..], "stroke"), None, "a line of no drawing");

        let tick = element("text").class("tick");
        assert_eq!(
            of(&[&drawing, &tick], "fill"),
            token("quiet"),
            "not the ink of all text"
        );
        let other = element("text");
        assert_eq!(of(&[&drawing, &other], "fill"), token("ink"));
        let label = element("text").class("end-label");
        let path = [&drawing, &series, &label];
        assert_eq!(of(&path, "stroke-width").as_deref(), Some("3"));
        assert_eq!(of(&path, "stroke"), token("paper"));
    }

    #[test]
    fn what_nobody_points_at_looks_as_the_sheet_says_for_that_case() {
        let (ring, part) = (
            element("g").class("tone-1"),
            element("path").class("sector"),
        );
        let (ring, part) = (ring.class(WHEEL_SCOPE), part.class(WHEEL_SCOPE));
        let path = [&ring, &part];
        let token = |name| Some(Theme::Light.token(name).to_owned());
        // var(--lit, var(--edge))
        assert_eq!(of(&path, "stroke"), token("edge"));
        assert_eq!(of(&path, "stroke-width").as_deref(), Some("1.25"));
        assert_eq!(of(&path, "fill"), token("accent-tint"));
    }

    #[test]
    fn a_tint_is_a_colour_and_an_opacity() {
        let (drawing, band) = (
            element("svg").class("drawing"),
            element("rect").class("band"),
        );
        let path = [&drawing, &band];
        assert_eq!(of(&path, "fill").as_deref(), Some("#5f7080"));
        assert_eq!(of(&path, "fill-opacity").as_deref(), Some("0.12"));
    }

    #[test]
    fn rules_for_some_screens_and_for_pointers_are_not_taken() {
        let sheet = "/* a, b */ .a, b .c-d.e { fill: red; margin: 0 }
            @media print { .x { fill: red; } @container (a) { .x { fill: red } } }
            .y:hover { fill: red } .y > .z { fill: red } .last { --own: 1px; }";
        let rules = rules(sheet, None);
        let strengths: Vec<_> = rules.iter().map(|rule| rule.strength).collect();
        assert_eq!(strengths, [(1, 0), (2, 1), (1, 0)]);
        let declared = |name: &str, value: &str| [(name.to_owned(), value.to_owned())];
        assert_eq!(rules[1].declarations, declared("fill", "red"));
        assert_eq!(rules[2].declarations, declared("--own", "1px"));
    }
}
