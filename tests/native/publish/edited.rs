//! A scorecard from its beginning: made, shown while it is edited, and published.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::{built, files_of};
use crate::support::SMALLEST;

fn scorecard(arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_scorecard"));
    program.args(arguments);
    program
}

/// A new scorecard in a folder of its own, and the app's files.
fn begun() -> (TempDir, PathBuf, TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("norland");
    let made = scorecard(&["new", &place.display().to_string()]).output();
    let made = made.expect("it runs");
    assert!(made.status.success(), "{made:?}");
    let bundle = place.join("scorecard.json");
    let said = String::from_utf8_lossy(&made.stdout).into_owned();
    for command in ["preview", "publish"] {
        let step = format!("scorecard {command} {}", bundle.display());
        assert!(said.contains(&step), "{said}");
    }
    (folder, bundle, built(SMALLEST, "/"))
}

#[test]
fn a_new_scorecard_passes_its_check_and_becomes_a_site() {
    let (folder, bundle, app) = begun();
    let bundle = bundle.display().to_string();
    let checked = scorecard(&["check", &bundle]).output().expect("it runs");
    assert!(checked.status.success(), "{checked:?}");
    let out = folder.path().join("site").display().to_string();
    let app = app.path().display().to_string();
    let publish = [
        "publish",
        &bundle,
        "--out",
        &out,
        "--app",
        &app,
        "--no-cache",
    ];
    let published = scorecard(&publish).output().expect("it runs");
    assert!(published.status.success(), "{published:?}");
    let files = files_of(out.as_ref());
    let home = super::text_of(&files, "index.html");
    assert!(
        home.contains("This is an example."),
        "the site says what it is"
    );
    let verified = scorecard(&["verify", &out]).output().expect("it runs");
    assert!(verified.status.success(), "{verified:?}");
    fs::write(Path::new(&out).join("robots.txt"), "changed").expect("changed");
    let verified = scorecard(&["verify", &out]).output().expect("it runs");
    let said = String::from_utf8_lossy(&verified.stderr).into_owned();
    assert!(
        !verified.status.success() && said.contains("robots.txt"),
        "{said}"
    );
}

#[test]
fn hosts_that_need_something_else_in_the_folder_get_it() {
    let (folder, bundle, app) = begun();
    let [bundle, app] = [&bundle, app.path()].map(|path| path.display().to_string());
    for (host, file, has_siblings) in [
        ("github-pages", ".nojekyll", false),
        ("gitlab-pages", ".nojekyll", true),
        ("azure", "staticwebapp.config.json", false),
        ("vercel", "vercel.json", false),
    ] {
        let out = folder.path().join(host).display().to_string();
        let arguments = [
            "publish",
            &bundle,
            "--out",
            &out,
            "--app",
            &app,
            "--no-cache",
            "--host",
            host,
        ];
        let published = scorecard(&arguments).output().expect("it runs");
        assert!(published.status.success(), "{published:?}");
        let files = files_of(out.as_ref());
        assert!(files.contains_key(file), "{host}");
        assert_eq!(files.contains_key("index.html.br"), has_siblings, "{host}");
        let has_policy = |path: &str| super::text_of(&files, path).contains("http-equiv");
        let is_plain = file == ".nojekyll";
        for path in [
            "index.html",
            "embed/404.html",
            "share/kpi/online-share/index.html",
        ] {
            assert_eq!(has_policy(path), is_plain, "{host} {path}");
        }
        assert!(has_policy("404.html"), "{host}");
        let verified = scorecard(&["verify", &out]).output().expect("it runs");
        assert!(verified.status.success(), "{verified:?}");
    }
}

/// Where a preview of a bundle makes what it shows.
fn made_in(bundle: &Path) -> &Path {
    let around = bundle.parent().and_then(Path::parent);
    around.expect("a folder of a folder")
}

/// A preview that runs until it goes out of scope.
struct Previewed {
    program: Child,
    address: String,
}

