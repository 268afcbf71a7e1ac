//! Components in a real browser: what a reader does, and what then stands on the page.
#![cfg(target_arch = "wasm32")]

mod cards;
mod figures;
mod notices;

use civic_scorecard::bundle::{Id, Kpi, Series};
use civic_scorecard::content;
use civic_scorecard::site::Site;
use js_sys::{Array, Function, Promise, Reflect};
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test_configure;
use web_sys::{Element, Event, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

const NORLAND: &str = include_str!("../bundles/another-government.json");

/// The site of the tests' government.
fn norland() -> Site {
    let bundle = content::of(NORLAND.as_bytes()).expect("a valid bundle");
    Site {
        bundle: Box::leak(Box::new(bundle)),
        base: "/",
    }
}

fn kpi(site: Site, id: &str) -> &'static Kpi {
    site.bundle.kpi(id).expect("the KPI")
}

fn series(kpi: &'static Kpi, id: &str) -> &'static Series {
    let found = kpi.series.iter().find(|series| series.id.as_str() == id);
    found.expect("the series")
}

/// A place in the document for one test, with a view in it.
struct Host {
    element: HtmlElement,
    _mounted: Box<dyn std::any::Any>,
}

impl Host {
    fn of<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Host {
        let document = web_sys::window().and_then(|window| window.document());
        let document = document.expect("a document");
        let element: HtmlElement = document
            .create_element("div")
            .expect("an element")
            .unchecked_into();
        let root = document.document_element().expect("a root");
        root.append_child(&element).expect("a place");
        let mounted = mount_to(element.clone(), view);
        Host {
            element,
            _mounted: Box::new(mounted),
        }
    }

    fn all(&self, selector: &str) -> Vec<Element> {
        let find: Function = Reflect::get(&self.element, &"querySelectorAll".into())
            .expect("a method")
            .unchecked_into();
        let found = find
            .call1(&self.element, &selector.into())
            .expect("a valid selector");
        Array::from(&found)
            .iter()
            .map(JsCast::unchecked_into)
            .collect()
    }

    fn one(&self, selector: &str) -> Element {
        let mut found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector}");
        found.remove(0)
    }

    fn text(&self, selector: &str) -> String {
        squeezed(&self.one(selector).text_content().unwrap_or_default())
    }

    /// Types into a field, as a reader does.
    async fn enter(&self, selector: &str, value: &str) {
        let field = self.one(selector);
        Reflect::set(&field, &"value".into(), &value.into()).expect("a value");
        send(&field, "input");
        rendered().await;
    }

    async fn click(&self, selector: &str) {
        self.one(selector).unchecked_into::<HtmlElement>().click();
        rendered().await;
    }

    /// Waits until as many cards are shown. The first of them come at once and the others a
    /// moment later; if they never come, the assertion that follows says so.
    async fn wait_for_cards(&self, count: usize) {
        for _ in 0..200 {
            if self.cards().len() == count {
                break;
            }
            rendered().await;
        }
    }

    /// The titles of the cards that can be seen.
    fn cards(&self) -> Vec<String> {
        self.all(".cards > li")
            .into_iter()
            .filter(|card| !card.has_attribute("hidden"))
            .map(|card| {
                let heading = card.query_selector("h2, h3").ok().flatten();
                squeezed(&heading.and_then(|h| h.text_content()).unwrap_or_default())
            })
            .collect()
    }

    fn is_hidden(&self, selector: &str) -> bool {
        self.one(selector).has_attribute("hidden")
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.element.remove();
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn send(target: &Element, kind: &str) {
    let bubbles = Function::new_with_args("kind", "return new Event(kind, { bubbles: true })");
    let event: Event = bubbles
        .call1(&JsValue::NULL, &kind.into())
        .expect("an event")
        .unchecked_into();
    target.dispatch_event(&event).expect("it is sent");
}

/// Waits until what changed has been rendered.
async fn rendered() {
    let promise = Promise::new(&mut |resolve, _| {
        let window = web_sys::window().expect("a window");
        let _ = window.set_timeout_with_callback(&resolve);
    });
    JsFuture::from(promise).await.expect("time passes");
}

fn property(element: &Element, name: &str) -> JsValue {
    Reflect::get(element, &name.into()).expect("a property")
}
