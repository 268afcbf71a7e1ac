//! The snippets that an editor copies.
//!
//! Each is a template with placeholders for what the options change. Here it is filled in for
//! the default options; `embed/share.js` fills in the same templates for others, so the two
//! agree.

use html_escape::encode_double_quoted_attribute as escaped;

use crate::exhibit::{self, FrameHeights};
use crate::publish::addresses::root;
use crate::publish::images::Image;
use crate::site::{Exhibit, RevisionHash, Site, pinned_folder};
use crate::text::share;

/// A snippet to copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// Its id in the page.
    pub id: &'static str,
    /// Its title, and what it is for.
    pub words: share::CodeWords,
    /// The snippet with placeholders:
    ///
    /// - `{site}`: the whole address of the site's root, with a slash at its end
    /// - `{place}`: `pinned/<hash>/` for a revision that stays, else nothing
    /// - `{query}`: the options as the query of an address, with its `?`, or nothing
    /// - `{fit}`: the same, for a frame whose height does not follow
    /// - `{attributes}`: the options as attributes of an element, with a blank before each
    /// - `{dark}`: `-dark` for the dark theme, else nothing
    /// - `{alt}`: what a picture shows, with its figures if they stay
    /// - `{scheme}`: a declaration of the chosen theme, else nothing
    pub template: String,
}

impl Snippet {
    /// The snippet for the default options.
    pub fn text(&self, site: Site, picture: Option<&Image>) -> String {
        let unknown = || format!("{}{}", share::UNKNOWN_ORIGIN, site.base);
        let root = root(site).unwrap_or_else(unknown);
        let text = filled(&self.template, &root, "");
        match picture.map(|picture| alternatives(site, picture)) {
            Some([live, _]) => text.replace("{alt}", &escaped(&live)),
            None => text,
        }
    }
}

/// What a picture shows, for people who do not see it: of one that changes with the figures, and
/// of one that stays.
pub fn alternatives(site: Site, picture: &Image) -> [String; 2] {
    [
        share::live_picture(&picture.title, &site.bundle.site.name),
        format!("{}: {}", picture.title, picture.alt),
    ]
}

/// A template filled in for the default options, the site whose root has the address `root`,
/// and the revision at `place`.
fn filled(template: &str, root: &str, place: &str) -> String {
    template
        .replace("{site}", &in_attribute(root))
        .replace("{place}", place)
        .replace("{fit}", FIT)
        .replace("{query}", "")
        .replace("{attributes}", "")
        .replace("{dark}", "")
        .replace("{scheme}", "")
}

/// The query of an address for a frame of fixed height.
const FIT: &str = "?fit=frame";