impl Previewed {
    fn of(bundle: &Path, app: &Path) -> Previewed {
        let [bundle, app] = [bundle, app].map(|path| path.display().to_string());
        let mut program = scorecard(&["preview", &bundle, "--app", &app, "--port", "0"]);
        program.env("TMPDIR", made_in(bundle.as_ref()));
        let mut program = program.stdout(Stdio::piped()).spawn().expect("it runs");
        let mut said = String::new();
        let mut output = BufReader::new(program.stdout.take().expect("it says something"));
        output.read_line(&mut said).expect("where it listens");
        // What it says later has to go somewhere.
        std::thread::spawn(move || output.lines().for_each(drop));
        let (_, address) = said.trim().split_once(" on ").expect("an address");
        Previewed {
            address: address.to_owned(),
            program,
        }
    }

    /// Status and text of what is at a path.
    fn get(&self, path: &str) -> (u16, String) {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build()
            .into();
        let mut answer = agent
            .get(format!("{}{path}", self.address))
            .call()
            .expect("an answer");
        let text = answer.body_mut().read_to_vec().expect("a body");
        let text = String::from_utf8_lossy(&text).into_owned();
        (answer.status().as_u16(), text)
    }

    /// The news after a version; waits for them.
    fn news(&self, version: u64) -> Value {
        let address = format!("{}.preview/changes", self.address);
        let mut answer = ureq::post(address).send(version.to_string()).expect("news");
        let text = answer.body_mut().read_to_string().expect("a text");
        serde_json::from_str(&text).expect("JSON")
    }
}

impl Drop for Previewed {
    fn drop(&mut self) {
        self.program.kill().ok();
        self.program.wait().ok();
    }
}

#[cfg(unix)]
#[test]
fn a_preview_that_is_asked_to_end_leaves_nothing_behind() {
    let (_folder, bundle, app) = begun();
    let mut preview = Previewed::of(&bundle, app.path());
    let made = || {
        let entries = fs::read_dir(made_in(&bundle)).expect("a folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        let names: Vec<_> = names
            .filter_map(|name| name.into_string().ok())
            .filter(|name| name.starts_with("civic-scorecard-"))
            .collect();
        names
    };
    assert_eq!(made().len(), 1);
    let id = preview.program.id().to_string();
    let asked = Command::new("kill").arg(id).status();
    assert!(asked.expect("it runs").success());
    let ended = preview.program.wait().expect("it ends");
    assert!(ended.success(), "{ended}");
    assert_eq!(made(), [""; 0]);
}

#[test]
fn what_is_saved_is_shown_and_a_mistake_is_told_over_what_was_good() {
    let (_folder, bundle, app) = begun();
    let text = fs::read_to_string(&bundle).expect("a bundle");
    let preview = Previewed::of(&bundle, app.path());
    let title = |title: &str| format!("<title>{title}");
    let shown = |is: &str| {
        let (status, html) = preview.get("");
        assert_eq!(status, 200);
        assert!(html.contains(&title(is)), "{is}: {html}");
    };
    shown("Example scorecard");
    for (path, status, words) in [
        ("kpis/online-share/", 200, "applications made online"),
        ("embed/kpi/online-share/", 200, "applications made online"),
        ("share/kpi/online-share/", 200, "applications made online"),
        ("images/kpi/online-share.svg", 200, "<svg"),
        ("bundle/en.json", 200, "Example agency"),
        ("embed.js", 200, "civic-kpi"),
        ("kpis/gone/", 404, "<html"),
        ("embed/kpi/gone/", 404, "<html"),
        ("..%2f..%2fscorecard.json", 404, "<html"),
    ] {
        let (found, text) = preview.get(path);
        assert_eq!(found, status, "{path}");
        assert!(text.contains(words), "{path}: {text}");
    }
    let save = |text: &str| fs::write(&bundle, text).expect("saved");
    save(&text.replace("\"name\": \"Example scorecard\"", "\"name\": \"Changed\""));
    let news = preview.news(0);
    assert_eq!(
        (&news["shown"], &news["problem"]),
        (&news["version"], &Value::Null)
    );
    shown("Changed");
    let version = news["version"].as_u64().expect("a number");
    save(&text.replace("\"locale\": \"en\"", "\"locale\": 7"));
    let news = preview.news(version);
    assert_eq!(news["shown"], version);
    let problem = news["problem"].as_str().expect("a problem");
    assert!(
        problem.contains("/locale") && problem.contains("scorecard.json:6:"),
        "{problem}"
    );
    // Over the last good content.
    shown("Changed");
    save(&text);
    let news = preview.news(news["version"].as_u64().expect("a number"));
    assert_eq!(news["problem"], Value::Null);
    shown("Example scorecard");
}
