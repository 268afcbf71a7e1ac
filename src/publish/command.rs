//! The publisher's command.

use std::process::ExitCode;

use crate::bundle::Bundle;
use crate::publish;

const HELP: &str = "\
scorecard: what a publisher does with a bundle

  scorecard check FILE    name every mistake in a bundle, by its place in the file
  scorecard keep FILE     keep a bundle as it is under a name with its hash, beside itself, so
                          that embeds can stay pinned to it when it has changed
  scorecard pages         write a page for every address into TRUNK_STAGING_DIR, for a
                          site under the path TRUNK_PUBLIC_URL (trunk's hook calls it);
                          CIVIC_SCORECARD_SERVICE_WORKER=off takes service workers away
  scorecard preview DIR [--port N] [--base /PATH/] [--watch]
                          serve a published folder on 127.0.0.1 with the headers, files and
                          status codes of a real host (port 4173; 0 takes a free one);
                          --watch reloads open pages when the bundle in it is saved
  scorecard hosting nginx|apache|netlify|cloudfront DIR [--base /PATH/] [--policy NAME]
                          print a host's rules for the site in DIR; of cloudfront's
                          policies all, or the one that is named
  scorecard help          this text";

/// The variable that removes service workers when it is "off".
const SERVICE_WORKER: &str = "CIVIC_SCORECARD_SERVICE_WORKER";

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["check", file] => check(file),
        ["keep", file] => keep(file),
        ["pages"] => pages(),
        ["preview", rest @ ..] => preview(rest),
        ["hosting", host, rest @ ..] => hosting(host, rest),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        _ => Err(format!("this is no command of scorecard\n\n{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Says whether the file contains a valid bundle.
fn check(file: &str) -> Result<(), String> {
    let bytes = publish::folder::read_bundle(file.as_ref()).map_err(|error| error.to_string())?;
    let bundle = Bundle::from_bytes(&bytes).map_err(|error| format!("{file}: {error}"))?;
    println!(
        "{file}: revision {}, {} pages, {} initiatives, {} insights, {} KPIs, {} sources: no mistakes",
        &*bundle.revision,
        bundle.pages.len(),
        bundle.initiatives.len(),
        bundle.insights.len(),
        bundle.kpis.len(),
        bundle.sources.len()
    );
    Ok(())
}

/// Archives a revision for embeds that are pinned to it.
fn keep(file: &str) -> Result<(), String> {
    let copy = publish::embeds::archive(file.as_ref()).map_err(|error| error.to_string())?;
    println!("kept as {}", copy.display());
    Ok(())
}

/// Completes what trunk is about to publish.
fn pages() -> Result<(), String> {
    let variable =
        |name| std::env::var(name).map_err(|_| format!("{name} is not set; trunk sets it"));
    let folder = variable("TRUNK_STAGING_DIR")?;
    let base = variable("TRUNK_PUBLIC_URL")?;
    let options = publish::Options {
        base: &base,
        service_worker: std::env::var(SERVICE_WORKER).as_deref() != Ok("off"),
    };
    let count = publish::pages(folder.as_ref(), options).map_err(|error| error.to_string())?;
    publish::hosting::write(folder.as_ref(), &base).map_err(|error| error.to_string())?;
    publish::compress::write(folder.as_ref()).map_err(|error| error.to_string())?;
    println!("{count} pages");
    Ok(())
}

/// Serves a published folder.
fn preview(arguments: &[&str]) -> Result<(), String> {
    let given = Given::read(arguments, &["--port", "--base"], &["--watch"])?;
    let port = given.value("--port").unwrap_or("4173");
    let options = publish::preview::Options {
        folder: given.folder.into(),
        base: given.value("--base").unwrap_or("/").to_owned(),
        port: port
            .parse()
            .map_err(|_| format!("--port {port}: not a number from 0 to 65535"))?,
        watch: given.value("--watch").is_some(),
    };
    publish::preview::run(&options).map_err(|error| error.to_string())
}

/// Prints the rules of a site in a host's format.
fn hosting(host: &str, arguments: &[&str]) -> Result<(), String> {
    use publish::hosting::{Rules, apache, cloudfront, netlify, nginx};

    let options: &[&str] = match host {
        "cloudfront" => &["--base", "--policy"],
        _ => &["--base"],
    };
    let given = Given::read(arguments, options, &[])?;
    let base = given.value("--base").unwrap_or("/");
    let rules = Rules::of(given.folder.as_ref(), base).map_err(|error| error.to_string())?;
    let text = match (host, given.value("--policy")) {
        ("nginx", _) => nginx::server(&rules),
        ("apache", _) => apache::htaccess(&rules),
        ("netlify", _) => {
            let headers = netlify::headers(&rules).map_err(|error| error.to_string())?;
            let redirects = netlify::redirects(&rules);
            format!("# ---- _headers ----\n{headers}\n# ---- _redirects ----\n{redirects}")
        }
        ("cloudfront", None) => cloudfront::overview(&rules),
        ("cloudfront", Some(name)) => {
            let policies = cloudfront::policies(&rules);
            let Some(policy) = policies.iter().find(|policy| policy.name == name) else {
                let names: Vec<&str> = policies.iter().map(|policy| policy.name).collect();
                return Err(format!("no policy {name}: use {}", names.join(", ")));
            };
            format!("{:#}\n", policy.config)
        }
        _ => {
            return Err(format!(
                "no host {host}: use nginx, apache, netlify or cloudfront"
            ));
        }
    };
    print!("{text}");
    Ok(())
}

/// The arguments of a command that takes a folder and options.
struct Given<'a> {
    folder: &'a str,
    options: Vec<(&'a str, &'a str)>,
}

impl<'a> Given<'a> {
    /// Reads arguments: `valued` options have a value after them, `flags` have none.
    fn read(arguments: &[&'a str], valued: &[&str], flags: &[&str]) -> Result<Self, String> {
        let mut folder = None;
        let mut options = Vec::new();
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            if valued.contains(argument) {
                let value = rest.next().ok_or(format!("{argument} needs a value"))?;
                options.push((*argument, *value));
            } else if flags.contains(argument) {
                options.push((*argument, ""));
            } else if argument.starts_with('-') || folder.is_some() {
                return Err(format!(
                    "{argument}: not understood; `scorecard help` tells more"
                ));
            } else {
                folder = Some(*argument);
            }
        }
        let folder = folder.ok_or("which folder? `scorecard help` tells more")?;
        Ok(Self { folder, options })
    }

    /// An option's value; that of a flag is empty.
    fn value(&self, name: &str) -> Option<&'a str> {
        let mut options = self.options.iter();
        options
            .find(|(option, _)| *option == name)
            .map(|(_, value)| *value)
    }
}
