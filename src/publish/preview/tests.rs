mod attacks;

use std::time::Duration;

use axum::http::HeaderMap;

use super::*;
use crate::publish::hosting::example;

fn chosen(accepted: &str, siblings: &[&str]) -> Option<&'static str> {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.css"), "").expect("a file");
    for suffix in siblings {
        std::fs::write(folder.path().join(format!("a.css{suffix}")), "").expect("a file");
    }
    let mut headers = HeaderMap::new();
    let accepted = HeaderValue::from_str(accepted).expect("a value");
    headers.insert(header::ACCEPT_ENCODING, accepted);
    negotiated(&headers, folder.path(), "a.css").map(|coding| coding.name)
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

#[test]
fn a_sibling_that_is_older_than_its_file_is_not_sent() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, age: u64| {
        let file = std::fs::File::create(folder.path().join(name)).expect("a file");
        let time = std::time::SystemTime::now() - Duration::from_secs(age);
        file.set_modified(time).expect("a time");
    };
    let mut headers = HeaderMap::new();
    let value = HeaderValue::from_static("gzip, br");
    headers.insert(header::ACCEPT_ENCODING, value);
    for (ages, expected) in [
        ([5, 5], Some("br")),
        ([20, 5], Some("gzip")),
        ([20, 20], None),
    ] {
        write("a.css", 10);
        write("a.css.br", ages[0]);
        write("a.css.gz", ages[1]);
        let found = negotiated(&headers, folder.path(), "a.css");
        assert_eq!(found.map(|coding| coding.name), expected, "{ages:?}");
    }
    // Replaced alone, so its siblings are not even looked at.
    std::fs::create_dir(folder.path().join("bundle")).expect("a folder");
    write("bundle/en.json", 9);
    write("bundle/en.json.br", 5);
    assert!(negotiated(&headers, folder.path(), "bundle/en.json").is_none());
}

/// The state of a preview, for a folder under the path `base`.
fn site(folder: &Path, base: &str, watch: bool) -> Arc<Site> {
    let mut rules = Rules::of_fit(folder, base, |_| ()).expect("rules");
    let changes = watch.then(Changes::default);
    if watch {
        allow(&mut rules, RELOAD);
    }
    Arc::new(Site {
        shown: RwLock::new(Arc::new(Shown {
            folder: folder.to_owned(),
            rules,
            edition: None,
        })),
        changes,
    })
}

/// The answer of a preview of the example: status, policy and body.
fn answered(path: &str, watch: bool) -> (StatusCode, String, String) {
    let folder = example::site();
    let site = site(folder.path(), "/", watch);
    let request = Request::builder().uri(path).header("Host", "localhost");
    let request = request.body(Body::empty()).expect("a request");
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

#[test]
fn embeds_alone_may_load_what_the_preview_serves_by_its_names() {
    let mut rules = example::rules("/");
    name_preview(&mut rules, 4173);
    let policy = |path: &str| {
        let mut headers = rules.rule(path).headers.iter();
        let policy = headers.find(|header| header.name == "Content-Security-Policy");
        policy.expect("a policy").value.clone()
    };
    let named = "style-src 'self' http://127.0.0.1:4173 http://localhost:4173 \
                 https://scorecard.example; ";
    for path in ["embed/kpi/satisfaction/index.html", NO_EMBED] {
        assert!(policy(path).contains(named), "{}", policy(path));
    }
    for path in ["index.html", "share/kpi/satisfaction/index.html"] {
        assert!(!policy(path).contains("4173"), "{}", policy(path));
    }
}
