//! Whether a site is still what was published: a folder, or what a host sends.

use std::collections::BTreeSet;
use std::fmt;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use super::PublishError;
use super::folder::{fit_and_unfit_below, read};
use super::hosting::{NO_EMBED, NO_PAGE, is_replaced_alone, is_served};
use super::manifest::{self, Entry, FILE, Manifest};
use crate::bundle::Bundle;

/// The most that is read of any one file.
const MOST_BYTES: u64 = 64 << 20;
/// How many files are asked for at once.
const AT_ONCE: usize = 8;
/// How long a host may take for a file.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why a site cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// A file cannot be read.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// There is no list.
    #[error(
        "{place}: there is no {FILE}, or it is not a list of files; `scorecard publish` writes it, \
         and it has to be uploaded with the site"
    )]
    NoManifest {
        /// The folder or the address.
        place: String,
    },
    /// The list cannot be loaded.
    #[error("{address}: {cause}")]
    Load {
        /// Its address.
        address: String,
        /// What went wrong.
        cause: Box<ureq::Error>,
    },
    /// The host may be another than it says.
    #[error(
        "{address}: nobody whom this machine trusts vouches for this host; if your network looks \
         into what it sends, put its certificate into the file that SSL_CERT_FILE names"
    )]
    NotTrusted {
        /// The address of the list.
        address: String,
    },
}

/// What a comparison found.
#[derive(Debug, Default)]
pub struct Verified {
    /// How many files are as they were published.
    pub same: usize,
    /// What is not, a sentence each.
    pub problems: Vec<String>,
    /// What may differ, a sentence each.
    pub notes: Vec<String>,
}

/// How a file compares with its entry.
enum Found {
    Same,
    /// The bundle was replaced alone, which is what that is for.
    Renewed(String),
    Differs(String),
}

impl Verified {
    fn of(found: Vec<Found>) -> Self {
        let mut verified = Verified::default();
        for found in found {
            match found {
                Found::Same => verified.same += 1,
                Found::Renewed(said) => verified.notes.push(said),
                Found::Differs(said) => verified.problems.push(said),
            }
        }
        verified
    }
}

/// Compares the files in a folder with the list in it.
///
/// # Errors
/// There is no list, or a folder that cannot be read.
pub fn folder(folder: &Path) -> Result<Verified, VerifyError> {
    let place = || folder.display().to_string();
    let manifest = manifest::of(folder);
    let manifest = manifest.ok_or_else(|| VerifyError::NoManifest { place: place() })?;
    let compared = manifest
        .files
        .par_iter()
        .map(|(path, entry)| match read(folder, path) {
            Ok(content) => compared(path, entry, &content),
            Err(error) => Found::Differs(format!("{path}: cannot be read: {error}")),
        });
    let mut verified = Verified::of(compared.collect());
    let known: BTreeSet<&str> = manifest.files.keys().map(String::as_str).collect();
    let (fit, unfit) = fit_and_unfit_below(folder)?;
    let is_new = |path: &String| path != FILE && !known.contains(path.as_str());
    let new = fit.into_iter().filter(is_new);
    // Their names may have what a terminal would act on.
    let unfit = unfit.into_iter().filter(is_new);
    let new = new.chain(unfit.map(|path| format!("{path:?}")));
    let said = new.map(|path| format!("{path}: was not published"));
    verified.problems.extend(said);
    Ok(verified)
}

