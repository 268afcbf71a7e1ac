//! The publisher's command.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::publish;

/// What a publisher does with a bundle.
#[derive(Debug, Parser)]
#[command(name = "scorecard", version)]
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
    /// Show the site of a bundle as it is edited, or serve a published folder, on 127.0.0.1 with
    /// the headers, files and status codes of a real host
    #[command(long_about = PREVIEW)]
    Preview {
        #[command(flatten)]
        site: Previewed,
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
    /// Write the complete site of a bundle into a folder, in place of what was there
    #[command(long_about = PUBLISH)]
    Publish {
        /// The bundle
        #[arg(value_name = "BUNDLE")]
        file: PathBuf,
        /// The folder, which is made or replaced as a whole
        #[arg(long, value_name = "FOLDER")]
        out: PathBuf,
        #[command(flatten)]
        options: Publishing,
        /// Compress pages as strongly as the app: a tenth fewer bytes, in many times the time
        #[arg(long)]
        smallest: bool,
        /// Neither take pictures that an earlier run made, nor keep them for the next
        #[arg(long)]
        no_cache: bool,
    },
    /// Compare a published site with the list of its files, publication.json
    Verify {
        /// The folder, or the address that the site has on the web
        #[arg(value_name = "FOLDER|URL")]
        place: String,
    },
    /// Begin a scorecard: write an example of a bundle into a folder, and its schema for editors as
    /// schema/bundle.json
    New {
        /// The folder
        folder: PathBuf,
    },
}

const CHECK: &str = "\
Name every mistake in bundles, by its line, and what would make their sites poor.

Exits with 0 if there are no errors (there may be warnings), with 1 if there are, and with 2 if a
file cannot be read or the arguments are wrong. A bundle can allow a warning, with the reason:
\"allow\": [{\"rule\": …, \"at\": \"/kpis/<id>\", \"reason\": …}] (docs/checks.md).";

/// How a site is published.
#[derive(Args, Debug)]
struct Publishing {
    /// The path that the site will be served under
    #[arg(long, value_name = "/PATH/", default_value = "/")]
    base: String,
    /// The app's files, as `cargo xtask build` leaves them in target/unpublished; without it, those in
    /// this program
    #[arg(long, value_name = "FOLDER")]
    app: Option<PathBuf>,
    /// Without a service worker; readers who have one lose it
    #[arg(long)]
    no_service_worker: bool,
    /// A host that needs something else in the folder than others do
    #[arg(long, value_name = "HOST")]
    host: Option<publish::hosting::Host>,
}

impl Publishing {
    fn options(&self) -> publish::Options<'_> {
        publish::Options {
            base: &self.base,
            service_worker: !self.no_service_worker,
            host: self.host,
        }
    }
}

const PUBLISH: &str = "\
Write the complete site of a bundle into a folder, in place of what was there.

The site is written beside the folder and takes its place when it is complete: until then, and if
anything goes wrong, the old site is there as it was. A folder with anything that this command did
not write is refused. Pictures are looked for beside the bundle, or if it is in a folder bundle/, in
the folder around that. Every revision that was published before stays, for embeds that are pinned
to it.";

/// What a preview shows.
#[derive(Args, Debug)]
struct Previewed {
    /// The bundle, or the folder that a site was built into
    #[arg(value_name = "BUNDLE|DIR")]
    path: PathBuf,
    /// The path that the site is served under; without it, the one that a folder was published for, or /
    #[arg(long, value_name = "/PATH/")]
    base: Option<String>,
    /// The app's files for the site of a bundle; without it, those in this program
    #[arg(long, value_name = "FOLDER")]
    app: Option<PathBuf>,
}

const PREVIEW: &str = "\
Show a site on 127.0.0.1, with the headers, files and status codes of a real host.

For a bundle, the site is made as it is asked for. When the bundle is saved, open pages show it;
with a mistake in it, they say which and where, over what was good before. For a folder that a site
was built into, the pages are those in it.";

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
    /// Azure Static Web Apps, as staticwebapp.config.json
    Azure(Published),
    /// Firebase Hosting, as firebase.json, which lies beside the folder
    Firebase(Published),
    /// Vercel, as vercel.json
    Vercel(Published),
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
        Command::Publish {
            file,
            out,
            options,
            smallest,
            no_cache,
        } => publish_site((&file, &out), &options, smallest, no_cache),
        Command::Verify { place } => verify(&place),
        Command::New { folder } => new(&folder),
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
        host: None,
    };
    let work = publish::Work::default();
    let written = publish::complete(folder.as_ref(), options, &work);
    tell(
        &written.map_err(|error| error.to_string())?,
        folder.as_ref(),
    )
}

