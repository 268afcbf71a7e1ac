//! Values in words: dates, figures with their units, goals.

use std::cell::Cell;

use super::words;
use crate::bundle::{
    Baseline, Date, Decimal, Figure, Goal, Period, Qualifier, Scale, Target, Unit,
};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The rest of the months' names.
const REST: [&str; 12] = [
    "uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember",
];

thread_local! {
    /// Whether words are made to be heard.
    static IS_SPOKEN: Cell<bool> = const { Cell::new(false) };
}

/// What `words` says, for people who hear it: of the same values, with "November to December
/// 2019" in place of "Nov–Dec 2019" and "75 to 80 percent" in place of "75–80%", because a
/// screen reader leaves out a dash. A name of its own never depends on what is seen.
pub fn spoken(words: &dyn Fn() -> String) -> String {
    let before = IS_SPOKEN.replace(true);
    let said = words();
    IS_SPOKEN.set(before);
    said
}

/// What is seen, or else what is heard.
fn seen_or<T>(seen: T, heard: T) -> T {
    if IS_SPOKEN.get() { heard } else { seen }
}

fn month(number: u8) -> String {
    let place = usize::from(number - 1);
    [MONTHS[place], seen_or("", REST[place])].concat()
}

/// A date: "2019", "May 2019", "28 May 2019".
pub fn date(date: Date) -> String {
    match (date.month, date.day) {
        (Some(m), Some(d)) => format!("{d} {} {}", month(m), date.year),
        (Some(m), None) => format!("{} {}", month(m), date.year),
        (None, _) => date.year.to_string(),
    }
}

/// A period: as a date, "Nov–Dec 2019", "Dec 2020–Feb 2021", "end of 2019".
pub fn period(value: Period) -> String {
    match value {
        Period::On(on) => date(on),
        Period::Span(from, to) => {
            let from = match (from.month, from.day, to.day) {
                (Some(first), None, None) if from.year == to.year => month(first),
                _ => date(from),
            };
            [&*from, seen_or("–", " to "), &date(to)].concat()
        }
        Period::Quarter(..) | Period::Financial(_) | Period::FinancialQuarter(..) => {
            value.to_string()
        }
        Period::EndOf(year) => format!("end of {year}"),
        Period::NotStated => "undated".to_owned(),
    }
}

/// A period within a sentence: "Nov–Dec 2019", "the end of 2019".
pub fn the_period(value: Period) -> String {
    let article = match value {
        Period::EndOf(_) => "the ",
        _ => "",
    };
    [article, &period(value)].concat()
}

/// A value in the parts that are set apart from each other: "£", "1.2", " billion".
pub struct Quantity {
    /// What stands directly before the number: a minus sign and the sign of a currency.
    pub before: String,
    /// The number.
    pub number: String,
    /// What follows it: "%", or a word after a space.
    pub unit: String,
}

impl Quantity {
    /// A value in its unit.
    pub fn of(value: Decimal, unit: &Unit) -> Self {
        let (mut number, mut word) = (value, "");
        if let Some(scale) = unit.scale() {
            (number, word) = scaled(value, scale);
        }
        let mut quantity = Quantity {
            before: String::new(),
            number: number.to_string(),
            unit: String::new(),
        };
        let name = match unit {
            Unit::Named(unit) if number.is_one() && word.is_empty() => &*unit.one,
            Unit::Named(unit) => &*unit.many,
            Unit::Currency(money) => {
                if number < Decimal::whole(0) {
                    quantity.before.push('\u{2212}');
                    quantity.number = number.abs().to_string();
                }
                let sign = money.sign.as_deref();
                let sign = sign.unwrap_or(&money.currency);
                quantity.before.push_str(sign);
                // Letters stand apart from digits (CLDR, currencySpacing).
                if sign.ends_with(|c: char| c.is_ascii_alphabetic()) {
                    quantity.before.push('\u{a0}');
                }
                ""
            }
            Unit::Percent | Unit::AnyPercent(_) => {
                quantity.unit.push_str(seen_or("%", " percent"));
                ""
            }
            Unit::Index(_) => "",
        };
        for word in [word, name] {
            if !word.is_empty() {
                quantity.unit.push(' ');
                quantity.unit.push_str(word);
            }
        }
        quantity
    }
}

