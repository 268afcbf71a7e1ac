//! Exports of a chart: as a file, to the clipboard, on paper.

pub use js_sys::Promise;
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, Clipboard, ClipboardItem, CssStyleDeclaration,
    Element, Event, EventInit, HtmlAnchorElement, HtmlCanvasElement, HtmlElement, HtmlImageElement,
    KeyboardEvent, Node, Url, XmlSerializer,
};

use super::charts::ChartElement;
use super::document::{all, document, elements, listen, listen_once, run_after, target, window};

/// The event of the place beside the buttons when a result stands there. The app announces it;
/// where nothing stands there, the exporter did not work (`public/start.js`).
const TOOK: &str = "took";

/// Calls `announce` with the result of each export, on this and every later page; `failed` is
/// the result if the exporter does not work. Esc folds the menu, a chart's choices and filters.
pub fn follow_exports(failed: &'static str, announce: impl Fn(String) + 'static) {
    listen(TOOK, move |event: Event| {
        let Some(place) = target(&event) else { return };
        let mut result = place.text_content().unwrap_or_default();
        if result.is_empty() {
            place.set_text_content(Some(failed));
            result.push_str(failed);
        }
        announce(result);
    });
    listen("keydown", |event: Event| {
        let is_escape = |event: &KeyboardEvent| event.key() == "Escape";
        if !event.dyn_ref().is_some_and(is_escape) {
            return;
        }
        for details in all(":is(.take,.choices,.filters details)[open]:focus-within") {
            let _ = details.remove_attribute("open");
            let summary = details.first_element_child();
            if let Some(summary) = summary.as_ref().and_then(JsCast::dyn_ref::<HtmlElement>) {
                let _ = summary.focus();
            }
        }
    });
}

/// Shows the whole page again.
fn end_printing() {
    mark_printing(false);
    for chart in all("[data-printed]") {
        let _ = chart.remove_attribute("data-printed");
    }
    for imprint in all(".imprint") {
        imprint.remove();
    }
}

/// A new element at the end of another.
fn add(place: &Element, name: &str, class: &str) -> Option<Element> {
    let element = document().create_element(name).ok()?;
    element.set_class_name(class);
    place.append_child(&element).ok()?;
    Some(element)
}

fn mark_printing(is_printing: bool) {
    if let Some(root) = document().document_element() {
        let _ = root.toggle_attribute_with_force("data-print", is_printing);
    }
}

/// A line of text in a picture.
pub struct PictureLine {
    /// The text.
    pub text: String,
    /// Where it begins.
    pub x: i32,
    /// Its baseline; the drawing is from 0 to its height.
    pub y: i32,
    /// Its font's size.
    pub font: i32,
    /// Whether it is bold.
    pub is_bold: bool,
}

/// An entry of a legend in a picture.
pub struct PictureKey {
    shown: Element,
    /// Whose marker it is.
    pub name: String,
    /// Where it begins.
    pub x: i32,
    /// Its middle.
    pub y: i32,
    /// How wide it is.
    pub width: i32,
}

/// The height of an entry's marker.
const KEY: i32 = 16;

/// A drawing on its own, with the words around it.
pub struct Picture {
    /// The document, as SVG.
    pub svg: String,
    width: i32,
    height: i32,
}

/// What is drawn in a chart: one drawing, or several below or beside each other.
pub struct Drawing {
    parts: Vec<Part>,
    /// The width of all.
    pub width: i32,
    /// The height of all.
    pub height: i32,
}

/// A drawing, where it is among others.
struct Part {
    svg: Element,
    /// Its name, if it is one of a list.
    name: Option<String>,
    x: i32,
    y: i32,
    width: i32,
    height: i32,
}

/// Between the drawings of a list, which has two in a row; their names are above them.
const BETWEEN: i32 = 24;

impl ChartElement {
    /// Says beside the buttons how the export went, and has the app announce it.
    pub fn show_result(&self, words: &str) {
        let options = EventInit::new();
        options.set_bubbles(true);
        let event = Event::new_with_event_init_dict(TOOK, &options);
        if let (Ok(Some(place)), Ok(event)) = (self.figure.query_selector(".took"), event) {
            // The reference that an earlier result was of.
            if let Some(cited) = place.next_element_sibling() {
                cited.remove();
            }
            place.set_text_content(Some(words));
            let _ = place.dispatch_event(&event);
        }
    }

