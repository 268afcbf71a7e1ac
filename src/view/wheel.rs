//! A framework as a wheel: a drawing whose parts lead to the entries of an equal list.

use leptos::prelude::*;
use stylers_macro::style_sheet;

use crate::bundle::{Id, Spoke, Wheel};
use crate::chart::{self, Label, Outline, RingData, Sector, WheelData, WheelSize};
use crate::site::Site;
use crate::text::{self, words};

use super::erase::{CollectErased, Erase};
use super::px;
use super::rich_text::RichLine;

/// How many kinds of rings there are; further ones begin again.
const RING_TONES: usize = 3;

/// A part of a wheel as drawing and list both have it.
struct Part {
    /// The number that links drawing and list, from 1.
    number: usize,
    /// The id of its entry; the number at its end is one word, so that no two sections
    /// can make the same.
    id: String,
    /// What shows it together with what it belongs to.
    class: String,
    /// Its ring's label.
    ring: &'static str,
    /// What it says.
    spoke: &'static Spoke,
}

/// The parts of each ring.
fn parts(wheel: &'static Wheel) -> Vec<Vec<Part>> {
    let mut number = 0;
    let of_ring = |(index, ring): (usize, &'static crate::bundle::Ring)| {
        let part = |spoke: &'static Spoke| {
            number += 1;
            let mut class = format!("part n{number}");
            if index == 0 {
                class += " first";
            } else if spoke.whom.is_empty() {
                class += " for-all";
            }
            let first = wheel.rings[0].items.iter().map(|first| &first.title);
            for (title, place) in first.zip(1..) {
                if spoke.whom.contains(title) {
                    class += &format!(" for-{place}");
                }
            }
            let id = format!("site-part-{}-{number}", wheel.id.as_str());
            Part {
                number,
                id,
                class,
                ring: &ring.label,
                spoke,
            }
        };
        ring.items.iter().map(part).collect()
    };
    wheel.rings.iter().enumerate().map(of_ring).collect()
}

/// A wheel's drawing and list.
#[component]
pub fn WheelFigure(
    /// The site.
    site: Site,
    /// The wheel.
    wheel: &'static Wheel,
) -> impl IntoView {
    let css = style_sheet!("style/components/wheel.css");
    let parts = parts(wheel);
    let data = WheelData {
        centre: &wheel.centre,
        rings: wheel
            .rings
            .iter()
            .map(|ring| RingData {
                label: &ring.label,
                parts: ring.items.iter().map(|spoke| &*spoke.title).collect(),
            })
            .collect(),
    };
    let drawings = [(WheelSize::WIDE, "wide"), (WheelSize::NARROW, "narrow")]
        .map(|(size, width)| drawing(wheel, chart::wheel(&data, size), &parts, width))
        .into_iter()
        .collect_erased();
    let rings = wheel
        .rings
        .iter()
        .zip(&parts)
        .map(|(ring, parts)| {
            let entries = parts.iter().map(|part| entry(site, part)).collect_erased();
            view! { class = css,
                <li>
                    <h3>{&*ring.label}</h3>
                    <ol>{entries}</ol>
                </li>
            }
        })
        .collect_erased();
    view! { class = css,
        <figure class="wheel">
            <figcaption>{words::WHEEL_HINT}</figcaption>
            <div class="spread">
                <div class="stage">{drawings}</div>
                <div>
                    <p class="middle"><span>{words::AT_THE_CENTRE}</span> {&*wheel.centre}</p>
                    <ol class="rings">{rings}</ol>
                </div>
            </div>
        </figure>
    }
}

/// The entry of a part in the list.
fn entry(site: Site, part: &Part) -> AnyView {
    let css = style_sheet!("style/components/wheel.css");
    let spoke = part.spoke;
    let whom: Vec<&str> = spoke.whom.iter().map(|title| &**title).collect();
    let whom = (!whom.is_empty()).then(|| {
        view! { class = css, <p>{words::AUDIENCE} ": " {whom.join(", ")}</p> }
    });
    view! { class = css,
        <li id=part.id.clone() class=part.class.clone()>
            <span class="number">{part.number}</span>
            <div>
                <strong>{&*spoke.title}</strong>
                {spoke.text.as_ref().map(|line| view! { class = css,
                    <p><RichLine site line/></p>
                }).erase()}
                {whom.erase()}
            </div>
        </li>
    }
    .into_any()
}

/// One drawing, for wide or for narrow columns; the sheet shows the one that fits.
fn drawing(
    wheel: &'static Wheel,
    placed: chart::Wheel,
    parts: &[Vec<Part>],
    width: &str,
) -> AnyView {
    let css = style_sheet!("style/components/wheel.css");
    let size = placed.size;
    let middle = px(size.width / 2.0);
    let sectors = placed
        .rings
        .iter()
        .zip(parts)
        .zip(0..)
        .flat_map(|((ring, parts), index)| {
            let tone = index % RING_TONES + 1;
            let parts = ring.sectors.iter().zip(parts);
            parts.map(move |(sector, part)| part_link(sector, part, tone))
        })
        .collect_erased();
    let labels = placed.rings.into_iter().filter_map(|ring| ring.label);
    let labels = labels.map(|label| words_in(label, "ring")).collect_erased();
    let centre = placed.centre.into_iter();
    let centre = centre.map(|line| words_in(line, "centre")).collect_erased();
    view! { class = css,
        <svg
            class=format!("drawing {width}")
            viewBox=format!("0 0 {0} {0}", px(size.width))
            role="group"
            aria-label=&*wheel.heading
            font-size=px(size.font)
            text-anchor="middle"
        >
            <circle class="hub" cx=middle.clone() cy=middle r=px(size.centre - 2.0)/>
            {centre}
            {sectors}
            {labels}
        </svg>
    }
    .into_any()
}

/// A part in the drawing: a link to its entry.
fn part_link(sector: &Sector, part: &Part, tone: usize) -> AnyView {
    let css = style_sheet!("style/components/wheel.css");
    let words = sector
        .words
        .iter()
        .zip(0..)
        .map(|(line, index)| words_in(line.clone(), if index == 0 { "number" } else { "title" }))
        .collect_erased();
    // Only within an element of SVG does the macro take `a` for SVG's.
    view! { class = css,
        <g class=format!("tone-{tone}")>
            <a
                href=format!("#{}", part.id)
                class=part.class.clone()
                aria-label=text::wheel_part(part.ring, part.number, &part.spoke.title)
            >
                <path class="sector" d=path(&sector.outline)/>
                {words}
            </a>
        </g>
    }
    .into_any()
}

/// A line of words in the drawing. The space, which is not drawn, keeps them apart from
/// the next line's for those who hear them.
fn words_in(line: Label, class: &'static str) -> AnyView {
    let css = style_sheet!("style/components/wheel.css");
    view! { class = css,
        <text class=class x=px(line.x) y=px(line.y)>{line.text}</text>
        " "
    }
    .into_any()
}

/// An outline as SVG takes it.
fn path(outline: &Outline) -> String {
    let [a, b, c, d] = outline.corners.map(|(x, y)| format!("{} {}", px(x), px(y)));
    let (outer, inner) = (px(outline.outer), px(outline.inner));
    let long = u8::from(outline.long);
    format!("M{a}A{outer} {outer} 0 {long} 1 {b}L{c}A{inner} {inner} 0 {long} 0 {d}z")
}