/// A value that counts in thousands or more, in the words that people use: 1200 in millions is
/// 1.2 billion, and 3.4 in thousands is 3,400.
fn scaled(value: Decimal, scale: Scale) -> (Decimal, &'static str) {
    const WORDS: [&str; 5] = ["", "thousand", "million", "billion", "trillion"];
    let thousand = Decimal::whole(1000);
    let (mut value, mut power) = (value, usize::from(scale.thousands()));
    while value.abs() >= thousand
        && power + 1 < WORDS.len()
        && let Some(fewer) = value.in_thousands()
    {
        value = fewer;
        power += 1;
    }
    // Nobody says "950 thousand" in print, or "0.95 billion".
    let is_less = |value: Decimal, power| value.abs() < Decimal::whole(1) || power == 1;
    while power > 0 && is_less(value, power) {
        value = value.times_thousand();
        power -= 1;
    }
    (value, WORDS[power])
}

/// The name of a unit, as it stands beside a title: "%", "working days", "£ million",
/// "2015 = 100".
pub fn unit_title(unit: &Unit) -> String {
    let scale = unit.scale().map_or("", |scale| {
        let name = scale.name();
        &name[..name.len() - 1]
    });
    scaled_title(unit, scale)
}

/// The name of a unit where each value says its scale: "£", "visitors".
pub fn unscaled_title(unit: &Unit) -> String {
    scaled_title(unit, "")
}

fn scaled_title(unit: &Unit, scale: &str) -> String {
    let (before, after) = match unit {
        Unit::Percent | Unit::AnyPercent(_) => ("", "%"),
        Unit::Named(unit) => ("", &*unit.many),
        Unit::Currency(money) => match &money.sign {
            Some(sign) => (&**sign, ""),
            None => (&*money.currency, ""),
        },
        Unit::Index(index) => ("", &*index.index),
    };
    let mut title = String::new();
    for part in [before, scale, after] {
        if !title.is_empty() && !part.is_empty() {
            title.push(' ');
        }
        title.push_str(part);
    }
    title
}

/// The word before an inexact figure: "about".
pub fn qualifier_word(qualifier: Qualifier) -> Option<&'static str> {
    match qualifier {
        Qualifier::Exactly => None,
        Qualifier::About => Some("about"),
        Qualifier::Over => Some("over"),
        Qualifier::Nearly => Some("nearly"),
    }
}

/// The word before an inexact figure, with a trailing space: "about ".
pub fn qualifier(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exactly => "",
        Qualifier::About => "about ",
        Qualifier::Over => "over ",
        Qualifier::Nearly => "nearly ",
    }
}

/// A value with its unit: "86%", "7 working days", "£1.2 billion".
pub fn quantity(value: Decimal, unit: &Unit) -> String {
    let Quantity {
        before,
        number,
        unit,
    } = Quantity::of(value, unit);
    before + &number + &unit
}

/// A value with its qualifier and its unit: "about 55%".
pub fn qualified(value: Decimal, how: Qualifier, unit: &Unit) -> String {
    format!("{}{}", qualifier(how), quantity(value, unit))
}

/// A figure with its qualifier: "about 55%", or that there is none.
pub fn figure(figure: &Figure, unit: &Unit) -> String {
    match figure {
        Figure::Published {
            value,
            qualifier: how,
        } => qualified(*value, *how, unit),
        Figure::NotPublished { .. } => words::NO_FIGURE.to_owned(),
    }
}

/// A distance between two values: percentages differ by points.
pub fn distance(by: Decimal, unit: &Unit) -> String {
    let points = match unit {
        Unit::Percent | Unit::AnyPercent(_) => "point",
        Unit::Index(_) => "index point",
        _ => return quantity(by, unit),
    };
    let plural = if by.is_one() && by.digits() == 0 {
        ""
    } else {
        "s"
    };
    format!("{by} {points}{plural}")
}

/// A goal: "75–80%", "70% or more", "up to 7 working days", "100%".
pub fn goal(goal: Goal, unit: &Unit) -> String {
    match goal {
        Goal::Number(value) => quantity(value, unit),
        Goal::AtLeast(value) => format!("{} or more", quantity(value, unit)),
        // "Or fewer" and "or less" depend on what is counted.
        Goal::AtMost(value) => format!("up to {}", quantity(value, unit)),
        Goal::Band { from, to } => range(from, to, unit),
    }
}

