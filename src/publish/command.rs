//! The publisher's command.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::publish;

/// What a publisher does with a bundle.
#[derive(Debug, Parser)]
#[command(name = "scorecard")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Name every mistake in bundles, by its line, and what would make their sites poor
    #[command(long_about = CHECK)]
    Check(publish::check::command::Check),
    /// Keep a bundle as it is under a name with its hash, beside itself, so that embeds can
    /// stay pinned to it when it has changed
    Keep {
        /// The bundle
        file: PathBuf,
    },
    /// Write a page for every address; trunk's hook calls it
    #[command(long_about = PAGES)]
    Pages,
    /// Serve a published folder on 127.0.0.1 with the headers, files and status codes of a
    /// real host
    Preview {
        #[command(flatten)]
        site: Published,
        /// The port; 0 takes a free one
        #[arg(long, default_value_t = 4173)]
        port: u16,
        /// Reload open pages when the bundle in the folder is saved
        #[arg(long)]
        watch: bool,
    },
    /// Put newer figures into a published folder without a build, and say what stays as it was
    #[command(long_about = RENEW)]
    Renew {
        /// The folder that the site was built into
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// The bundle; without it, the one in the folder is checked
        #[arg(value_name = "BUNDLE")]
        file: Option<PathBuf>,
        /// Also if the bundle is older than the one in the folder
        #[arg(long)]
        older: bool,
    },
    /// Print the JSON Schema of bundles, for editors; every site has it as schema/bundle.json
    Schema {
        /// Print the reference of bundles in Markdown instead, with examples out of this bundle
        #[arg(long, value_name = "BUNDLE")]
        reference: Option<PathBuf>,
    },
    /// Lift a bundle to the current version of its schema, in its file, and say what changed
    Migrate {
        /// The bundle
        file: PathBuf,
    },
    /// Print a host's rules for a published folder
    #[command(subcommand_value_name = "HOST", subcommand_help_heading = "Hosts")]
    Hosting {
        #[command(subcommand)]
        host: Host,
    },
}

const CHECK: &str = "\
Name every mistake in bundles, by its line, and what would make their sites poor.

Exits with 0 if there are no errors (there may be warnings), with 1 if there are, and with 2 if a
file cannot be read or the arguments are wrong. A bundle can allow a warning, with the reason:
\"allow\": [{\"rule\": …, \"at\": \"/kpis/<id>\", \"reason\": …}] (docs/checks.md).";

const PAGES: &str = "\
Write a page for every address into TRUNK_STAGING_DIR, for a site under the path
TRUNK_PUBLIC_URL; trunk's hook calls it.

CIVIC_SCORECARD_SERVICE_WORKER=off takes service workers away.";

const RENEW: &str = "\
Put newer figures into a published folder without a build, and say what stays as it was.

The bundle is checked, and takes the place of the one in the folder at once: there is no moment
at which it is half written. A bundle with mistakes is refused, and so is one that is older
than what is there, that has its revision, or whose pictures are missing. Upload the file to the
host, or run this where the host has the folder.";

#[derive(Debug, Subcommand)]
enum Host {
    /// nginx, to be included in a `server` block
    Nginx(Published),
    /// Apache, as a .htaccess file
    Apache(Published),
    /// Netlify and hosts like it, as the files _headers and _redirects
    Netlify(Published),
    /// Amazon CloudFront, as its response headers policies
    Cloudfront {
        #[command(flatten)]
        site: Published,
        /// Only the policy of this name
        #[arg(long, value_name = "NAME")]
        policy: Option<String>,
    },
}

/// A site as it was built.
#[derive(Args, Debug)]
struct Published {
    /// The folder that the site was built into
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The path that the site is served under
    #[arg(long, value_name = "/PATH/", default_value = "/")]
    base: String,
}

/// The exit code for arguments that say nothing clear.
const WRONG_ARGUMENTS: u8 = 2;

/// The variable that removes service workers when it is "off".
const SERVICE_WORKER: &str = "CIVIC_SCORECARD_SERVICE_WORKER";

