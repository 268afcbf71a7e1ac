//! Serves a published folder on loopback, or the site of a bundle that is being edited, by the same
//! rules as a host: its headers, precompressed files and status codes.
//!
//! For a bundle, and for a folder with `watch`, it also reloads the pages that are open when the
//! bundle is saved. For that it adds a script to each page, which waits for a response that comes
//! with the next change, and the script's hash to the policy. Embeds and share pages do not get it.
//! Otherwise every byte and header is as published.
//!
//! It answers only to the names of this machine: a page of another site whose host name is made
//! to resolve here (DNS rebinding) could otherwise read everything as if it were its own.

mod changes;
mod codings;
mod ending;
mod published;
mod watching;

use std::fmt::Write as _;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderValue, Method, Response, StatusCode, Version, header};
use flate2::Compression;
use flate2::write::GzEncoder;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use tower_http::services::ServeFile;

use super::PublishError;
use super::check::checked;
use super::folder::{file, place, read_bundle};
use super::hosting::{
    Answer, Header, NO_EMBED, NO_PAGE, Rule, Rules, SELF, answer, content_type, is_replaced_alone,
    source,
};
use super::live::{Edition, Live};
use changes::{Changes, RELOAD};
use codings::{accepted, negotiated};
pub use published::{base, no_site};
use watching::watched;

/// The folder of the bundles below the site's root.
const BUNDLES: &str = "bundle";
/// Where the script of `watch` waits, below the base; no page of a bundle can have a dot.
const CHANGES: &str = ".preview/changes";
/// The names that a request may be for, with any port.
const HOSTS: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];
/// The characters to escape in a path.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\');

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

/// The state from which requests are answered.
struct Site {
    shown: RwLock<Arc<Shown>>,
    /// What is told to open pages, if they are to follow changes.
    changes: Option<Changes>,
}

/// What is served at a time.
struct Shown {
    folder: PathBuf,
    rules: Rules,
    /// What makes the files of the folder when they are asked for.
    edition: Option<Edition>,
}

