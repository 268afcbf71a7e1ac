//! The content of a page: options, preview, snippets.

use crate::exhibit::{self, FRAME_WIDTH, FrameHeights};
use crate::page::heading;
use crate::publish::addresses::root;
use crate::publish::images::Image;
use crate::site::{Exhibit, RevisionHash, Route, Site};
use crate::text::{self, share};
use crate::view::{Element, element, route_link};

use super::form::{options, radios, widths};
use super::snippets::{Snippet, alternatives, snippets};

/// The widths of the preview, in pixels.
const WIDTHS: [(&str, u32); 3] = [("320", 320), ("480", 480), ("720", 720)];

/// The content of the page of an embed; `hash` is the name of the latest revision if it is
/// archived, and `picture` is the embed as pictures, if it has some.
pub fn content(
    site: Site,
    embed: Exhibit,
    hash: Option<&RevisionHash>,
    picture: Option<&Image>,
) -> Element {
    let route = embed.page(site);
    let name = match route {
        // Its heading is the site's name.
        Route::Page(page) => page.title.to_string(),
        _ => heading(site, route),
    };
    let back = element("nav")
        .class("breadcrumb")
        .set("aria-label", text::words::BREADCRUMB)
        .with(route_link(site, route).text(share::back(&name)));
    let title = exhibit::title(site, embed);
    let instead = embed.alternative();
    let instead = instead.map(|other| {
        let words = match other {
            Exhibit::Figure(_) => share::FIGURE_INSTEAD,
            Exhibit::Card(_)
            | Exhibit::Insight(_)
            | Exhibit::Chart(_)
            | Exhibit::Results
            | Exhibit::Multiples(_)
            | Exhibit::Wheel(_) => share::CHART_INSTEAD,
        };
        let href = format!("{}{}", site.base, other.share_path());
        let link = element("a").set("href", href).text(words);
        element("p").class("onward").with(link)
    });
    let section = |id: &'static str, words: &'static str, class: &'static str| {
        let heading = element("h2").set("id", id).text(words);
        element("section").class(class).with(heading)
    };
    let options =
        section("options", share::OPTIONS, "share-script").with(options(site, embed, hash));
    let heights = FrameHeights::of(site, embed);
    let preview = preview(
        section("preview", share::PREVIEW, "share-preview"),
        site,
        embed,
        heights,
    );
    let desk = element("div")
        .class("share-desk")
        .with(options)
        .with(preview);
    let mut codes = section("codes", share::CODES, "share-codes");
    if root(site).is_none() {
        let note = element("p")
            .class("share-scriptless")
            .text(share::replace_origin());
        codes = codes.with(note);
    }
    let codes = codes.with_all(
        snippets(site, embed, heights, picture)
            .iter()
            .map(|one| code(one, one.text(site, picture))),
    );
    let [live_alt, pinned_alt] = picture
        .map(|picture| alternatives(site, picture))
        .map_or([None, None], |words| words.map(Some));
    element("div")
        .class("share")
        .set("id", "share")
        .set_some("data-site", root(site))
        .set("data-updated", share::UPDATED)
        .set("data-copied", share::COPIED)
        .set("data-not-copied", share::NOT_COPIED)
        .set_some("data-live-alt", live_alt)
        .set_some("data-pinned-alt", pinned_alt)
        .with(back)
        .with(element("h1").text(share::heading(&title)))
        .with(element("p").class("lead").text(share::LEAD))
        .with_some(instead)
        .with(desk)
        .with(codes)
}

/// The embed itself in a frame, at a choice of widths, which needs no script.
fn preview(section: Element, site: Site, embed: Exhibit, heights: FrameHeights) -> Element {
    let path = format!("{{place}}{}/", embed.name());
    let frame = element("iframe")
        .set("src", format!("{}{}?fit=frame", site.base, embed.path()))
        .set("title", exhibit::title(site, embed))
        .set("width", FRAME_WIDTH.to_string())
        .set("height", heights.wide.to_string())
        // For the script: the template of its address, and its height on a phone.
        .set("data-template", format!("{}embed/{path}", site.base))
        .set("data-narrow", heights.narrow.to_string());
    let stage = element("div")
        .class("share-stage")
        .set("role", "group")
        .set(
            "aria-label",
            share::preview_of(&exhibit::title(site, embed)),
        )
        // So that the keyboard can scroll it where it is wider than the screen.
        .set("tabindex", "0")
        .with(frame);
    let heights = radios("height", share::HEIGHT, &share::HEIGHTS);
    let help = element("p").class("quiet").text(share::HEIGHT_HELP);
    let heights = element("div")
        .class("share-script")
        .with(heights)
        .with(help);
    let sizes = element("form")
        .class("share-sizes")
        .set("autocomplete", "off")
        .set("aria-label", share::PREVIEW_SIZE)
        .with(widths(WIDTHS))
        .with(heights);
    section.with(sizes).with(stage)
}

/// A snippet in a field that can be reached and selected with the keyboard, and a button that
/// copies it.
fn code(snippet: &Snippet, text: String) -> Element {
    let (title, help) = snippet.words;
    let (heading, about) = (
        format!("{}-code", snippet.id),
        format!("{}-help", snippet.id),
    );
    let field = element("textarea")
        .set("id", snippet.id)
        .set("readonly", "")
        .set("rows", if snippet.id == "oembed" { "2" } else { "6" })
        .set("spellcheck", "false")
        .set("dir", "ltr")
        .set("translate", "no")
        .set("aria-labelledby", heading.clone())
        .set("aria-describedby", about.clone())
        .set("data-template", snippet.template.clone())
        .text(text);
    let name = element("span").class("visually-hidden");
    let button = element("button")
        .set("type", "button")
        .set("data-copy", snippet.id)
        .text(share::COPY)
        .with(name.text(share::copy_name(title)));
    // The result; the page's live region announces the same.
    let said = element("p").class("share-said");
    let copy = element("div").class("share-copy").class("share-script");
    element("div")
        .class("share-code")
        .with(element("h3").set("id", heading).text(title))
        .with(element("p").class("quiet").set("id", about).text(help))
        .with(field)
        .with(copy.with(button).with(said))
}
