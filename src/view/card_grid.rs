//! The grid of initiatives, with its search and filters.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::browser::{
    ListItems, Navigator, after_pause, announce, focus, folded, set_text, set_value, unfold,
};
use crate::bundle::Initiative;
use crate::site::{Choice, Route, Shell, Site};
use crate::text::{self, words};

use super::element::{Element, element};
use super::erase::CollectErased;
use super::layout::HeadingLevel;
use super::link::{picture, route_link};
use super::static_view::{StaticView, static_view};

/// The class that scopes the sheet.
const CSS: &str = style_sheet!("style/components/card_grid.css");

/// The id of the search field.
const SEARCH_FIELD: &str = "site-search";

/// The ids of the elements that say how many cards there are, or that there are none.
const RESULT: &str = "site-result";
const EMPTY: &str = "site-empty";

/// How many cards are shown at once after a search; each further step doubles their number.
/// Cards out of sight cost little (see the sheet).
const FIRST_STEP: usize = 8;

/// The id of an element inside of the folded filters.
const FILTERS: &str = "site-filters";

/// The id of the list of cards.
const CARDS: &str = "site-cards";

/// The query parameter that holds the search.
const QUERY: &str = "q";
/// The query parameter that holds the chosen audience.
pub const AUDIENCE: &str = "for";
/// The query parameter that holds the chosen theme.
pub const THEME: &str = "theme";

/// All initiatives as cards, of which the query of the address says which are shown.
#[component]
pub fn CardGrid(
    /// The site.
    shell: Shell,
    /// Where the reader is; holds the state of search and filters.
    navigator: Navigator,
    /// [`cards`], of which those at these places match what the address asks for.
    cards: impl FnOnce(Vec<usize>) -> StaticView,
) -> impl IntoView {
    let grid = shell.outline.grid.as_ref();
    let grid = grid.expect("whoever shows the grid knows what is in it");
    let all = grid.cards.len();
    let haystacks: Vec<String> = grid.cards.iter().map(|card| folded(&card.words)).collect();
    let matches = Memo::new(move |_| {
        let needle = folded(&navigator.parameter(QUERY));
        let (audience, theme) = (navigator.parameter(AUDIENCE), navigator.parameter(THEME));
        let mut matches = Vec::new();
        for (index, card) in grid.cards.iter().enumerate() {
            let haystack = &haystacks[index];
            if needle
                .split_whitespace()
                .all(|word| haystack.contains(word))
                && is_chosen(&audience, &grid.audiences, &card.audiences)
                && is_chosen(&theme, &grid.themes, &card.themes)
            {
                matches.push(index);
            }
        }
        matches
    });
    let count = move || matches.with(Vec::len);
    Effect::new(move |before: Option<Reveal>| {
        let now = matches.get();
        // The first time, all cards are there as they were rendered.
        let (reveal, step) = match before {
            None => (Reveal::of(CARDS), all),
            Some(reveal) => (reveal, FIRST_STEP),
        };
        reveal.start(now, step);
        reveal
    });
    Effect::new(move |_| {
        if [AUDIENCE, THEME]
            .iter()
            .any(|filter| !navigator.parameter(filter).is_empty())
        {
            unfold(FILTERS);
        }
    });
    Effect::new(move |_| set_value(SEARCH_FIELD, &navigator.parameter(QUERY)));
    Effect::new(move |before: Option<()>| {
        let words = text::results(count(), all);
        set_text(RESULT, &words);
        if before.is_some() {
            announce(&words);
        }
    });
    Effect::new(move |_| set_text(EMPTY, &text::no_results(&navigator.parameter(QUERY))));
    let cards = cards(matches.get_untracked());
    let search = move |event| navigator.set_parameters(&[(QUERY, &event_target_value(&event))]);
    let clear = move |_| {
        navigator.set_parameters(&[(QUERY, ""), (AUDIENCE, ""), (THEME, "")]);
        // The button hides itself, and the focus must not be lost with it.
        focus(SEARCH_FIELD);
    };
    view! { class = CSS,
        <form class="filters" role="search" on:submit=|event| event.prevent_default()>
            <div class="search">
                {static_view(search_label)}
                <input
                    id=SEARCH_FIELD
                    type="search"
                    name=QUERY
                    autocomplete="off"
                    spellcheck="false"
                    on:input=search
                />
            </div>
            <details>
                {static_view(filters_summary)}
                <Filter navigator parameter=AUDIENCE legend=words::AUDIENCE options=&grid.audiences/>
                <Filter navigator parameter=THEME legend=words::THEME options=&grid.themes/>
            </details>
            <div class="result">
                {static_view(move || {
                    let result = element("p").class(CSS).set("id", RESULT);
                    result.text(text::results(untrack(count), all))
                })}
                <button type="button" hidden=move || count() == all on:click=clear>
                    {words::CLEAR}
                </button>
            </div>
        </form>
        <p class="empty" hidden=move || { count() > 0 }>
            {static_view(move || {
                let query = untrack(|| navigator.parameter(QUERY));
                element("span").set("id", EMPTY).text(text::no_results(&query))
            })}
        </p>
        {cards}
    }
}