    /// The texts of elements within the chart.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let found = elements(self.figure.query_selector_all(selector).ok());
        let texts = found.iter().filter_map(|element| element.text_content());
        texts.collect()
    }

    /// The entries of the legend, not yet placed; none without one.
    pub fn legend(&self) -> Vec<PictureKey> {
        let found = self.figure.query_selector_all(".chart-panel .legend li");
        let mut keys = Vec::new();
        for entry in elements(found.ok()) {
            let Ok(Some(shown)) = entry.query_selector("svg") else {
                continue;
            };
            let sides = shown.get_attribute("viewBox").unwrap_or_default();
            let is_wide = sides.starts_with("-18 ");
            keys.push(PictureKey {
                shown,
                name: entry.text_content().unwrap_or_default(),
                x: 0,
                y: 0,
                width: if is_wide { 36 } else { KEY },
            });
        }
        keys
    }

    /// Shows a reference below the result, where it can be read and selected.
    pub fn show_citation(&self, text: &str) {
        let took = self.figure.query_selector(".took").ok().flatten();
        let menu = took.and_then(|took| took.parent_element());
        let cited = menu.and_then(|menu| add(&menu, "pre", "cited"));
        if let Some(cited) = cited {
            cited.set_text_content(Some(text));
        }
    }

    /// Shows the button that shares, where the device can.
    pub fn offer_sharing(&self) {
        let button = self
            .figure
            .query_selector("[data-take=share]")
            .ok()
            .flatten();
        if let Some(button) = button.filter(|_| sharing().is_some()) {
            let _ = button.remove_attribute("hidden");
        }
    }

    /// Prints nothing but this chart, with an imprint below it.
    pub fn print(&self, imprint: &str) {
        mark_printing(true);
        let _ = self.figure.set_attribute("data-printed", "");
        if let Some(place) = add(&self.figure, "p", "imprint") {
            place.set_text_content(Some(imprint));
        }
        listen_once("afterprint", end_printing);
        let _ = window().print();
    }

    /// The drawings of the width that is shown, even while table or notes are shown in their
    /// place.
    pub fn drawing(&self) -> Option<Drawing> {
        let found = self.figure.query_selector_all(".chart-panel svg.drawing");
        let mut all = Drawing {
            parts: Vec::new(),
            width: 0,
            height: 0,
        };
        for svg in elements(found.ok()) {
            if style(&svg, "display") == "none" {
                continue;
            }
            let view_box = svg.get_attribute("viewBox")?;
            let mut sides = view_box
                .split(' ')
                // The browser's function; the standard library's would be 9 KB of the wasm.
                .map(|side| js_sys::Number::parse_float(side) as i32);
            let (width, height) = (sides.nth(2)?, sides.next()?);
            let item = svg.closest(".multiples li").ok()?;
            let name = item.and_then(|item| item.first_element_child()?.text_content());
            let place = all.parts.len() as i32;
            let (x, y) = match name {
                Some(_) => (
                    place % 2 * (width + BETWEEN),
                    place / 2 * (height + BETWEEN),
                ),
                None => (0, all.height),
            };
            all.width = all.width.max(x + width);
            all.height = all.height.max(y + height);
            all.parts.push(Part {
                svg,
                name,
                x,
                y,
                width,
                height,
            });
        }
        (!all.parts.is_empty()).then_some(all)
    }
}

/// The CSS properties that a drawing by itself needs as attributes.
const STYLES: [&str; 16] = [
    "fill-opacity",
    "fill",
    "stroke-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linejoin",
    "stroke-linecap",
    "paint-order",
    "opacity",
    "font-family",
    "font-size",
    "font-weight",
    "font-style",
    "text-anchor",
    "dominant-baseline",
];

/// Attributes that only have a meaning in the page.
const OF_PAGE: [&str; 6] = [
    "class",
    "role",
    "aria-label",
    "aria-hidden",
    "tabindex",
    "style",
];

const SVG: &str = "http://www.w3.org/2000/svg";

/// Adds an element to a drawing, before one of its nodes or last.
fn add_svg(to: &Element, name: &str, text: Option<&str>, before: Option<&Node>) -> Option<Element> {
    let element = document().create_element_ns(Some(SVG), name).ok()?;
    element.set_text_content(text);
    to.insert_before(&element, before).ok()?;
    Some(element)
}

/// A copy of a drawing as it looks now.
fn copy_of(svg: &Element) -> Option<Element> {
    let copy: Element = svg.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    let shown = svg.query_selector_all("*");
    let copies = elements(copy.query_selector_all("*").ok());
    for (shown, copy) in elements(shown.ok()).iter().zip(&copies) {
        let parent = shown.parent_element().as_ref().and_then(computed);
        write_styles(shown, parent, copy);
    }
    write_styles(svg, None, &copy);
    Some(copy)
}