/// The app's files, from a folder or from this program.
fn app(folder: Option<&Path>) -> Result<publish::App, publish::PublishError> {
    match folder {
        Some(folder) => publish::App::of_folder(folder),
        None => publish::App::built_in(),
    }
}

/// Publishes a bundle.
fn publish_site(
    (file, out): (&Path, &Path),
    options: &Publishing,
    smallest: bool,
    no_cache: bool,
) -> Result<(), String> {
    let told = |error: publish::PublishError| error.to_string();
    let app = app(options.app.as_deref()).map_err(told)?;
    let mut work = match no_cache {
        true => publish::Work::with(None),
        false => publish::Work::for_site(out),
    };
    work.is_quick = !smallest;
    let written = publish::publication::publish(&app, file, out, options.options(), &work);
    let written = written.map_err(told)?;
    // The site is there; the next run takes longer, and that is all.
    if let Err(error) = work.keep() {
        eprintln!("the cache could not be written (the site is complete): {error}");
    }
    tell(&written, out)
}

/// Compares a site with what was published.
fn verify(place: &str) -> Result<(), String> {
    let is_address = ["https://", "http://"]
        .iter()
        .any(|scheme| place.starts_with(scheme));
    let verified = match is_address {
        true => publish::verify::address(place),
        false => publish::verify::folder(place.as_ref()),
    };
    let verified = verified.map_err(|error| error.to_string())?;
    match verified.problems.is_empty() {
        true => {
            println!("{verified}");
            Ok(())
        }
        false => Err(verified.to_string()),
    }
}

/// Begins a scorecard.
fn new(folder: &Path) -> Result<(), String> {
    let bundle = publish::new::create(folder).map_err(|error| error.to_string())?;
    let program = std::env::args_os().next();
    let program = program.unwrap_or_else(|| "scorecard".into());
    let program = program.to_string_lossy();
    println!("{}", publish::new::next_steps(&bundle, &program));
    Ok(())
}

/// Says what was published into a folder.
fn tell(written: &publish::Written, folder: &Path) -> Result<(), String> {
    for sentence in &written.left_out {
        println!("{sentence}");
    }
    for warning in publish::check::heavy(folder).map_err(|error| error.to_string())? {
        println!("{warning}");
    }
    println!("{}: {} pages", folder.display(), written.pages);
    Ok(())
}

/// Serves a published folder.
fn preview(site: Previewed, port: u16, watch: bool) -> Result<(), String> {
    if !publish::is_folder(&site.path) {
        let told = |error: publish::PublishError| error.to_string();
        let app = app(site.app.as_deref()).map_err(told)?;
        let base = site.base.unwrap_or_else(|| "/".to_owned());
        // The folder is removed when the preview has ended.
        let made = publish::Live::of(app, site.path, base.clone());
        let (live, _folder) = made.map_err(told)?;
        let shown = publish::preview::run_live(live, &base, port);
        return shown.map_err(|error| error.to_string());
    }
    let Some(published_for) = publish::preview::base(&site.path) else {
        return Err(publish::preview::no_site(&site.path));
    };
    let options = publish::preview::Options {
        base: site.base.unwrap_or(published_for),
        folder: site.path,
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
        println!("{}: is already at version {version}", file.display());
        return Ok(());
    }
    for change in changes {
        println!("{change}");
    }
    println!(
        "{}: is now at version {version}; give it another revision before it is published",
        file.display()
    );
    Ok(())
}

/// Prints the rules of a site as a host wants them.
fn hosting(host: &Host) -> Result<(), String> {
    use publish::hosting::{Rules, apache, azure, cloudfront, firebase, netlify, nginx, vercel};

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
        Host::Azure(site) => azure::config(&rules(site)?).map_err(|error| error.to_string())?,
        Host::Firebase(site) => firebase::config(&rules(site)?, &site.folder),
        Host::Vercel(site) => vercel::config(&rules(site)?),
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
                (site.path, site.base.as_deref(), port, watch),
                ("dist".into(), Some("/a/"), 0, true),
                "{line}"
            );
        }
        let Ok(Command::Preview { site, port, watch }) = read("scorecard preview dist") else {
            panic!("no options");
        };
        assert_eq!((site.base, port, watch), (None, 4173, false));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (line, named) in [
            ("scorecard serve", "'serve'"),
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
