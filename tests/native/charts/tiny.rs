//! A bundle with nothing in it but what a test of charts puts there.

use serde_json::{Value, json};

/// A bundle of two groups, A and B, with these KPIs, insights and sections.
pub fn bundle(kpis: Value, insights: Value, sections: Value) -> Value {
    let audience = |id: &str| json!({ "id": id, "label": id.to_uppercase() });
    json!({
        "schemaVersion": 1, "revision": "1", "published": "2021", "locale": "en",
        "site": {
            "name": "Site", "description": "Tiny.", "owner": "Nobody", "official": false,
            "disclaimer": "Made up.",
            "contact": { "label": "Nobody", "href": "mailto:nobody@site.example" },
        },
        "audiences": [audience("a"), audience("b"), audience("c")],
        "themes": [],
        "measures": [{ "id": "m", "label": "First" }, { "id": "n", "label": "Second" }],
        "pages": [{
            "id": "home", "label": "Home", "title": "Home", "description": "Home.",
            "sections": sections,
        }],
        "initiatives": [],
        "insights": insights,
        "kpis": kpis,
        "sources": [{ "id": "s", "title": "Report", "publisher": "Nobody", "published": "2021" }],
    })
}

/// A KPI with a series for each list of values, which are of the years from 2015 on, and
/// missing where they are null.
pub fn kpi(id: &str, unit: Value, values: &[&[Value]]) -> Value {
    let series = |(index, values): (usize, &&[Value])| {
        let observation = |(index, value): (usize, &Value)| {
            let period = (2015 + index).to_string();
            match value {
                Value::Null => json!({ "period": period, "missing": "Not found.", "source": "s" }),
                value => json!({ "period": period, "value": value, "source": "s" }),
            }
        };
        let id = ["a", "b", "c"][index];
        let observations: Vec<Value> = values.iter().enumerate().map(observation).collect();
        json!({ "id": id, "label": id.to_uppercase(), "audience": id, "observations": observations })
    };
    let series: Vec<Value> = values.iter().enumerate().map(series).collect();
    json!({
        "id": id, "title": id.to_uppercase(), "measures": "Something.", "unit": unit,
        "better": "higher", "audiences": ["a"], "series": series,
    })
}

/// A target from 2016 until 2020.
pub fn target(goal: Value) -> Value {
    json!({ "goal": goal, "set": "2016", "due": "2020", "source": "s" })
}
