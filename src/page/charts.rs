//! Charts that show what the address asks for.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use crate::browser::{self, ChartElement, End, Location, Navigator};
use crate::dataset::{Panel, parameter};
use crate::text::{wayfinding, words};

/// A chart that shows, or has shown, something else than what was rendered.
struct Chosen {
    element: ChartElement,
    /// Its parameters in the address.
    parameters: Vec<(String, String)>,
    /// Those with which its body was drawn.
    drawn: Vec<(String, String)>,
}

/// Makes all charts of a site react to keyboard, pointer and their forms, and draws them as
/// the address asks, now and after each change of it. `drawn` is called each time, and says
/// whether they could be; otherwise that is tried again after the next change, or when the
/// navigator is renewed. Call it once.
pub fn follow_charts(
    navigator: Navigator,
    announcement: RwSignal<String>,
    drawn: impl Fn(bool) + Clone + 'static,
) {
    browser::follow_charts(navigator, move |end| {
        announcement.set(
            match end {
                End::First => words::FIRST_POINT,
                End::Last => words::LAST_POINT,
            }
            .to_owned(),
        );
    });
    browser::follow_exports(words::EXPORTER_FAILED, move |result| {
        announcement.set(result)
    });
    let chosen: Rc<RefCell<Vec<Chosen>>> = Rc::default();
    Effect::new(move |before: Option<String>| {
        let path = navigator.location().path;
        let (chosen, drawn) = (chosen.clone(), drawn.clone());
        // What a page shows on arrival is told by its heading.
        let of_change = before.filter(|before| *before == path);
        // Only then is the page of a new path in the document.
        browser::after_render(move || {
            // What is asked for may be something else by the time that it can be drawn.
            let show = move || {
                let location = untrack(|| navigator.location());
                let shown = show(&location, &mut chosen.borrow_mut());
                let is_of_change = of_change
                    .as_ref()
                    .is_some_and(|path| *path == location.path);
                if let Some(words) = shown.words.filter(|_| is_of_change) {
                    announcement.set(words);
                }
                shown.is_complete
            };
            if show() {
                return drawn(true);
            }
            let failed = drawn.clone();
            browser::with_pages(
                move || {
                    show();
                    drawn(true);
                },
                move || failed(false),
            );
        });
        path
    });
}

/// What became of the charts of a page.
struct Shown {
    /// What to say of the last one that changed: its finding, or which form of it is shown.
    words: Option<String>,
    /// Whether each shows what the address asks. Otherwise the program that draws is not loaded.
    is_complete: bool,
}

/// Draws the charts for which the address asks something new.
fn show(location: &Location, chosen: &mut Vec<Chosen>) -> Shown {
    let mut shown = Shown {
        words: None,
        is_complete: true,
    };
    let is_asked = location.query.iter().any(|(name, _)| name.contains('.'));
    if !is_asked && chosen.is_empty() {
        return shown;
    }
    let mut before = std::mem::take(chosen);
    for element in ChartElement::all() {
        let prefix = format!("{}.", element.key);
        let mut parameters: Vec<_> = location
            .query
            .iter()
            .filter(|(name, _)| name.starts_with(&prefix))
            .cloned()
            .collect();
        let known = before.iter().position(|known| known.element.is(&element));
        let known = known.map(|place| before.swap_remove(place));
        if known.is_none() && parameters.is_empty() {
            continue;
        }
        let mut known = known.unwrap_or(Chosen {
            element,
            parameters: Vec::new(),
            drawn: Vec::new(),
        });
        let show = format!("{prefix}{}", parameter::SHOW);
        let is_show = |(name, _): &&(String, String)| *name == show;
        if known.parameters != parameters {
            let value = |name: &str| location.parameter(name).to_owned();
            known.element.set_fields(value);
            known.element.set_embed_query(&parameters);
            if known.parameters.iter().find(is_show) != parameters.iter().find(is_show) {
                let panel = Panel::named(location.parameter(&show)).unwrap_or_default();
                shown.words = Some(wayfinding::shown(panel, known.element.rows()));
            }
            known.parameters.clone_from(&parameters);
        }
        parameters.retain(|parameter| !is_show(&parameter));
        let is_to_draw = known.drawn != parameters;
        let can_draw = browser::has_pages();
        known.element.set_waiting(is_to_draw && !can_draw);
        if is_to_draw && can_draw {
            shown.words = known.element.draw(&parameters);
            known.drawn = parameters;
        } else if is_to_draw {
            shown.is_complete = false;
        }
        chosen.push(known);
    }
    shown
}
