//! Charts that show what the address asks for.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::mount::mount_to;
use leptos::prelude::*;

use crate::browser::{self, ChartElement, End, Location, Navigator};
use crate::dataset::{Dataset, Panel, parameter};
use crate::site::{Site, Subject};
use crate::text::{wayfinding, words};
use crate::view::ChartBody;

use super::selection::selection;

/// A chart that shows, or has shown, something else than what was rendered.
struct Chosen {
    element: ChartElement,
    /// Its parameters in the address.
    parameters: Vec<(String, String)>,
    /// Those with which its body was rendered.
    drawn: Vec<(String, String)>,
    /// Keeps the body in the page.
    _mounted: Option<Box<dyn std::any::Any>>,
}

/// Makes all charts of a site react to keyboard, pointer and their forms, and renders them as
/// the address asks, now and after each change of it. Call it once.
pub fn follow_charts(
    site: Rc<Cell<Option<Site>>>,
    navigator: Navigator,
    announcement: RwSignal<String>,
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
        let location = navigator.location();
        let (site, chosen) = (site.get(), chosen.clone());
        let path = location.path.clone();
        // What a page shows on arrival is told by its heading.
        let is_change = before.is_some_and(|before| before == path);
        // Only then is the page of a new path in the document.
        browser::after_render(move || {
            let Some(site) = site else { return };
            let words = draw(site, &location, &mut chosen.borrow_mut());
            if let Some(words) = words.filter(|_| is_change) {
                announcement.set(words);
            }
        });
        path
    });
}

/// Renders the charts for which the address asks something new, and returns what to say of the
/// last one: its finding, or which form of it is shown.
fn draw(site: Site, location: &Location, chosen: &mut Vec<Chosen>) -> Option<String> {
    let is_asked = location.query.iter().any(|(name, _)| name.contains('.'));
    if !is_asked && chosen.is_empty() {
        return None;
    }
    let mut words = None;
    let mut before = std::mem::take(chosen);
    for element in ChartElement::all() {
        let prefix = format!("{}.", element.key);
        let parameters: Vec<_> = location
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
            _mounted: None,
        });
        if known.parameters != parameters {
            let value = |name: &str| location.parameter(name).to_owned();
            known.element.set_fields(value);
            known.element.set_embed_query(&parameters);
            let show = format!("{prefix}{}", parameter::SHOW);
            let mut drawn = parameters.clone();
            drawn.retain(|(name, _)| *name != show);
            if known.drawn != drawn {
                let selection = selection(location, &prefix);
                let subject = Subject::named(site, &known.element.subject);
                if let Some(subject) = subject {
                    let dataset = Dataset::of(site, subject, &selection);
                    words = Some(dataset.finding());
                    let (is_titled, key) = (known.element.is_titled, known.element.key.clone());
                    let body = known.element.replace_body(|host| {
                        mount_to(
                            host,
                            move || view! { <ChartBody site dataset is_titled key/> },
                        )
                    });
                    known._mounted = Some(Box::new(body));
                }
                known.drawn = drawn;
            } else {
                let panel = Panel::named(location.parameter(&show)).unwrap_or_default();
                words = Some(wayfinding::shown(panel, known.element.rows()));
            }
            known.parameters = parameters;
        }
        chosen.push(known);
    }
    words
}