/// A range: "75–80%", "£1.2 billion to £1.5 billion", "−2% to 2%".
pub fn range(from: Decimal, to: Decimal, unit: &Unit) -> String {
    let is_plain = unit.scale().is_none() && !matches!(unit, Unit::Currency(_));
    let to_words = quantity(to, unit);
    if is_plain && from >= Decimal::whole(0) {
        format!("{from}{}{to_words}", seen_or("–", " to "))
    } else {
        format!("{} to {to_words}", quantity(from, unit))
    }
}

/// The noun for the goal in a sentence.
pub fn goal_noun(goal: Goal) -> &'static str {
    match goal {
        Goal::Number(_) => "target",
        Goal::AtLeast(_) => "minimum",
        Goal::AtMost(_) => "maximum",
        Goal::Band { .. } => "target range",
    }
}

/// How exact the distance is from a figure to what it is above or below, with a trailing space.
/// "Nearly 60" is a little further from 70 than 60 is.
pub fn distance_how(how: Qualifier, is_above: bool) -> &'static str {
    match (how, is_above) {
        (Qualifier::Over, false) => "less than ",
        (Qualifier::Nearly, false) => "over ",
        (how, _) => qualifier(how),
    }
}

/// A target in one line: "75–80% by 2023"; its goal alone where no due date is given.
pub fn target_by(target: &Target, unit: &Unit) -> String {
    let mut words = goal(target.goal, unit);
    if target.due != Period::NotStated {
        words.push_str(" by ");
        words.push_str(&the_period(target.due));
    }
    words
}

/// A target with its name: "Target: 75–80% by 2023".
pub fn target_line(target: &Target, unit: &Unit) -> String {
    format!("{}: {}", words::TARGET, target_by(target, unit))
}

/// When a target was given up: "withdrawn in Jan 2025".
pub fn withdrawn_at(when: Period) -> String {
    format!("withdrawn{}", in_period(when))
}

/// That a target was given up, when and why.
pub fn withdrawn(target: Option<&Target>) -> String {
    let withdrawn = target.and_then(|target| target.withdrawn.as_ref());
    withdrawn.map_or(String::new(), |withdrawn| {
        let reason = withdrawn.reason.plain_text();
        format!("{}: {reason}", withdrawn_at(withdrawn.at))
    })
}

/// The baseline that a target states: "Baseline: 1,200 (2020)".
pub fn baseline(baseline: &Baseline, unit: &Unit) -> String {
    let value = quantity(baseline.value, unit);
    format!("Baseline: {value} ({})", period(baseline.period))
}

/// When something happened, as words that follow it: " in Jan 2025", " at the end of 2024";
/// nothing where that is not stated.
pub fn in_period(when: Period) -> String {
    let preposition = match when {
        Period::NotStated => return String::new(),
        Period::EndOf(_) => "at",
        Period::On(date) if date.day.is_some() => "on",
        _ => "in",
    };
    format!(" {preposition} {}", the_period(when))
}

/// Capitalises a sentence that was made by functions of this module. They begin with ASCII or
/// with a capitalised name; the tables for all of Unicode are 12 KB of wasm.
pub fn capitalise(sentence: &mut str) {
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
}

