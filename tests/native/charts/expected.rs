//! What a chart has to say, read from a bundle's JSON and not through the app's model, so
//! that a mistake of the model or of its words cannot confirm itself.

use serde_json::{Value, json};

use crate::support::{MONTHS, list, number, rounded, scaled, string};

/// A figure that a chart shows, or the lack of one.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What was measured.
    pub measure: String,
    /// The name of the group that it was measured for.
    pub series: String,
    /// When, as the bundle writes it.
    pub period: String,
    /// The number shown: the published one, or its change.
    pub value: Option<f64>,
    /// It in words.
    pub words: String,
    /// It as it stands beside its mark.
    pub short: String,
    /// How exact a published figure is.
    pub qualifier: String,
    /// Why there is none, where the bundle says so.
    pub missing: Option<String>,
    /// The title of its KPI, for a scorecard.
    pub kpi: String,
    /// The names of the groups that it serves, of those chosen, for a scorecard.
    pub serves: Vec<String>,
    /// Whether it is only expected.
    pub is_forecast: bool,
    /// The symbol of its status, after a space.
    pub symbol: &'static str,
}

impl Figure {
    /// Where it stands on an axis of time, in years; nowhere if it is undated.
    pub fn at(&self) -> Option<f64> {
        middle(&self.period)
    }
}

/// What a reader chooses: pairs of an address.
pub type Choice = &'static [(&'static str, &'static str)];

/// A parameter of a choice; empty where it is not chosen.
pub fn chosen(choice: Choice, name: &str) -> &'static str {
    let pair = choice.iter().find(|(known, _)| *known == name);
    pair.map_or("", |(_, value)| value)
}

fn year(choice: Choice, name: &str) -> Option<f64> {
    chosen(choice, name).parse().ok()
}

/// The start and the end of a period in years, to about a day.
pub fn bounds(period: &str) -> Option<(f64, f64)> {
    if period == "not stated" {
        return None;
    }
    if let Some(year) = period.strip_prefix("end-") {
        let year: f64 = year.parse().expect("a year");
        return Some((year + 0.99, year + 1.0));
    }
    if let Some(bounds) = financial(period) {
        return Some(bounds);
    }
    let (from, to) = period.split_once('/').unwrap_or((period, period));
    let start = |date: &str| {
        let parts: Vec<f64> = date
            .split('-')
            .map(|n| n.parse().expect("digits"))
            .collect();
        let part = |index: usize| parts.get(index).map_or(0.0, |n| n - 1.0);
        parts[0] + part(1) / 12.0 + part(2) / 372.0
    };
    let length = [1.0, 1.0 / 12.0, 1.0 / 372.0][to.matches('-').count()];
    Some((start(from), start(to) + length))
}

/// The start and the end of a quarter or of a financial year, which in Norland begins in
/// October and is named after the calendar year in which it ends.
fn financial(period: &str) -> Option<(f64, f64)> {
    let (quarter, of) = match period.strip_prefix('Q') {
        Some(rest) => rest.split_once(' ').expect("a quarter of a year"),
        None => ("", period),
    };
    let digits = |text: &str| text.parse::<f64>().expect("a year");
    let start = match of.strip_prefix("FY") {
        Some(ended) => digits(ended) - 0.25,
        None if of.split_once('/').is_some_and(|(_, to)| to.len() == 2) => digits(&of[..4]) + 0.75,
        None if quarter.is_empty() => return None,
        None => digits(of),
    };
    Some(match quarter {
        "" => (start, start + 1.0),
        number => {
            let start = start + (digits(number) - 1.0) / 4.0;
            (start, start + 0.25)
        }
    })
}

/// The middle of a period in years.
pub fn middle(period: &str) -> Option<f64> {
    bounds(period).map(|(start, end)| (start + end) / 2.0)
}

/// A period as people say it.
pub fn period_words(period: &str) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let month = |text: &str| MONTHS[text.parse::<usize>().expect("a month") - 1];
    let date = |text: &str| match text.split('-').collect::<Vec<_>>()[..] {
        [y, m, d] => format!("{} {} {y}", d.trim_start_matches('0'), month(m)),
        [y, m] => format!("{} {y}", month(m)),
        _ => text.to_owned(),
    };
    if period == "not stated" {
        return "undated".to_owned();
    }
    if let Some(year) = period.strip_prefix("end-") {
        return format!("end of {year}");
    }
    // Quarters and financial years are written as their publishers do.
    let is_financial = period.split_once('/').is_some_and(|(_, to)| to.len() == 2);
    if is_financial || period.starts_with(['Q', 'F']) {
        return period.to_owned();
    }
    match period.split_once('/') {
        None => date(period),
        Some((from, to)) if from.len() == 7 && to.len() == 7 && from[..4] == to[..4] => {
            format!("{}–{}", month(&from[5..]), date(to))
        }
        Some((from, to)) => format!("{}–{}", date(from), date(to)),
    }
}

