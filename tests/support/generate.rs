//! Valid bundles as proptest generates them: JSON, since only a parser makes bundles.
//!
//! Strategies make each record with placeholders for what depends on other records
//! (references, unique ids, periods that may stand once); [`settle`] fills them in.
//! So a strategy is built once, and a failing bundle shrinks.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::string::string_regex;
use serde_json::{Value, json};

/// How many entries the lists of a generated bundle have at most.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Pages besides the home page.
    pub pages: usize,
    /// Sections of a page.
    pub sections: usize,
    /// Initiatives.
    pub initiatives: usize,
    /// Insights.
    pub insights: usize,
    /// KPIs.
    pub kpis: usize,
    /// Observations of a series.
    pub observations: usize,
    /// Pieces of a line of rich text.
    pub pieces: usize,
}

impl Size {
    /// A little of everything.
    pub const SMALL: Size = Size {
        pages: 1,
        sections: 1,
        initiatives: 1,
        insights: 1,
        kpis: 1,
        observations: 2,
        pieces: 1,
    };
    /// Nothing that may be absent.
    pub const LEAST: Size = Size {
        pages: 0,
        sections: 0,
        initiatives: 0,
        insights: 0,
        kpis: 1,
        observations: 0,
        pieces: 1,
    };
    /// Figures above all.
    pub const FIGURES: Size = Size {
        insights: 3,
        kpis: 2,
        observations: 4,
        pages: 0,
        sections: 0,
        ..Size::SMALL
    };
    /// Sections of every kind.
    pub const SECTIONS: Size = Size {
        sections: 4,
        ..Size::SMALL
    };
    /// Rich text of many pieces.
    pub const WORDS: Size = Size {
        initiatives: 2,
        pieces: 3,
        ..Size::SMALL
    };
}

type Json = BoxedStrategy<Value>;

fn pattern(regex: &str) -> BoxedStrategy<String> {
    string_regex(regex).expect("a regular expression").boxed()
}

/// Plain text: no control characters, no white space at its ends.
fn words() -> BoxedStrategy<String> {
    prop_oneof![
        6 => pattern("[!-~]([ -~]{0,14}[!-~])?"),
        2 => pattern("[A-Za-zÄéß日]([ -~äöüß語😀]{0,8}[!-~ë本])?"),
        // The marks of a direction, where there is something to direct.
        1 => pattern("א[ -~ب\u{200e}\u{200f}\u{61c}]{0,8}[!-~ا]"),
        // What is seen at both ends, and between them neither controls nor what turns the
        // direction of writing, is private, not assigned or was lost, or may not stand twice.
        1 => {
            let seen = "[[\\p{L}\\p{N}\\p{P}\\p{S}]--[\u{115f}\u{1160}\u{3164}\u{ffa0}\u{2800}\u{1d159}\u{fffc}\u{fffd}]]";
            // Named by what it may be: what it may not, `[^\p{Co}\p{Cn}…]`, would have U+E000, the
            // private character beside the gap of the surrogates (regex-syntax 0.8.11).
            let any = "[[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Z}\\p{Cf}]--[\u{200f}\u{61c}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{fe00}-\u{fe0f}\u{fffd}\u{e0000}-\u{e007f}\u{e0100}-\u{e01ef}]]";
            pattern(&format!("{seen}({any}{{0,6}}{seen})?"))
        }
    ]
    .boxed()
}

fn text() -> Json {
    words().prop_map(Value::from).boxed()
}

/// Addresses that are safe.
fn url() -> BoxedStrategy<String> {
    prop_oneof![
        pattern("https://[a-z]{1,6}\\.example(/[a-z0-9._~%*;,!$&=+@-]{1,5}){0,2}/?(#[a-z]{1,3})?"),
        pattern("/([a-z]{1,5}/){0,2}"),
        pattern("#[a-z]{1,6}"),
        pattern("mailto:[a-z]{1,5}@[a-z]{1,5}\\.example"),
        pattern("tel:\\+[0-9]{3,9}"),
    ]
    .boxed()
}