/// Opens the filters; they open by themselves when one is chosen in the address.
fn filters_summary() -> Element {
    let summary = element("summary").class(CSS);
    let label = element("span").set("id", FILTERS);
    summary.with(label.text(words::FILTERS))
}

fn search_label() -> Element {
    let label = element("label").class(CSS).set("for", SEARCH_FIELD);
    label.text(words::SEARCH)
}

/// Shows the first matches, and then, step by step, the others, so that the next keystroke does
/// not wait until cards further down are laid out.
#[derive(Clone)]
struct Reveal {
    items: ListItems,
    /// Counts the starts; steps of earlier starts are dropped.
    starts: Rc<Cell<usize>>,
}

impl Reveal {
    fn of(id: &'static str) -> Self {
        Reveal {
            items: ListItems::of(id),
            starts: Rc::default(),
        }
    }

    /// Shows the first `count` matches at once, and eventually all.
    fn start(&self, matches: Vec<usize>, count: usize) {
        let start = self.starts.get() + 1;
        self.starts.set(start);
        self.step(start, matches.into(), count);
    }

    fn step(&self, start: usize, places: Rc<[usize]>, count: usize) {
        self.items.show(&places[..count.min(places.len())]);
        if count < places.len() {
            let reveal = self.clone();
            after_pause(move || {
                if reveal.starts.get() == start {
                    reveal.step(start, places, 2 * count);
                }
            });
        }
    }
}

/// A group of filters, exactly one of which is chosen.
#[component]
fn Filter(
    /// Holds the choice.
    navigator: Navigator,
    /// The query parameter that holds it.
    parameter: &'static str,
    /// The name of the group.
    legend: &'static str,
    /// What can be chosen.
    options: &'static [Choice],
) -> impl IntoView {
    let options = options.iter();
    let options = options.map(|option| (option.id.as_str(), option.label.as_str()));
    let options = std::iter::once(("", words::ANY))
        .chain(options)
        .map(|(value, label)| {
            let checked = move || navigator.parameter(parameter) == value;
            view! { class = CSS,
                <label class="chip">
                    <input
                        type="radio"
                        name=parameter
                        value=value
                        checked=value.is_empty()
                        prop:checked=checked
                        on:change=move |_| navigator.set_parameters(&[(parameter, value)])
                    />
                    {static_view(move || element("span").text(label))}
                </label>
            }
        })
        .collect_erased();
    view! { class = CSS,
        <fieldset>
            {static_view(move || element("legend").class(CSS).text(legend))}
            <div class="chips">{options}</div>
        </fieldset>
    }
}

/// The list of all cards, with headings of this level. If there are places `shown`, all others are
/// hidden.
pub fn cards(site: Site, heading_level: HeadingLevel, shown: Option<&[usize]>) -> Element {
    let mut list = element("ul").set("id", CARDS).class("cards").class(CSS);
    for (place, initiative) in site.bundle.initiatives.iter().enumerate() {
        let is_hidden = shown.is_some_and(|shown| !shown.contains(&place));
        let item = element("li").class(CSS);
        let item = item.set_some("hidden", is_hidden.then_some(""));
        list = list.with(item.with(card(site, initiative, heading_level)));
    }
    list
}

/// One initiative: a picture, its name, its summary. The whole card is one link.
pub fn card(site: Site, initiative: &'static Initiative, heading_level: HeadingLevel) -> Element {
    let picture = initiative.image.as_ref().map(|image| {
        let picture = picture(site, image, "400", "200").class(CSS);
        picture.set("loading", "lazy").set("decoding", "async")
    });
    let link = route_link(site, Route::Initiative(initiative)).class(CSS);
    let title = heading_level.heading().class("title").class(CSS);
    let themes = initiative.themes.iter();
    let themes = themes.map(|id| element("li").text(&*site.bundle.theme(id).label));
    let labels = element("ul").class("labels").class(CSS).with_all(themes);
    let body = element("div")
        .class("body")
        .class(CSS)
        .with(title.with(link.text(&*initiative.title)))
        .with(element("p").class(CSS).text(&*initiative.summary))
        .with(labels);
    element("article")
        .class("card")
        .class(CSS)
        .with_some(picture)
        .with(body)
}

/// Everything about an initiative that is searched.
pub fn searched(site: Site, initiative: &Initiative) -> String {
    let mut words = format!("{}\n{}", &*initiative.title, &*initiative.summary);
    for fact in &initiative.facts {
        words.push('\n');
        words.push_str(&fact.text.plain_text());
    }
    for theme in &initiative.themes {
        words.push('\n');
        words.push_str(&site.bundle.theme(theme).label);
    }
    words
}

/// Whether one of these values passes a filter; an empty filter lets all pass.
fn is_chosen(chosen: &str, choices: &[Choice], values: &[u16]) -> bool {
    let is_it = |value: &u16| choices[usize::from(*value)].id == chosen;
    chosen.is_empty() || values.iter().any(is_it)
}
