//! One page as a complete HTML document.

use std::cell::Cell;

use leptos::prelude::*;
use lol_html::html_content::ContentType;
use lol_html::{RewriteStrSettings, doc_comments, element, rewrite_str};

use super::PublishError;
use crate::browser::{Location, Navigator};
use crate::page::{App, description, heading};
use crate::site::{Route, Shell};
use crate::text;

/// The HTML of one page: the template with the page rendered into it and its metadata in the
/// head.
///
/// `head` is HTML for the end of the document's head. `pictures` are addresses of pictures,
/// each with the data URL that replaces it.
///
/// # Errors
/// [`PublishError::Html`].
pub fn document(
    shell: Shell,
    route: Route,
    template: &str,
    head: &str,
    pictures: &[(String, String)],
) -> Result<String, PublishError> {
    let site = shell.site;
    let path = site.href(route);
    let title = text::document_title(&heading(site, route), &site.bundle.site.name);
    let (content, nodes) = counted(&rendered(shell, &path))?;
    let content = with_pictures(content, pictures);
    let handlers = vec![
        element!("html", |html| {
            html.set_attribute("lang", &site.bundle.locale)?;
            html.set_attribute("data-base", site.base)?;
            html.set_attribute("data-path", &path)?;
            // `public/start.js` checks whether all of them arrived.
            html.set_attribute("data-nodes", &nodes)?;
            Ok(())
        }),
        element!("title", |element| {
            element.set_inner_content(&title, ContentType::Text);
            Ok(())
        }),
        element!("meta[name=description]", |element| {
            element.set_attribute("content", &description(site, route))?;
            Ok(())
        }),
        // The last element of the head, whose own tags are optional in HTML.
        element!("link[rel=icon]", |icon| {
            icon.after(head, ContentType::Html);
            Ok(())
        }),
        element!("#site-app", |app| {
            app.set_inner_content(&content, ContentType::Html);
            Ok(())
        }),
    ];
    let settings = RewriteStrSettings {
        element_content_handlers: handlers,
        ..RewriteStrSettings::new()
    };
    Ok(rewrite_str(template, settings)?)
}

/// The app at a path, as HTML that the app in a browser takes over.
fn rendered(shell: Shell, path: &str) -> String {
    let owner = Owner::new();
    owner.with(|| {
        let navigator = Navigator::at(Location {
            path: path.to_owned(),
            ..Location::default()
        });
        view! { <App shell=move || shell navigator/> }.to_html()
    })
}

/// The HTML with the data URL of each small picture in place of its address.
pub fn with_pictures(html: String, pictures: &[(String, String)]) -> String {
    pictures.iter().fold(html, |html, (src, data)| {
        html.replace(&format!("src=\"{src}\""), &format!("src=\"{data}\""))
    })
}

/// The HTML with each comment written in full. Leptos marks places with `<!>`, which browsers
/// read as an empty comment, but which is an error in HTML.
pub fn with_whole_comments(html: &str) -> Result<String, PublishError> {
    Ok(counted(html)?.0)
}

/// The same, and the numbers of elements and of comments, with a comma between.
fn counted(html: &str) -> Result<(String, String), PublishError> {
    let (comments, elements) = (Cell::new(0), Cell::new(0));
    let mark = doc_comments!(|comment| {
        // A comment is written in full when its text is set.
        let text = comment.text();
        comment.set_text(&text)?;
        comments.set(comments.get() + 1);
        Ok(())
    });
    let element = element!("*", |_| {
        elements.set(elements.get() + 1);
        Ok(())
    });
    let html = rewrite_str(
        html,
        RewriteStrSettings {
            document_content_handlers: vec![mark],
            element_content_handlers: vec![element],
            ..RewriteStrSettings::new()
        },
    )?;
    Ok((html, format!("{},{}", elements.get(), comments.get())))
}

#[cfg(test)]
mod tests {
    use super::{counted, with_whole_comments};

    #[test]
    fn marks_become_comments_and_texts_that_look_like_them_stay() {
        let html = "<!><p title=\"a<!>b\">a<!><b>&lt;!&gt;</b><!--s--></p><!>";
        assert_eq!(
            with_whole_comments(html).expect("HTML"),
            "<!----><p title=\"a<!>b\">a<!----><b>&lt;!&gt;</b><!--s--></p><!---->"
        );
    }

    #[test]
    fn elements_and_comments_are_counted_as_a_browser_finds_them() {
        let html = "<!><p title=\"<b>\">a<!><b>&lt;i&gt;</b><br><svg><path></path></svg></p><!>";
        let (_, nodes) = counted(html).expect("HTML");
        // p, b, br, svg, path; three comments.
        assert_eq!(nodes, "5,3");
    }
}