/// One line of rich text, in markup.
fn markup(size: Size) -> BoxedStrategy<String> {
    let escaped = || words().prop_map(|words| escape(&words));
    let piece = prop_oneof![
        3 => escaped(),
        1 => escaped().prop_map(|words| format!("*{words}*")),
        1 => escaped().prop_map(|words| format!("**{words}**")),
        1 => (escaped(), url()).prop_map(|(words, url)| format!("[{words}]({url})")),
    ];
    (vec(piece, 1..=size.pieces), any::<bool>())
        .prop_map(|(pieces, spaced)| pieces.join(if spaced { " " } else { "" }))
        .boxed()
}

/// The words as rich text has them.
fn escape(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars() {
        if matches!(c, '*' | '[' | ']' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn line(size: Size) -> Json {
    markup(size).prop_map(Value::from).boxed()
}

fn lines(size: Size) -> Json {
    vec(line(size), 0..=size.pieces)
        .prop_map(Value::from)
        .boxed()
}

fn chart_kind() -> Json {
    let kinds = select(vec!["trend", "threshold", "proportion", "comparison"]);
    kinds.prop_map(Value::from).boxed()
}

fn optional(strategy: Json) -> Json {
    of(strategy)
        .prop_map(|value| value.unwrap_or(Value::Null))
        .boxed()
}

fn blocks(size: Size) -> Json {
    let list = vec(line(size), 1..=2).prop_map(|list| json!({ "list": list }));
    vec(prop_oneof![2 => line(size), 1 => list.boxed()], 0..=2)
        .prop_map(Value::from)
        .boxed()
}

/// The first part of an id; [`settle`] adds the entry's place.
fn id() -> Json {
    pattern("[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4}){0,2}")
        .prop_map(Value::from)
        .boxed()
}

/// A reference to some entry of a list.
fn reference(list: &'static str) -> Json {
    (0..1000_usize)
        .prop_map(move |index| json!(format!("@{list}:{index}")))
        .boxed()
}

fn references(list: &'static str, at_least: usize) -> Json {
    vec(reference(list), at_least..=2)
        .prop_map(Value::from)
        .boxed()
}

/// A period; `YYYY` stands for a year that [`settle`] gives.
fn period() -> Json {
    let two = |last: u32| (1..=last).prop_map(|number| format!("{number:02}"));
    prop_oneof![
        2 => Just("YYYY".to_owned()),
        1 => Just("end-YYYY".to_owned()),
        1 => Just("not stated".to_owned()),
        2 => two(12).prop_map(|month| format!("YYYY-{month}")),
        2 => (two(12), two(28)).prop_map(|(month, day)| format!("YYYY-{month}-{day}")),
        2 => (two(6), two(6)).prop_map(|(from, months)| {
            let to = from.parse::<u32>().unwrap_or(1) + months.parse::<u32>().unwrap_or(1);
            format!("YYYY-{from}/YYYY-{to:02}")
        }),
    ]
    .prop_map(Value::from)
    .boxed()
}

/// A number of at most 15 digits, 6 of them after the point.
fn number() -> Json {
    const MOST: i64 = 999_999_999_999_999;
    prop_oneof![
        4 => (-1_000..1_000_i64).prop_map(Value::from),
        1 => (-MOST..=MOST).prop_map(Value::from),
        2 => (-9_999_999_i64..9_999_999, 0..=6).prop_map(|(units, scale)| {
            json!(units as f64 / 10_f64.powi(scale))
        }),
        1 => (-MOST..=MOST, 1..=6).prop_map(|(units, scale)| {
            json!(units as f64 / 10_f64.powi(scale))
        }),
        1 => select(vec![json!(0), json!(-0.0), json!(1), json!(1e14), json!(0.000001)]),
    ]
    .boxed()
}

fn percentage() -> Json {
    prop_oneof![
        (0..=100).prop_map(Value::from),
        (0..=1_000_000).prop_map(|units| json!(f64::from(units) / 10_000.0)),
    ]
    .boxed()
}

fn qualifier() -> Json {
    optional(
        select(
            ["exactly", "about", "over", "nearly"]
                .map(Value::from)
                .to_vec(),
        )
        .boxed(),
    )
}

fn named_unit() -> Json {
    (words(), words())
        .prop_map(|(one, many)| json!({ "one": one, "many": many }))
        .boxed()
}

/// A unit and a number in it.
fn unit_and_value() -> BoxedStrategy<(Value, Value)> {
    prop_oneof![(Just(json!("%")), percentage()), (named_unit(), number()),].boxed()
}

fn labelled() -> Json {
    (id(), text())
        .prop_map(|(id, label)| json!({ "id": id, "label": label }))
        .boxed()
}

fn image() -> Json {
    (pattern("/[a-z]{1,5}\\.svg"), text())
        .prop_map(|(src, alt)| json!({ "src": src, "alt": alt }))
        .boxed()
}

fn link(size: Size) -> Json {
    (text(), url(), optional(line(size)))
        .prop_map(|(label, href, description)| {
            json!({ "label": label, "href": href, "description": description })
        })
        .boxed()
}

fn source(size: Size) -> Json {
    (
        (id(), text(), text(), period()),
        optional(url().prop_map(Value::from).boxed()),
        optional(text()),
        optional(line(size)),
    )
        .prop_map(|((id, title, publisher, published), href, locator, note)| {
            json!({
                "id": id, "title": title, "publisher": publisher, "published": published,
                "href": href, "locator": locator, "note": note,
            })
        })
        .boxed()
}

fn initiative(size: Size) -> Json {
    let fact = (line(size), reference("sources"))
        .prop_map(|(text, source)| json!({ "text": text, "source": source }));
    (
        (id(), text(), text(), image(), link(size)),
        vec(fact, 0..=2),
        references("audiences", 0),
        references("themes", 0),
        lines(size),
    )
        .prop_map(
            |((id, title, summary, image, link), facts, audiences, themes, notes)| {
                json!({
                    "id": id, "title": title, "summary": summary, "image": image, "link": link,
                    "facts": facts, "audiences": audiences, "themes": themes, "notes": notes,
                })
            },
        )
        .boxed()
}

fn insight(size: Size) -> Json {
    (
        (id(), unit_and_value(), qualifier(), line(size)),
        (
            reference("audiences"),
            reference("measures"),
            reference("sources"),
        ),
        period(),
        optional(line(size)),
    )
        .prop_map(
            |(
                (id, (unit, value), qualifier, statement),
                (audience, measure, source),
                period,
                note,
            )| {
                json!({
                    "id": id, "value": value, "unit": unit, "qualifier": qualifier,
                    "statement": statement, "audience": audience, "measure": measure,
                    "source": source, "period": period, "note": note,
                })
            },
        )
        .boxed()
}

fn observation(size: Size, value: Json) -> Json {
    let figure = prop_oneof![
        3 => (value, qualifier())
            .prop_map(|(value, qualifier)| json!({ "value": value, "qualifier": qualifier })),
        1 => text().prop_map(|missing| json!({ "missing": missing })),
    ];
    (period(), figure, reference("sources"), optional(line(size)))
        .prop_map(|(period, mut figure, source, note)| {
            figure["period"] = period;
            figure["source"] = source;
            figure["note"] = note;
            figure
        })
        .boxed()
}

fn target(size: Size, value: Json) -> Json {
    let goal = prop_oneof![
        value.clone().prop_map(|value| json!({ "number": value })),
        value.clone().prop_map(|value| json!({ "atLeast": value })),
        value.clone().prop_map(|value| json!({ "atMost": value })),
        (value.clone(), value).prop_map(|(a, b)| {
            let (low, high) = match (a.as_f64(), b.as_f64()) {
                (Some(x), Some(y)) if x > y => (b, a),
                (Some(x), Some(y)) if x < y => (a, b),
                _ => return json!({ "number": a }),
            };
            json!({ "from": low, "to": high })
        }),
    ];
    (
        goal,
        optional(reference("series")),
        period(),
        period(),
        optional(period()),
        reference("sources"),
        optional(line(size)),
    )
        .prop_map(|(goal, series, set, due, superseded, source, note)| {
            // A target is due after it was set.
            let year = |period: Value, year: &str| {
                json!(period.as_str().expect("a period").replace("YYYY", year))
            };
            let (set, due) = (year(set, "2018"), year(due, "2023"));
            json!({
                "goal": goal, "series": series, "set": set, "due": due,
                "superseded": superseded, "source": source, "note": note,
            })
        })
        .boxed()
}

/// A KPI whose values are all of one kind of unit.
fn kpi_in(size: Size, unit: Json, value: Json) -> Json {
    let series = (
        id(),
        text(),
        optional(reference("audiences")),
        vec(observation(size, value.clone()), 0..=size.observations),
    )
        .prop_map(|(id, label, audience, observations)| {
            json!({ "id": id, "label": label, "audience": audience, "observations": observations })
        });
    let broken =
        (period(), line(size)).prop_map(|(at, reason)| json!({ "at": at, "reason": reason }));
    let related = (
        unit_and_value(),
        qualifier(),
        line(size),
        period(),
        reference("sources"),
        line(size),
    )
        .prop_map(
            |((unit, value), qualifier, statement, period, source, why)| {
                json!({
                    "value": value, "unit": unit, "qualifier": qualifier, "statement": statement,
                    "period": period, "source": source, "why": why,
                })
            },
        );
    (
        (
            id(),
            text(),
            line(size),
            unit,
            select(vec!["higher", "lower"]),
        ),
        (
            optional(value.clone()),
            references("audiences", 1),
            optional(chart_kind()),
            optional(text()),
            optional(text()),
        ),
        vec(series, 1..=2),
        vec(target(size, value), 0..=2),
        vec(broken, 0..=1),
        vec(related, 0..=1),
        lines(size),
    )
        .prop_map(
            |(
                (id, title, measures, unit, better),
                (whole, audiences, chart, finding, description),
                series,
                targets,
                breaks,
                related,
                notes,
            )| {
                json!({
                    "id": id, "title": title, "measures": measures, "unit": unit,
                    "better": better, "whole": whole, "audiences": audiences,
                    "series": series, "targets": targets, "breaks": breaks,
                    "related": related, "notes": notes, "chart": chart, "finding": finding,
                    "description": description,
                })
            },
        )
        .boxed()
}

fn kpi(size: Size) -> Json {
    prop_oneof![
        kpi_in(size, Just(json!("%")).boxed(), percentage()),
        kpi_in(size, named_unit(), number()),
    ]
    .boxed()
}

/// A section; the fields beside its kind, id and heading.
fn section(size: Size) -> Json {
    let source = || optional(reference("sources"));
    let intro = || blocks(size);
    let kind = |kind: &'static str, fields: Json| {
        fields.prop_map(move |mut fields| {
            fields["kind"] = json!(kind);
            fields
        })
    };
    let introduced = |word: &'static str| {
        kind(
            word,
            intro().prop_map(|intro| json!({ "intro": intro })).boxed(),
        )
    };
    let figure = (reference("kpis"), reference("series"), line(size)).prop_map(
        |(kpi, series, statement)| json!({ "kpi": kpi, "series": series, "statement": statement }),
    );
    let hero = (line(size), vec(figure, 0..=2), optional(image())).prop_map(
        |(lead, figures, image)| json!({ "lead": lead, "figures": figures, "image": image }),
    );
    let prose =
        (intro(), source()).prop_map(|(body, source)| json!({ "body": body, "source": source }));
    let objective =
        (text(), line(size)).prop_map(|(title, text)| json!({ "title": title, "text": text }));
    let objectives = (intro(), vec(objective, 0..=2), source()).prop_map(
        |(intro, items, source)| json!({ "intro": intro, "items": items, "source": source }),
    );
    let chart =
        (intro(), reference("kpis")).prop_map(|(intro, kpi)| json!({ "intro": intro, "kpi": kpi }));
    let footnote =
        (text(), line(size)).prop_map(|(mark, text)| json!({ "mark": mark, "text": text }));
    let goals = (intro(), vec(footnote, 0..=2), source()).prop_map(
        |(intro, footnotes, source)| json!({ "intro": intro, "footnotes": footnotes, "source": source }),
    );
    let event = (period(), text(), line(size), reference("sources")).prop_map(
        |(when, title, text, source)| json!({ "when": when, "title": title, "text": text, "source": source }),
    );
    let timeline = (intro(), vec(event, 0..=2))
        .prop_map(|(intro, items)| json!({ "intro": intro, "items": items }));
    let part = |first: bool| {
        let whom = vec(reference("parts"), 0..=if first { 0 } else { 2 });
        (text(), optional(line(size)), whom)
            .prop_map(|(title, text, whom)| json!({ "title": title, "text": text, "for": whom }))
    };
    let ring = |first: bool| {
        (text(), vec(part(first), 1..=3))
            .prop_map(|(label, items)| json!({ "label": label, "items": items }))
    };
    let wheel = (
        intro(),
        text(),
        ring(true),
        vec(ring(false), 0..=2),
        source(),
    )
        .prop_map(|(intro, centre, first, others, source)| {
            let rings: Vec<Value> = std::iter::once(first).chain(others).collect();
            json!({ "intro": intro, "centre": centre, "rings": rings, "source": source })
        });
    let links = vec(link(size), 0..=2).prop_map(|items| json!({ "items": items }));
    let multiples = (lines(size), references("kpis", 0))
        .prop_map(|(intro, kpis)| json!({ "intro": intro, "kpis": kpis }));
    let any_kind = prop_oneof![
        kind("hero", hero.boxed()),
        kind("prose", prose.boxed()),
        kind("objectives", objectives.boxed()),
        introduced("initiatives"),
        introduced("insights"),
        introduced("scorecard"),
        kind("chart", chart.boxed()),
        kind("multiples", multiples.boxed()),
        kind("goals", goals.boxed()),
        kind("timeline", timeline.boxed()),
        kind("wheel", wheel.boxed()),
        kind("links", links.boxed()),
    ];
    (any_kind, id(), text())
        .prop_map(|(mut section, id, heading)| {
            section["id"] = id;
            section["heading"] = heading;
            section
        })
        .boxed()
}

fn page(size: Size) -> Json {
    (
        id(),
        text(),
        text(),
        text(),
        vec(section(size), 0..=size.sections),
    )
        .prop_map(|(id, label, title, description, sections)| {
            json!({
                "id": id, "label": label, "title": title, "description": description,
                "sections": sections,
            })
        })
        .boxed()
}

fn site(size: Size) -> Json {
    (
        text(),
        text(),
        text(),
        any::<bool>(),
        line(size),
        link(size),
        optional(
            pattern("https://[a-z][a-z0-9]{0,4}(-[a-z0-9]{1,3})?\\.example(:8[0-9]{3})?")
                .prop_map(Value::from)
                .boxed(),
        ),
    )
        .prop_map(
            |(name, description, owner, official, disclaimer, contact, origin)| {
                json!({
                    "name": name, "description": description, "owner": owner,
                    "official": official, "disclaimer": disclaimer, "contact": contact,
                    "origin": origin,
                })
            },
        )
        .boxed()
}

/// Valid bundles, as JSON.
pub fn bundles(size: Size) -> Json {
    (
        (
            optional(text()),
            pattern("[A-Za-z0-9._-]{1,16}"),
            select(vec!["2031", "2031-04", "2032-02-29"]),
            select(vec!["en", "de", "zh-Hans", "ta", "ms-MY", "es-419"]),
            site(size),
        ),
        vec(labelled(), 1..=3),
        vec(labelled(), 1..=2),
        vec(labelled(), 1..=2),
        vec(page(size), 1..=size.pages + 1),
        vec(initiative(size), 0..=size.initiatives),
        vec(insight(size), 0..=size.insights),
        vec(kpi(size), 1..=size.kpis),
        vec(source(size), 1..=2),
    )
        .prop_map(
            |(
                (schema, revision, published, locale, site),
                audiences,
                themes,
                measures,
                pages,
                initiatives,
                insights,
                kpis,
                sources,
            )| {
                settle(json!({
                    "$schema": schema, "schemaVersion": 1, "revision": revision,
                    "published": published, "locale": locale, "site": site,
                    "audiences": audiences, "themes": themes, "measures": measures,
                    "pages": pages, "initiatives": initiatives, "insights": insights,
                    "kpis": kpis, "sources": sources,
                }))
            },
        )
        .boxed()
}

fn entries<'a>(value: &'a mut Value, key: &str) -> &'a mut Vec<Value> {
    value[key].as_array_mut().expect("a list")
}

