//! A whole site in one command: made aside, put into its place at once, and whole whatever
//! happens meanwhile.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use civic_scorecard::publish::publication::publish;
use civic_scorecard::publish::swap::Place;
use civic_scorecard::publish::{App, Options, PublishError, Work, Written};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Files, built, files_of, norland, published, text_of};
use crate::support::{NORLAND, SMALLEST};

/// A machine on which somebody publishes: the app's files, a folder with the bundle and its
/// pictures, and the site beside them.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn of(json: &str) -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        fs::rename(built(json, "/").keep(), folder.path().join("app")).expect("moved");
        let desk = Desk { folder };
        let pictures = desk.path("content/illustrations");
        fs::create_dir_all(pictures.parent().expect("a folder")).expect("a folder");
        if desk.path("app/illustrations").exists() {
            fs::rename(desk.path("app/illustrations"), pictures).expect("moved");
        }
        desk.save(json);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn save(&self, json: &str) {
        fs::write(self.path("content/scorecard.json"), json).expect("a bundle");
    }

    fn publish_with(&self, options: Options<'_>) -> Result<Written, PublishError> {
        let app = App::of_folder(&self.path("app"))?;
        let bundle = self.path("content/scorecard.json");
        publish(&app, &bundle, &self.path("site"), options, &Work::default())
    }

    fn publish(&self) -> Result<Written, PublishError> {
        self.publish_with(options("/"))
    }

    /// The program, told to publish into the folder `site`.
    fn program(&self) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_scorecard"));
        program.args(self.arguments());
        program.env("XDG_CACHE_HOME", self.path("cache"));
        program.stdout(Stdio::null());
        program
    }

    fn arguments(&self) -> [String; 6] {
        let path = |name: &str| self.path(name).display().to_string();
        [
            "publish".to_owned(),
            path("content/scorecard.json"),
            "--out".to_owned(),
            path("site"),
            "--app".to_owned(),
            path("app"),
        ]
    }

    fn site(&self) -> Files {
        files_of(&self.path("site"))
    }

    /// What lies beside the site: nothing that a run made may stay there.
    fn beside(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).expect("a folder");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name())
            .map(|name| name.to_string_lossy().into_owned())
            .filter(|name| !["app", "content", "cache"].contains(&name.as_str()))
            .collect();
        names.sort();
        names
    }
}

fn options(base: &str) -> Options<'_> {
    Options {
        base,
        service_worker: true,
        host: None,
    }
}

/// The smallest bundle as another revision.
fn revision(name: &str) -> String {
    let mut bundle: Value = serde_json::from_str(SMALLEST).expect("JSON");
    bundle["revision"] = name.into();
    bundle.to_string()
}

/// The smallest bundle with a picture, as a revision of this name.
fn pictured(name: &str, src: &str) -> String {
    let mut bundle: Value = serde_json::from_str(SMALLEST).expect("JSON");
    bundle["revision"] = name.into();
    bundle["pages"][0]["sections"] = json!([{
        "kind": "hero", "id": "top", "heading": "h", "lead": "l", "figures": [],
        "image": { "src": src, "alt": "a" },
    }]);
    bundle.to_string()
}

/// What was wrong, as it is said on standard error.
fn said(program: &mut Command) -> (bool, String) {
    let output = program.output().expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.success(), said)
}

