//! Serves a published folder on loopback, by the same rules as a host: its headers,
//! precompressed files and status codes.
//!
//! With `watch` it also reloads the pages that are open when the bundle is saved. For that
//! it adds one script to each page, which waits for an answer that comes with the next
//! change, and the hash of that script to the policy. Embeds and the pages around them do
//! not get it. Without `watch` every byte and header is as published.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use notify::{EventKind, RecursiveMode, Watcher};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use tokio::sync::watch;
use tower_http::services::ServeFile;

use super::PublishError;
use super::hosting::{Answer, CODINGS, Coding, Header, Rule, Rules, answer, content_type, source};
use crate::bundle::Bundle;

/// Where the bundle lies below the site's root.
const BUNDLES: &str = "bundle";
/// Where the script of `watch` waits, below the base; no page of a bundle can have a dot.
const CHANGES: &str = ".preview/changes";
/// A program that saves a file writes more than once; this long after the last time it is
/// done.
const SAVED_AFTER: Duration = Duration::from_millis(100);
/// What cannot stand in a path as it is.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\');

/// Reloads the page when the version that it was served with is no longer the newest.
///
/// POST, so that no service worker answers in the server's place. A server that has stopped
/// is asked again until it is back.
const RELOAD: &str = "\
(async ({ version, changes }) => {
  for (;;) {
    const answer = await fetch(changes, { method: 'POST', body: version }).catch(() => null);
    if (answer?.ok) return location.reload();
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
})(document.currentScript.dataset);";

/// What to serve, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The published folder.
    pub folder: PathBuf,
    /// The path that it is served under; starts and ends with a slash.
    pub base: String,
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// Whether open pages reload when the bundle is saved.
    pub watch: bool,
}

/// Why a folder cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum PreviewError {
    /// The folder holds no site that rules can be made for.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// The port is taken, or may not be used.
    #[error("cannot listen on 127.0.0.1:{port}: {cause}")]
    Listen {
        /// The port.
        port: u16,
        /// What the system says.
        cause: io::Error,
    },
    /// The system cannot watch the bundle.
    #[error("cannot watch {}: {cause}", .path.display())]
    Watch {
        /// The folder of the bundle.
        path: PathBuf,
        /// What the system says.
        cause: notify::Error,
    },
    /// The server stopped.
    #[error("the server stopped: {0}")]
    Serve(#[from] io::Error),
}

/// What requests are answered from.
struct Site {
    folder: PathBuf,
    rules: Rules,
    changes: Option<Changes>,
}

/// What has changed since the preview began.
struct Changes {
    /// How often it has.
    version: watch::Sender<u64>,
    /// The files, as paths below the root: their precompressed siblings are old.
    files: Mutex<BTreeSet<String>>,
}

/// Serves until it is stopped, and says where as soon as it listens.
///
/// # Errors
/// See [`PreviewError`].
pub fn run(options: &Options) -> Result<(), PreviewError> {
    let mut rules = Rules::of(&options.folder, &options.base)?;
    if options.watch {
        allow(&mut rules, RELOAD);
    }
    let site = Arc::new(Site {
        folder: options.folder.clone(),
        rules,
        changes: options.watch.then(|| Changes {
            version: watch::Sender::new(0),
            files: Mutex::default(),
        }),
    });
    // Watches as long as it lives.
    let _watcher = match &site.changes {
        Some(_) => Some(watched(&site)?),
        None => None,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let port = options.port;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let failed = |cause| PreviewError::Listen { port, cause };
        let listener = tokio::net::TcpListener::bind(address)
            .await
            .map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let folder = options.folder.display();
        println!("{folder} on http://{address}{}", options.base);
        axum::serve(listener, router(site)).await?;
        Ok(())
    })
}

fn router(site: Arc<Site>) -> Router {
    Router::new().fallback(respond).with_state(site)
}

/// Adds a script to those that the policy of pages allows.
fn allow(rules: &mut Rules, script: &str) {
    let pages = rules.pages().name;
    let rules = rules.rules.iter_mut().filter(|rule| rule.name == pages);
    for header in rules.flat_map(|rule| &mut rule.headers) {
        if header.name == "Content-Security-Policy" {
            let with_script = format!("script-src {} ", source(script));
            header.value = header.value.replacen("script-src ", &with_script, 1);
        }
    }
}

