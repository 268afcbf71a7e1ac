//! The forms of the types that are read by hand, for the schema and the reference. They say as
//! much of what `read` demands as JSON Schema can; `tests/native/schema.rs` holds them against it.

use serde_json::{Value, json};

use super::allowance::{Allowance, Allowances};
use super::check::RESERVED_PAGES;
use super::decimal::Decimal;
use super::describe::{Describe, Description, Form, Shape, Word, text};
use super::figure::{Observation, ObservationFields};
use super::id::{
    AudienceId, FormerId, InitiativeId, InsightId, KpiId, MAX_LENGTH as MAX_ID, MeasureId, PageId,
    SectionId, SeriesId, SourceId, TermId, ThemeId,
};
use super::limits::{
    MAX_GROUPS, MAX_INSIGHTS, MAX_OPENING, MAX_PARTS, MAX_RINGS, MAX_SERIES, MAX_SOURCES,
    MAX_TARGETS, SCHEMA_VERSION,
};
use super::origin::Origin;
use super::period::{Date, FinancialYear, FinancialYearFields, Month, Period};
use super::rule::Rule;
use super::source::{Citation, CitationFields, MAX_QUOTATION};
use super::target::{Aim, GoalFields, Target, TargetFields};
use super::text::{Block, BulletList, Line, MAX_LENGTH as MAX_TEXT, Text};
use super::unit::{AnyPercent, Currency, CurrencyCode, Index, NamedUnit, Unit};
use super::url::{MAX_LENGTH as MAX_URL, PICTURES, SafeUrl, SitePath};
use super::{HOME, Locale, Revision, SchemaVersion};

/// A text that neither begins nor ends with white space, and has no control characters.
const PLAIN: &str = r"^[^\p{Cc}\p{White_Space}](?:[^\p{Cc}]*[^\p{Cc}\p{White_Space}])?$";

/// A character of an address.
const IN_URL: &str = r"[!#-&*-;=?-\[\]^_a-z|~]";

const YEAR: &str = "[1-9][0-9]{3}";

/// A year, a month or a day.
fn date() -> String {
    let months = "(?:0[1-9]|1[0-2])";
    let days = "(?:0[1-9]|[12][0-9]|3[01])";
    format!("{YEAR}(?:-{months}(?:-{days})?)?")
}

/// An address that a link may lead to.
fn url() -> String {
    let host = "[A-Za-z0-9._-]+(?::[1-9][0-9]{0,4})?";
    let web = format!("https://{host}(?:[/?#]{IN_URL}*)?");
    let mail = format!(r"mailto:[A-Za-z0-9._+-]+@[A-Za-z0-9._-]+(?:\?{IN_URL}*)?");
    let telephone = r"tel:\+?[0-9][0-9.-]*(?:;ext=[0-9]+)?";
    // One slash: two lead to another host.
    let path = format!(r"/(?:[!#-&*-.0-;=?-\[\]^_a-z|~]{IN_URL}*)?");
    format!("(?:{web}|{mail}|{telephone}|{path}|#{IN_URL}+)")
}

/// Describes a type by its name, what it is, and its form.
macro_rules! describe {
    ($($type:ident, $docs:literal, $shape:expr;)*) => { $(
        impl Describe for $type {
            fn describe() -> Description {
                Description::new(stringify!($type), $docs, $shape)
            }
        }
    )* };
}

/// Describes types of ids.
macro_rules! ids {
    ($($type:ident, $docs:literal;)*) => { $(
        impl Describe for $type {
            fn describe() -> Description {
                let form = " Small letters, digits and single hyphens between them, at most 64 \
                            characters; not beginning with `site-`.";
                Description {
                    rules: json!({"not": {"type": "string", "pattern": "^site-"}}),
                    ..Description::new(stringify!($type), &[$docs, form].concat(), id())
                }
            }
        }
    )* };
}

fn id() -> Shape {
    text(MAX_ID, "^[a-z0-9]+(?:-[a-z0-9]+)*$".to_owned(), &[])
}

ids! {
    AudienceId, "The id of an entry of `audiences`.";
    ThemeId, "The id of an entry of `themes`.";
    MeasureId, "The id of an entry of `measures`.";
    PageId, "The id of a page. The page is at `/<id>/`; `home` is at `/`.";
    SectionId, "The id of a section, once on its page: `#<id>` leads to it.";
    InitiativeId, "The id of an initiative. Its page is at `/initiatives/<id>/`.";
    InsightId, "The id of an insight.";
    KpiId, "The id of a KPI. Its page is at `/kpis/<id>/`.";
    SeriesId, "The id of a series, once in its KPI.";
    SourceId, "The id of an entry of `sources`.";
    TermId, "The id of a term: `/glossary/#<id>` leads to it.";
    FormerId, "An id that an entry had before; no other entry may have it.";
}

