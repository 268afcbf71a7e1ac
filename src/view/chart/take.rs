//! Where the ways stand in which a chart can be taken along.

use leptos::prelude::*;

use crate::text::words;

/// The folded place of the buttons, and of the words on how it went. Script puts both
/// there (`crate::browser::show_takes`), as they mean nothing without it.
#[component]
pub fn TakeAlong() -> impl IntoView {
    view! {
        <details class="take">
            <summary>{words::TAKE_ALONG}</summary>
        </details>
    }
}