/// Makes the ids of a list unique by the place of each.
fn number_ids(list: &mut [Value]) {
    for (index, entry) in list.iter_mut().enumerate() {
        let id = entry["id"].as_str().expect("an id");
        entry["id"] = json!(format!("{id}-{index}"));
    }
}

fn ids(list: &Value) -> Vec<String> {
    let list = list.as_array().expect("a list");
    let id = |entry: &Value| entry["id"].as_str().expect("an id").to_owned();
    list.iter().map(id).collect()
}

/// Fills in all placeholders.
fn settle(mut bundle: Value) -> Value {
    for list in [
        "audiences",
        "themes",
        "measures",
        "pages",
        "initiatives",
        "insights",
        "kpis",
        "sources",
    ] {
        number_ids(entries(&mut bundle, list));
    }
    // Every other entry was called something else before; no id of this form is made above.
    for list in ["initiatives", "insights", "kpis"] {
        let entries = entries(&mut bundle, list).iter_mut().enumerate();
        for (index, entry) in entries.step_by(2) {
            entry["formerly"] = json!([format!("was-{index}-a"), format!("was-{index}-b")]);
        }
    }
    bundle["pages"][0]["id"] = json!("home");
    for page in entries(&mut bundle, "pages") {
        let sections = entries(page, "sections");
        number_ids(sections);
        for section in sections.iter_mut() {
            // Apart from the ids of insights.
            let id = section["id"].as_str().expect("an id");
            section["id"] = json!(format!("s-{id}"));
        }
        // These stand once on a page, the hero first.
        let mut index = 0;
        let mut seen = Vec::new();
        sections.retain(|section| {
            index += 1;
            let kind = section["kind"].as_str().expect("a kind").to_owned();
            let fits = match kind.as_str() {
                "hero" => index == 1,
                "initiatives" | "insights" | "scorecard" | "goals" => !seen.contains(&kind),
                _ => true,
            };
            seen.push(kind);
            fits
        });
    }
    for kpi in entries(&mut bundle, "kpis") {
        number_ids(entries(kpi, "series"));
        let of_kpi = ids(&kpi["series"]);
        for target in entries(kpi, "targets") {
            target["series"] = pick(&of_kpi, &target["series"]);
        }
        for series in entries(kpi, "series") {
            for (index, observation) in entries(series, "observations").iter_mut().enumerate() {
                let form = observation["period"].as_str().expect("a period").to_owned();
                let form = if index > 0 {
                    form.replace("not stated", "YYYY")
                } else {
                    form
                };
                observation["period"] = json!(form.replace("YYYY", &(1990 + index).to_string()));
            }
        }
    }
    let series_of: Vec<(String, Vec<String>)> = entries(&mut bundle, "kpis")
        .iter()
        .map(|kpi| {
            (
                kpi["id"].as_str().expect("an id").to_owned(),
                ids(&kpi["series"]),
            )
        })
        .collect();
    let kpis: Vec<String> = series_of.iter().map(|(id, _)| id.clone()).collect();
    for (index, page) in entries(&mut bundle, "pages").iter_mut().enumerate() {
        for section in entries(page, "sections") {
            if section["kind"] == "wheel" {
                settle_wheel(section);
            }
            // Other sites know these by their ids alone, whatever page they are on.
            if section["kind"] == "wheel" || section["kind"] == "multiples" {
                let id = section["id"].as_str().expect("an id");
                section["id"] = json!(format!("{id}-{index}"));
            }
            if section["kind"] != "hero" {
                continue;
            }
            entries(section, "figures").retain_mut(|figure| {
                figure["kpi"] = pick(&kpis, &figure["kpi"]);
                let found = series_of.iter().find(|(id, _)| figure["kpi"] == *id);
                figure["series"] = pick(&found.expect("the KPI").1, &figure["series"]);
                !figure["series"].is_null()
            });
        }
    }
    let lists = ["audiences", "themes", "measures", "kpis", "sources"]
        .map(|list| (list, ids(&bundle[list])));
    let mut years = (2000..2030).cycle();
    resolve(&mut bundle, &lists, &mut years);
    bundle
}

