//! What can be read or taken away as data: table, CSV, JSON, text, and the list of a scorecard.

use civic_scorecard::site::Subject;

use super::super::expected::{Figure, chosen, from_to, in_period, period_words};
use super::{Faces, Shown, point, says};
use crate::support::{self, squeezed, within};

/// The figure that each row of CSV is of. Every figure has one row, and every row a figure.
fn in_order(name: &str, faces: &Faces, mut figures: Vec<Figure>) -> Vec<Figure> {
    let mut ordered = Vec::new();
    for row in &faces.csv {
        let value = &row["value"];
        let value = (!value.is_empty()).then(|| value.parse::<f64>().expect("a number"));
        let place = figures.iter().position(|figure| {
            figure.measure == row["measure"]
                && figure.series == row["series"]
                && figure.period == row["period"]
                && figure.value == value
        });
        let place = place.unwrap_or_else(|| panic!("{name}: no figure of {figures:?} is {row:?}"));
        ordered.push(figures.remove(place));
    }
    assert!(figures.is_empty(), "{name}: CSV lacks {figures:?}");
    ordered
}

/// The figures with those periods last that are later than the latest figure of their series.
fn latest_figure_first(figures: &[Figure]) -> Vec<&Figure> {
    let is_later = |figure: &&Figure| {
        let of_series = figures.iter().filter(|of| of.series == figure.series);
        let mut found = of_series.filter(|of| of.value.is_some() && !of.is_forecast);
        figure.value.is_none() && figure.at().is_some() && found.all(|of| of.at() < figure.at())
    };
    let (later, mut ordered): (Vec<&Figure>, Vec<&Figure>) = figures.iter().partition(is_later);
    ordered.extend(later);
    ordered
}

pub fn csv_json_table_and_text_say_what_the_bundle_says_in_one_order(shown: &Shown) {
    let Shown {
        name, faces, all, ..
    } = shown;
    let figures = in_order(name, faces, all.clone());
    let has_measures = faces.dataset.has_measures();
    let heads = faces.body.all(".table-panel th[scope=col]");
    let heads: Vec<String> = heads.into_iter().map(support::text).collect();
    let column = |word: &str| heads.iter().position(|head| head.starts_with(word));
    let list = faces.json["figures"].as_array().expect("figures");
    let lines: Vec<&str> = faces.plain.lines().skip(3).collect();
    let lines: Vec<&&str> = lines.iter().take_while(|line| !line.is_empty()).collect();
    assert_eq!(list.len(), figures.len(), "{name}");
    assert_eq!(lines.len(), figures.len(), "{name}");
    for (index, figure) in figures.iter().enumerate() {
        let name = format!("{name}: {figure:?}");
        let of = &list[index];
        assert_eq!(of["value"].as_f64(), figure.value, "{name}");
        assert_eq!(of["value"].is_null(), figure.value.is_none(), "{name}");
        assert_eq!(of["measure"], figure.measure, "{name}");
        assert_eq!(of["series"], figure.series, "{name}");
        assert_eq!(of["period"], figure.period, "{name}");

        let row = &faces.csv[index];
        assert_eq!(row["qualifier"], figure.qualifier, "{name}");
        assert_eq!(row["missing_reason"].is_empty(), figure.value.is_some());
        if let Some(reason) = &figure.missing {
            assert_eq!(row["missing_reason"], *reason, "{name}");
        }
        let line = lines[index];
        assert!(says(line, &point(figure, has_measures)), "{name}: {line}");
    }
    // Each row is of the next figure, and of those of its series after it that it counts.
    let is_default = !has_measures && chosen(shown.choice, "sort").is_empty();
    let mut rest = match is_default {
        true => latest_figure_first(&figures),
        false => figures.iter().collect(),
    };
    for row in faces.body.all(".table-panel tbody tr") {
        let cells = within(row, "tr > *").into_iter();
        let cells: Vec<String> = cells.map(support::text).collect();
        let cell = |word: &str| column(word).map(|place| cells[place].as_str());
        assert!(!rest.is_empty(), "{name}: no figure for {cells:?}");
        let figure = rest.remove(0);
        let name = format!("{name}: {figure:?}");
        let figure_cell = cell("Figure").or(cell("Change")).expect("a figure");
        let counted = figure_cell.strip_suffix(" periods)");
        let counted = counted.and_then(|words| words.rsplit('(').next()?.parse().ok());
        let count: usize = counted.unwrap_or(1);
        let mut last = figure;
        for _ in 1..count {
            let of_series = |other: &&Figure| other.series == figure.series;
            let place = rest
                .iter()
                .position(of_series)
                .expect("as many as it counts");
            last = rest.remove(place);
            assert!(
                last.value.is_none() && last.missing == figure.missing,
                "{name}"
            );
        }
        let (words, when) = match count {
            1 => (
                format!("{}{}", figure.words, figure.symbol),
                period_words(&figure.period),
            ),
            _ => {
                let (first, last) = match figure.at() < last.at() {
                    true => (figure, last),
                    false => (last, figure),
                };
                let when = from_to(&first.period, &last.period);
                (format!("{} ({count} periods)", figure.words), when)
            }
        };
        assert_eq!(figure_cell, squeezed(&words), "{name}");
        let when = match has_measures && figure.value.is_none() {
            true => String::new(),
            false => when,
        };
        assert_eq!(cell("Period"), Some(&*when), "{name}");
        if let Some(series) = cell("Group") {
            assert_eq!(series, figure.series, "{name}");
        }
        assert_eq!(cell("Group").is_some(), faces.dataset.series.len() > 1);
        if has_measures {
            assert_eq!(cells[0], figure.measure, "{name}");
        } else if let Some(reason) = &figure.missing {
            let note = cell("Note").expect("notes");
            assert!(note.starts_with(&squeezed(reason)), "{name}: {note}");
        }
        // Where a row is a list, each of its cells says what it is.
        for (cell, head) in within(row, "tr > *").into_iter().zip(&heads) {
            assert_eq!(cell.attr("data-label"), Some(&**head), "{name}");
        }
    }
    assert!(rest.is_empty(), "{name}: the table lacks {rest:?}");
}

