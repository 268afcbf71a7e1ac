//! The program that builds pages and charts, which `public/start.js` loads when the reader first
//! needs one that did not arrive with the page (`src/bin/pages.rs`).

use std::cell::{Cell, OnceCell, RefCell};

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Element;

thread_local! {
    static LOADER: OnceCell<PageLoader> = const { OnceCell::new() };
    /// The page that the reader has asked for and that waits for the program.
    static AWAITED: RefCell<Option<(Awaited, String)>> = const { RefCell::new(None) };
    /// Counts them; only the last is still wanted.
    static TURN: Cell<usize> = const { Cell::new(0) };
}

/// A page that is awaited.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Awaited {
    /// The address is still that of the page shown: a link was followed.
    AtTheNext,
    /// The address is that of the page awaited: the reader went back or forward.
    AtThisAddress,
}

#[wasm_bindgen]
extern "C" {
    /// What `public/start.js` gives the app.
    pub type PageLoader;

    /// The program, once it is loaded.
    #[wasm_bindgen(method, getter)]
    fn program(this: &PageLoader) -> Option<PageProgram>;

    /// Loads it, if it is not loaded yet. The promise fails where it did not load, or takes long;
    /// if `soon`, so long that the browser had better load a page itself.
    #[wasm_bindgen(method)]
    fn load(this: &PageLoader, soon: bool) -> Promise;

    /// Loads it to show the result of the reader, however long it takes.
    #[wasm_bindgen(method, js_name = loadFor)]
    fn load_for(this: &PageLoader, read: &Uint8Array) -> Promise;

    /// The program, which shows the content that the app shows.
    type PageProgram;

    #[wasm_bindgen(method)]
    fn outline(this: &PageProgram) -> Vec<u8>;

    #[wasm_bindgen(method)]
    fn heading(this: &PageProgram, path: &str) -> Option<String>;

    #[wasm_bindgen(method)]
    fn header(this: &PageProgram, path: &str) -> Element;

    #[wasm_bindgen(method)]
    fn footer(this: &PageProgram) -> Element;

    #[wasm_bindgen(method)]
    fn cards(this: &PageProgram, is_in_section: bool) -> Element;

    #[wasm_bindgen(method)]
    fn piece(this: &PageProgram, path: &str, place: usize) -> Element;

    #[wasm_bindgen(method)]
    fn chart(
        this: &PageProgram,
        subject: &str,
        key: &str,
        query: &str,
        is_titled: bool,
    ) -> Option<Element>;
}

/// Takes the loader. Call it once, before anything else of this module.
pub fn use_pages(loader: PageLoader) {
    LOADER.with(|place| {
        let _ = place.set(loader);
    });
}

/// The program, if it is loaded.
fn program() -> Option<PageProgram> {
    LOADER.with(|loader| loader.get()?.program())
}

/// Loads the program, and says whether it is there.
pub async fn load_pages() -> bool {
    load(false).await
}

/// Loads the program in order to show the result of the reader, and says whether it is there.
pub async fn load_pages_for(read: &Uint8Array) -> bool {
    loaded_by(|loader| loader.load_for(read)).await
}

async fn load(soon: bool) -> bool {
    loaded_by(|loader| loader.load(soon)).await
}

async fn loaded_by(load: impl FnOnce(&PageLoader) -> Promise) -> bool {
    if program().is_some() {
        return true;
    }
    match LOADER.with(|loader| loader.get().map(load)) {
        Some(promise) => JsFuture::from(promise).await.is_ok(),
        None => false,
    }
}

/// Calls `then` when the program is there: at once if it is loaded. Calls `otherwise` if it does
/// not load.
pub fn with_pages(then: impl FnOnce() + 'static, otherwise: impl FnOnce() + 'static) {
    spawn_local(async move {
        if load(false).await {
            then()
        } else {
            otherwise()
        }
    });
}

/// Calls `go`, which shows the page at `path`, with its name when the program is there: at once if
/// it is loaded. Calls `otherwise` if it does not load soon, or the site has no such page. Calls
/// neither if the reader meanwhile goes elsewhere, or stays.
pub(super) fn await_page(
    awaited: Awaited,
    path: String,
    go: impl FnOnce(String) + 'static,
    otherwise: impl FnOnce() + 'static,
) {
    stay();
    let asked = path.clone();
    let arrive = move || match heading(&path) {
        Some(name) => go(name),
        // Until it is gone, the document is still of another page.
        None => otherwise(),
    };
    if program().is_some() {
        return arrive();
    }
    AWAITED.set(Some((awaited, asked)));
    let turn = TURN.get();
    spawn_local(async move {
        let is_there = load(true).await;
        if TURN.get() != turn {
            return;
        }
        if is_there {
            AWAITED.set(None);
        }
        arrive();
    });
}

/// Awaits no page any more.
pub(super) fn stay() {
    TURN.set(TURN.get() + 1);
    AWAITED.set(None);
}

/// How a page is awaited, if one is.
pub(super) fn awaited() -> Option<Awaited> {
    AWAITED.with_borrow(|awaited| awaited.as_ref().map(|(how, _)| *how))
}

/// Whether a link to this path was followed, and its page is awaited.
pub(super) fn awaits(path: &str) -> bool {
    AWAITED.with_borrow(|awaited| matches!(awaited, Some((Awaited::AtTheNext, of)) if of == path))
}

/// The name of the page at `path`: `None` if the site has no such page, or the program is not
/// loaded.
pub fn heading(path: &str) -> Option<String> {
    program()?.heading(path)
}

/// What the program knows that the app needs of the content: a packed outline.
///
/// # Panics
/// If the program is not loaded, like the others below: nothing is shown that it must build
/// before it is.
pub fn outline() -> Vec<u8> {
    loaded().outline()
}

/// What is above the page at `path`.
pub fn header(path: &str) -> Element {
    loaded().header(path)
}

/// What is below every page.
pub fn footer() -> Element {
    loaded().footer()
}

/// The cards of all initiatives, in a section of a page or on a page of their own.
pub fn cards(is_in_section: bool) -> Element {
    loaded().cards(is_in_section)
}

/// The piece at `place` of the page at `path`.
pub fn piece(path: &str, place: usize) -> Element {
    loaded().piece(path, place)
}

fn loaded() -> PageProgram {
    program().expect("pages are built only by a program that is there")
}

/// The body of a chart, as the parameters of its address ask; `None` if the program is not
/// loaded, or the content has no such chart.
pub(super) fn chart(subject: &str, key: &str, query: &str, is_titled: bool) -> Option<Element> {
    program()?.chart(subject, key, query, is_titled)
}

/// Whether [`chart`] can be called.
pub fn has_pages() -> bool {
    program().is_some()
}