/// Compares what a host sends for a site at an address with the list that it sends.
///
/// # Errors
/// There is no list, or it cannot be loaded.
pub fn address(address: &str) -> Result<Verified, VerifyError> {
    let root = format!("{}/", address.trim_end_matches('/'));
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .tls_config(TlsConfig::builder().root_certs(trusted()).build())
        .build()
        .into();
    let place = format!("{root}{FILE}");
    let no_manifest = || VerifyError::NoManifest {
        place: root.clone(),
    };
    let list = load(&agent, &place).map_err(|cause| match cause {
        ureq::Error::StatusCode(404) => no_manifest(),
        // The library's own error for it, which it passes on as one of reading.
        cause if cause.to_string().contains("UnknownIssuer") => {
            VerifyError::NotTrusted { address: place }
        }
        cause => VerifyError::Load {
            address: place,
            cause: Box::new(cause),
        },
    })?;
    let manifest = manifest::parse(&list).ok_or_else(no_manifest)?;
    let Manifest { files, .. } = &manifest;
    // Siblings, pages of errors and what hosts read for themselves have no address.
    let asked: Vec<_> = files
        .iter()
        .filter(|(path, _)| is_served(path) && ![NO_PAGE, NO_EMBED].contains(&path.as_str()))
        .collect();
    let compare = |(path, entry): &(&String, &Entry)| {
        let below = path.strip_suffix("index.html").unwrap_or(path);
        match load(&agent, &format!("{root}{below}")) {
            Ok(content) => compared(path, entry, &content),
            Err(error) => Found::Differs(format!("{path}: {error}")),
        }
    };
    let pool = ThreadPoolBuilder::new().num_threads(AT_ONCE).build();
    let found = match pool {
        Ok(pool) => pool.install(|| asked.par_iter().map(compare).collect()),
        Err(_) => asked.iter().map(compare).collect(),
    };
    Ok(Verified::of(found))
}

/// Whom this machine trusts to vouch for a host, which is also who looks into what its network
/// sends. A machine without a list, such as a bare container, trusts whom browsers trust.
fn trusted() -> RootCerts {
    // What cannot be read in the list is as good as not there.
    let found = rustls_native_certs::load_native_certs().certs;
    match found.is_empty() {
        true => RootCerts::WebPki,
        false => found
            .iter()
            .map(|certificate| Certificate::from_der(certificate).to_owned())
            .into(),
    }
}

/// The content at an address.
fn load(agent: &Agent, address: &str) -> Result<Vec<u8>, ureq::Error> {
    // As it was published: a coding could not be compared.
    let request = agent.get(address).header("Accept-Encoding", "identity");
    let mut content = Vec::new();
    let mut response = request.call()?;
    let mut body = response.body_mut().as_reader().take(MOST_BYTES);
    body.read_to_end(&mut content)?;
    Ok(content)
}

fn compared(path: &str, entry: &Entry, content: &[u8]) -> Found {
    let found = Entry::of(content);
    if found == *entry {
        return Found::Same;
    }
    if is_replaced_alone(path) {
        return match Bundle::from_bytes(content) {
            Ok(bundle) => Found::Renewed(format!(
                "{path}: was renewed since, and is revision {}",
                &*bundle.revision
            )),
            Err(error) => Found::Differs(format!(
                "{path}: was replaced since, by what is no bundle: {error}"
            )),
        };
    }
    let sizes = match found.bytes == entry.bytes {
        true => format!("{} bytes as published, and other content", entry.bytes),
        false => format!("{} bytes, and {} were published", found.bytes, entry.bytes),
    };
    Found::Differs(format!("{path}: {sizes}"))
}