/// Answers a request.
async fn respond(State(site): State<Arc<Site>>, request: Request) -> Response<Body> {
    let path = request.uri().path().to_owned();
    let below = match path.strip_prefix(site.rules.base.as_str()) {
        Some(below) => below,
        // "/scorecard" is the folder of a site under "/scorecard/".
        None if format!("{path}/") == site.rules.base => {
            return redirect(&site.rules, &site.rules.base, request.uri().query());
        }
        None => return plain(StatusCode::NOT_FOUND),
    };
    if let Some(changes) = site.changes.as_ref().filter(|_| below == CHANGES) {
        return changed(changes, request).await;
    }
    let rules = &site.rules;
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response = plain(StatusCode::METHOD_NOT_ALLOWED);
        let allowed = HeaderValue::from_static("GET, HEAD");
        response.headers_mut().insert(header::ALLOW, allowed);
        set(&mut response, rules.others(), None);
        return response;
    }
    let below = percent_decode_str(below).decode_utf8_lossy();
    match answer(&site.folder, &below) {
        Answer::File(file) => serve(&site, &file, request, StatusCode::OK).await,
        Answer::Folder(folder) => {
            let folder = utf8_percent_encode(&folder, ESCAPED);
            redirect(
                rules,
                &format!("{}{folder}", rules.base),
                request.uri().query(),
            )
        }
        Answer::NotFound => {
            // What was asked about another file does not hold of this one.
            let mut plain = Request::new(Body::empty());
            *plain.method_mut() = request.method().clone();
            let accepted = request.headers().get(header::ACCEPT_ENCODING);
            if let Some(accepted) = accepted {
                let headers = plain.headers_mut();
                headers.insert(header::ACCEPT_ENCODING, accepted.clone());
            }
            let page = rules.error_page(&below);
            serve(&site, page, plain, StatusCode::NOT_FOUND).await
        }
    }
}

/// Answers with a file, or with what of it was asked for.
async fn serve(
    site: &Site,
    file: &str,
    mut request: Request,
    status: StatusCode,
) -> Response<Body> {
    let path = site.folder.join(file);
    let rule = site.rules.rule(file);
    // A page of errors has a policy in itself, which allows no more scripts.
    let is_page = rule.name == site.rules.pages().name && status == StatusCode::OK;
    let mut response = match &site.changes {
        Some(changes) if is_page => watched_page(&path, changes, &site.rules.base).await,
        changes => {
            let is_changed = changes.as_ref().is_some_and(|changes| {
                let files = changes.files.lock().unwrap_or_else(PoisonError::into_inner);
                files.contains(file)
            });
            let coding = negotiated(request.headers(), &path).filter(|_| !is_changed);
            let headers = request.headers_mut();
            headers.remove(header::ACCEPT_ENCODING);
            if let Some(coding) = coding {
                let name = HeaderValue::from_static(coding.name);
                headers.insert(header::ACCEPT_ENCODING, name);
            }
            let service = ServeFile::new(&path)
                .precompressed_br()
                .precompressed_zstd()
                .precompressed_gzip();
            let response = { service }.try_call(request).await;
            response.map(|response| response.map(Body::new))
        }
    }
    .unwrap_or_else(|error| {
        eprintln!("{}: {error}", path.display());
        plain(StatusCode::INTERNAL_SERVER_ERROR)
    });
    if response.status() == StatusCode::OK {
        *response.status_mut() = status;
    }
    set(&mut response, rule, Some(file));
    response
}

/// The coding of the sibling to be sent: the first that is accepted and there.
fn negotiated(headers: &HeaderMap, path: &Path) -> Option<&'static Coding> {
    let accepted: Vec<&str> = headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|entry| {
            let mut parts = entry.split(';').map(str::trim);
            let name = parts.next()?;
            let weight = parts.find_map(|part| part.strip_prefix("q="));
            let weight = weight.map_or(Ok(1.0), str::parse::<f32>).unwrap_or(0.0);
            (weight > 0.0).then_some(name)
        })
        .collect();
    CODINGS.iter().find(|coding| {
        let mut sibling = path.as_os_str().to_owned();
        sibling.push(coding.suffix);
        let is_accepted = accepted
            .iter()
            .any(|name| name.eq_ignore_ascii_case(coding.name));
        is_accepted && Path::new(&sibling).is_file()
    })
}