/// All snippets for an embed whose frames have these heights, and whose picture is `picture`, if it
/// has one.
pub fn snippets(
    site: Site,
    embed: Exhibit,
    heights: FrameHeights,
    picture: Option<&Image>,
) -> Vec<Snippet> {
    let page = format!("{{site}}{}", in_attribute(&embed.place(site)));
    let link = link(site, embed);
    let script = r#"<script type="module" src="{site}embed.js"></script>"#;
    let frame = fixed_frame(site, embed, heights);
    let following = following_frame(site, embed, heights);
    let (kind, id) = (embed.kind().name(), in_attribute(embed.id()));
    let element =
        format!(r#"<civic-{kind} of="{id}" site="{{site}}"{{attributes}}>{link}</civic-{kind}>"#);
    let snippet = |id, words, template| Snippet {
        id,
        words,
        template,
    };
    let mut all = vec![
        snippet(
            "frame",
            share::FRAME,
            format!("<div>{frame}</div>\n<p>{link}</p>"),
        ),
        snippet(
            "automatic",
            share::AUTOMATIC,
            format!("<div>{following}</div>\n<p>{link}</p>\n{script}"),
        ),
        snippet("element", share::ELEMENT, format!("{element}\n{script}")),
    ];
    if let Some(picture) = picture {
        let file = picture.light.png.trim_end_matches(".png");
        let file = in_attribute(file.trim_start_matches("images/"));
        // Where styles are removed, it is as wide as its column.
        let image = format!(
            r#"<img src="{{site}}images/{{place}}{file}{{dark}}.png" alt="{{alt}}" width="100%" style="max-width:{}px">"#,
            picture.width
        );
        let linked = format!(r#"<p><a href="{page}">{image}</a></p>"#);
        all.push(snippet("picture", share::PICTURE, linked));
    }
    // Its consumers need absolute addresses, which only a site with an origin has.
    if root(site).is_some() {
        let address = format!("{{site}}embed/{{place}}{}/", embed.name());
        all.push(snippet("oembed", share::OEMBED, address));
    }
    all
}

/// The HTML of an oEmbed answer for a site whose root has the address `root`, of the revision with
/// the pinned hash or else of the latest.
///
/// It begins as WordPress expects (`wp_filter_oembed_result` in wp-includes/embed.php): with a
/// link that is shown until the frame speaks, and hidden everywhere else. Sizes are in
/// attributes, which programs that lay out the frame themselves can replace.
pub fn answer_html(
    site: Site,
    embed: Exhibit,
    heights: FrameHeights,
    root: &str,
    pinned: Option<&RevisionHash>,
) -> String {
    let template = format!(
        "<blockquote hidden>{}</blockquote>{}",
        link(site, embed),
        iframe(site, embed, heights, "{fit}", "")
    );
    filled(&template, root, &pinned_folder(pinned))
}

/// The link to what is embedded.
fn link(site: Site, embed: Exhibit) -> String {
    let name = exhibit::title(site, embed);
    let page = format!("{{site}}{}", in_attribute(&embed.place(site)));
    let words = in_text(&share::link(&name, &site.bundle.site.name));
    format!(r#"<a href="{page}">{words}</a>"#)
}

/// A frame without script. It is higher on a phone where it has to be, and has one height where
/// styles are removed.
fn fixed_frame(site: Site, embed: Exhibit, heights: FrameHeights) -> String {
    let FrameHeights { narrow, wide } = heights;
    let height = match narrow > wide {
        true => format!("height:clamp({wide}px,1400px - 100vw,{narrow}px);"),
        false => String::new(),
    };
    let style = format!(" style=\"{height}border:0{{scheme}}\"");
    iframe(site, embed, heights, "{fit}", &style)
}

/// A frame whose height is set by a script.
fn following_frame(site: Site, embed: Exhibit, heights: FrameHeights) -> String {
    iframe(
        site,
        embed,
        heights,
        "{query}",
        " style=\"border:0{scheme}\"",
    )
}

/// A frame as wide as its column. Attributes remove its border where styles are removed.
fn iframe(site: Site, embed: Exhibit, heights: FrameHeights, query: &str, style: &str) -> String {
    format!(
        "<iframe src=\"{{site}}embed/{{place}}{}/{query}\" title=\"{}\" width=\"100%\" \
         height=\"{}\" frameborder=\"0\" loading=\"lazy\"{style}></iframe>",
        in_attribute(&embed.name()),
        in_attribute(&exhibit::title(site, embed)),
        heights.most(),
    )
}

/// Text within an attribute in double quotes of a template.
fn in_attribute(text: &str) -> String {
    without_placeholders(&escaped(text))
}

/// Text between tags of a template.
fn in_text(text: &str) -> String {
    without_placeholders(&html_escape::encode_text(text))
}

/// Content that looks like a placeholder is not one.
fn without_placeholders(html: &str) -> String {
    html.replace('{', "&#123;")
}

#[cfg(test)]
mod tests {
    use scraper::{Html, Selector};

    use super::*;
    use crate::publish::images::Images;
    use crate::publish::tests::{HOSTILE, NORLAND, poisoned, site_of, value_of};
    use crate::site::Subject;

    fn texts(site: Site, embed: Exhibit) -> Vec<(&'static str, String)> {
        let images = Images::planned(site);
        let heights = FrameHeights::of(site, embed);
        let all = snippets(site, embed, heights, images.of(embed));
        let text = |one: &Snippet| (one.id, one.text(site, images.of(embed)));
        all.iter().map(text).collect()
    }

    #[test]
    fn a_frame_says_what_it_shows_and_where_it_comes_from() {
        let site = site_of(NORLAND);
        let embed = Exhibit::named(site, "kpi", "zufriedenheit").expect("one");
        let texts = texts(site, embed);
        let heights = FrameHeights::of(site, embed);
        assert!(heights.narrow > heights.wide, "{heights:?}");
        let (narrow, wide) = (heights.narrow, heights.wide);
        assert_eq!(
            texts[0].1,
            format!(
                "<div><iframe src=\"https://zielbuch.norland.example:8443/embed/kpi/zufriedenheit/?fit=frame\" \
                 title=\"Zufriedenheit mit den Ämtern\" width=\"100%\" \
                 height=\"{narrow}\" frameborder=\"0\" loading=\"lazy\" \
                 style=\"height:clamp({wide}px,1400px - 100vw,{narrow}px);border:0\"></iframe></div>\n\
                 <p><a href=\"https://zielbuch.norland.example:8443/kpis/zufriedenheit/\">Zufriedenheit \
                 mit den Ämtern, Norlands Zielbuch</a></p>"
            )
        );
        let ids: Vec<_> = texts.iter().map(|(id, _)| *id).collect();
        assert_eq!(ids, ["frame", "automatic", "element", "picture", "oembed"]);
        let without = snippets(site, embed, heights, None);
        let ids: Vec<_> = without.iter().map(|one| one.id).collect();
        assert_eq!(ids, ["frame", "automatic", "element", "oembed"]);
    }

    #[test]
    fn hostile_text_and_what_looks_like_a_placeholder_stay_text() {
        let hostile = poisoned(NORLAND).replace("alert(2)", "{site}{query}");
        let site = site_of(&hostile);
        let title = HOSTILE.replace("alert(2)", "{site}{query}");
        let all = Selector::parse("body *").expect("a selector");
        let iframe = Selector::parse("iframe, img").expect("a selector");
        for embed in Exhibit::all(site) {
            for (id, text) in texts(site, embed) {
                if id == "oembed" {
                    continue;
                }
                let html = Html::parse_fragment(&text);
                for element in html.select(&all) {
                    let name = element.value().name();
                    let known = ["iframe", "div", "p", "a", "script", "img"].contains(&name);
                    assert!(known || name.starts_with("civic-"), "{text}");
                    assert!(element.attr("onerror").is_none(), "{text}");
                    if name == "script" {
                        assert!(element.text().next().is_none(), "{text}");
                    }
                }
                if let (Exhibit::Chart(Subject::Kpi(_)), Some(named)) =
                    (embed, html.select(&iframe).next())
                {
                    let name = named.attr("title").or(named.attr("alt"));
                    assert!(
                        name.is_some_and(|name| name.starts_with(&*title)),
                        "{id}: {name:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn without_an_origin_its_place_is_marked() {
        let mut bundle = value_of(NORLAND);
        bundle["site"]["origin"].take();
        let site = site_of(&bundle.to_string());
        let texts = texts(site, Exhibit::Chart(Subject::Scorecard));
        assert_eq!(texts.len(), 4);
        for (_, text) in texts {
            assert!(text.contains(share::UNKNOWN_ORIGIN), "{text}");
        }
    }
}
