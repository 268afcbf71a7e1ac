//! An embed as a document of its own, for a frame.

use std::fmt::Write;

use html_escape::encode_double_quoted_attribute as escaped;

use crate::publish::addresses::canonical;
use crate::publish::document::with_pictures;
use crate::publish::oembed;
use crate::site::{Exhibit, RevisionHash, Site};
use crate::text;
use crate::view::{Element, element};

/// What every embed page has in it, and the addresses of what it loads.
pub struct Frame {
    /// The script that shows how an embed looks before its first paint.
    pub options: String,
    /// The style sheet.
    pub styles: String,
    /// The script.
    pub script: String,
    /// What the script loads when there is something to draw.
    pub runtime: String,
    /// The icon, for readers who open the page by itself.
    pub icon: String,
}

/// What a page shows.
pub struct Shown<'a> {
    /// The site of the revision that is shown.
    pub site: Site,
    /// Its title.
    pub title: String,
    /// The embed; `None` on the page that says that there is no such embed.
    pub embed: Option<Exhibit>,
    /// The hash of the revision, where it is pinned.
    pub pinned: Option<&'a RevisionHash>,
}

impl Frame {
    /// The whole document around `main`, with `pictures` as in [`super::Common`].
    pub fn document(
        &self,
        shown: &Shown<'_>,
        main: Element,
        pictures: &[(String, String)],
    ) -> String {
        let bundle = shown.site.bundle;
        let mut attributes = vec![
            ("lang", bundle.locale.to_string()),
            ("data-base", shown.site.base.to_owned()),
            ("data-revision", bundle.revision.to_string()),
            ("data-published", bundle.published.to_string()),
        ];
        match shown.embed {
            Some(embed) => {
                attributes.push(("data-kind", embed.kind().name().to_owned()));
                attributes.push(("data-id", embed.id().to_owned()));
                attributes.push(("data-runtime", self.runtime.clone()));
            }
            None => attributes.push(("data-missing", String::new())),
        }
        attributes.extend(shown.pinned.map(|hash| ("data-pinned", hash.to_string())));

        let title = text::document_title(&shown.title, &bundle.site.name);
        let mut html = String::from("<!doctype html><html class=\"embed\"");
        let mut add = |name: &str, value: &str| {
            write!(html, " {name}=\"{}\"", escaped(value)).expect("a String takes all");
        };
        for (name, value) in &attributes {
            add(name, value);
        }
        html.push_str(
            "><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\">",
        );
        // A search engine should find the page that it is a part of.
        html.push_str("<meta name=\"robots\" content=\"noindex\">");
        element("title").text(title).write(&mut html);
        write!(html, "<script>{}</script>", self.options).expect("a String takes all");
        // Links lead out of the frame, which they have no room in.
        html.push_str("<base target=\"_blank\">");
        for (relation, address) in [("stylesheet", &self.styles), ("icon", &self.icon)] {
            write!(
                html,
                "<link rel=\"{relation}\" href=\"{}\">",
                escaped(address)
            )
            .expect("a String takes all");
        }
        if let Some(embed) = shown.embed {
            html.push_str(&oembed::link_of_embed(shown.site, embed, shown.pinned));
        }
        let page = shown.embed.map(|embed| embed.page(shown.site));
        if let Some(address) = page.and_then(|page| canonical(shown.site, page)) {
            write!(
                html,
                "<link rel=\"canonical\" href=\"{}\">",
                escaped(&address)
            )
            .expect("a String takes all");
        }
        write!(
            html,
            "<script type=\"module\" src=\"{}\"></script></head><body>",
            escaped(&self.script)
        )
        .expect("a String takes all");
        let main = main.class("embed-page").set("id", "embed");
        let mut body = String::new();
        main.write(&mut body);
        html.push_str(&with_pictures(body, pictures));
        html.push_str("</body></html>");
        html
    }
}
