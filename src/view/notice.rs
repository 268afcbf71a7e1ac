//! What the reader should know about the content as a whole.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::browser::announce;
use crate::load::LoadError;
use crate::site::Outline;
use crate::text::{self, wayfinding, words};

use super::element::element;
use super::erase::Erase;
use super::static_view::static_view;

/// The class that scopes the sheet.
const CSS: &str = style_sheet!("style/components/notice.css");

/// Something to know about the content as a whole.
#[derive(Clone)]
pub enum Notice {
    /// Newer content replaced what the page was built with.
    Updated(&'static Outline),
    /// There is no network; the content is from the device's cache.
    Offline(&'static Outline),
    /// The content is shown as built: either it could not be found out whether there is newer
    /// content, or that cannot be shown.
    Unchecked(&'static Outline, LoadError),
    /// A chart does not show what the reader chose: what draws it did not load.
    NotDrawn,
    /// There is no content at all, after so many attempts.
    Failed(LoadError, usize),
}

/// The notice, if there is one: a plain sentence, a button where trying again may help, and
/// folded details.
#[component]
pub fn NoticeBar(
    /// The notice.
    notice: RwSignal<Option<Notice>>,
    /// Loads again.
    retry: impl Fn() + Copy + Send + 'static,
) -> impl IntoView {
    move || notice.get().map(|shown| bar(shown, notice, retry))
}

fn bar(
    shown: Notice,
    notice: RwSignal<Option<Notice>>,
    retry: impl Fn() + Copy + Send + 'static,
) -> AnyView {
    let (title, sentence) = match &shown {
        Notice::Updated(outline) => (words::UPDATED, text::updated(outline)),
        Notice::Offline(outline) => (words::OFFLINE, text::as_built(outline)),
        Notice::Unchecked(outline, error) => text::unchecked(error, outline),
        Notice::NotDrawn => (words::NOT_DRAWN, words::NOT_DRAWN_YET.to_owned()),
        Notice::Failed(error, attempt) => {
            let (title, sentence) = text::failure(error);
            // A different text each time, or it would not be announced that it failed again.
            let again = if *attempt > 1 {
                text::tried(*attempt)
            } else {
                String::new()
            };
            (title, format!("{sentence} {again}"))
        }
    };
    announce(&format!("{title} {sentence}"));
    let (error, may_pass) = match shown {
        Notice::Unchecked(_, error) | Notice::Failed(error, _) => {
            let may_pass = error.may_pass();
            (Some(error), may_pass)
        }
        Notice::NotDrawn => (None, true),
        Notice::Updated(_) | Notice::Offline(_) => (None, false),
    };
    let retry = may_pass.then(|| {
        view! { class = CSS,
            <button type="button" on:click=move |_| retry()>{words::RETRY}</button>
        }
    });
    let details = error.map(|error| {
        static_view(move || {
            let summary = element("summary").class(CSS).text(words::DETAILS);
            let error = element("pre").class(CSS).text(error.to_string());
            element("details").class(CSS).with(summary).with(error)
        })
    });
    view! { class = CSS,
        <div class="notice" role="region" aria-label=wayfinding::NOTICE>
            {static_view(move || {
                let title = element("strong").text(title);
                element("p").with(title).text(" ").text(sentence)
            })}
            {details}
            <div class="answers">
                {retry.erase()}
                <button type="button" on:click=move |_| notice.set(None)>{words::CLOSE}</button>
            </div>
        </div>
    }
    .into_any()
}
