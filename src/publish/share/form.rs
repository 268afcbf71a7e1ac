//! The options. Each field has the name of the parameter that it sets in an embed's address;
//! the fields of a chart have `of.` before that, because they are the same fields as on its
//! page.

use crate::dataset::{Dataset, Panel};
use crate::site::{Exhibit, RevisionHash, Site};
use crate::text::{share, words};
use crate::view::{Element, choices, element, panels, switches};

/// The name before the dot in the names of a chart's fields.
const CHART: &str = "of";

/// The options of an embed, and, if the latest revision is archived, the choice to stay with
/// it: `hash` is its name.
pub fn options(site: Site, embed: Exhibit, hash: Option<&RevisionHash>) -> Element {
    let mut form = element("form")
        .class("share-options")
        .set("autocomplete", "off")
        .set("aria-labelledby", "options");
    if let Exhibit::Chart(subject) = embed {
        let dataset = Dataset::published(site, subject);
        let shown = element("div").with(label(words::SHOW_AS));
        let shown = shown.with(panels(CHART, Panel::default()));
        form = form
            .with(shown)
            .with_some(switches(&dataset, CHART))
            .with_some(choices(&dataset, CHART));
    }
    let theme = radios("theme", share::THEME, &share::THEMES);
    let theme = theme.with(element("p").class("quiet").text(share::THEME_HELP));
    let tick = element("input")
        .set("type", "checkbox")
        .set("name", "transparent")
        .set("value", "1");
    let transparent = element("label").class("check").with(tick);
    let transparent = transparent.with(element("span").text(share::TRANSPARENT));
    form = form.with(theme).with(element("div").with(transparent));
    form.with_some(hash.map(|hash| edition(site, hash)))
}

/// The choice of a revision, in words that say what both mean.
fn edition(site: Site, hash: &RevisionHash) -> Element {
    let editions = [
        ("", share::LIVE, share::live(site.bundle)),
        (hash.as_str(), share::PINNED, share::pinned(site.bundle)),
    ];
    let legend = element("legend").text(share::EDITION);
    let mut field = element("fieldset").class("share-edition").with(legend);
    for (value, name, help) in editions {
        let radio = radio("pinned", value, value.is_empty());
        let name = element("strong").text(name);
        let says = element("span").with(name).text(" ").text(help);
        let label = element("label").class("share-choice");
        field = field.with(label.with(radio).with(says));
    }
    field
}

/// A choice between a few values, as a row of buttons; the first value is the default.
pub fn radios(
    name: &'static str,
    legend: &'static str,
    choices: &[(&'static str, &'static str)],
) -> Element {
    let choices = choices
        .iter()
        .map(|(value, words)| (*value, (*words).into()));
    switch(name, legend, choices, 0)
}

/// The widths of the preview; the middle one is the default.
pub fn widths(widths: [(&'static str, u32); 3]) -> Element {
    let choices = widths.map(|(value, width)| (value, share::pixels(width)));
    switch("width", share::WIDTH, choices.into_iter(), 1)
}

fn switch(
    name: &'static str,
    legend: &'static str,
    choices: impl Iterator<Item = (&'static str, String)>,
    chosen: usize,
) -> Element {
    let mut row = element("div").class("switch");
    for (place, (value, words)) in choices.enumerate() {
        let label = element("label").with(radio(name, value, place == chosen));
        row = row.with(label.with(element("span").text(words)));
    }
    let legend = element("legend").class("share-label").text(legend);
    element("fieldset").with(legend).with(row)
}

fn radio(name: &'static str, value: &str, is_checked: bool) -> Element {
    let input = element("input")
        .set("type", "radio")
        .set("name", name)
        .set("value", value.to_owned());
    input.set_some("checked", is_checked.then_some(""))
}

/// A visible label above a group of fields that has an accessible name of its own.
fn label(words: &'static str) -> Element {
    element("p")
        .class("share-label")
        .set("aria-hidden", "true")
        .text(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::tests::{NORLAND, site_of};
    use crate::site::Subject;

    fn html(embed: Exhibit, site: Site, hash: Option<&RevisionHash>) -> String {
        let mut html = String::new();
        options(site, embed, hash).write(&mut html);
        html
    }

    #[test]
    fn only_a_revision_that_is_kept_can_be_pinned() {
        let site = site_of(NORLAND);
        let hash = RevisionHash::parse("0123456789abcdef").expect("a hash");
        let with = html(Exhibit::Chart(Subject::Scorecard), site, Some(&hash));
        assert!(with.contains(&format!(r#"name="pinned" value="{hash}""#)));
        assert!(with.contains(&share::pinned(site.bundle)));
        let without = html(Exhibit::Chart(Subject::Scorecard), site, None);
        assert!(!without.contains("pinned"), "{without}");
    }

    #[test]
    fn a_chart_offers_the_choices_that_its_page_offers() {
        let site = site_of(NORLAND);
        let kpi = site.bundle.kpi("zufriedenheit").expect("one");
        let chart = html(Exhibit::Chart(Subject::Kpi(kpi)), site, None);
        for field in ["show", "hide", "from", "to", "since", "sort"] {
            assert!(chart.contains(&format!(r#"name="of.{field}""#)), "{field}");
        }
        let figure = html(Exhibit::Figure(kpi), site, None);
        assert!(!figure.contains("of."), "{figure}");
    }
}
