//! One mistake at a time, as people make them: each is named once, at its line, by its rule, in
//! words that help somebody who does not know JSON Pointers.

use std::path::Path;

use civic_scorecard::publish::check::{Problem, Severity, report};

use crate::support::{NORLAND, REVIEW, SMALLEST};

/// A mistake.
struct Planted {
    /// What it is.
    name: &'static str,
    /// The text of Norland's bundle that is replaced; where it stands more than once, the first.
    from: &'static str,
    /// What stands there then.
    to: &'static str,
    /// The text, after that, whose line has to be named.
    at: &'static str,
    /// The rule.
    rule: &'static str,
    /// What has to be said.
    says: &'static [&'static str],
}

macro_rules! planted {
    ($( $name:literal: $from:literal => $to:literal, at $at:literal, $rule:literal $(, $says:literal)+; )*) => {
        &[$( Planted { name: $name, from: $from, to: $to, at: $at, rule: $rule, says: &[$($says),+] } ),*]
    };
}

const PLANTED: &[Planted] = planted! {
    // Not JSON.
    "a comma behind the last item of a list":
        "\"Gäste & Reisende\" }\n  ]" => "\"Gäste & Reisende\" },\n  ]",
        at "],\n  \"themes\"", "not-json", "no comma stands before a closing } or ]";
    "a comma behind the last field of an object":
        "\"namedAfter\": \"end\" }" => "\"namedAfter\": \"end\", }",
        at "\"namedAfter\"", "not-json", "no comma stands before a closing } or ]";
    "no comma between two fields":
        "\"published\": \"2031-04\"," => "\"published\": \"2031-04\"",
        at "\"locale\"", "not-json", "a comma is missing before it";
    "no comma between two items":
        "\"Betriebe\" },\n    { \"id\": \"gemeinden\"" => "\"Betriebe\" }\n    { \"id\": \"gemeinden\"",
        at "{ \"id\": \"gemeinden\", \"label\"", "not-json", "a comma, or ], is missing before this";
    "a text that does not end":
        "\"locale\": \"de\"" => "\"locale\": \"de",
        at "\"locale\"", "not-json", "is its closing \" missing?";
    "the name of a field without its first quote":
        "\"locale\"" => "locale\"",
        at "locale\"", "not-json", "the names of fields stand in double quotes";
    "single quotes":
        "\"locale\"" => "'locale'",
        at "'locale'", "not-json", "straight double quotes";
    "quotes of a word processor":
        "\"locale\"" => "“locale”",
        at "“locale”", "not-json", "straight double quotes";
    "a comment at the end of a line":
        "\"locale\": \"de\"," => "\"locale\": \"de\", // German",
        at "// German", "not-json", "JSON has no comments";
    "a comment between lines":
        "  \"locale\"" => "  /* German */\n  \"locale\"",
        at "/* German */", "not-json", "JSON has no comments";
    "a decimal comma":
        "\"value\": 44.5" => "\"value\": 44,5",
        at "44,5", "not-json", "72.5, not 72,5";
    "a comma between thousands":
        "\"value\": 1300," => "\"value\": 1,300,",
        at "1,300", "not-json", "10250, not 10,250";
    "quotes in a text":
        "Ein Programm zählt, was" => "Ein \"Programm\" zählt, was",
        at "Ein \"Programm\"", "not-json", "a double quote within a text is written \\\"";
    "an object that does not end":
        "\"Gäste & Reisende\" }" => "\"Gäste & Reisende\"",
        at "],\n  \"themes\"", "not-json", "a comma, or }, is missing before this";
    "a list that does not end":
        "\"audiences\": [\"einwohnende\", \"gaeste\"]," => "\"audiences\": [\"einwohnende\", \"gaeste\",",
        at "\"themes\": [\"kurze-wege\"],\n      \"kpis\": [\"zufriedenheit\"", "not-json", "or ], is missing before this";
    "a capital in true":
        "\"official\": true" => "\"official\": True",
        at "True", "not-json", "true, false and null";
    "a path of Windows":
        "Ein Zettel am Brunnen" => "C:\\Zettel",
        at "C:\\Zettel", "not-json", "a backslash is written twice";
    "a number with a zero before it":
        "\"value\": 21," => "\"value\": 021,",
        at "\"value\": 021", "not-json", "no other zero than that of 0.5";
    "a number with its sign of per cent":
        "\"value\": 71," => "\"value\": 71 %,",
        at "71 %", "not-json", "a number is digits";
    "no colon":
        "\"locale\": \"de\"" => "\"locale\" \"de\"",
        at "\"locale\" \"de\"", "not-json", "a colon is missing before this";
    "a mark of a merge":
        "  \"locale\"" => "<<<<<<< HEAD\n  \"locale\"",
        at "<<<<<<<", "not-json", "a mark of a merge stands here";
    "more behind the end":
        "Siehe [Amtsstube](/glossary/#amtsstube).\" }\n  ]" => "Siehe [Amtsstube](/glossary/#amtsstube).\" }\n  ]}",
        at "]},\n  \"allow\"", "not-json", "the bundle has ended before this";

    // Fields.
    "a KPI without a title":
        "      \"title\": \"Warten am Telefon\",\n" => "",
        at "{\n      \"id\": \"telefon\"", "missing-field", "the field \"title\" is missing", "7th KPI, \"telefon\"";
    "a figure without a source":
        "\"value\": 99.9, \"source\": \"umfrage\" }" => "\"value\": 99.9 }",
        at "99.9", "missing-field", "the field \"source\" is missing", "\"Anträge ohne Papier\"", "2nd observation, \"2029\"";
    "a picture without words":
        ", \"alt\": \"Ein Tal mit einem Mast.\"" => "",
        at "\"/illustrations/feld.svg\" }", "missing-field", "\"alt\"", "\"Kein Tal ohne Netz\"";
    "an audience without a label":
        "{ \"id\": \"gaeste\", \"label\": \"Gäste & Reisende\" }" => "{ \"id\": \"gaeste\" }",
        at "{ \"id\": \"gaeste\" }", "missing-field", "\"label\"", "5th audience, \"gaeste\"";
    "a source without an id":
        "{ \"id\": \"zettel\", \"title\"" => "{ \"title\"",
        at "{ \"title\": \"Ein Zettel", "missing-field", "\"id\"", "6th source, \"Ein Zettel am Brunnen\"";
    "a site without a name":
        "    \"name\": \"Norlands Zielbuch\",\n" => "",
        at "\"site\": {", "missing-field", "\"name\"", "site";
    "a bundle without a date":
        "  \"published\": \"2031-04\",\n" => "",
        at "{\n  \"$schema\"", "missing-field", "\"published\"";
    "null in the place of a text":
        "\"title\": \"Kurz\"" => "\"title\": null",
        at "\"title\": null", "missing-field", "\"title\"", "null counts as missing";
    "a slip in the name of a field":
        "\"title\": \"Warten am Telefon\"" => "\"titel\": \"Warten am Telefon\"",
        at "\"titel\"", "unknown-field", "there is no field \"titel\" here", "did you mean \"title\"?";
    "a small letter in the name of a field":
        "\"atMost\": 5 }" => "\"atmost\": 5 }",
        at "\"atmost\"", "unknown-field", "did you mean \"atMost\"?";
    "a slip in the name of the value":
        "\"period\": \"2027\", \"value\": 9," => "\"period\": \"2027\", \"vlaue\": 9,",
        at "\"vlaue\"", "unknown-field", "did you mean \"value\"?";
    "a slip in the name of a whole list":
        "\"kpis\": [\n    {" => "\"kpi\": [\n    {",
        at "\"kpi\": [\n", "unknown-field", "did you mean \"kpis\"?";
    "a slip in the name of a KPI's series":
        "\"series\": [{ \"id\": \"alle\", \"label\": \"Alle Bäder\"" => "\"serie\": [{ \"id\": \"alle\", \"label\": \"Alle Bäder\"",
        at "\"serie\":", "unknown-field", "did you mean \"series\"?";
    "a slip in the name of an id":
        "{ \"id\": \"gesetzblatt\"" => "{ \"di\": \"gesetzblatt\"",
        at "{ \"di\":", "unknown-field", "did you mean \"id\"?";
    "a slip in the name of the financial year":
        "\"financialYear\"" => "\"finacialYear\"",
        at "\"finacialYear\"", "unknown-field", "did you mean \"financialYear\"?";
    "a field that does not exist":
        "\"cadence\": \"yearly\"," => "\"cadence\": \"yearly\", \"colour\": \"red\",",
        at "\"colour\"", "unknown-field", "no field \"colour\"", "cadence", "audiences";
    "a field that stands twice":
        "\"cadence\": \"half-yearly\"," => "\"cadence\": \"half-yearly\",\n      \"title\": \"Preise\",",
        at "\"title\": \"Preise\"", "repeated-field", "the field \"title\" appears twice", "keep one of the two";

    // Types.
    "a number in quotes":
        "\"value\": 58, \"unit\"" => "\"value\": \"58\", \"unit\"",
        at "\"58\"", "wrong-type", "is text; a number is needed", "write 58, without quotes";
    "a share in quotes with its sign":
        "\"value\": 67, \"unit\"" => "\"value\": \"67 %\", \"unit\"",
        at "\"67 %\"", "wrong-type", "write 67, without quotes";
    "a year without quotes":
        "\"period\": \"2028\", \"value\": 0" => "\"period\": 2028, \"value\": 0",
        at "\"period\": 2028", "wrong-type", "write \"2028\", in quotes";
    "a word in place of true":
        "\"official\": true" => "\"official\": \"yes\"",
        at "\"yes\"", "wrong-type", "write true, without quotes";
    "a text in place of a list":
        "\"notes\": [\"Im Winter mit *Ketten*.\"]" => "\"notes\": \"Im Winter mit *Ketten*.\"",
        at "\"notes\": \"Im Winter", "wrong-type", "a list is needed", "write [\"Im Winter mit *Ketten*.\"]";
    "an object in place of a list":
        "\"rings\": [{ \"label\": \"Wer\", \"items\": [{ \"title\": \"Alle\" }] }]" => "\"rings\": { \"label\": \"Wer\", \"items\": [{ \"title\": \"Alle\" }] }",
        at "\"rings\": {", "wrong-type", "put [ before it and ] behind it";
    "a text in place of a link":
        "\"link\": { \"label\": \"Zur Kasse\", \"href\": \"/kpis/haushaltssaldo/\" }" => "\"link\": \"/kpis/haushaltssaldo/\"",
        at "\"link\": \"/kpis", "wrong-type", "is text; an object is needed", "\"Kassensturz jeden Monat\"";
    "a list in place of a text":
        "\"heading\": \"Nirgendwohin\"" => "\"heading\": [\"Nirgendwohin\"]",
        at "[\"Nirgendwohin\"]", "wrong-type", "leave out the [ and ]";

    // Words.
    "a slip in a word":
        "\"chart\": \"threshold\"" => "\"chart\": \"treshold\"",
        at "\"treshold\"", "unknown-word", "did you mean \"threshold\"?", "comparison";
    "a word of everyday language":
        "\"qualifier\": \"nearly\", \"unit\"" => "\"qualifier\": \"almost\", \"unit\"",
        at "\"almost\"", "unknown-word", "nearly", "6th insight";
    "a kind of section that does not exist":
        "\"kind\": \"timeline\",\n" => "\"kind\": \"timline\",\n",
        at "\"timline\"", "unknown-word", "did you mean \"timeline\"?";
    "a word in another language":
        "\"status\": \"corrected\"" => "\"status\": \"korrigiert\"",
        at "\"korrigiert\"", "unknown-word", "corrected";
    "a capital in a word":
        "\"type\": \"law\"" => "\"type\": \"Law\"",
        at "\"Law\"", "unknown-word", "did you mean \"law\"?";
    "a word without its plural":
        "\"scale\": \"thousands\"" => "\"scale\": \"thousand\"",
        at "\"thousand\"", "unknown-word", "did you mean \"thousands\"?";

    // Forms.
    "a capital in an id":
        "{ \"id\": \"gaeste\", \"label\"" => "{ \"id\": \"Gaeste\", \"label\"",
        at "\"Gaeste\"", "malformed-value", "small letters", "write \"gaeste\"";
    "a space in an id":
        "\"id\": \"alte-umfrage\"" => "\"id\": \"alte umfrage\"",
        at "\"alte umfrage\"", "malformed-value", "write \"alte-umfrage\"";
    "a character that is not seen in an id":
        "\"id\": \"haushalt\"" => "\"id\": \"haus\u{200b}halt\"",
        at "haus\u{200b}halt", "malformed-value", "its character 5 is U+200B, zero width space", "delete it";
    "a date that begins with its day":
        "\"published\": \"2030-12-01\"" => "\"published\": \"01.12.2030\"",
        at "01.12.2030", "malformed-value", "write \"2030-12-01\"";
    "a thirteenth month":
        "\"period\": \"2023-07\", \"value\": 64" => "\"period\": \"2023-13\", \"value\": 64",
        at "2023-13", "malformed-value", "a month, 01 to 12";
    "a span that ends before it begins":
        "\"period\": \"2022-04/2022-05\", \"value\": 58" => "\"period\": \"2022-05/2022-04\", \"value\": 58",
        at "2022-05/2022-04", "ends-before-it-begins", "ends before it begins", "write \"2022-04/2022-05\"";
    "an address that is not encrypted":
        "https://leicht.norland.example/" => "http://leicht.norland.example/",
        at "http://leicht", "malformed-value", "write \"https://leicht.norland.example/\"";
    "an address without its scheme":
        "https://nacht.norland.example/" => "www.nacht.norland.example",
        at "www.nacht", "malformed-value", "write \"https://www.nacht.norland.example\"";
    "an address of mail without its scheme":
        "mailto:zielbuch@norland.example" => "zielbuch@norland.example",
        at "zielbuch@norland.example", "malformed-value", "write \"mailto:zielbuch@norland.example\"";
    "a link that runs something":
        "(https://karte.norland.example/brunnen)" => "(javascript:alert)",
        at "javascript:alert", "bad-link", "\"javascript:alert\"", "https://";
    "emphasis that does not end":
        "Im Winter mit *Ketten*." => "Im Winter mit *Ketten.",
        at "*Ketten.", "malformed-value", "each * or ** needs its partner";
    "an empty text":
        "\"summary\": \"Kurze Sätze, große Schrift, keine Paragrafen.\"" => "\"summary\": \"\"",
        at "\"summary\": \"\"", "malformed-value", "it is empty: write words";
    "a space at the end":
        "\"label\": \"Haushalt\"" => "\"label\": \"Haushalt \"",
        at "\"Haushalt \"", "malformed-value", "delete the space at its beginning or end";
    "a language by its name":
        "\"locale\": \"de\"" => "\"locale\": \"deutsch\"",
        at "\"deutsch\"", "malformed-value", "a language tag such as \"en\"";
    "the code of a country in place of a language":
        "\"locale\": \"de\"" => "\"locale\": \"jp\"",
        at "\"jp\"", "malformed-value", "the code of a country is often another";
    "a space in the revision":
        "\"2031-04.norland_2\"" => "\"2031-04 norland\"",
        at "2031-04 norland", "malformed-value", "letters, digits, points, hyphens or underscores";
    "a path in the site's origin":
        "\"origin\": \"https://zielbuch.norland.example:8443\"" => "\"origin\": \"https://zielbuch.norland.example/ziele/\"",
        at "/ziele/\"", "malformed-value", "origin";
    "a picture of another site":
        "\"src\": \"/illustrations/leuchtturm.svg\"" => "\"src\": \"https://x.example/a.svg\"",
        at "https://x.example", "malformed-value", "1st section, \"Norland zählt nach\" › image › src";
    "a number with too many digits":
        "\"value\": 44.5," => "\"value\": 44.50000001,",
        at "44.50000001", "malformed-value", "at most 6 of them after the point";
    "a month that begins no year":
        "\"starts\": 10" => "\"starts\": 13",
        at "\"starts\": 13", "malformed-value", "1 to 12";
    "an interval upside down":
        "\"low\": 990, \"high\": 1030" => "\"low\": 1030, \"high\": 990",
        at "\"low\": 1030", "malformed-value", "\"low\" is not above the value", "write \"low\": 990, \"high\": 1030";
    "a later version of the schema":
        "\"schemaVersion\": 2" => "\"schemaVersion\": 9",
        at "\"schemaVersion\"", "newer-schema", "schema version 9", "newer program";
    "an error that is allowed":
        "\"rule\": \"no-source\"" => "\"rule\": \"missing-field\"",
        at "\"missing-field\"", "malformed-value", "errors cannot", "no-source";
    "a warning that does not exist":
        "\"rule\": \"no-source\"" => "\"rule\": \"no-sourse\"",
        at "\"no-sourse\"", "malformed-value", "did you mean \"no-source\"?";

    // Characters.
    "a character that was lost":
        "Kurze Sätze" => "Kurze S\u{fffd}tze",
        at "Kurze S\u{fffd}tze", "bad-character", "a character that was lost", "character 8";
    "a character that turns the direction":
        "\"title\": \"Das Zählwerk\"" => "\"title\": \"Das \u{202e}Zählwerk\"",
        at "\"Das \u{202e}", "bad-character", "right-to-left override", "character 5";
    "a title of which nothing is seen":
        "\"title\": \"Das Zählwerk\"" => "\"title\": \"\u{200b}\"",
        at "\"title\": \"\u{200b}\"", "invisible-text", "nothing that can be seen", "write words";
    "a control character":
        "keine Paragrafen." => "keine\\u0007 Paragrafen.",
        at "\\u0007", "malformed-value", "U+0007", "delete it";
    "two labels that look the same":
        "\"label\": \"Haushalt\"" => "\"label\": \"Kurze\u{200b} Wege\"",
        at "Kurze\u{200b} Wege", "same-label", "looks the same as another label", "U+200B";

    // References.
    "a slip in the id of a source":
        "\"value\": 99.9, \"source\": \"umfrage\"" => "\"value\": 99.9, \"source\": \"umfarge\"",
        at "\"umfarge\"", "dangling-reference", "no entry of \"sources\" has the id \"umfarge\"", "did you mean \"umfrage\"?";
    "a slip in the id of an audience":
        "\"audience\": \"gemeinden\", \"measure\"" => "\"audience\": \"gemeinde\", \"measure\"",
        at "\"gemeinde\",", "dangling-reference", "did you mean \"gemeinden\"?", "8th insight";
    "a slip in the id of a KPI":
        "\"kpis\": [\"register\", \"stellen\"]" => "\"kpis\": [\"registr\", \"stellen\"]",
        at "\"registr\"", "dangling-reference", "did you mean \"register\"?";
    "a slip in the id of a series":
        "\"kpi\": \"schwimmbaeder\", \"series\": \"alle\"" => "\"kpi\": \"schwimmbaeder\", \"series\": \"ale\"",
        at "\"ale\"", "dangling-reference", "not among the series of \"schwimmbaeder\"", "did you mean \"alle\"?";
    "a target of no series":
        "\"series\": \"lesend\", \"set\"" => "\"series\": \"lesende\", \"set\"",
        at "\"lesende\"", "dangling-reference", "did you mean \"lesend\"?";
    "a link to no term":
        "[Amtsstube](/glossary/#amtsstube)" => "[Amtsstube](/glossary/#amtstube)",
        at "#amtstube)", "dangling-reference", "a term that the glossary does not have", "did you mean \"amtsstube\"?";
    "a part of a wheel for nobody":
        "\"for\": [\"Alle\", \"Gäste\"]" => "\"for\": [\"Alle\", \"Gaeste\"]",
        at "\"Gaeste\"]", "dangling-reference", "not among the first ring of \"rad\"", "did you mean \"Gäste\"?";
    "a source that was renamed where it is defined":
        "{ \"id\": \"zettel\", \"title\"" => "{ \"id\": \"zetel\", \"title\"",
        at "\"zettel\"", "dangling-reference", "did you mean \"zetel\"?";
    "two sources of one id":
        "\"id\": \"netzseite-zaehler\"" => "\"id\": \"netzseite\"",
        at "\"id\": \"netzseite\", \"title\": \"Zähler", "duplicate-id", "the id \"netzseite\" is taken by another entry", "the other is in line";
    "the id of another source":
        "{ \"id\": \"kassenbuch\"" => "{ \"id\": \"gesetzblatt\"",
        at "{ \"id\": \"gesetzblatt\", \"title\": \"Kassenbuch\"", "duplicate-id", "the other is in line";
    "no first page":
        "\"id\": \"home\"" => "\"id\": \"start\"",
        at "\"pages\": [", "dangling-reference", "no page has the id \"home\"", "give the first page";
    "two sections of one id":
        "\"id\": \"dauer\"" => "\"id\": \"2030\"",
        at "\"id\": \"2030\", \"heading\": \"Dauer", "duplicate-id", "\"2030\" is taken", "the other is in line";
    "a KPI named twice":
        "\"kpis\": [\"register\", \"stellen\"]" => "\"kpis\": [\"register\", \"register\"]",
        at "[\"register\", \"register\"]", "duplicate-id", "\"register\" appears twice in this list";
    "a former id that is in use":
        "\"formerly\": [\"wartezeit\"]" => "\"formerly\": [\"telefon\"]",
        at "[\"telefon\"]", "duplicate-id", "the former id \"telefon\" is taken", "1st former id";
    "a page in the place of the site's own":
        "\"id\": \"bald\"" => "\"id\": \"kpis\"",
        at "\"id\": \"kpis\"", "malformed-value", "the site keeps this address for itself";

    // Figures.
    "a share of more than all":
        "\"value\": 99.9," => "\"value\": 999,",
        at "999,", "out-of-range", "outside 0 to 100", "{\"percent\": \"any\"}";
    "a whole smaller than its part":
        "\"whole\": 24" => "\"whole\": 14",
        at "\"whole\": 14", "whole-too-small", "counts a part of it", "the 17 stands in line";
    "a band upside down":
        "{ \"from\": 70, \"to\": 75 }" => "{ \"from\": 75, \"to\": 70 }",
        at "\"from\": 75, \"to\": 70", "band-upside-down", "upside down", "write \"from\": 70, \"to\": 75";
    "a band without its upper end":
        "{ \"from\": 70, \"to\": 75 }" => "{ \"from\": 70 }",
        at "{ \"from\": 70 }", "not-exactly-one", "these fields cannot be combined, or one of a pair is missing";
    "a figure of the future":
        "\"period\": \"2030\", \"value\": 100" => "\"period\": \"2033\", \"value\": 100",
        at "\"2033\", \"value\"", "in-future", "had not begun", "forecast";
    "a bundle published too early":
        "\"published\": \"2031-04\"" => "\"published\": \"2021-04\"",
        at "\"2021-04\"", "in-future", "published";
    "a relative goal without its baseline":
        "\"baseline\": { \"value\": 800, \"period\": \"2027/28\", \"source\": \"kassenbuch\" }, \"set\": \"2028-10\", \"due\": \"2034/35\"" => "\"set\": \"2028-10\", \"due\": \"2034/35\"",
        at "\"times\": 2", "no-baseline", "baseline", "\"times\"";
    "a figure and a reason for none":
        "\"missing\": \"Nicht gezählt.\"," => "\"missing\": \"Nicht gezählt.\", \"value\": 3,",
        at "\"value\": 3, \"source\": \"zettel\"", "not-exactly-one", "exactly one of these fields", "missing";
    "neither a figure nor a reason":
        "\"missing\": \"Nicht gezählt.\", " => "",
        at "{ \"period\": \"2030-06\", \"source\"", "not-exactly-one", "one of these fields is needed here", "2nd observation, \"2030-06\"";
    "two figures of one period":
        "{ \"period\": \"2028\", \"value\": 55.5" => "{ \"period\": \"2026\", \"value\": 55.5",
        at "\"2026\", \"value\": 55.5", "repeated-period", "an earlier observation", "the other is in line";
    "a target due before it was set":
        "\"set\": \"2030\", \"due\": \"2033\"" => "\"set\": \"2034\", \"due\": \"2033\"",
        at "\"set\": \"2034\"", "before-set", "when the target was set";
    "two goals of one target":
        "{ \"atLeast\": 35 }" => "{ \"atLeast\": 35, \"number\": 40 }",
        at "\"number\": 40", "not-exactly-one", "exactly one of these fields", "atLeast";
    "a KPI without a series":
        "\"series\": [{ \"id\": \"alle\", \"label\": \"Alle\", \"observations\": [] }]" => "\"series\": []",
        at "\"series\": []", "no-items", "is empty", "\"Was niemand misst\"";
    "the initiatives twice on a page":
        "\"kind\": \"scorecard\", \"id\": \"alle-staende\"" => "\"kind\": \"initiatives\", \"id\": \"alle-staende\"",
        at "\"id\": \"alle-staende\"", "malformed-value", "a page shows the initiatives once";
};