/// What differs, and a line that sums up.
impl fmt::Display for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in self.problems.iter().chain(&self.notes) {
            writeln!(f, "{line}")?;
        }
        let files = |count: usize| match count {
            1 => "1 file".to_owned(),
            count => format!("{count} files"),
        };
        write!(f, "{} as published", files(self.same))?;
        match self.problems.len() {
            0 => Ok(()),
            count => write!(f, ", {} not", files(count)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;
    use std::net::TcpListener;

    use super::*;
    use crate::publish::hosting::example;
    use crate::publish::tests::NORLAND;

    fn site() -> tempfile::TempDir {
        let site = example::site();
        manifest::write(site.path()).expect("a list");
        site
    }

    #[test]
    fn a_folder_is_what_was_published_until_a_file_changes_goes_or_comes() {
        let site = site();
        let path = |name: &str| site.path().join(name);
        let verified = folder(site.path()).expect("a list");
        assert_eq!(verified.problems, Vec::<String>::new());
        assert_eq!(verified.same, example::FILES.len());
        fs::write(path("robots.txt"), "User-agent: x").expect("as long");
        fs::write(path("sitemap.xml"), "").expect("shorter");
        fs::remove_file(path("sw.js")).expect("gone");
        fs::write(path("new.txt"), "").expect("new");
        let said = folder(site.path()).expect("a list");
        assert_eq!(said.same, example::FILES.len() - 3);
        let problems = said.problems.join("\n");
        for words in [
            "robots.txt: 13 bytes as published, and other content",
            "sitemap.xml: 0 bytes, and 9 were published",
            "sw.js: cannot be read",
            "new.txt: was not published",
        ] {
            assert!(problems.contains(words), "{words}: {problems}");
        }
        assert!(said.to_string().ends_with("4 files not"), "{said}");
    }

    #[test]
    fn what_no_site_can_have_is_told_beside_all_else() {
        let site = site();
        for name in [".DS_Store", "images/.DS_Store", "a\u{1b}[2J"] {
            let path = site.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, "").expect("new");
        }
        let verified = folder(site.path()).expect("a list");
        assert_eq!(verified.same, example::FILES.len());
        let wanted = [".DS_Store", "a\\u{1b}[2J", "images/.DS_Store"];
        let wanted = wanted.map(|path| format!("\"{path}\": was not published"));
        assert_eq!(verified.problems, wanted);
    }

    #[test]
    fn a_bundle_that_was_renewed_is_no_mistake_and_one_that_is_broken_is() {
        let site = site();
        fs::write(site.path().join("bundle/en.json"), NORLAND).expect("renewed");
        let verified = folder(site.path()).expect("a list");
        assert_eq!(verified.problems, Vec::<String>::new());
        assert!(
            verified.notes[0].contains("was renewed since"),
            "{verified}"
        );
        fs::write(site.path().join("bundle/en.json"), "{").expect("broken");
        let verified = folder(site.path()).expect("a list");
        assert!(verified.problems[0].contains("no bundle"), "{verified}");
    }

    #[test]
    fn a_folder_that_was_not_published_has_nothing_to_compare() {
        let error = folder(example::site().path())
            .expect_err("no list")
            .to_string();
        assert!(error.contains("publication.json"), "{error}");
    }

    /// Answers requests for the files of a folder, as the simplest host would.
    fn served(folder: std::path::PathBuf) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a connection");
                let mut request = [0; 4096];
                let length = stream.read(&mut request).expect("a request");
                let line = String::from_utf8_lossy(&request[..length]).into_owned();
                let path = line
                    .split(' ')
                    .nth(1)
                    .unwrap_or("/")
                    .trim_start_matches('/')
                    .to_owned();
                let file = match path.is_empty() || path.ends_with('/') {
                    true => format!("{path}index.html"),
                    false => path,
                };
                let (status, body) = match fs::read(folder.join(file)) {
                    Ok(body) => ("200 OK", body),
                    Err(_) => ("404 Not Found", Vec::new()),
                };
                let head = format!(
                    "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                    body.len()
                );
                stream.write_all(&[head.as_bytes(), &body].concat()).ok();
            }
        });
        format!("http://{address}")
    }

    #[test]
    fn what_a_host_sends_is_compared_as_well() {
        let site = site();
        let host = served(site.path().to_owned());
        let verified = address(&host).expect("a list");
        assert_eq!(verified.problems, Vec::<String>::new());
        // All but the two pages of errors.
        assert_eq!(verified.same, example::FILES.len() - 2);
        fs::write(
            site.path().join("kpis/index.html"),
            "<script>added</script>",
        )
        .expect("changed");
        fs::remove_file(site.path().join("embed.js")).expect("gone");
        let verified = address(&format!("{host}/")).expect("a list");
        let problems = verified.problems.join("\n");
        assert!(problems.contains("kpis/index.html: 22 bytes"), "{problems}");
        assert!(
            problems.contains("embed.js: http status: 404"),
            "{problems}"
        );
        fs::remove_file(site.path().join(FILE)).expect("gone");
        let error = address(&host).expect_err("no list");
        assert!(matches!(error, VerifyError::NoManifest { .. }), "{error}");
        let said = error.to_string();
        assert!(said.contains("has to be uploaded"), "{said}");
    }
}
