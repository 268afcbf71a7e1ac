//! The only place that touches the browser.
//!
//! Views and pages reach it through types that also work natively: there a [`Navigator`] stays
//! at the address being rendered.

mod location;
mod navigator;

#[cfg(target_arch = "wasm32")]
mod charts;
#[cfg(target_arch = "wasm32")]
mod document;
#[cfg(target_arch = "wasm32")]
mod embed;
#[cfg(target_arch = "wasm32")]
mod export;
#[cfg(target_arch = "wasm32")]
mod fetch;
#[cfg(not(target_arch = "wasm32"))]
mod folded;
#[cfg(target_arch = "wasm32")]
mod history;
#[cfg(target_arch = "wasm32")]
mod links;
#[cfg(target_arch = "wasm32")]
mod pages;
#[cfg(target_arch = "wasm32")]
mod place;
#[cfg(target_arch = "wasm32")]
mod points;

pub use leptos::web_sys::Document;
pub use location::Location;
pub use navigator::Navigator;

/// Runs `then` a tenth of a second later, when someone who types may have paused. Natively
/// nothing runs.
pub fn after_pause(then: impl FnOnce() + 'static) {
    #[cfg(target_arch = "wasm32")]
    document::after_pause(then);
    #[cfg(not(target_arch = "wasm32"))]
    drop(then);
}

/// The items of a list, of which only some are in the document. Removing the others is many
/// times faster than hiding them: a browser looks through hidden neighbours for each item that
/// it lays out.
///
/// Natively there is no document, and the list stays as it is rendered.
#[derive(Clone)]
pub struct ListItems {
    #[cfg(target_arch = "wasm32")]
    list: std::rc::Rc<document::Items>,
}

impl ListItems {
    /// The items of the list with this `id`, in order.
    pub fn of(id: &'static str) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let _ = id;
        ListItems {
            #[cfg(target_arch = "wasm32")]
            list: std::rc::Rc::new(document::Items::of(id)),
        }
    }

    /// Puts the items at these places into the document, and removes all others.
    pub fn show(&self, places: &[usize]) {
        #[cfg(target_arch = "wasm32")]
        self.list.show(places);
        #[cfg(not(target_arch = "wasm32"))]
        let _ = places;
    }
}

/// Moves the keyboard's focus to the element with this `id`. Natively there is no focus to
/// move.
pub fn focus(id: &'static str) {
    #[cfg(target_arch = "wasm32")]
    document::focus(id);
    #[cfg(not(target_arch = "wasm32"))]
    let _ = id;
}

/// Opens what is folded around the element with this `id`. Natively it stays as it is rendered.
pub fn unfold(id: &'static str) {
    #[cfg(target_arch = "wasm32")]
    let _ = place::unfold(id);
    #[cfg(not(target_arch = "wasm32"))]
    let _ = id;
}

/// Marks the link of the navigation that leads to the page at `path`, or to the list that has it;
/// see [`crate::site::current_mark`]. Natively it is marked as it is rendered.
pub fn mark_current(base: &str, path: &str) {
    #[cfg(target_arch = "wasm32")]
    document::mark_current(base, path);
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (base, path);
}

/// Sets the value of the field with this `id`, and leaves the cursor where it is if that is its
/// value already. Natively there is no field.
pub fn set_value(id: &'static str, value: &str) {
    #[cfg(target_arch = "wasm32")]
    document::set_value(id, value);
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (id, value);
}

/// The id of the only live region, which `index.html` has.
pub const ANNOUNCER: &str = "site-announcement";

/// Lets assistive technology say something, even if it is what was said last. Natively nobody
/// listens.
pub fn announce(words: &str) {
    set_text(ANNOUNCER, "");
    // Screen readers notice only what changes after they have looked.
    let words = words.to_owned();
    after_pause(move || set_text(ANNOUNCER, &words));
}

/// Sets the text of the element with this `id`. Natively it stays as it is rendered.
pub fn set_text(id: &'static str, text: &str) {
    #[cfg(target_arch = "wasm32")]
    document::set_text(id, text);
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (id, text);
}

/// The text in the form in which a search compares: people do not type accents, hyphens and
/// apostrophes as editors write them, and each may be several code points.
///
/// Compatibility forms are decomposed (NFKD), letters are lowercased and then uppercased, so
/// that ß is SS and every i and sigma is one letter, and what [`LEFT_OUT`] matches is removed.
/// Texts that match letter by letter match here too.
///
/// A browser has the tables for all of Unicode, which would be tens of kilobytes of the wasm;
/// natively they are ICU's and the standard library's, and only tests search.
pub fn folded(text: &str) -> String {
    #[cfg(target_arch = "wasm32")]
    return {
        let left_out = js_sys::RegExp::new(LEFT_OUT, "gu");
        let text = js_sys::JsString::from(text).normalize("NFKD");
        let text = text.replace_by_pattern(&left_out, "");
        text.to_lower_case().to_upper_case().into()
    };
    #[cfg(not(target_arch = "wasm32"))]
    return folded::folded(text);
}

/// What a search does not compare, after NFKD, as JavaScript's pattern:
///
/// - an acute accent by itself (typed as an apostrophe);
/// - marks that any script may use (`Zinh`), so accents, tones, the vowels of Arabic, and
///   joiners. Marks that belong to one script are the vowels of Devanagari, Tamil or Thai:
///   without them other words would match, so they stay, as do the two that tell か from が;
/// - the points of Hebrew, which are mostly not written, and Arabic's tatweel;
/// - invisible characters, such as soft hyphens;
/// - hyphens, dashes and the minus sign, quotation marks and apostrophes.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
const LEFT_OUT: &str = r#" \u0301|(?![\u3099\u309a])\p{sc=Zinh}|[\u0591-\u05c7\u0640\p{DI}\p{Pd}\u2212\p{Pi}\p{Pf}"'`\u02b9-\u02bf\u2032]"#;

#[cfg(target_arch = "wasm32")]
pub use charts::{ChartElement, follow_charts};
#[cfg(target_arch = "wasm32")]
pub use document::{
    after_render, app_host, base, bundle_address, call, empty_app_host, is_cached, is_former,
    is_online, later, notice_host, rendered_path, scroll_to, set_language, set_ready, set_title,
    warn,
};
#[cfg(target_arch = "wasm32")]
pub use embed::{document_of, elements_in, is_in_document, name_region, query, replace_children};
#[cfg(target_arch = "wasm32")]
pub use export::{
    Picture, PictureKey, PictureLine, Promise, after, archived_revision, copy_picture, copy_text,
    follow_exports, save, share, today,
};
#[cfg(target_arch = "wasm32")]
pub use fetch::{Fetched, Latest, Reader, fetch_bundle, revision};
#[cfg(target_arch = "wasm32")]
pub use history::{here, keep_page, release_page, whole_address};
#[cfg(target_arch = "wasm32")]
pub use js_sys::{Function, Uint8Array as Bytes};
#[cfg(target_arch = "wasm32")]
pub use links::{Arrival, follow_links};
#[cfg(target_arch = "wasm32")]
pub use pages::{
    PageLoader, cards, footer, has_pages, header, heading, load_pages, load_pages_for, outline,
    piece, use_pages, with_pages,
};
#[cfg(target_arch = "wasm32")]
pub use place::{Place, show_page};
#[cfg(target_arch = "wasm32")]
pub use points::{End, follow_points};
#[cfg(target_arch = "wasm32")]
pub use web_sys::{Element, Node};