/// The time from the start of a period to the end of another, as people say it.
pub fn from_to(first: &str, last: &str) -> String {
    let is_span = |period: &str| period.split_once('/').is_some_and(|(_, to)| to.len() > 2);
    let part = |period: &str, place: usize| match is_span(period) {
        true => period.split('/').nth(place).unwrap_or_default().to_owned(),
        false => period.to_owned(),
    };
    let (start, end) = (part(first, 0), part(last, 1));
    format!("{} to {}", period_words(&start), period_words(&end))
}

/// What people say of a period or of a figure, as those hear it who do not see it: months in
/// full, "to" between two ends, "percent" after a number. Words of the bundle are not for this.
pub fn heard(words: &str) -> String {
    let mut heard = format!(" {words} ")
        .replace('–', " – ")
        .replace('%', " percent");
    for month in MONTHS {
        heard = heard.replace(&format!(" {} ", &month[..3]), &format!(" {month} "));
    }
    heard.replace('–', "to").trim().to_owned()
}

/// A period within a sentence.
pub fn the_period(period: &str) -> String {
    let article = if period.starts_with("end-") {
        "the "
    } else {
        ""
    };
    format!("{article}{}", period_words(period))
}

/// When a figure was measured, after the figure: "in 2019", "at the end of 2019".
pub fn in_period(period: &str) -> String {
    let preposition = match period {
        _ if period.starts_with("end-") => "at",
        _ if period.len() == "2019-05-28".len() && !period.contains('/') => "on",
        _ => "in",
    };
    format!("{preposition} {}", the_period(period))
}

/// A number with its unit.
pub fn quantity(value: &Value, unit: &Value) -> String {
    if unit == "%" || unit.get("percent").is_some() {
        return format!("{}%", number(value));
    }
    if unit.get("index").is_some() {
        return number(value);
    }
    let (figure, word) = scaled(value, unit);
    if let Some(code) = unit.get("currency").and_then(Value::as_str) {
        let (minus, size) = match figure.strip_prefix('\u{2212}') {
            Some(size) => ("\u{2212}", size.to_owned()),
            None => ("", figure),
        };
        let before = match unit.get("sign").and_then(Value::as_str) {
            Some(sign) if sign.ends_with(char::is_alphabetic) => format!("{sign}\u{a0}"),
            Some(sign) => sign.to_owned(),
            None => format!("{code}\u{a0}"),
        };
        return format!("{minus}{before}{size}{word}");
    }
    let name = match &*figure {
        "1" if word.is_empty() => string(unit, "one"),
        _ => string(unit, "many"),
    };
    format!("{figure}{word} {name}")
}

/// A difference with its unit: percentages differ by points.
pub fn distance(value: &Value, unit: &Value) -> String {
    match unit {
        unit if unit == "%" || unit.get("percent").is_some() => points(value, "point"),
        unit if unit.get("index").is_some() => points(value, "index point"),
        unit => quantity(value, unit),
    }
}

fn points(value: &Value, name: &str) -> String {
    let number = number(value);
    let plural = if number == "1" { "" } else { "s" };
    format!("{number} {name}{plural}")
}

/// How much a number is more than another, as exact as the more exact of the two: 80 is 14.0
/// more than 66.0.
fn difference(to: &Value, from: &Value) -> Value {
    let digits = |of: &Value| {
        let written = of.to_string();
        written
            .split_once('.')
            .map_or(0, |(_, digits)| digits.len())
    };
    let value = |of: &Value| of.as_f64().expect("a number");
    let written = format!(
        "{:.*}",
        digits(to).max(digits(from)),
        value(to) - value(from)
    );
    serde_json::from_str(&written).expect("a number")
}