#[test]
fn the_site_is_the_one_that_trunks_hook_makes_with_everything_that_belongs_to_it() {
    let smallest = published(SMALLEST, "/score/card/");
    for (json, base, (pages, _)) in [
        (NORLAND, "/", norland()),
        (SMALLEST, "/score/card/", &smallest),
    ] {
        let desk = Desk::of(json);
        desk.publish_with(options(base)).expect("published");
        let site = desk.site();
        let title = |files: &Files, path: &str| {
            let html = super::page(files, path);
            super::one(&html, "head > title").text().collect::<String>()
        };
        for path in pages.keys().filter(|path| path.ends_with("index.html")) {
            assert_eq!(title(&site, path), title(pages, path), "{path}");
        }
        for path in [
            "_headers",
            ".htaccess",
            "publication.json",
            "index.html.br",
            "sw.js",
        ] {
            assert!(site.contains_key(path), "{path}");
        }
        assert_eq!(site["bundle/en.json"], json.as_bytes());
        whole(&site);
        assert_eq!(desk.beside(), ["site"]);
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_also_from_what_an_earlier_run_made() {
    let desk = Desk::of(&pictured("first", "/illustrations/first.svg"));
    desk.publish().expect("published");
    let expected = desk.site();
    for _ in 0..2 {
        fs::remove_dir_all(desk.path("site")).expect("removed");
        let mut program = desk.program();
        program.arg("--smallest");
        assert!(program.status().expect("it runs").success());
        assert!(desk.site() == expected, "other bytes");
    }
    let cache = files_of(&desk.path("cache"));
    assert_eq!(cache.len(), 1, "{:?}", cache.keys());
}

#[test]
fn every_revision_that_was_published_stays_with_its_pinned_embeds() {
    let desk = Desk::of(SMALLEST);
    for name in ["1", "2", "3"] {
        desk.save(&revision(name));
        desk.publish().expect("published");
    }
    let site = desk.site();
    let kept: Vec<&String> = site
        .keys()
        .filter(|path| path.starts_with("bundle/en-") && path.ends_with(".json"))
        .collect();
    assert_eq!(kept.len(), 3, "{kept:?}");
    for path in kept {
        let kept: Value = serde_json::from_slice(&site[path]).expect("JSON");
        assert!(["1", "2", "3"].contains(&kept["revision"].as_str().expect("a revision")));
    }
    // The picture of a former revision is taken from the former site.
    let desk = Desk::of(&pictured("first", "/illustrations/first.svg"));
    desk.publish().expect("published");
    fs::remove_file(desk.path("content/illustrations/first.svg")).expect("gone");
    fs::write(desk.path("content/illustrations/second.svg"), "<svg/>").expect("a picture");
    desk.save(&pictured("second", "/illustrations/second.svg"));
    desk.publish().expect("published");
    let site = desk.site();
    for name in ["first", "second"] {
        let picture = format!("illustrations/{name}.svg");
        assert!(site.contains_key(&picture), "{picture}");
    }
}

#[test]
fn what_is_wrong_is_told_and_the_old_site_stays() {
    let good = pictured("first", "/illustrations/first.svg");
    let desk = Desk::of(&good);
    desk.publish().expect("published");
    let before = desk.site();
    let refused = |what: &dyn Fn() -> Result<Written, PublishError>, words: &str| {
        let error = what().expect_err(words).to_string();
        assert!(error.contains(words), "{words}: {error}");
        assert!(desk.site() == before, "{words}");
        assert_eq!(desk.beside(), ["site"]);
    };
    desk.save("{}");
    refused(&|| desk.publish(), "/revision");
    desk.save(&good.replace("first.svg", "gone.svg"));
    // With its line.
    refused(
        &|| desk.publish(),
        "\"/illustrations/gone.svg\" is not a file that is there",
    );
    refused(&|| desk.publish(), "scorecard.json:1:");
    desk.save(&good);
    refused(&|| desk.publish_with(options("card")), "--base \"card\"");
    fs::rename(desk.path("app/sw-off.js"), desk.path("app/other.js")).expect("renamed");
    refused(&|| desk.publish(), "sw-off.js is missing");
    fs::rename(desk.path("app/other.js"), desk.path("app/sw-off.js")).expect("renamed");
    // A bundle in the folder that is replaced would go with it.
    let app = App::of_folder(&desk.path("app")).expect("the app");
    let inner = desk.path("site/bundle/en.json");
    let work = Work::default();
    let publish = || publish(&app, &inner, &desk.path("site"), options("/"), &work);
    refused(&publish, "which lies in it");
}

#[test]
fn a_folder_with_anything_else_in_it_is_never_replaced() {
    let desk = Desk::of(SMALLEST);
    let site = desk.path("site");
    for (file, is_told) in [
        ("letter.txt", "letter.txt"),
        (".git/config", ".git"),
        (".DS_Store", ".DS_Store"),
    ] {
        let path = site.join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, "precious").expect("a file");
        for _ in 0..2 {
            let error = desk.publish().expect_err("it is refused").to_string();
            let words = format!("site: \"{is_told}\" was not written by");
            assert!(error.contains(&words), "{error}");
            assert!(error.contains("name another folder"), "{error}");
        }
        assert_eq!(fs::read_to_string(&path).expect("a file"), "precious");
        fs::remove_dir_all(&site).expect("removed");
    }
    // Also where it came into a site.
    desk.publish().expect("published");
    fs::write(site.join("CNAME"), "scorecard.example").expect("a file");
    assert!(matches!(desk.publish(), Err(PublishError::Occupied { .. })));
    assert!(site.join("CNAME").exists());
}

#[test]
fn of_two_runs_at_once_the_second_says_so() {
    let desk = Desk::of(SMALLEST);
    let place = Place::claim(&desk.path("site")).expect("claimed");
    let (succeeded, said) = said(&mut desk.program());
    assert!(
        !succeeded && said.contains("another run publishes here"),
        "{said}"
    );
    drop(place);
    assert!(desk.program().status().expect("it runs").success());
}

/// Kills runs at moments that are spread over the time that a run takes, and looks at the folder
/// after each.
#[cfg(unix)]
#[test]
fn a_run_that_is_killed_leaves_the_old_site_or_the_new_one() {
    let desk = Desk::of(&revision("0"));
    let begun = Instant::now();
    assert!(desk.program().status().expect("it runs").success());
    let takes = begun.elapsed();
    let moments = 12;
    for moment in 1..=moments {
        let before = desk.site();
        let name = moment.to_string();
        desk.save(&revision(&name));
        let mut run = desk.program().spawn().expect("it runs");
        let wait = takes * moment / moments;
        let until = Instant::now() + wait;
        while Instant::now() < until && run.try_wait().expect("a state").is_none() {
            std::thread::yield_now();
        }
        run.kill().ok();
        run.wait().expect("it ends");
        let after = desk.site();
        if after != before {
            let said = text_of(&after, "embed/manifest.json");
            assert!(said.contains(&format!("\"revision\":\"{name}\"")), "{said}");
        }
        whole(&after);
    }
    // The next run clears away what they left.
    assert!(desk.program().status().expect("it runs").success());
    assert_eq!(desk.beside(), ["site"]);
}

/// Asserts that a site has all files of its list, as they are in the list.
fn whole(site: &Files) {
    let list: Value = serde_json::from_slice(&site["publication.json"]).expect("a list");
    let list = list["files"].as_object().expect("files");
    assert_eq!(list.len() + 1, site.len());
    for (path, entry) in list {
        let size = entry["bytes"].as_u64().expect("a size");
        assert_eq!(size, site[path].len() as u64, "{path}");
    }
}

/// Not a full disk, which a test cannot make without rights, but what comes to the same: the
/// system refuses to write a file's next bytes.
#[cfg(target_os = "linux")]
#[test]
fn where_the_disk_takes_no_more_the_old_site_stays() {
    let desk = Desk::of(&revision("old"));
    desk.publish().expect("published");
    let before = desk.site();
    desk.save(&revision("new"));
    let arguments = desk.arguments().map(|argument| format!("'{argument}'"));
    // In blocks of 512 bytes, from the first file to the last ones.
    for blocks in [0, 1, 8, 24] {
        let run = format!(
            "trap '' XFSZ; ulimit -f {blocks}; exec '{}' {} --no-cache",
            env!("CARGO_BIN_EXE_scorecard"),
            arguments.join(" ")
        );
        let (succeeded, said) = said(Command::new("sh").args(["-c", &run]));
        assert!(!succeeded, "{blocks}");
        assert!(said.contains("File too large"), "{blocks}: {said}");
        assert!(desk.site() == before, "{blocks}");
        assert_eq!(desk.beside(), ["site"], "{blocks}");
    }
}

#[cfg(unix)]
#[test]
fn where_nothing_may_be_written_the_old_site_stays() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    /// A user whom no rule is lifted for.
    const NOBODY: u32 = 65_534;

    let desk = Desk::of(SMALLEST);
    desk.publish().expect("published");
    let before = desk.site();
    let mode = |mode| fs::set_permissions(desk.folder.path(), PermissionsExt::from_mode(mode));
    mode(0o555).expect("read-only");
    let mut program = desk.program();
    program.arg("--no-cache");
    if fs::metadata(desk.folder.path()).expect("a folder").uid() == 0 {
        program.uid(NOBODY).gid(NOBODY);
    }
    let (succeeded, said) = said(&mut program);
    mode(0o755).expect("as it was");
    assert!(!succeeded && said.contains("Permission denied"), "{said}");
    assert!(desk.site() == before);
    assert_eq!(desk.beside(), ["site"]);
}

#[test]
fn a_program_without_the_app_says_where_it_is() {
    let desk = Desk::of(SMALLEST);
    let mut program = Command::new(env!("CARGO_BIN_EXE_scorecard"));
    program.args(&desk.arguments()[..4]);
    let (succeeded, said) = said(&mut program);
    assert!(
        !succeeded && said.contains("--app target/unpublished"),
        "{said}"
    );
    let not_an_app = App::of_folder(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").as_path());
    assert!(matches!(not_an_app, Err(PublishError::NotAnApp { .. })));
}