describe! {
    Decimal,
    "A number of at most 15 digits, at most 6 of them after the point. It is shown with the digits \
     that stand here: `86.0` is exact to a tenth.",
    Shape::Number;
    Text,
    "Plain text of 1 to 4,000 characters, without white space at its ends.",
    text(MAX_TEXT, PLAIN.to_owned(), &[]);
    SafeUrl,
    "An address: `https://…`, `mailto:…`, `tel:…`, a path of this site such as `/kpis/`, or `#…` on \
     the same page.",
    text(MAX_URL, format!("^{}$", url()), &[]);
    SitePath,
    "The path of a picture on this site: letters, digits, `.`, `_` and `-` between slashes, and \
     svg, png, jpg, jpeg, webp, avif or gif at the end.",
    text(MAX_URL, site_path(), &["/illustrations/example.svg"]);
    Origin,
    "Where a site is published: `https://` and a host in lower case, without a slash at the end.",
    text(
        MAX_URL,
        r"^https://[a-z0-9._-]+(?::[1-9][0-9]{0,4})?$".to_owned(),
        &["https://scorecard.example.gov"]
    );
    Date,
    "A year, a month or a day: `2019`, `2019-05` or `2019-05-28`.",
    text(10, format!("^{}$", date()), &[]);
    Period,
    "A year, month or day (`2019`, `2022-06`, `2019-05-28`), a span of two (`2019-11/2019-12`), a \
     quarter (`Q3 2023`), a state at the end of a year (`end-2019`) or `not stated`; where the \
     bundle has `financialYear`, also one of those (`2022/23`, `FY2022`, `Q1 2022/23`).",
    text(21, period(), &[]);
    CurrencyCode,
    "The code of a currency (ISO 4217): three capital letters.",
    text(3, "^[A-Z]{3}$".to_owned(), &["EUR", "GBP", "USD"]);
    Month,
    "The number of a month, 1 to 12: 4 for April.",
    Shape::Whole(1, 12);
    SchemaVersion,
    "The version of the schema: 2. Version 1 is still read; `scorecard migrate` lifts it.",
    Shape::Whole(1, SCHEMA_VERSION);
    Revision,
    "1 to 64 letters, digits, points, hyphens or underscores.",
    text(64, "^[A-Za-z0-9._-]+$".to_owned(), &["2026-11-21.1"]);
    Locale,
    "A language tag (BCP 47).",
    text(
        MAX_TEXT,
        "^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$".to_owned(),
        &["en", "en-GB", "zh-Hans"]
    );
    Unit,
    "The unit of a value: `\"%\"` for a share of 0 to 100%, or an object for any other.",
    Shape::AnyOf(vec![
        || Description::new("", "A share in per cent, 0 to 100.", Shape::This("%")),
        AnyPercent::describe,
        NamedUnit::describe,
        Currency::describe,
        Index::describe,
    ]);
    Block,
    "A paragraph of rich text, or a list of points: `{\"list\": […]}`.",
    Shape::AnyOf(vec![Line::describe, BulletList::describe]);
}

fn site_path() -> String {
    let name = "[A-Za-z0-9_-][A-Za-z0-9._-]*";
    let ends = PICTURES.join("|");
    format!(r"^(?:/(?:\.well-known|{name}))*/{name}\.(?:{ends})$")
}

fn period() -> String {
    let date = date();
    let financial = format!("(?:{YEAR}/[0-9]{{2}}|FY{YEAR})");
    format!("^(?:{date}(?:/{date})?|Q[1-4] {YEAR}|end-{YEAR}|(?:Q[1-4] )?{financial}|not stated)$")
}

impl Describe for Line {
    fn describe() -> Description {
        let plain = r"(?:[^*\[\]\\]|\\[*\[\]\\])";
        let link = format!(r"\[{plain}+\]\({}\)", url());
        let markup = format!(r"^(?:{plain}|\*\*{plain}+\*\*|\*{plain}+\*|{link})*$");
        let form = Form {
            longest: MAX_TEXT,
            patterns: vec![PLAIN.to_owned(), markup],
            examples: &[],
        };
        let docs = "Rich text: text with `*emphasis*`, `**strong words**` and `[links](/kpis/)`, \
                    which do not nest. A plain `*`, `[`, `]` or `\\` is written with `\\` before it.";
        Description::new("Line", docs, Shape::Text(form))
    }
}

impl Describe for Allowances {
    fn describe() -> Description {
        Vec::<Allowance>::describe()
    }
}

impl Describe for Rule {
    fn describe() -> Description {
        let rules = Rule::ALL.iter().filter(|rule| rule.can_be_allowed());
        let words = rules.map(|rule| Word {
            word: rule.name(),
            docs: format!("What `scorecard check --explain {}` says.", rule.name()),
        });
        Description::new(
            "Rule",
            "A warning of `scorecard check`.",
            Shape::Words(words.collect()),
        )
    }
}

