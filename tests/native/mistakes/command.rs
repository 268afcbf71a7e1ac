//! `scorecard check` as people and programs run it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::with;
use crate::support::NORLAND;

/// A folder with a bundle without problems, one with warnings and one with an error.
struct Files {
    _folder: TempDir,
    fine: PathBuf,
    poor: PathBuf,
    wrong: PathBuf,
    none: PathBuf,
}

fn files() -> Files {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a file");
        path
    };
    // Without pictures, which are not beside it.
    let mut value = with(&[]);
    for initiative in value["initiatives"].as_array_mut().expect("a list") {
        initiative
            .as_object_mut()
            .expect("an object")
            .remove("image");
    }
    value["pages"][0]["sections"][0]
        .as_object_mut()
        .expect("a hero")
        .remove("image");
    let fine = write("fine.json", &value.to_string());
    value["locale"] = json!("de-UK");
    let poor = write("a poor one.json", &value.to_string());
    let wrong = NORLAND.replacen("\"better\": \"lower\"", "\"better\": \"low\"", 1);
    Files {
        fine,
        poor,
        wrong: write("wrong.json", &wrong),
        none: folder.path().join("none.json"),
        _folder: folder,
    }
}

fn check(arguments: &[&str], files: &[&Path]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scorecard"));
    command.arg("check").args(arguments).args(files);
    command.env_remove("NO_COLOR").output().expect("it runs")
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn the_exit_code_says_whether_there_are_errors_or_it_could_not_run() {
    let files = files();
    let all: [(&[&Path], i32); 6] = [
        (&[&files.fine], 0),
        (&[&files.poor], 0),
        (&[&files.wrong], 1),
        (&[&files.fine, &files.wrong, &files.poor], 1),
        (&[&files.none], 2),
        (&[&files.none, &files.wrong], 2),
    ];
    for (paths, code) in all {
        for format in ["text", "json", "sarif"] {
            let output = check(&["--format", format], paths);
            assert_eq!(output.status.code(), Some(code), "{format} {paths:?}");
        }
    }
    for arguments in [
        &["--format", "xml"][..],
        &["--color", "blue"],
        &[],
        &["--explain", "no"],
    ] {
        assert_eq!(
            check(arguments, &[]).status.code(),
            Some(2),
            "{arguments:?}"
        );
    }
}

#[test]
fn people_see_the_line_the_place_and_the_words_of_each_problem() {
    let files = files();
    let output = check(&[], &[&files.wrong, &files.poor, &files.none]);
    let said = text_of(&output.stdout);
    let line = NORLAND
        .lines()
        .position(|line| line.contains("\"better\": \"lower\""));
    let line = line.expect("a line") + 1;
    for words in [
        "error[unknown-word]: \"low\" is none of the words that may stand here",
        &format!("wrong.json:{line}:17"),
        &format!("{line} |       \"better\": \"low\","),
        "where: 3rd KPI, \"Dauer eines Antrags\" › better   (/kpis/2/better)",
        "allowed: higher, lower",
        "help: did you mean \"lower\"?",
        "wrong.json: 1 error\n",
        "warning[replaced-region]: \"de-UK\" has a region that is written otherwise; write \"de-GB\"",
        "no mistakes, 1 warning\n",
    ] {
        assert!(said.contains(words), "{words} is not in:\n{said}");
    }
    assert!(text_of(&output.stderr).contains("none.json"));
    // The mark stands below the value.
    let lines: Vec<&str> = said.lines().collect();
    let shown = lines
        .iter()
        .position(|line| line.contains("\"better\": \"low\""))
        .expect("shown");
    let value = lines[shown].find("\"low\"");
    assert_eq!(lines[shown + 1].find("^^^^^"), value, "{said}");
}

#[test]
fn a_bundle_in_one_line_or_with_tabs_is_shown_around_the_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("some.json");
    let wrong = NORLAND.replacen("\"chart\": \"threshold\"", "\"chart\": \"treshold\"", 1);
    let one_line = wrong.replace('\n', " ");
    for text in [one_line, wrong.replace("  ", "\t")] {
        std::fs::write(&file, &text).expect("a file");
        let said = text_of(&check(&[], &[&file]).stdout);
        let before = &text[..text.find("\"treshold\"").expect("planted")];
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        assert!(
            said.contains(&format!("some.json:{line}:{column}")),
            "{said}"
        );
        let lines: Vec<&str> = said.lines().collect();
        let shown = lines
            .iter()
            .position(|line| line.contains("\"treshold\","))
            .expect("shown");
        let at = |line: &str, part: &str| line[..line.find(part).expect(part)].chars().count();
        let (value, mark) = (
            at(lines[shown], "\"treshold\""),
            at(lines[shown + 1], "^^^^^^^^^^"),
        );
        assert_eq!(value, mark, "{said}");
        assert!(
            lines.iter().all(|line| line.chars().count() < 250),
            "{said}"
        );
    }
}