impl Part {
    /// A copy of the drawing with its name above it.
    fn copy(&self) -> Option<Element> {
        let copy = copy_of(&self.svg)?;
        if let Some(name) = &self.name {
            let name = add_svg(&copy, "text", Some(name), None)?;
            set(&name, "y", "-8");
            set(&name, "font-weight", "700");
            set(&name, "fill", &style(&self.svg, "color"));
        }
        Some(copy)
    }
}

impl Drawing {
    /// The drawing as it looks now, on the page's background: with lines of text from `top` to
    /// `bottom`, and a margin of `pad` at its sides.
    pub fn picture(
        &self,
        (title, description): (&str, &str),
        lines: &[PictureLine],
        keys: &[PictureKey],
        (top, bottom): (i32, i32),
        pad: i32,
    ) -> Option<Picture> {
        let (first, others) = self.parts.split_first()?;
        let copy = first.copy()?;
        for part in others {
            let other = part.copy()?;
            let top = part.y - BETWEEN;
            let (width, height) = (part.width, part.height + BETWEEN);
            set(&other, "viewBox", &format!("0 -{BETWEEN} {width} {height}"));
            for (name, side) in [
                ("x", part.x),
                ("y", top),
                ("width", width),
                ("height", height),
            ] {
                set(&other, name, &side.to_string());
            }
            copy.append_child(&other).ok()?;
        }
        let (width, height) = (self.width + 2 * pad, bottom - top);
        let sides = [-pad, top, width, height].map(|side| side.to_string());
        set(&copy, "viewBox", &sides.join(" "));
        set(&copy, "width", &sides[2]);
        set(&copy, "height", &sides[3]);

        let first = copy.first_child();
        let add = |name: &str, text: Option<&str>, before: Option<&Node>| {
            add_svg(&copy, name, text, before)
        };
        add("title", Some(title), first.as_ref())?;
        add("desc", Some(description), first.as_ref())?;
        let paper = add("rect", None, first.as_ref())?;
        for (name, side) in ["x", "y", "width", "height"].into_iter().zip(&sides) {
            set(&paper, name, side);
        }
        let body = document().body()?;
        set(&paper, "fill", &style(&body, "background-color"));
        let ink = style(&body, "color");
        for line in lines {
            let text = add("text", Some(&line.text), None)?;
            set(&text, "x", &line.x.to_string());
            set(&text, "y", &line.y.to_string());
            set(&text, "font-size", &line.font.to_string());
            set(&text, "fill", &ink);
            if line.is_bold {
                set(&text, "font-weight", "700");
            }
        }
        for key in keys {
            let mark = copy_of(&key.shown)?;
            let top = key.y - KEY / 2;
            for (name, side) in [
                ("x", key.x),
                ("y", top),
                ("width", key.width),
                ("height", KEY),
            ] {
                set(&mark, name, &side.to_string());
            }
            copy.append_child(&mark).ok()?;
        }
        Some(Picture {
            svg: XmlSerializer::new().ok()?.serialize_to_string(&copy).ok()?,
            width,
            height,
        })
    }
}

#[inline(never)]
fn set(element: &Element, name: &str, value: &str) {
    // Setting an attribute with a valid name cannot fail.
    let _ = element.set_attribute(name, value);
}

fn computed(element: &Element) -> Option<CssStyleDeclaration> {
    window().get_computed_style(element).ok()?
}

fn style(element: &Element, name: &str) -> String {
    let style = computed(element).map(|style| style.get_property_value(name));
    style.and_then(Result::ok).unwrap_or_default()
}

/// Writes an element's computed style onto its copy, as far as it differs from its parent's,
/// and removes what only the page needs.
fn write_styles(shown: &Element, parent: Option<CssStyleDeclaration>, copy: &Element) {
    for name in OF_PAGE {
        let _ = copy.remove_attribute(name);
    }
    if style(shown, "display") == "none" && parent.is_some() {
        copy.remove();
    }
    let Some(own) = computed(shown) else { return };
    for name in STYLES {
        let value = own.get_property_value(name).unwrap_or_default();
        let inherited = parent
            .as_ref()
            .and_then(|style| style.get_property_value(name).ok());
        if inherited.as_ref() == Some(&value) {
            continue;
        }
        // Not every program that opens SVG supports transparent colours.
        let clear = value
            .strip_prefix("rgba(")
            .and_then(|rest| rest.rsplit_once(','));
        match clear {
            Some((colour, opacity)) => {
                set(copy, name, &format!("rgb({colour})"));
                set(
                    copy,
                    &format!("{name}-opacity"),
                    &opacity[1..opacity.len() - 1],
                );
            }
            None => set(copy, name, &value),
        }
    }
}

