//! A page around its content: the head, and the site's own header and footer.

use std::fmt::Write;

use html_escape::encode_double_quoted_attribute as escaped;
use leptos::prelude::*;
use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, element, rewrite_str};

use crate::exhibit;
use crate::publish::PublishError;
use crate::publish::document::{with_pictures, with_whole_comments};
use crate::publish::oembed;
use crate::site::{Exhibit, Site};
use crate::text::{self, share};
use crate::view::{Element, Layout, footer, header, static_view};

/// What every page is made from.
pub struct Document<'a> {
    /// trunk's page, with complete addresses.
    pub template: &'a str,
    /// The address of the pages' own style sheet.
    pub styles: String,
    /// The address of their script.
    pub script: String,
    /// The addresses of small pictures, each with the data URL that replaces it.
    pub pictures: &'a [(String, String)],
}

impl Document<'_> {
    /// The whole page of an embed around its content.
    ///
    /// # Errors
    /// The template is not HTML.
    pub fn html(
        &self,
        site: Site,
        embed: Exhibit,
        content: Element,
    ) -> Result<String, PublishError> {
        let body = with_whole_comments(&framed(site, content))?;
        let body = with_pictures(body, self.pictures);
        let name = exhibit::title(site, embed);
        let site_name = &site.bundle.site.name;
        let title = text::document_title(&share::heading(&name), site_name);
        let description = share::description(&name, site_name);
        let head = self.head(site, embed);
        let handlers = vec![
            element!("html", |html| {
                html.set_attribute("lang", &site.bundle.locale)?;
                html.set_attribute("data-base", site.base)?;
                Ok(())
            }),
            element!("title", |element| {
                element.set_inner_content(&title, ContentType::Text);
                Ok(())
            }),
            element!("meta[name=description]", |element| {
                element.set_attribute("content", &description)?;
                Ok(())
            }),
            // The app does not know these pages, and would say that there is no such page: what is
            // left of its starter shows the reader's theme.
            element!("#site-start", |starter| {
                let attributes = starter.attributes().iter();
                let names: Vec<String> = attributes.map(|attribute| attribute.name()).collect();
                for name in names.iter().filter(|name| name.starts_with("data-")) {
                    starter.remove_attribute(name);
                }
                Ok(())
            }),
            element!("#site-notice, #site-failure", |element| {
                element.remove();
                Ok(())
            }),
            // The last element of the head, whose own tags are optional in HTML.
            element!("link[rel=icon]", |icon| {
                icon.after(&head, ContentType::Html);
                Ok(())
            }),
            element!("#site-app", |app| {
                app.set_inner_content(&body, ContentType::Html);
                Ok(())
            }),
        ];
        let settings = RewriteStrSettings {
            element_content_handlers: handlers,
            ..RewriteStrSettings::new()
        };
        Ok(rewrite_str(self.template, settings)?)
    }

    fn head(&self, site: Site, embed: Exhibit) -> String {
        // A search engine should find the page that contains what is embedded.
        let mut html = String::from(r#"<meta name="robots" content="noindex">"#);
        html.push_str(&oembed::link_of_embed(site, embed, None));
        let styles = escaped(&self.styles);
        write!(html, r#"<link rel="stylesheet" href="{styles}">"#).expect("a String takes all");
        // The second link is for editors, so that they get what the preview shows.
        let elements = format!("{}embed.js", site.base);
        for script in [&self.script, &elements] {
            let script = escaped(script);
            write!(html, r#"<script type="module" src="{script}"></script>"#)
                .expect("a String takes all");
        }
        html
    }
}

/// The content within the site's header and footer.
fn framed(site: Site, content: Element) -> String {
    let owner = Owner::new();
    owner.with(|| {
        // No entry of the navigation leads to it.
        let header = static_view(move || header(site, ""));
        let footer = static_view(move || footer(site));
        let content = static_view(move || content);
        view! { <Layout header footer>{content}</Layout> }.to_html()
    })
}

#[cfg(test)]
mod tests {
    use scraper::{Html, Selector};

    use super::*;
    use crate::publish::images::Images;
    use crate::publish::share::page;
    use crate::publish::tests::{NORLAND, poisoned, site_of};
    use crate::site::Subject;

    /// What trunk makes of index.html, as far as it matters here.
    const TEMPLATE: &str = "<!doctype html><html lang=en data-base=/><meta charset=utf-8>\
        <title>x</title><meta name=description content=x>\
        <script id=site-start data-script=/app.js data-content=/content.bin>start()</script><link rel=icon href=/icon.svg>\
        <div id=site-app></div><div id=site-notice></div><div id=site-failure></div>";

    #[test]
    fn a_page_runs_only_its_own_files_and_hostile_text_stays_text() {
        let site = site_of(&poisoned(NORLAND));
        let embed = Exhibit::Chart(Subject::Scorecard);
        let document = Document {
            template: TEMPLATE,
            styles: "/share/share.css".to_owned(),
            script: "/share/share.js".to_owned(),
            pictures: &[],
        };
        let content = page::content(site, embed, None, Images::planned(site).of(embed));
        let html = document.html(site, embed, content).expect("HTML");
        let html = Html::parse_document(&html);
        let all = |selector: &str| {
            let selector = Selector::parse(selector).expect("a selector");
            html.select(&selector).collect::<Vec<_>>()
        };
        let scripts = all("script");
        let addresses: Vec<_> = scripts.iter().filter_map(|one| one.attr("src")).collect();
        assert_eq!(addresses, ["/share/share.js", "/embed.js"]);
        // The starter is the same in all pages, and here it has nothing to start.
        let inline: Vec<_> = scripts
            .iter()
            .filter(|one| one.attr("src").is_none())
            .collect();
        assert_eq!(inline.len(), 1);
        assert_eq!(inline[0].text().collect::<String>(), "start()");
        assert_eq!(
            inline[0].value().attrs().collect::<Vec<_>>(),
            [("id", "site-start")]
        );
        assert_eq!(all("[style], [onerror], [onclick]").len(), 0);
        assert_eq!(all("meta[name=robots][content=noindex]").len(), 1);
        assert_eq!(all("link[type='application/json+oembed']").len(), 1);
        assert_eq!(all("#site-notice, #site-failure").len(), 0);
        assert_eq!(all("main h1").len(), 1);
        assert_eq!(all("nav [aria-current]").len(), 0);
    }
}
