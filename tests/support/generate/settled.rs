//! What depends on other records: references, ids, periods that stand once.

use serde_json::{Value, json};

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

/// Makes labels of a list that differ also look different, which invisible characters alone do
/// not. Equal ones stay equal.
fn number_labels(list: &mut [Value]) {
    let mut known: Vec<Value> = Vec::new();
    for entry in list {
        let label = entry["label"].take();
        let place = known.iter().position(|other| *other == label);
        let place = place.unwrap_or_else(|| {
            known.push(label.clone());
            known.len() - 1
        });
        let label = label.as_str().expect("a label");
        entry["label"] = json!(format!("{label} {place}"));
    }
}

/// Makes the whole of a KPI, if it has one, no smaller than any of its values.
pub fn widen_whole(kpi: &mut Value) {
    let values = kpi["series"].as_array().expect("a list").iter();
    let values = values.flat_map(|series| series["observations"].as_array().expect("a list"));
    let values = values.map(|observation| &observation["value"]);
    let number = |value: &Value| value.as_f64().unwrap_or(f64::MIN);
    let greatest = values.max_by(|one, other| number(one).total_cmp(&number(other)));
    if let Some(greatest) = greatest.cloned()
        && kpi["whole"].is_number()
        && number(&greatest) > number(&kpi["whole"])
    {
        kpi["whole"] = greatest;
    }
}

fn ids(list: &Value) -> Vec<String> {
    let list = list.as_array().expect("a list");
    let id = |entry: &Value| entry["id"].as_str().expect("an id").to_owned();
    list.iter().map(id).collect()
}

/// Fills in all placeholders.
pub fn settle(mut bundle: Value) -> Value {
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
    for list in ["audiences", "themes", "measures"] {
        number_labels(entries(&mut bundle, list));
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
        widen_whole(kpi);
        number_ids(entries(kpi, "series"));
        number_labels(entries(kpi, "series"));
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
                // Unlike the number that other sections of a page have.
                section["id"] = json!(format!("{id}-page-{index}"));
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
