//! The whole app: the layout, with the page that the address names.

use leptos::prelude::*;

use crate::browser::{Navigator, mark_current};
use crate::site::{Address, Shell};
use crate::view::{HeadingLevel, Layout};

use super::initiative::InitiativesPage;
use super::piece::{cards_piece, footer_piece, header_piece, piece};
use super::sections::initiatives;

/// The layout and the page at the navigator's location.
#[component]
pub fn App(
    /// The site, of whose content more may become known.
    shell: impl Fn() -> Shell + Copy + Send + Sync + 'static,
    /// Where the reader is.
    navigator: Navigator,
) -> impl IntoView {
    let address = Memo::new(move |_| shell().address(&navigator.location().path));
    Effect::new(move |_| mark_current(shell().base, &shell().path_of(&address.get())));
    let header = header_piece(shell(), &address.get_untracked());
    view! {
        <Layout header footer=footer_piece(shell())>
            {move || page(shell(), navigator, &address.get())}
        </Layout>
    }
}

fn page(shell: Shell, navigator: Navigator, address: &Address) -> AnyView {
    match address {
        Address::Page(page) => {
            let parts = shell.outline.pages[*page].parts.iter().enumerate();
            let views = parts.map(|(place, grid)| match grid {
                Some(section) => {
                    let intro = piece(shell, address, place);
                    let cards = move |shown| cards_piece(shell, HeadingLevel::H3, shown);
                    initiatives(shell, navigator, section, intro, cards)
                }
                None => piece(shell, address, place).into_any(),
            });
            views.collect_view().into_any()
        }
        Address::Initiatives => {
            let cards = move |shown| cards_piece(shell, HeadingLevel::H2, shown);
            view! { <InitiativesPage shell navigator cards/> }.into_any()
        }
        // Nothing reacts on the other pages, each of which is one element.
        Address::Other(_) | Address::NotFound => piece(shell, address, 0).into_any(),
    }
}