/// Gives a response the headers of its rule; `file` is what it is made from.
fn set(response: &mut Response<Body>, rule: &Rule, file: Option<&str>) {
    let status = response.status();
    // 404.html is an answer like a file.
    let is_good = status.is_success() || status.is_redirection() || status == StatusCode::NOT_FOUND;
    let vary = file.and_then(Rules::vary);
    let headers = response.headers_mut();
    headers.remove(header::VARY);
    for Header { name, value } in rule
        .headers
        .iter()
        .chain(&vary)
        .filter(|header| is_good || header.is_for_errors())
    {
        match HeaderValue::from_str(value) {
            Ok(value) => {
                headers.insert(*name, value);
            }
            Err(error) => eprintln!("{name}: {value}: {error}"),
        }
    }
    // An error's own words are of another type than the file would be.
    if let Some(file) = file.filter(|_| is_good && status != StatusCode::NOT_MODIFIED) {
        let content_type = HeaderValue::from_static(content_type(file));
        headers.insert(header::CONTENT_TYPE, content_type);
    }
}

fn plain(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

fn redirect(rules: &Rules, path: &str, query: Option<&str>) -> Response<Body> {
    let mut response = plain(StatusCode::MOVED_PERMANENTLY);
    let mut location = path.to_owned();
    if let Some(query) = query {
        let _ = write!(location, "?{query}");
    }
    match HeaderValue::from_str(&location) {
        Ok(location) => {
            response.headers_mut().insert(header::LOCATION, location);
        }
        Err(_) => return plain(StatusCode::NOT_FOUND),
    }
    set(&mut response, rules.others(), None);
    response
}

/// A page with the script that reloads it.
async fn watched_page(path: &Path, changes: &Changes, base: &str) -> io::Result<Response<Body>> {
    let version = *changes.version.borrow();
    let mut html = tokio::fs::read_to_string(path).await?;
    let _ = write!(
        html,
        "<script data-version=\"{version}\" data-changes=\"{base}{CHANGES}\">{RELOAD}</script>"
    );
    Ok(Response::new(Body::from(html)))
}

/// Answers when there is a newer version than the page's.
async fn changed(changes: &Changes, request: Request) -> Response<Body> {
    // A number of at most 20 digits.
    let body = axum::body::to_bytes(request.into_body(), 20).await;
    let version = body
        .ok()
        .and_then(|body| String::from_utf8_lossy(&body).parse::<u64>().ok());
    let Some(version) = version else {
        return plain(StatusCode::BAD_REQUEST);
    };
    let mut versions = changes.version.subscribe();
    match versions.wait_for(|newest| *newest != version).await {
        Ok(_) => plain(StatusCode::NO_CONTENT),
        Err(_) => plain(StatusCode::SERVICE_UNAVAILABLE),
    }
}

/// Watches the folder of the bundle, not the file: programs that save write a new file in
/// the old one's place.
fn watched(site: &Arc<Site>) -> Result<notify::RecommendedWatcher, PreviewError> {
    let path = site.folder.join(BUNDLES);
    let failed = |cause| PreviewError::Watch {
        path: path.clone(),
        cause,
    };
    let (sender, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(sender).map_err(failed)?;
    watcher
        .watch(&path, RecursiveMode::NonRecursive)
        .map_err(failed)?;
    let site = Arc::clone(site);
    std::thread::spawn(move || follow(&site, &events));
    Ok(watcher)
}

/// Counts what is saved, until the watcher is gone.
fn follow(site: &Site, events: &Receiver<notify::Result<notify::Event>>) {
    let mut saved: BTreeSet<PathBuf> = BTreeSet::new();
    // Counted from the last change: reading makes events too, and pages may go on reading.
    let mut settled = Instant::now();
    loop {
        let wait = settled.saturating_duration_since(Instant::now());
        let event = if saved.is_empty() {
            events.recv().map_err(RecvTimeoutError::from)
        } else if wait.is_zero() {
            Err(RecvTimeoutError::Timeout)
        } else {
            events.recv_timeout(wait)
        };
        match event {
            Ok(Ok(event)) if !matches!(event.kind, EventKind::Access(_)) => {
                let is_json = |path: &PathBuf| path.extension().is_some_and(|end| end == "json");
                saved.extend(event.paths.into_iter().filter(is_json));
                settled = Instant::now() + SAVED_AFTER;
            }
            Ok(Ok(_)) => {}
            Ok(Err(error)) => eprintln!("cannot watch the bundle: {error}"),
            Err(RecvTimeoutError::Timeout) => {
                for path in std::mem::take(&mut saved) {
                    take(site, &path);
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Takes a saved bundle: pages reload, or its mistakes are told.
fn take(site: &Site, path: &Path) {
    let (Some(changes), Some(name)) = (&site.changes, path.file_name()) else {
        return;
    };
    let file = format!("{BUNDLES}/{}", name.to_string_lossy());
    let parsed = match std::fs::read(path) {
        Ok(bytes) => Bundle::from_bytes(&bytes).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    // Also when it has mistakes: what is served is what was saved.
    let mut files = changes.files.lock().unwrap_or_else(PoisonError::into_inner);
    files.insert(file.clone());
    drop(files);
    match parsed {
        Ok(bundle) => {
            println!("{file}: revision {}, reloading", &*bundle.revision);
            changes.version.send_modify(|version| *version += 1);
        }
        Err(error) => eprintln!("{file}: not reloading: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::hosting::example;

    fn chosen(accepted: &str, siblings: &[&str]) -> Option<&'static str> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.css");
        for suffix in siblings {
            std::fs::write(folder.path().join(format!("a.css{suffix}")), "").expect("a file");
        }
        let mut headers = HeaderMap::new();
        let accepted = HeaderValue::from_str(accepted).expect("a value");
        headers.insert(header::ACCEPT_ENCODING, accepted);
        negotiated(&headers, &path).map(|coding| coding.name)
    }

    #[test]
    fn the_first_coding_that_is_accepted_and_there_is_sent() {
        let all = [".br", ".zst", ".gz"];
        assert_eq!(chosen("gzip, deflate, br, zstd", &all), Some("br"));
        assert_eq!(chosen("gzip, zstd;q=0.1", &all), Some("zstd"));
        assert_eq!(chosen("gzip, br;q=0", &all), Some("gzip"));
        assert_eq!(chosen("gzip, br", &[".gz"]), Some("gzip"));
        assert_eq!(chosen("GZIP", &all), Some("gzip"));
        for none in ["", "identity", "brotli", "br;q=0", "br;q=x", "*"] {
            assert_eq!(chosen(none, &all), None, "{none}");
        }
        assert_eq!(chosen("br", &[]), None);
    }

    /// What a preview of the example answers: status, policy and body.
    fn answered(path: &str, watch: bool) -> (StatusCode, String, String) {
        let folder = example::site();
        let mut rules = Rules::of(folder.path(), "/").expect("rules");
        let changes = watch.then(|| Changes {
            version: watch::Sender::new(0),
            files: Mutex::default(),
        });
        if watch {
            allow(&mut rules, RELOAD);
        }
        let site = Arc::new(Site {
            folder: folder.path().to_owned(),
            rules,
            changes,
        });
        let request = Request::builder().uri(path).body(Body::empty());
        let request = request.expect("a request");
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let response = respond(State(site), request).await;
            let policy = response.headers().get(header::CONTENT_SECURITY_POLICY);
            let policy = policy.and_then(|policy| policy.to_str().ok());
            let (status, policy) = (response.status(), policy.unwrap_or_default().to_owned());
            let body = axum::body::to_bytes(response.into_body(), usize::MAX).await;
            let body = String::from_utf8_lossy(&body.expect("a body")).into_owned();
            (status, policy, body)
        })
    }

    #[test]
    fn a_missing_embed_says_so_in_a_page_that_may_be_framed() {
        for (path, page, is_framed) in [
            ("/embed/kpi/gone/", "embed/404.html", true),
            ("/embed/404.html", "embed/404.html", true),
            ("/embed/%6Bpi/%FF", "embed/404.html", true),
            ("/kpis/gone/", "404.html", false),
            ("/embedded/", "404.html", false),
        ] {
            let (status, policy, body) = answered(path, false);
            assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
            assert!(body.contains(&format!("<title>{page}</title>")), "{path}");
            assert_eq!(!policy.contains("frame-ancestors"), is_framed, "{path}");
        }
    }

    #[test]
    fn pages_alone_get_the_script_of_watch() {
        let reload = source(RELOAD);
        for (path, is_watched) in [
            ("/", true),
            ("/kpis/satisfaction/", true),
            ("/embed/kpi/satisfaction/", false),
            ("/share/kpi/satisfaction/", false),
            ("/gone/", false),
        ] {
            let (_, policy, body) = answered(path, true);
            assert_eq!(body.contains(RELOAD), is_watched, "{path}");
            assert!(!is_watched || policy.contains(&reload), "{path}: {policy}");
        }
    }

    #[test]
    fn the_script_of_watch_is_allowed_beside_the_page_s_own() {
        let mut rules = example::rules("/");
        allow(&mut rules, RELOAD);
        let policy = rules.pages().headers.iter();
        let policies: Vec<&str> = policy
            .filter(|header| header.name == "Content-Security-Policy")
            .map(|header| header.value.as_str())
            .collect();
        let both = format!(
            "script-src {} {} ",
            source(RELOAD),
            source(example::STARTER)
        );
        assert_eq!(policies.len(), 1);
        assert!(policies[0].contains(&both), "{policies:?}");
    }
}