/// A figure as its JSON publishes it.
fn published(of: &Value, unit: &Value, measure: &str, series: &str) -> Figure {
    let qualifier = of["qualifier"].as_str().unwrap_or("exactly");
    let how = match qualifier {
        "exactly" => String::new(),
        inexact => format!("{inexact} "),
    };
    let value = &of["value"];
    let words = match value {
        Value::Null if of["status"] == "suppressed" => "Withheld".to_owned(),
        Value::Null => "No figure".to_owned(),
        value => format!("{how}{}", quantity(value, unit)),
    };
    let symbol = match of["status"].as_str() {
        None => "",
        Some("provisional") => " [p]",
        Some("estimated") => " [e]",
        Some("revised" | "corrected") => " [r]",
        Some("forecast") => " [f]",
        Some("suppressed") => " [c]",
        Some(other) => panic!("{other}"),
    };
    Figure {
        measure: measure.to_owned(),
        series: series.to_owned(),
        period: string(of, "period").to_owned(),
        value: value.as_f64(),
        short: format!("{words}{symbol}"),
        words,
        qualifier: if value.is_null() { "" } else { qualifier }.to_owned(),
        missing: of["missing"].as_str().map(str::to_owned),
        kpi: measure.to_owned(),
        serves: Vec::new(),
        is_forecast: of["status"] == "forecast",
        symbol,
    }
}

/// Turns a figure into its change since another.
fn since(kpi: &Value, base: Option<&Value>, of: &Value, figure: &mut Figure) {
    let was_missing = figure.value.is_none();
    let base_at = base.and_then(|base| middle(string(base, "period")));
    let (from, to) = (base.and_then(|base| base["value"].as_f64()), figure.value);
    let is_broken = base_at.zip(figure.at()).is_some_and(|(a, b)| {
        let breaks = list(kpi, "breaks").iter();
        let mut starts = breaks.filter_map(|one| Some(bounds(string(one, "at"))?.0));
        starts.any(|at| a.min(b) < at && at <= a.max(b))
    });
    let is_exact = |of: &Value| of["qualifier"].as_str().unwrap_or("exactly") == "exactly";
    let is_withheld = figure.symbol == " [c]";
    figure.words = match (is_withheld, was_missing) {
        (true, _) => "Withheld",
        (_, true) => "No figure",
        _ => "Not compared",
    }
    .to_owned();
    figure.short = figure.words.clone();
    figure.value = None;
    figure.qualifier = String::new();
    // Why there is no change is more than the bundle says.
    figure.missing = figure.missing.take().filter(|_| was_missing);
    let (Some(base), Some(from), Some(to), Some(_)) = (base, from, to, figure.at()) else {
        return;
    };
    if is_broken {
        return;
    }
    let by = difference(&of["value"], &base["value"]);
    let value = rounded(to - from).as_f64().expect("a number");
    let size: Value = serde_json::from_str(by.to_string().trim_start_matches('-')).expect("one");
    let exact = is_exact(base) && is_exact(of);
    let about = if exact { "" } else { "about " };
    let unit = &kpi["unit"];
    let (size, when) = (distance(&size, unit), the_period(string(base, "period")));
    figure.words = match value.total_cmp(&0.0) {
        std::cmp::Ordering::Greater => format!("up {about}{size} on {when}"),
        std::cmp::Ordering::Less => format!("down {about}{size} on {when}"),
        std::cmp::Ordering::Equal => format!("unchanged from {when}"),
    };
    let sign = if value > 0.0 { "+" } else { "" };
    figure.short = format!("{about}{sign}{}{}", distance(&by, unit), figure.symbol);
    figure.qualifier = if exact { "exactly" } else { "about" }.to_owned();
    figure.value = Some(value);
}

/// The figures of a KPI as chosen, series by series, in the bundle's order.
pub fn of_kpi(kpi: &Value, choice: Choice) -> Vec<Figure> {
    let mut figures = Vec::new();
    let hidden: Vec<&str> = chosen(choice, "hide").split(',').collect();
    let (from, to) = (year(choice, "from"), year(choice, "to"));
    for series in list(kpi, "series") {
        if hidden.contains(&string(series, "id")) {
            continue;
        }
        let observations = list(series, "observations");
        let base = year(choice, "since").map(|year| {
            let at = |of: &&Value| middle(string(of, "period"));
            let of_year = observations
                .iter()
                .filter(|of| at(of).is_some_and(|at| at.floor() == year) && !of["value"].is_null());
            of_year.min_by(|a, b| at(a).partial_cmp(&at(b)).expect("dated"))
        });
        for of in observations {
            let title = string(kpi, "title");
            let mut figure = published(of, &kpi["unit"], title, string(series, "label"));
            let is_chosen = match figure.at().map(f64::floor) {
                Some(at) => from.is_none_or(|from| from <= at) && to.is_none_or(|to| at <= to),
                None => from.is_none() && to.is_none(),
            };
            if !is_chosen {
                continue;
            }
            if let Some(base) = base {
                since(kpi, base, of, &mut figure);
            }
            figures.push(figure);
        }
    }
    figures
}