impl Picture {
    /// The picture as PNG, at twice its size.
    pub fn png(&self) -> Promise {
        let address: String = js_sys::encode_uri_component(&self.svg).into();
        let (width, height) = (2 * self.width, 2 * self.height);
        Promise::new(&mut |done, failed| {
            let Ok(image) = HtmlImageElement::new() else {
                return;
            };
            let drawn = image.clone();
            let give_up = failed.clone();
            // Callbacks, because another asynchronous function would add 2 KB.
            let draw = Closure::once_into_js(move || {
                if draw(&drawn, width, height, &done).is_none() {
                    let _ = give_up.call0(&JsValue::UNDEFINED);
                }
            });
            image.set_onload(Some(draw.unchecked_ref()));
            image.set_onerror(Some(&failed));
            image.set_src(&format!("data:image/svg+xml,{address}"));
        })
    }
}

/// Draws an image, and calls `done` with its file, or with null if it is too large for the
/// device. `None` if it cannot be drawn.
fn draw(image: &HtmlImageElement, width: i32, height: i32, done: &Function) -> Option<()> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.unchecked_into();
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.unchecked_into();
    let (width, height) = (f64::from(width), f64::from(height));
    context
        .draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height)
        .ok()?;
    canvas.to_blob(done).ok()
}

/// Saves a file with this content for the reader. `None` if the browser refuses.
pub fn save(content: &JsValue, kind: &str, name: &str) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(content);
    let blob = Blob::new_with_blob_sequence_and_options(&parts, &options).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    let link = document().create_element("a").ok()?;
    let link: HtmlAnchorElement = link.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    // Not in the document, so that no listener sees the click.
    link.click();
    run_after(60_000, move || {
        let _ = Url::revoke_object_url(&url);
    });
    Some(())
}

/// The clipboard, which browsers have only in secure contexts.
fn clipboard() -> Option<Clipboard> {
    let clipboard = window().navigator().clipboard();
    (!clipboard.is_undefined()).then_some(clipboard)
}

/// Copies a text; `None` where there is no clipboard.
pub fn copy_text(text: &str) -> Option<Promise> {
    Some(clipboard()?.write_text(text).unchecked_into())
}

/// Copies a picture; `None` where there is no clipboard, or none that takes pictures.
pub fn copy_picture(picture: &Picture) -> Option<Promise> {
    let clipboard = clipboard()?;
    // A promise, because some browsers refuse everything after the click has been handled.
    let types = Object::new();
    Reflect::set(&types, &"image/png".into(), &picture.png()).ok()?;
    // Fails where the browser has no clipboard items.
    let item = ClipboardItem::new_with_record_from_str_to_str_promise(&types).ok()?;
    Some(clipboard.write(&Array::of1(&item)).unchecked_into())
}

/// The browser's function that gives something to another program of the device, if it has one.
fn sharing() -> Option<Function> {
    let share = Reflect::get(&window().navigator(), &"share".into()).ok()?;
    share.dyn_into().ok()
}

/// Offers an address to the other programs of the device.
pub fn share(title: &str, url: &str) -> Option<Promise> {
    let what = Object::new();
    for (name, value) in [("title", title), ("url", url)] {
        Reflect::set(&what, &name.into(), &value.into()).ok()?;
    }
    let promise = sharing()?.call1(&window().navigator(), &what).ok()?;
    // It is fulfilled with nothing.
    promise.dyn_into().ok()
}

/// The day on which the reader is, in ISO 8601.
pub fn today() -> String {
    let now = js_sys::Date::new_0();
    // The time is of UTC; that of the reader is as many minutes behind it.
    now.set_time(now.get_time() - now.get_timezone_offset() * 6e4);
    let today: String = now.to_iso_string().into();
    today.split('T').next().unwrap_or_default().to_owned()
}

/// The archived revision that the build had: its hash and its name.
pub fn archived_revision() -> Option<String> {
    document()
        .document_element()?
        .get_attribute("data-archived")
}

/// Calls `then` with the value of a promise, or `None` if it is rejected.
pub fn after(promise: Promise, then: impl FnOnce(Option<JsValue>) + 'static) {
    spawn_local(async move {
        let brought = JsFuture::from(promise).await.ok();
        then(brought.filter(|brought| !brought.is_null()));
    });
}