impl Describe for Citation {
    fn describe() -> Description {
        let docs = "Where something was read: the id of a source, or an object that also names the \
                    place in it.";
        let place = || {
            let docs = "A source and the place in it.";
            CitationFields::describe().renamed("CitedPlace", docs, Value::Null)
        };
        let forms: Vec<fn() -> Description> = vec![SourceId::describe, place];
        Description::new("Citation", docs, Shape::AnyOf(forms))
    }
}

impl Describe for FinancialYear {
    fn describe() -> Description {
        let docs = "When a government's financial year begins, and how it is named.";
        FinancialYearFields::describe().renamed("FinancialYear", docs, Value::Null)
    }
}

impl Describe for Observation {
    fn describe() -> Description {
        let absent = json!({"type": "null"});
        let docs = "What was found for one period: `value`, or `missing` with the reason why there \
                    is none.";
        let figure = json!({
            "required": ["value"],
            "properties": {
                "value": {"type": "number"},
                "missing": absent,
                "status": {"not": {"const": "suppressed"}},
            },
        });
        let none = json!({
            "required": ["missing"],
            "properties": {
                "missing": {"type": "string"},
                "value": absent,
                "qualifier": absent,
                "former": absent,
                "interval": absent,
                "status": {"enum": ["suppressed", null]},
            },
        });
        let with_former = json!({
            "if": {"required": ["former"], "properties": {"former": {"type": "object"}}},
            "then": {
                "required": ["status"],
                "properties": {"status": {"enum": ["revised", "corrected"]}},
            },
        });
        let rules = json!({"anyOf": [figure, none], "allOf": [with_former]});
        ObservationFields::describe().renamed("Observation", docs, rules)
    }
}

impl Describe for Aim {
    fn describe() -> Description {
        let fields = GoalFields::describe();
        let keys: Vec<&str> = fields.fields().iter().map(|field| field.key).collect();
        let with = |of: &[&str]| {
            let form = |key: &str| {
                let form = if of.contains(&key) { "number" } else { "null" };
                (key.to_owned(), json!({"type": form}))
            };
            let properties: Value = keys.iter().map(|key| form(key)).collect();
            json!({"required": of, "properties": properties})
        };
        let alone = keys.iter().filter(|key| !matches!(**key, "from" | "to"));
        let mut forms: Vec<Value> = alone.map(|key| with(&[key])).collect();
        forms.push(with(&["from", "to"]));
        let docs = "What a target demands: one of these fields, or `from` with `to`.";
        fields.renamed("Goal", docs, json!({"anyOf": forms}))
    }
}

impl Describe for Target {
    fn describe() -> Description {
        let has = |key: &str| json!({"required": [key], "properties": {key: {"type": "number"}}});
        let forms = [has("times"), has("percentChange")];
        let is_relative = json!({"type": "object", "anyOf": forms});
        let rules = json!({
            "if": {"required": ["goal"], "properties": {"goal": is_relative}},
            "then": {"required": ["baseline"], "properties": {"baseline": {"type": "object"}}},
        });
        let docs = "Something aimed at.";
        TargetFields::describe().renamed("Target", docs, rules)
    }
}

/// What `check.rs` demands of a field of a record, or of the record where `field` is empty, in
/// keywords of JSON Schema; null where that is nothing. A list that has to have items has to be
/// there.
pub fn rules(record: &str, field: &str) -> Value {
    match (record, field) {
        ("Bundle", "audiences" | "themes" | "measures") => json!({"maxItems": MAX_GROUPS}),
        ("Bundle", "insights") => json!({"maxItems": MAX_INSIGHTS}),
        ("Bundle", "sources") => json!({"maxItems": MAX_SOURCES}),
        ("Bundle", "pages") => json!({
            "minItems": 1,
            "contains": {
                "type": "object",
                "required": ["id"],
                "properties": {"id": {"const": HOME}},
            },
        }),
        ("Site", "") => json!({
            "if": {"properties": {"official": {"const": false}}},
            "then": {"required": ["disclaimer"], "properties": {"disclaimer": {"type": "string"}}},
        }),
        ("Page", "id") => json!({"not": {"enum": RESERVED_PAGES}}),
        ("Hero", "figures") => json!({"maxItems": MAX_OPENING}),
        ("Wheel", "rings") => json!({"minItems": 1, "maxItems": MAX_RINGS}),
        ("Ring", "items") => json!({"minItems": 1, "maxItems": MAX_PARTS}),
        ("BulletList", "list") => json!({"minItems": 1}),
        ("Kpi", "audiences") => json!({"minItems": 1}),
        ("Kpi", "series") => json!({"minItems": 1, "maxItems": MAX_SERIES}),
        ("Kpi", "targets") => json!({"maxItems": MAX_TARGETS}),
        ("Interval", "level") => {
            json!({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 100})
        }
        ("CitedPlace", "quotation") => {
            json!({"type": ["string", "null"], "maxLength": MAX_QUOTATION})
        }
        _ => Value::Null,
    }
}
