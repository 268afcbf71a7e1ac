//! Initiatives, insights, KPIs, and pages with their sections.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::texts::{blocks, line, lines, optional, pattern, text};
use super::values::{
    chart_kind, id, image, link, named_unit, number, percentage, period, qualifier, reference,
    references, unit_and_value,
};
use super::{Json, Size};

pub fn initiative(size: Size) -> Json {
    let fact = (line(size), reference("sources"))
        .prop_map(|(text, source)| json!({ "text": text, "source": source }));
    (
        (id(), text(), text(), image(), link(size)),
        vec(fact, 0..=2),
        references("audiences", 0),
        references("themes", 0),
        // None stands twice.
        vec(reference("kpis"), 0..=1),
        lines(size),
    )
        .prop_map(
            |((id, title, summary, image, link), facts, audiences, themes, kpis, notes)| {
                json!({
                    "id": id, "title": title, "summary": summary, "image": image, "link": link,
                    "facts": facts, "audiences": audiences, "themes": themes, "kpis": kpis,
                    "notes": notes,
                })
            },
        )
        .boxed()
}

pub fn insight(size: Size) -> Json {
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

pub fn observation(size: Size, value: Json) -> Json {
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

pub fn target(size: Size, value: Json) -> Json {
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
            // A target is due, and superseded, after it was set.
            let year = |period: Value, year: &str| {
                json!(period.as_str().expect("a period").replace("YYYY", year))
            };
            let (set, due) = (year(set, "2018"), year(due, "2023"));
            let superseded = match superseded {
                Value::Null => Value::Null,
                period => year(period, "2022"),
            };
            json!({
                "goal": goal, "series": series, "set": set, "due": due,
                "superseded": superseded, "source": source, "note": note,
            })
        })
        .boxed()
}

/// A KPI whose values are all of one kind of unit.
pub fn kpi_in(size: Size, unit: Json, value: Json) -> Json {
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

pub fn kpi(size: Size) -> Json {
    prop_oneof![
        kpi_in(size, Just(json!("%")).boxed(), percentage()),
        kpi_in(size, named_unit(), number()),
    ]
    .boxed()
}

/// A section; the fields beside its kind, id and heading.
pub fn section(size: Size) -> Json {
    let source = || optional(reference("sources"));
    let intro = || blocks(size);
    let folded = || proptest::option::of(any::<bool>());
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
    let prose = (intro(), source(), folded()).prop_map(
        |(body, source, folded)| json!({ "body": body, "source": source, "folded": folded }),
    );
    let objective =
        (text(), line(size)).prop_map(|(title, text)| json!({ "title": title, "text": text }));
    let objectives = (intro(), vec(objective, 0..=2), source(), folded()).prop_map(
        |(intro, items, source, folded)| json!({ "intro": intro, "items": items, "source": source, "folded": folded }),
    );
    let chart =
        (intro(), reference("kpis")).prop_map(|(intro, kpi)| json!({ "intro": intro, "kpi": kpi }));
    let footnote =
        (text(), line(size)).prop_map(|(mark, text)| json!({ "mark": mark, "text": text }));
    let goals = (intro(), vec(footnote, 0..=2), source(), folded()).prop_map(
        |(intro, footnotes, source, folded)| json!({ "intro": intro, "footnotes": footnotes, "source": source, "folded": folded }),
    );
    let event = (period(), text(), line(size), reference("sources")).prop_map(
        |(when, title, text, source)| json!({ "when": when, "title": title, "text": text, "source": source }),
    );
    let timeline = (intro(), vec(event, 0..=2), folded()).prop_map(
        |(intro, items, folded)| json!({ "intro": intro, "items": items, "folded": folded }),
    );
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

pub fn page(size: Size) -> Json {
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

pub fn site(size: Size) -> Json {
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
