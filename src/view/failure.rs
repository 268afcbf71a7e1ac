//! What the reader sees when the content cannot be shown.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::load::LoadError;
use crate::text::{self, words};

use super::erase::Erase;

/// A plain sentence, a button where trying again may help, details folded away.
#[component]
pub fn Failure(
    /// What went wrong.
    error: LoadError,
    /// How often loading was tried.
    attempt: usize,
    /// Loads again.
    retry: impl Fn() + Send + 'static,
) -> impl IntoView {
    let css = style_sheet!("style/components/failure.css");
    let (title, sentence) = text::failure(&error);
    let button = error.may_pass().then(|| {
        view! { class = css,
            <button type="button" class="button" on:click=move |_| retry()>{words::RETRY}</button>
        }
    }).erase();
    view! { class = css,
        <main id="site-content" class="failure">
            <div role="alert">
                <h1 tabindex="-1">{title}</h1>
                <p>{sentence}</p>
                // Another text each time, or nobody would hear that it failed again.
                {(attempt > 1).then(|| view! { class = css, <p>{text::tried(attempt)}</p> }).erase()}
            </div>
            {button}
            <details>
                <summary>{words::DETAILS}</summary>
                <pre>{error.to_string()}</pre>
            </details>
        </main>
    }
}