impl Site {
    fn shown(&self) -> Arc<Shown> {
        Arc::clone(&self.shown.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn show(&self, shown: Shown) {
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(shown);
    }
}

/// Serves until it is stopped, and says where as soon as it listens.
///
/// # Errors
/// See [`PreviewError`].
pub fn run(options: &Options) -> Result<(), PreviewError> {
    let told = |error| eprintln!("not served: {error}");
    let mut rules = Rules::of_fit(&options.folder, &options.base, told)?;
    if options.watch {
        allow(&mut rules, RELOAD);
    }
    let server = Server::on(options.port)?;
    name_preview(&mut rules, server.address.port());
    let site = Arc::new(Site {
        shown: RwLock::new(Arc::new(Shown {
            folder: options.folder.clone(),
            rules,
            edition: None,
        })),
        changes: options.watch.then(Changes::default),
    });
    // Watches as long as it lives.
    let _watcher = match &site.changes {
        Some(_) => {
            let path = place(&options.folder, BUNDLES)?;
            let (site, folder) = (Arc::clone(&site), options.folder.clone());
            let take = move |path: &Path| take(&site, &folder, path);
            Some(watch(&path, take)?)
        }
        None => None,
    };
    server.serve(site, &options.folder, &options.base)
}

/// Serves the site of a bundle as it is edited, until it is stopped.
///
/// # Errors
/// See [`PreviewError`]; the bundle has to be without mistakes at the start.
pub fn run_live(live: Live, base: &str, port: u16) -> Result<(), PreviewError> {
    let server = Server::on(port)?;
    let port = server.address.port();
    let text = read_bundle(&live.bundle)?;
    let first = shown(&live, port)?;
    let site = Arc::new(Site {
        shown: RwLock::new(Arc::new(first)),
        changes: Some(Changes::default()),
    });
    let live = Arc::new(live);
    let following = {
        let (site, live) = (Arc::clone(&site), Arc::clone(&live));
        move |path: &Path| {
            if path.file_name() == live.bundle.file_name() {
                follow_bundle(&site, &live, port);
            }
        }
    };
    let _watcher = watch(live.beside(), following)?;
    // Saved while the first was made.
    if read_bundle(&live.bundle).ok() != Some(text) {
        follow_bundle(&site, &live, port);
    }
    server.serve(site, &live.bundle, base)
}

/// The site of a bundle as it is saved now.
fn shown(live: &Live, port: u16) -> Result<Shown, PublishError> {
    let (edition, mut rules) = live.edition()?;
    allow(&mut rules, RELOAD);
    name_preview(&mut rules, port);
    Ok(Shown {
        folder: edition.folder().to_owned(),
        rules,
        edition: Some(edition),
    })
}

/// Shows a bundle that was saved, or says what is wrong with it.
fn follow_bundle(site: &Site, live: &Live, port: u16) {
    let Some(changes) = &site.changes else {
        return;
    };
    let outcome = shown(live, port);
    let told = outcome
        .map(|shown| site.show(shown))
        .map_err(|error| error.to_string());
    match &told {
        Ok(()) => println!("{}: shown", live.bundle.display()),
        Err(problem) => eprintln!("{problem}\nThe pages stay as they were."),
    }
    changes.tell(told);
}

/// A server on loopback.
struct Server {
    runtime: tokio::runtime::Runtime,
    listener: tokio::net::TcpListener,
    address: SocketAddr,
}

impl Server {
    /// A server that listens on a port; 0 takes a free one.
    fn on(port: u16) -> Result<Server, PreviewError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        let failed = |cause| PreviewError::Listen { port, cause };
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let listener = runtime.block_on(tokio::net::TcpListener::bind(address));
        let listener = listener.map_err(failed)?;
        Ok(Server {
            address: listener.local_addr().map_err(failed)?,
            listener,
            runtime,
        })
    }

    /// Serves until it is interrupted, and says what and where.
    fn serve(self, site: Arc<Site>, what: &Path, base: &str) -> Result<(), PreviewError> {
        let Server {
            runtime,
            listener,
            address,
        } = self;
        runtime.block_on(async {
            println!("{} on http://{address}{base}", what.display());
            tokio::select! {
                served = axum::serve(listener, router(site)) => served?,
                // What was made for the preview alone is removed.
                ended = ending::asked_for() => ended?,
            }
            Ok(())
        })
    }
}

fn router(site: Arc<Site>) -> Router {
    Router::new().fallback(respond).with_state(site)
}

/// Adds a script to those that the policy of pages allows.
fn allow(rules: &mut Rules, script: &str) {
    let with_script = format!("script-src {} ", source(script));
    for policy in policies(rules, NO_PAGE) {
        *policy = policy.replacen("script-src ", &with_script, 1);
    }
}

/// Lets embeds load what the preview itself serves, by its names: what they name is the origin
/// that the site was published for.
fn name_preview(rules: &mut Rules, port: u16) {
    // A policy cannot name an address of IPv6.
    let hosts = HOSTS.iter().filter(|host| !host.starts_with('['));
    let names: Vec<String> = hosts.map(|host| format!("http://{host}:{port}")).collect();
    let with_names = format!("{SELF} {}", names.join(" "));
    for policy in policies(rules, NO_EMBED) {
        *policy = policy.replace(SELF, &with_names);
    }
}

/// The policies of the rule that is for a file.
fn policies<'a>(rules: &'a mut Rules, path: &str) -> impl Iterator<Item = &'a mut String> {
    let name = rules.rule(path).name;
    let rules = rules.rules.iter_mut().filter(move |rule| rule.name == name);
    let headers = rules.flat_map(|rule| &mut rule.headers);
    headers
        .filter(|header| header.name == "Content-Security-Policy")
        .map(|header| &mut header.value)
}