/// What was asked of several groups, the measures and groups in the bundle's order.
pub fn of_insights(bundle: &Value, choice: Choice) -> Vec<Figure> {
    let hidden: Vec<&str> = chosen(choice, "hide").split(',').collect();
    let mut figures = Vec::new();
    for measure in list(bundle, "measures") {
        let insights = list(bundle, "insights").iter();
        let asked: Vec<&Value> = insights.filter(|i| i["measure"] == measure["id"]).collect();
        if asked.len() < 2 || asked.iter().any(|i| i["unit"] != asked[0]["unit"]) {
            continue;
        }
        for audience in list(bundle, "audiences") {
            let of = asked.iter().filter(|i| i["audience"] == audience["id"]);
            for of in of.filter(|_| !hidden.contains(&string(audience, "id"))) {
                let (measure, series) = (string(measure, "label"), string(audience, "label"));
                figures.push(published(of, &of["unit"], measure, series));
            }
        }
    }
    figures
}

/// The latest dated figure of every series, or that there is none.
pub fn of_scorecard(bundle: &Value, choice: Choice) -> Vec<Figure> {
    let mut figures = Vec::new();
    let audience = chosen(choice, "for");
    for kpi in list(bundle, "kpis") {
        for series in list(kpi, "series") {
            let mut serves = match &series["audience"] {
                Value::Null => list(kpi, "audiences").to_vec(),
                own => vec![own.clone()],
            };
            serves.retain(|id| audience.is_empty() || id == audience);
            if serves.is_empty() {
                continue;
            }
            let label = |id: &Value| {
                let mut audiences = list(bundle, "audiences").iter();
                let audience = audiences.find(|a| a["id"] == *id).expect("it is listed");
                string(audience, "label").to_owned()
            };
            let place = |id: &Value| {
                let mut audiences = list(bundle, "audiences").iter();
                audiences
                    .position(|a| a["id"] == *id)
                    .expect("it is listed")
            };
            serves.sort_by_key(place);
            let serves: Vec<String> = serves.iter().map(label).collect();
            let title = string(kpi, "title");
            let is_named = !series["audience"].is_null()
                && label(&series["audience"]) == string(series, "label");
            let several = list(kpi, "series").len() > 1 && !is_named;
            let measure = match several {
                true => format!("{title}: {}", string(series, "label")),
                false => title.to_owned(),
            };
            let published_ones = list(series, "observations").iter();
            let dated = published_ones
                .filter(|of| !of["value"].is_null() && of["status"] != "forecast")
                .filter(|of| middle(string(of, "period")).is_some());
            let latest = dated.max_by(|a, b| {
                let at = |of: &Value| middle(string(of, "period")).expect("it is dated");
                at(a).total_cmp(&at(b))
            });
            let none = json!({ "period": "not stated" });
            let of = latest.unwrap_or(&none);
            let mut figure = published(of, &kpi["unit"], &measure, &serves.join(", "));
            figure.kpi = title.to_owned();
            figure.serves = serves;
            // One for each target that it stands against, or for none.
            let is_own = |target: &&Value| {
                let of = &target["series"];
                target["superseded"].is_null() && (of.is_null() || *of == series["id"])
            };
            let targets = list(kpi, "targets").iter().filter(is_own).count();
            figures.extend(vec![figure; targets.max(1)]);
        }
    }
    figures
}

/// The first and the last published figure of a series that are dated and no forecasts.
pub fn ends<'a>(figures: &'a [Figure], series: &str) -> Option<(&'a Figure, &'a Figure)> {
    let mut dated = dated(figures, series);
    dated.retain(|figure| !figure.is_forecast);
    Some((dated.first()?, dated.last()?))
}

/// The published figures of a series that are dated, in order of time.
pub fn dated<'a>(figures: &'a [Figure], series: &str) -> Vec<&'a Figure> {
    let of = figures.iter().filter(|figure| figure.series == series);
    let mut dated: Vec<_> = of
        .filter(|figure| figure.value.is_some() && figure.at().is_some())
        .collect();
    dated.sort_by(|a, b| a.at().partial_cmp(&b.at()).expect("dated"));
    dated
}