pub fn the_list_of_a_scorecard_says_what_the_bundle_says(shown: &Shown) {
    let Shown {
        name,
        faces,
        figures,
        choice,
        ..
    } = shown;
    if !matches!(faces.dataset.subject, Subject::Scorecard) {
        return;
    }
    let by_audience = chosen(choice, "group").is_empty();
    let mut wanted: Vec<[String; 3]> = Vec::new();
    for figure in figures {
        let said = figure.value.map(|_| {
            let words = squeezed(&format!("{}{}", figure.words, figure.symbol));
            format!("{words} {}", in_period(&figure.period))
        });
        let (kpi, said) = (squeezed(&figure.kpi), said.unwrap_or_default());
        if by_audience {
            // Under each group that it serves.
            let groups = figure.serves.iter().map(|group| squeezed(group));
            wanted.extend(groups.map(|group| [group, kpi.clone(), said.clone()]));
        } else {
            wanted.push([String::new(), kpi, said]);
        }
    }
    let mut said = Vec::new();
    for group in faces.body.all(".chart-panel div:has(> ul)") {
        let heading = within(group, ".group-title").first().copied();
        let heading = heading.filter(|_| by_audience).map(support::text);
        let heading = heading.unwrap_or_default();
        for row in within(group, "li") {
            let title = support::text(within(row, ".what a")[0]);
            let value = within(row, ".value")
                .first()
                .map(|value| support::text(*value));
            // Without a figure there is no bar that could be taken for zero.
            assert!(
                value.is_some() || within(row, ".measure svg").is_empty(),
                "{name}: {title}"
            );
            said.push([heading.clone(), title, value.unwrap_or_default()]);
        }
    }
    said.sort();
    wanted.sort();
    assert_eq!(said, wanted, "{name}");
}

pub fn hidden_series_are_only_in_tables_and_files(shown: &Shown) {
    let Shown {
        name,
        faces,
        choice,
        ..
    } = shown;
    let ids: Vec<&str> = chosen(choice, "hide").split(',').collect();
    if matches!(faces.dataset.subject, Subject::Scorecard) {
        return;
    }
    let finding = support::text(faces.body.one("figcaption .finding"));
    for series in &faces.dataset.series {
        let is_hidden = ids.contains(&series.id);
        let switch = format!(".switches input[value='{}']", series.id);
        for switch in faces.body.all(&switch) {
            assert_eq!(switch.attr("checked").is_none(), is_hidden, "{name}");
        }
        if !is_hidden {
            continue;
        }
        let label = series.label;
        let shown = faces.body.all(".legend li, .end-label, .tip p");
        for element in shown {
            let name_of = element.attr("aria-label").unwrap_or_default();
            let words = support::text(element);
            assert!(
                name_of != label && !words.starts_with(label),
                "{name}: {words}"
            );
        }
        assert!(!finding.contains(&format!("{label}: ")), "{name}");
        let notes = faces.body.all(".chart-panel .notes p");
        for words in notes.into_iter().map(support::text) {
            assert!(!words.contains(&format!("{label}, ")), "{name}: {words}");
        }
    }
}

pub fn sorts_put_figures_into_their_order(shown: &Shown) {
    let Shown {
        name,
        faces,
        choice,
        ..
    } = shown;
    let is_kpi = matches!(faces.dataset.subject, Subject::Kpi(_));
    let rows = faces.csv.iter().filter(|row| !row["value"].is_empty());
    let values: Vec<f64> = rows.map(|row| row["value"].parse().expect("one")).collect();
    match chosen(choice, "sort") {
        "highest" if is_kpi => assert!(values.is_sorted_by(|a, b| a >= b), "{name}"),
        "lowest" if is_kpi => assert!(values.is_sorted(), "{name}"),
        _ => {}
    }
}