/// Answers a request.
async fn respond(State(site): State<Arc<Site>>, request: Request) -> Response<Body> {
    let shown = site.shown();
    let rules = &shown.rules;
    if let Some(status) = refused(&request) {
        let mut response = empty_response(status);
        *response.body_mut() = Body::from(format!(
            "This preview answers to the names {} alone: a request has one Host header with \
             one of them.\n",
            HOSTS.join(", ")
        ));
        set(&mut response, rules.others(), None);
        let words = HeaderValue::from_static(content_type("a.txt"));
        response.headers_mut().insert(header::CONTENT_TYPE, words);
        return response;
    }
    let path = request.uri().path().to_owned();
    let below = match path.strip_prefix(rules.base.as_str()) {
        Some(below) => below,
        // "/scorecard" is the folder of a site under "/scorecard/".
        None if !path.is_empty() && format!("{path}/") == rules.base => {
            return redirect(rules, &rules.base, request.uri().query());
        }
        None => return empty_response(StatusCode::NOT_FOUND),
    };
    if let Some(changes) = site.changes.as_ref().filter(|_| below == CHANGES) {
        return changed(changes, request).await;
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response = empty_response(StatusCode::METHOD_NOT_ALLOWED);
        let allowed = HeaderValue::from_static("GET, HEAD");
        response.headers_mut().insert(header::ALLOW, allowed);
        set(&mut response, rules.others(), None);
        return response;
    }
    let below = percent_decode_str(below).decode_utf8_lossy();
    if shown.edition.is_some() {
        // Rendering takes a thread for longer than a server should be without it.
        let (shown, path) = (Arc::clone(&shown), below.clone().into_owned());
        let make = move || {
            shown
                .edition
                .as_ref()
                .map_or(Ok(()), |edition| edition.make(&path))
        };
        let made = tokio::task::spawn_blocking(make).await;
        let made = made.map_err(|error| error.to_string());
        let failed = match made {
            Ok(made) => made.err().map(|error| error.to_string()),
            Err(error) => Some(error),
        };
        if let Some(error) = failed {
            eprintln!("{below}: {error}");
            return empty_response(StatusCode::INTERNAL_SERVER_ERROR);
        }
    }
    match answer(&shown.folder, &below) {
        Answer::File(file) => serve(&site, &shown, &file, request, StatusCode::OK).await,
        Answer::Folder(folder) => {
            let folder = utf8_percent_encode(&folder, ESCAPED);
            redirect(
                rules,
                &format!("{}{folder}", rules.base),
                request.uri().query(),
            )
        }
        Answer::NotFound => {
            // Conditions of the request about another file do not apply to this one.
            let mut plain = Request::new(Body::empty());
            *plain.method_mut() = request.method().clone();
            let accepted = request.headers().get(header::ACCEPT_ENCODING);
            if let Some(accepted) = accepted {
                let headers = plain.headers_mut();
                headers.insert(header::ACCEPT_ENCODING, accepted.clone());
            }
            let page = rules.error_page(&below);
            serve(&site, &shown, page, plain, StatusCode::NOT_FOUND).await
        }
    }
}

/// The status with which a request is refused, if it is for another host or names none.
fn refused(request: &Request) -> Option<StatusCode> {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let (host, more) = (hosts.next(), hosts.next());
    // Browsers send the host; only very old programs do not know the header.
    let is_missing = host.is_none() && request.version() != Version::HTTP_10;
    if is_missing || more.is_some() {
        return Some(StatusCode::BAD_REQUEST);
    }
    let is_own = |text: &str| {
        let host = match text.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
            _ => text,
        };
        HOSTS.iter().any(|own| own.eq_ignore_ascii_case(host))
    };
    // An absolute address in the request line names a host too.
    let target = request.uri().authority().map(Authority::as_str);
    let is_own =
        host.is_none_or(|host| host.to_str().is_ok_and(is_own)) && target.is_none_or(is_own);
    (!is_own).then_some(StatusCode::MISDIRECTED_REQUEST)
}

/// Answers with a file, or with the requested range of it.
async fn serve(
    site: &Site,
    shown: &Shown,
    name: &str,
    mut request: Request,
    status: StatusCode,
) -> Response<Body> {
    let rule = shown.rules.rule(name);
    // It may have changed since it was found; an error page may be missing.
    let Ok(path) = file(&shown.folder, name) else {
        let mut response = empty_response(StatusCode::NOT_FOUND);
        set(&mut response, rule, None);
        return response;
    };
    // An error page contains a policy, which allows no more scripts.
    let is_page = rule.name == shown.rules.pages().name && status == StatusCode::OK;
    let mut is_compressed_now = false;
    let mut response = match &site.changes {
        Some(changes) if is_page => watched_page(&path, changes, &shown.rules.base).await,
        _ => {
            let coding = negotiated(request.headers(), &shown.folder, name);
            is_compressed_now = is_replaced_alone(name)
                && !request.headers().contains_key(header::RANGE)
                && request.method() == Method::GET
                && accepted(request.headers()).any(|name| name.eq_ignore_ascii_case("gzip"));
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
        empty_response(StatusCode::INTERNAL_SERVER_ERROR)
    });
    if response.status() == StatusCode::OK {
        if is_compressed_now {
            response = compressed(response).await;
        }
        *response.status_mut() = status;
    }
    set(&mut response, rule, Some(name));
    response
}