/// Gives the parts of a wheel titles of its first ring to be for.
fn settle_wheel(wheel: &mut Value) {
    let first = wheel["rings"][0]["items"].as_array().expect("a list");
    let title = |part: &Value| part["title"].as_str().expect("a title").to_owned();
    let titles: Vec<String> = first.iter().map(title).collect();
    for ring in entries(wheel, "rings") {
        for part in entries(ring, "items") {
            for whom in entries(part, "for") {
                *whom = pick(&titles, whom);
            }
        }
    }
}

/// The entry that a placeholder stands for; null where there is none.
fn pick(ids: &[String], placeholder: &Value) -> Value {
    let index = placeholder
        .as_str()
        .and_then(|text| text.rsplit_once(':'))
        .and_then(|(_, index)| index.parse::<usize>().ok());
    match index {
        Some(index) if !ids.is_empty() => json!(ids[index % ids.len()]),
        _ => Value::Null,
    }
}

fn resolve(
    value: &mut Value,
    lists: &[(&str, Vec<String>)],
    years: &mut impl Iterator<Item = i32>,
) {
    match value {
        Value::String(text) => {
            let list = text
                .strip_prefix('@')
                .and_then(|rest| rest.split_once(':'))
                .and_then(|(name, _)| lists.iter().find(|(list, _)| *list == name));
            if let Some((_, ids)) = list {
                *value = pick(ids, value);
            }
        }
        Value::Array(items) => {
            items
                .iter_mut()
                .for_each(|item| resolve(item, lists, years));
        }
        Value::Object(map) => {
            for (key, value) in map {
                let is_period = matches!(
                    key.as_str(),
                    "period" | "published" | "set" | "due" | "superseded" | "at" | "when"
                );
                match value {
                    Value::String(form) if is_period && form.contains("YYYY") => {
                        let year = years.next().unwrap_or(2000).to_string();
                        *form = form.replace("YYYY", &year);
                    }
                    other => resolve(other, lists, years),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What a bundle says, in the one form that many ways of writing it share: without
/// nulls, empty lists and the qualifier that goes without saying; all numbers as
/// doubles.
pub fn meaning(value: &Value) -> Value {
    match value {
        Value::Object(map) => map
            .iter()
            .filter(|(key, value)| !(key.as_str() == "qualifier" && *value == "exactly"))
            .map(|(key, value)| (key.clone(), meaning(value)))
            .filter(|(_, value)| !value.is_null() && value.as_array().is_none_or(|a| !a.is_empty()))
            .collect(),
        Value::Array(items) => items.iter().map(meaning).collect(),
        // Negative zero is zero.
        Value::Number(number) => json!(number.as_f64().unwrap_or(f64::NAN) + 0.0),
        other => other.clone(),
    }
}

/// Any JSON value.
pub fn any_json() -> Json {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        number(),
        any::<String>().prop_map(Value::from),
        text(),
        period(),
        url().prop_map(Value::from),
        pattern("[*\\\\\\[\\]() a]{0,12}").prop_map(Value::from),
        select(vec![
            "%",
            "hero",
            "home",
            "2019/2018",
            "not stated",
            "higher"
        ])
        .prop_map(Value::from),
    ];
    let key = prop_oneof![
        select(vec![
            "id",
            "schemaVersion",
            "pages",
            "sections",
            "kind",
            "list",
            "one",
            "many",
            "from",
            "to",
            "number",
            "value",
            "missing",
            "period",
            "source",
            "a/b~",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ];
    leaf.prop_recursive(4, 24, 5, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Value::from),
            vec((key.clone(), inner), 0..5).prop_map(|fields| fields.into_iter().collect()),
        ]
    })
    .boxed()
}