/// Runs the command that the arguments name; without any, says which there are.
pub fn main() -> ExitCode {
    let arguments = match std::env::args_os().len() {
        ..=1 => Arguments::try_parse_from(["scorecard", "help"]),
        _ => Arguments::try_parse(),
    };
    let outcome = match arguments {
        Ok(arguments) => run(arguments.command),
        Err(error) if error.use_stderr() => {
            eprintln!("{}", error.to_string().trim_end());
            return ExitCode::from(WRONG_ARGUMENTS);
        }
        Err(help) => {
            print!("{help}");
            Ok(ExitCode::SUCCESS)
        }
    };
    match outcome {
        Ok(code) => code,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode, String> {
    let done = match command {
        Command::Check(check) => return Ok(publish::check::command::run(&check)),
        Command::Keep { file } => keep(&file),
        Command::Pages => pages(),
        Command::Preview { site, port, watch } => preview(site, port, watch),
        Command::Renew {
            folder,
            file,
            older,
        } => renew(&folder, file.as_deref(), older),
        Command::Schema { reference } => schema(reference.as_deref()),
        Command::Migrate { file } => migrate(&file),
        Command::Hosting { host } => hosting(&host),
    };
    done.map(|()| ExitCode::SUCCESS)
}

/// Keeps a revision for embeds that are pinned to it.
fn keep(file: &Path) -> Result<(), String> {
    let copy = publish::embeds::archive(file).map_err(|error| error.to_string())?;
    println!("kept as {}", copy.display());
    Ok(())
}

/// Puts newer figures into a published folder.
fn renew(folder: &Path, file: Option<&Path>, may_be_older: bool) -> Result<(), String> {
    let renewed = publish::renew::renew(folder, file, may_be_older);
    println!("{}", renewed.map_err(|error| error.to_string())?);
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
    let written = publish::pages(folder.as_ref(), options).map_err(|error| error.to_string())?;
    publish::hosting::write(folder.as_ref(), &base).map_err(|error| error.to_string())?;
    publish::compress::write(folder.as_ref()).map_err(|error| error.to_string())?;
    for sentence in written.left_out {
        println!("{sentence}");
    }
    for warning in publish::check::heavy(folder.as_ref()).map_err(|error| error.to_string())? {
        println!("{warning}");
    }
    println!("{} pages", written.pages);
    Ok(())
}

/// Serves a published folder.
fn preview(site: Published, port: u16, watch: bool) -> Result<(), String> {
    let options = publish::preview::Options {
        folder: site.folder,
        base: site.base,
        port,
        watch,
    };
    publish::preview::run(&options).map_err(|error| error.to_string())
}

/// Prints what a bundle may say.
fn schema(example: Option<&Path>) -> Result<(), String> {
    let Some(file) = example else {
        print!("{}", publish::schema::text());
        return Ok(());
    };
    let bytes = publish::folder::read_bundle(file).map_err(|error| error.to_string())?;
    let example = serde_json::from_slice(&bytes);
    let example = example.map_err(|error| format!("{}: {error}", file.display()))?;
    print!("{}", publish::reference::markdown(&example));
    Ok(())
}

/// Lifts a bundle to the current version of its schema.
fn migrate(file: &Path) -> Result<(), String> {
    let changes = publish::migrate::migrate(file).map_err(|error| error.to_string())?;
    let version = crate::bundle::SCHEMA_VERSION;
    if changes.is_empty() {
        println!("{}: is of version {version} already", file.display());
        return Ok(());
    }
    for change in changes {
        println!("{change}");
    }
    println!(
        "{}: is of version {version} now; give it another revision before it is published",
        file.display()
    );
    Ok(())
}

/// Prints the rules of a site as a host wants them.
fn hosting(host: &Host) -> Result<(), String> {
    use publish::hosting::{Rules, apache, cloudfront, netlify, nginx};

    let rules =
        |site: &Published| Rules::of(&site.folder, &site.base).map_err(|error| error.to_string());
    let text = match host {
        Host::Nginx(site) => nginx::server(&rules(site)?),
        Host::Apache(site) => apache::htaccess(&rules(site)?),
        Host::Netlify(site) => {
            let rules = rules(site)?;
            let headers = netlify::headers(&rules).map_err(|error| error.to_string())?;
            let redirects = netlify::redirects(&rules);
            format!("# ---- _headers ----\n{headers}\n# ---- _redirects ----\n{redirects}")
        }
        Host::Cloudfront { site, policy } => {
            let rules = rules(site)?;
            match policy {
                None => cloudfront::overview(&rules),
                Some(name) => {
                    let policies = cloudfront::policies(&rules);
                    let Some(policy) = policies.iter().find(|policy| policy.name == name) else {
                        let names: Vec<&str> = policies.iter().map(|policy| policy.name).collect();
                        return Err(format!("no policy {name}: use {}", names.join(", ")));
                    };
                    format!("{:#}\n", policy.config)
                }
            }
        }
    };
    print!("{text}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn read(line: &str) -> Result<Command, String> {
        let arguments = Arguments::try_parse_from(line.split(' '));
        arguments
            .map(|arguments| arguments.command)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn the_arguments_are_declared_without_contradiction() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn options_stand_in_any_order_and_have_defaults() {
        for line in [
            "scorecard preview dist --port 0 --base /a/ --watch",
            "scorecard preview --watch --base=/a/ --port=0 dist",
        ] {
            let Ok(Command::Preview { site, port, watch }) = read(line) else {
                panic!("{line}");
            };
            assert_eq!(
                (site.folder, &*site.base, port, watch),
                ("dist".into(), "/a/", 0, true),
                "{line}"
            );
        }
        let Ok(Command::Preview { site, port, watch }) = read("scorecard preview dist") else {
            panic!("no options");
        };
        assert_eq!((&*site.base, port, watch), ("/", 4173, false));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (line, named) in [
            ("scorecard publish", "'publish'"),
            ("scorecard check", "<FILE>"),
            ("scorecard preview dist --port 70000", "0..=65535"),
            ("scorecard preview dist --base", "--base"),
            ("scorecard preview dist other", "'other'"),
            ("scorecard hosting iis dist", "'iis'"),
            // Only CloudFront has policies.
            ("scorecard hosting nginx dist --policy pages", "'--policy'"),
        ] {
            let error = read(line).expect_err(line);
            assert!(error.contains(named), "{line}: {error}");
        }
    }
}