/// What hosts do with a file that has no siblings because it is replaced alone.
async fn compressed(response: Response<Body>) -> Response<Body> {
    let (mut head, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await;
    let packed = bytes.and_then(|bytes| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        let packed = io::Write::write_all(&mut encoder, &bytes).and_then(|()| encoder.finish());
        packed.map_err(axum::Error::new)
    });
    match packed {
        Ok(packed) => {
            let gzip = HeaderValue::from_static("gzip");
            head.headers.insert(header::CONTENT_ENCODING, gzip);
            head.headers.remove(header::CONTENT_LENGTH);
            // The content is the same as without the coding, the bytes are not.
            let tag = head
                .headers
                .get(header::ETAG)
                .and_then(|tag| tag.to_str().ok());
            if let Some(tag) = tag.and_then(|tag| HeaderValue::try_from(format!("W/{tag}")).ok()) {
                head.headers.insert(header::ETAG, tag);
            }
            Response::from_parts(head, Body::from(packed))
        }
        Err(error) => {
            eprintln!("not compressed: {error}");
            empty_response(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}

/// Gives a response the headers of its rule; `file` is what it is made from.
fn set(response: &mut Response<Body>, rule: &Rule, file: Option<&str>) {
    let status = response.status();
    // 404.html is an answer like any file.
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
    // The text of an error has another type than the file would have.
    if let Some(file) = file.filter(|_| is_good && status != StatusCode::NOT_MODIFIED) {
        let content_type = HeaderValue::from_static(content_type(file));
        headers.insert(header::CONTENT_TYPE, content_type);
    }
}

fn empty_response(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

fn redirect(rules: &Rules, path: &str, query: Option<&str>) -> Response<Body> {
    let mut response = empty_response(StatusCode::MOVED_PERMANENTLY);
    let mut location = path.to_owned();
    if let Some(query) = query {
        let _ = write!(location, "?{query}");
    }
    match HeaderValue::from_str(&location) {
        Ok(location) => {
            response.headers_mut().insert(header::LOCATION, location);
        }
        Err(_) => return empty_response(StatusCode::NOT_FOUND),
    }
    set(&mut response, rules.others(), None);
    response
}

/// A page with the script that reloads it.
async fn watched_page(path: &Path, changes: &Changes, base: &str) -> io::Result<Response<Body>> {
    let version = changes.last().shown;
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
        return empty_response(StatusCode::BAD_REQUEST);
    };
    let Some(news) = changes.after(version).await else {
        return empty_response(StatusCode::SERVICE_UNAVAILABLE);
    };
    let mut response = empty_response(StatusCode::OK);
    *response.body_mut() = Body::from(serde_json::to_string(&news).unwrap_or_default());
    response
}

/// Passes each file of JSON that is saved in a folder to `take`.
fn watch(
    folder: &Path,
    take: impl Fn(&Path) + Send + 'static,
) -> Result<notify::RecommendedWatcher, PreviewError> {
    watched(folder, take).map_err(|cause| PreviewError::Watch {
        path: folder.to_owned(),
        cause,
    })
}

/// Handles a saved bundle of a published folder: pages reload, or say what is wrong with it.
fn take(site: &Site, folder: &Path, path: &Path) {
    let (Some(changes), Some(name)) = (&site.changes, path.file_name()) else {
        return;
    };
    if path.extension().is_none_or(|end| end != "json") {
        return;
    }
    let name = format!("{BUNDLES}/{}", name.to_string_lossy());
    let bytes = file(folder, &name).and_then(|path| read_bundle(&path));
    let parsed = bytes.and_then(|bytes| checked(Path::new(&name), &bytes));
    let parsed = parsed.map_err(|error| error.to_string());
    match &parsed {
        Ok(bundle) => println!("{name}: revision {}, reloading", &*bundle.revision),
        Err(error) => eprintln!("{name:?}: not reloading: {error}"),
    }
    changes.tell(parsed.map(|_| ()));
}

#[cfg(test)]
mod tests;
