//! Rules for the values of a KPI: they fit its unit and its whole, and nothing happens to a target
//! before it was set.

use super::error::Fault;
use super::read::Input;
use super::{Decimal, Figure, Kpi, Period, Unit};

/// Values with their places.
type Values = Vec<(String, Decimal)>;

/// Checks the values of a KPI.
pub fn check(kpi: &Kpi, input: &Input<'_>) {
    let published = published(kpi);
    whole(input, kpi, &published);
    let mut all = published;
    all.extend(others(kpi));
    in_range(input, &kpi.unit, all);
    for (index, related) in kpi.related.iter().enumerate() {
        let value = (format!("/related/{index}/value"), related.value);
        in_range(input, &related.unit, vec![value]);
    }
    for (index, target) in kpi.targets.iter().enumerate() {
        let after_set = |field: &str, then: Period| {
            let path = format!("/targets/{index}/{field}");
            after_set(input, &path, target.set, then);
        };
        after_set("due", target.due);
        if let Some(superseded) = target.superseded {
            after_set("superseded", superseded);
        }
        if let Some(withdrawn) = &target.withdrawn {
            after_set("withdrawn/at", withdrawn.at);
        }
    }
}

/// Values are within what their unit can be: shares within 0 to 100%. One message for all of them,
/// because the mistake is one, in the unit.
pub fn in_range(input: &Input<'_>, unit: &Unit, values: Values) {
    let Some((low, high)) = unit.natural_range() else {
        return;
    };
    let range = Decimal::whole(low)..=Decimal::whole(high);
    let mut outside = values
        .into_iter()
        .filter(|(_, value)| !range.contains(value));
    if let Some((path, value)) = outside.next() {
        let others = outside.map(|(path, _)| path).collect();
        let fault = Fault::OutOfRange { low, high, others };
        input.add(&path, Some(value.to_json()), fault);
    }
}

/// The published figures of a KPI.
fn published(kpi: &Kpi) -> Values {
    let mut values = Vec::new();
    for (index, series) in kpi.series.iter().enumerate() {
        for (place, observation) in series.observations.iter().enumerate() {
            if let Figure::Published { value, .. } = observation.figure {
                values.push((format!("/series/{index}/observations/{place}/value"), value));
            }
        }
    }
    values
}

/// All other values in a KPI's unit.
fn others(kpi: &Kpi) -> Values {
    let mut values = Vec::new();
    for (index, series) in kpi.series.iter().enumerate() {
        for (place, observation) in series.observations.iter().enumerate() {
            let path = format!("/series/{index}/observations/{place}");
            if let Some(former) = &observation.former {
                values.push((format!("{path}/former/value"), former.value));
            }
            if let Some(interval) = &observation.interval {
                values.push((format!("{path}/interval/low"), interval.low));
                values.push((format!("{path}/interval/high"), interval.high));
            }
        }
    }
    for (index, target) in kpi.targets.iter().enumerate() {
        let path = format!("/targets/{index}");
        for (field, value) in target.goal.fields() {
            // The number of a relative goal is worked out, and stands nowhere.
            let place = match target.relative {
                Some(_) => format!("{path}/goal"),
                None => format!("{path}/goal/{field}"),
            };
            values.push((place, value));
        }
        if let Some(baseline) = &target.baseline {
            values.push((format!("{path}/baseline/value"), baseline.value));
        }
    }
    values
}

/// A whole is not smaller than what counts a part of it.
fn whole(input: &Input<'_>, kpi: &Kpi, values: &Values) {
    let Some(whole) = kpi.whole else { return };
    let mut greatest: Option<&(String, Decimal)> = None;
    for one in values.iter().filter(|(_, value)| *value > whole) {
        if greatest.is_none_or(|(_, value)| one.1 > *value) {
            greatest = Some(one);
        }
    }
    if let Some((place, value)) = greatest {
        let (value, place) = (value.to_json(), place.clone());
        let fault = Fault::WholeTooSmall { value, place };
        input.add("/whole", Some(whole.to_json()), fault);
    }
}

/// Something happens to a target no earlier than it was set.
fn after_set(input: &Input<'_>, path: &str, set: Period, then: Period) {
    let bounds = set.bounds().zip(then.bounds());
    if bounds.is_some_and(|((set, _), (_, then))| then <= set) {
        let (set, then) = (set.to_string(), format!("\"{then}\""));
        input.add(path, Some(then), Fault::BeforeSet { set });
    }
}