/// Appends a sentence to others, which may lack their last full stop.
pub fn add_sentence(sentences: &mut String, next: &str) {
    if !sentences.ends_with('.') {
        sentences.push('.');
    }
    sentences.push(' ');
    sentences.push_str(next);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::kpi_from_json;

    fn unit(json: &str) -> Unit {
        kpi_from_json(&format!(
            r#"{{"id": "k", "title": "K", "measures": "K", "unit": {json}, "better": "higher",
                "audiences": ["a"], "series": [{{"id": "s", "label": "S"}}]}}"#
        ))
        .unit
    }

    #[test]
    fn quantities_read_as_people_write_them() {
        const POUNDS: &str = r#"{"currency": "GBP", "sign": "£", "scale": "millions"}"#;
        const KRONER: &str = r#"{"currency": "NOK", "sign": "kr"}"#;
        const USERS: &str = r#"{"one": "user", "many": "users", "scale": "thousands"}"#;
        const RATE: &str = r#"{"one": "per 1,000 residents", "many": "per 1,000 residents"}"#;
        for (value, json, words) in [
            ("86.0", r#""%""#, "86.0%"),
            ("104.2", r#"{"percent": "any"}"#, "104.2%"),
            ("-2.1", r#"{"percent": "any"}"#, "−2.1%"),
            ("1200", POUNDS, "£1.2 billion"),
            ("-1200", POUNDS, "−£1.2 billion"),
            ("999.5", POUNDS, "£999.5 million"),
            ("0.5", POUNDS, "£500,000"),
            ("0", POUNDS, "£0"),
            // As it is, where a larger word would take more digits than there may be.
            ("1234.5678", POUNDS, "£1,234.5678 million"),
            ("1000.0000", POUNDS, "£1.0000 billion"),
            ("1200000000", POUNDS, "£1,200 trillion"),
            ("25", r#"{"currency": "SEK"}"#, "SEK\u{a0}25"),
            ("25", KRONER, "kr\u{a0}25"),
            ("3.4", USERS, "3,400 users"),
            ("3400", USERS, "3.4 million users"),
            ("0.001", USERS, "1 user"),
            ("1000", USERS, "1 million users"),
            ("4.25", RATE, "4.25 per 1,000 residents"),
            ("104.20", r#"{"index": "2015 = 100"}"#, "104.20"),
        ] {
            let value = Decimal::parse(value).expect("a decimal");
            assert_eq!(quantity(value, &unit(json)), words, "{value} {json}");
        }
    }

    #[test]
    fn what_is_heard_has_no_dash_and_no_sign() {
        let percent = unit(r#""%""#);
        let date = |text| Date::parse(text).expect("a date");
        let span = |from, to| Period::Span(date(from), date(to));
        let band = Goal::Band {
            from: Decimal::whole(75),
            to: Decimal::whole(80),
        };
        for (seen, heard, words) in [
            (
                "75–80%",
                "75 to 80 percent",
                &(|| goal(band, &percent)) as &dyn Fn() -> String,
            ),
            ("Oct–Nov 2017", "October to November 2017", &|| {
                period(span("2017-10", "2017-11"))
            }),
            (
                "Dec 2020–Feb 2021",
                "December 2020 to February 2021",
                &|| period(span("2020-12", "2021-02")),
            ),
            ("2019–2021", "2019 to 2021", &|| {
                period(span("2019", "2021"))
            }),
            ("28 May 2019", "28 May 2019", &|| {
                super::date(date("2019-05-28"))
            }),
            (" at the end of 2019", " at the end of 2019", &|| {
                in_period(Period::EndOf(2019))
            }),
        ] {
            assert_eq!(words(), seen);
            assert_eq!(spoken(words), heard);
            // What is seen stays as it was.
            assert_eq!(words(), seen);
        }
        let names = (1..=12).map(|number| spoken(&|| month(number)));
        let names: Vec<String> = names.collect();
        assert_eq!(
            names.join(" "),
            "January February March April May June July August September October November December"
        );
    }

    #[test]
    fn a_range_names_both_ends_where_a_dash_would_be_taken_for_a_minus() {
        let pounds = unit(r#"{"currency": "GBP", "sign": "£", "scale": "millions"}"#);
        let percent = unit(r#"{"percent": "any"}"#);
        let whole = Decimal::whole;
        assert_eq!(range(whole(75), whole(80), &percent), "75–80%");
        assert_eq!(range(whole(-1), whole(1), &percent), "−1% to 1%");
        assert_eq!(
            range(whole(900), whole(1200), &pounds),
            "£900 million to £1.2 billion"
        );
    }

    #[test]
    fn what_happened_in_a_period_has_the_preposition_that_goes_with_it() {
        for (when, words) in [
            (Period::On(Date::parse("2025-01").unwrap()), " in Jan 2025"),
            (
                Period::On(Date::parse("2025-01-08").unwrap()),
                " on 8 Jan 2025",
            ),
            (Period::EndOf(2024), " at the end of 2024"),
            (Period::Quarter(3, 2023), " in Q3 2023"),
            (Period::NotStated, ""),
        ] {
            assert_eq!(in_period(when), words);
        }
    }
}