#[test]
fn there_are_colours_only_where_they_are_wanted() {
    let files = files();
    for (arguments, has_colours) in [
        (&["--color", "always"][..], true),
        (&["--color", "never"], false),
        // No terminal.
        (&[], false),
        (&["--color", "always", "--format", "json"], false),
    ] {
        let said = text_of(&check(arguments, &[&files.wrong]).stdout);
        assert_eq!(said.contains('\u{1b}'), has_colours, "{arguments:?}");
    }
}

#[test]
fn programs_read_the_same_as_json() {
    let files = files();
    let output = check(&["--format", "json"], &[&files.wrong, &files.fine]);
    let value: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let [wrong, fine] = &value["files"].as_array().expect("a list")[..] else {
        panic!("{value}");
    };
    assert_eq!(fine["problems"], json!([]));
    assert_eq!(
        (&wrong["errors"], &wrong["warnings"]),
        (&json!(1), &json!(0))
    );
    let problem = &wrong["problems"][0];
    assert_eq!(problem["rule"], "unknown-word");
    assert_eq!(problem["severity"], "error");
    assert_eq!(problem["pointer"], "/kpis/2/better");
    assert_eq!(problem["value"], "\"low\"");
    assert_eq!(problem["allowed"], json!(["higher", "lower"]));
    assert_eq!(problem["place"]["column"], 17);
    assert_eq!(problem["place"]["endColumn"], 22);
}

#[test]
fn editors_and_ci_read_the_same_as_sarif() {
    let files = files();
    let output = check(&["--format", "sarif"], &[&files.wrong, &files.poor]);
    let value: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(value["version"], "2.1.0");
    let run = &value["runs"][0];
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let [error, warning] = &run["results"].as_array().expect("results")[..] else {
        panic!("{run}");
    };
    for (result, level, rule) in [
        (error, "error", "unknown-word"),
        (warning, "warning", "replaced-region"),
    ] {
        assert_eq!(
            (&result["level"], &result["ruleId"]),
            (&json!(level), &json!(rule))
        );
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(rules[index]["id"], rule);
        let help = rules[index]["help"]["text"].as_str().expect("help");
        assert!(!help.is_empty());
    }
    let place = &error["locations"][0]["physicalLocation"];
    assert_eq!(place["region"]["startColumn"], 17);
    let uri = warning["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str();
    assert!(
        uri.is_some_and(|uri| uri.ends_with("/a%20poor%20one.json")),
        "{uri:?}"
    );
}

#[test]
fn a_rule_is_explained_without_a_file() {
    let output = check(&["--explain", "long-sentence"], &[]);
    let said = text_of(&output.stdout);
    assert!(
        output.status.success() && said.contains("25 words"),
        "{said}"
    );
}

#[test]
fn a_hostile_bundle_cannot_steer_the_terminal_or_forge_a_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("hostile.json");
    let hostile = "x\u{9b}2J\u{202e}y\\u001b[2J\\nerror[forged]: all is well";
    let all = [
        NORLAND.replacen("Norlands Zielbuch", hostile, 1),
        NORLAND.replacen("\"financialYear\"", &format!("\"{hostile}\""), 1),
        NORLAND.replacen("\"id\": \"telefon\"", &format!("\"id\": \"{hostile}\""), 1),
        NORLAND.replacen(
            "\"title\": \"Warten",
            &format!("\"label\": 1, \"title\": \"{hostile}"),
            1,
        ),
    ];
    for json in all {
        std::fs::write(&file, json).expect("a file");
        let said = text_of(&check(&[], &[&file]).stdout);
        let is_bad =
            |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!said.contains(is_bad), "{said:?}");
        assert!(
            !said.lines().any(|line| line.starts_with("error[forged]")),
            "{said}"
        );
    }
}