/// The problems of a text that stands where Norland's does, with its pictures beside it.
fn problems(bytes: &[u8]) -> Vec<Problem> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bundles/another-government.json");
    report("norland.json", &path, bytes).problems
}

/// Everything that a problem says.
fn said(problem: &Problem) -> String {
    let parts = [
        Some(problem.message.clone()),
        problem.described.clone(),
        Some(problem.allowed.join(", ")),
        problem.suggestion.clone(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// The number of the line that has a text.
fn line_of(text: &str, part: &str) -> Option<usize> {
    let at = text.find(part)?;
    Some(text[..at].matches('\n').count() + 1)
}

#[test]
fn each_of_many_mistakes_is_named_once_at_its_line_in_words_that_help() {
    assert!(PLANTED.len() >= 80, "{}", PLANTED.len());
    let mut failed = Vec::new();
    for planted in PLANTED {
        let Planted {
            name,
            from,
            to,
            at,
            rule,
            says,
        } = planted;
        assert!(NORLAND.contains(from), "{name}: Norland has no {from}");
        let text = NORLAND.replacen(from, to, 1);
        let line = line_of(&text, at).unwrap_or_else(|| panic!("{name}: no {at}"));
        let problems = problems(text.as_bytes());
        let [problem] = &problems[..] else {
            let all: Vec<String> = problems.iter().map(said).collect();
            failed.push(format!("{name}: {} problems: {all:#?}", problems.len()));
            continue;
        };
        let found = problem.place.as_ref().map(|place| place.start.0);
        let said = said(problem);
        if problem.severity != Severity::Error || problem.rule != *rule || found != Some(line) {
            let rule = problem.rule;
            failed.push(format!(
                "{name}: {rule} in line {found:?}, not {line}: {said}"
            ));
        }
        for words in says.iter().filter(|words| !said.contains(**words)) {
            failed.push(format!("{name}: {words:?} is not in: {said}"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

#[test]
fn the_bundles_of_the_tests_have_no_errors_and_norland_has_no_warnings() {
    assert_eq!(problems(NORLAND.as_bytes()), []);
    for text in [REVIEW, SMALLEST] {
        let problems = problems(text.as_bytes());
        let mut all = problems.iter();
        assert!(
            all.all(|one| one.severity == Severity::Warning),
            "{problems:#?}"
        );
    }
}

#[test]
fn what_is_no_text_of_json_at_all_is_named_at_its_place() {
    let with_byte = |from: &str, byte: u8| {
        let at = NORLAND.find(from).expect(from);
        let mut bytes = NORLAND.as_bytes().to_vec();
        // The two bytes of the letter.
        bytes.splice(at..at + 2, [byte]);
        (bytes, line_of(NORLAND, from))
    };
    let half = NORLAND.find("\"glossary\"").expect("a glossary");
    let utf16: Vec<u8> = NORLAND.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases = [
        (
            with_byte("ählung", 0xe4),
            "not-utf-8",
            "in Windows-1252, as many programs save, it is \"ä\"",
        ),
        (
            with_byte("ßer, schöner", 0xdf),
            "not-utf-8",
            "save the file as UTF-8",
        ),
        ((utf16, Some(1)), "not-utf-8", "UTF-16"),
        (
            (
                NORLAND.as_bytes()[..half].to_vec(),
                line_of(NORLAND, "\"glossary\""),
            ),
            "not-json",
            "it ends too early",
        ),
        ((Vec::new(), Some(1)), "not-json", "the file is empty"),
        (
            (b"<!doctype html><title>Log in</title>".to_vec(), Some(1)),
            "not-json",
            "a web page",
        ),
        ((b"\x1f\x8b\x08\0".to_vec(), Some(1)), "not-utf-8", "gzip"),
    ];
    for ((bytes, line), rule, words) in cases {
        let problems = problems(&bytes);
        let [problem] = &problems[..] else {
            panic!("{words}: {problems:#?}");
        };
        let said = said(problem);
        assert_eq!(problem.rule, rule, "{said}");
        assert_eq!(
            problem.place.as_ref().map(|place| place.start.0),
            line,
            "{said}"
        );
        assert!(said.contains(words), "{words} is not in: {said}");
    }
}

#[test]
fn several_mistakes_are_all_told_in_the_order_of_the_file() {
    let text = NORLAND
        .replacen("\"locale\": \"de\"", "\"locale\": \"Deutsch\"", 1)
        .replacen("\"chart\": \"threshold\"", "\"chart\": \"line\"", 1)
        .replacen("\"source\": \"zettel\"", "\"source\": \"zettl\"", 1);
    let problems = problems(text.as_bytes());
    let rules: Vec<&str> = problems.iter().map(|problem| problem.rule).collect();
    assert_eq!(
        rules,
        ["malformed-value", "dangling-reference", "unknown-word"]
    );
}
