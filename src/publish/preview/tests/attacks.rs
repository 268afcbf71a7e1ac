//! What an attacker would send to a preview, byte by byte, and put into its folder.

use std::io::{Read, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use super::*;

/// A preview that listens, until it goes out of scope.
struct Listening {
    address: SocketAddr,
    _runtime: tokio::runtime::Runtime,
}

/// The raw answer to a request.
#[derive(Debug)]
struct Answered {
    status: u16,
    head: String,
    body: String,
}

impl Listening {
    fn on(site: Arc<Site>) -> Self {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let listener = runtime
            .block_on(tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))
            .expect("a port");
        let address = listener.local_addr().expect("an address");
        runtime.spawn(async { axum::serve(listener, router(site)).await });
        Self {
            address,
            _runtime: runtime,
        }
    }

    /// Sends these bytes, and returns all that comes back until the connection is closed.
    fn sent(&self, request: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.address).expect("a connection");
        let patience = Some(Duration::from_secs(20));
        stream.set_read_timeout(patience).expect("a timeout");
        // The request may be refused before it has been read completely.
        stream.write_all(request).ok();
        let mut answer = Vec::new();
        // A refusal may end with a reset of the connection. Unlike `read`, this continues when
        // a signal has interrupted it.
        if let Err(error) = stream.read_to_end(&mut answer) {
            assert!(!answer.is_empty(), "no answer: {error}");
        }
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Sends a request line and further headers, one per line.
    fn asked(&self, line: &str, headers: &[&str]) -> Answered {
        let headers = headers.iter().map(|header| format!("{header}\r\n"));
        let headers: String = headers.collect();
        let answer = self.sent(format!("{line}\r\nConnection: close\r\n{headers}\r\n").as_bytes());
        let (head, body) = answer
            .split_once("\r\n\r\n")
            .unwrap_or_else(|| panic!("no answer to {line:?} {headers:?}: {answer:?}"));
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
        Answered {
            status: status.unwrap_or_else(|| panic!("no status: {head}")),
            head: head.to_ascii_lowercase(),
            body: body.to_owned(),
        }
    }

    fn got(&self, path: &str) -> Answered {
        self.asked(&format!("GET {path} HTTP/1.1"), &["Host: 127.0.0.1"])
    }
}

/// What no answer may contain.
const SECRET: &str = "the secret of another folder";

/// A site with everything around and in it that must not be served; its folder is `site`.
fn surrounded() -> tempfile::TempDir {
    let around = tempfile::tempdir().expect("a folder");
    let site = around.path().join("site");
    for (path, content) in example::FILES {
        example::add(&site, path, content);
    }
    example::add(around.path(), "secret.json", SECRET);
    for hidden in [
        ".env",
        ".git/config",
        "_headers",
        "_redirects",
        ".htaccess",
        "a b.json",
    ] {
        example::add(&site, hidden, SECRET);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        for (to, name) in [
            ("../secret.json", "link.json"),
            ("../secret.json", "embed.js.br"),
            ("..", "up"),
            (".env", "env.json"),
            ("/dev/zero", "zero.json"),
        ] {
            symlink(to, site.join(name)).expect("a link");
        }
        crate::publish::tests::pipe(&site.join("pipe.json"));
        crate::publish::tests::pipe(&site.join("icon.svg.br"));
    }
    example::add(&site, "folder/index.html/a.json", "{}");
    around
}

#[test]
fn no_path_is_answered_with_a_file_of_another_folder() {
    let around = surrounded();
    let root = around.path().display().to_string();
    let encoded = root.replace('/', "%2f");
    let upwards = [
        "..",
        "%2e%2e",
        "%2E.",
        ".%2e",
        "%252e%252e",
        "%c0%ae%c0%ae",
        "..;",
        "..%00",
    ];
    let mut paths: Vec<String> = upwards
        .iter()
        .flat_map(|up| {
            ["/", "%2f", "%5c", "\\", "%c0%af", "%252f"]
                .map(|slash| format!("kpis{slash}{up}{slash}{up}{slash}secret.json"))
        })
        .collect();
    paths.extend(upwards.iter().map(|up| format!("{up}/secret.json")));
    paths.extend([
        format!("{root}/secret.json"),
        format!("/{root}/secret.json"),
        format!("%2f{}/secret.json", &root[1..]),
        format!("{encoded}%2fsecret.json"),
        format!("kpis/{root}/secret.json"),
        format!("kpis/{encoded}%2Fsecret.json"),
        format!("file://{root}/secret.json"),
        format!("%00{root}/secret.json"),
        format!("{root}/secret.json%00.svg"),
        format!("{root}/secret.json?a=/index.html"),
    ]);
    for path in [
        "/etc/passwd",
        "%2fetc/passwd",
        "%2Fetc%2Fpasswd",
        "//etc/passwd",
        "%5cetc%5cpasswd",
        "%5c%5chost%5cshare",
        "C:/Windows/win.ini",
        "C:%5cWindows%5cwin.ini",
        "proc/self/environ",
        "/proc/self/environ",
        "/dev/zero",
        "%2fdev%2fzero",
        ".env",
        "%2eenv",
        ".git/config",
        "_headers",
        "%5fheaders",
        "_redirects",
        ".htaccess",
        "a%20b.json",
        "a+b.json",
        "link.json",
        "env.json",
        "up/secret.json",
        "up/site/bundle/en.json",
        "up/",
        "zero.json",
        "pipe.json",
        "icon.svg.br",
        "embed.js.br",
        "icon.svg%00",
        "icon.svg%0a",
        "icon.svg%20",
        "icon.svg%7f",
        "icon.svg/",
        "icon.svg/.",
        "icon.svg::$DATA",
        "bundle/en.json%2f",
        "bundle//en.json",
        "bundle/./en.json",
        "bundle/%2e/en.json",
        "kpis//",
        "/",
        "%2f",
        "//",
        "folder/index.html/",
        "%ff%fe",
        "%",
        "%2",
        "%zz",
        "CON",
    ] {
        paths.push(path.to_owned());
    }
    for (base, watch) in [
        ("/", false),
        ("/", true),
        ("/score/card/", false),
        ("/s/", true),
    ] {
        let preview = Listening::on(site(&around.path().join("site"), base, watch));
        for path in &paths {
            let answer = preview.got(&format!("{base}{path}"));
            assert_eq!(answer.status, 404, "{base} {path}: {}", answer.head);
            assert!(!answer.body.contains(SECRET), "{base} {path}");
            assert!(!answer.head.contains("location:"), "{base} {path}");
        }
        // And yet it serves.
        for path in [
            "",
            "kpis/",
            "bundle/en.json",
            "embed/kpi/satisfaction/",
            "%6bpis/",
        ] {
            assert_eq!(preview.got(&format!("{base}{path}")).status, 200, "{path}");
        }
        assert_eq!(preview.got(&format!("{base}kpis")).status, 301);
    }
}

#[cfg(unix)]
#[test]
fn a_sibling_is_served_only_where_it_is_a_file_of_its_own() {
    let around = surrounded();
    let preview = Listening::on(site(&around.path().join("site"), "/", false));
    for (path, content) in [("/embed.js", "export default 3"), ("/icon.svg", "<svg>")] {
        let headers = ["Host: localhost", "Accept-Encoding: br"];
        let answer = preview.asked(&format!("GET {path} HTTP/1.1"), &headers);
        assert_eq!(answer.status, 200, "{path}");
        assert!(!answer.head.contains("content-encoding"), "{path}");
        assert!(answer.body.starts_with(content), "{path}: {}", answer.body);
    }
}

#[test]
fn it_answers_to_the_names_of_this_machine_alone() {
    let folder = example::site();
    let preview = Listening::on(site(folder.path(), "/", false));
    for host in [
        "127.0.0.1",
        "127.0.0.1:4173",
        "127.0.0.1:",
        "localhost",
        "LocalHost:1",
        "[::1]",
        "[::1]:65535",
        " localhost ",
    ] {
        let host = format!("Host: {host}");
        assert_eq!(
            preview.asked("GET / HTTP/1.1", &[&host]).status,
            200,
            "{host}"
        );
    }
    for host in [
        "evil.example",
        "evil.example:4173",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example:127.0.0.1",
        "localhost:80:80",
        "localhost:80.evil.example",
        "localhost:-1",
        "localhost:+80",
        "localhost:a",
        "localhost.",
        "localhost,evil.example",
        "localhost evil.example",
        "localhost/",
        "http://localhost",
        "user@localhost",
        "localhost@evil.example",
        "[::1]evil.example",
        "[::1].evil.example",
        "[::2]",
        "::1",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "127.1",
        "127.0.0.2",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "",
        ":4173",
        "*",
        "%6cocalhost",
        "localhost%00",
        "localhost%2eevil.example",
        "ｌocalhost",
    ] {
        for line in [
            "GET / HTTP/1.1",
            "GET /bundle/en.json HTTP/1.1",
            "GET /gone HTTP/1.1",
            "GET /kpis HTTP/1.1",
            "HEAD / HTTP/1.1",
            "POST /.preview/changes HTTP/1.1",
            "GET / HTTP/1.0",
        ] {
            let answer = preview.asked(line, &[&format!("Host: {host}")]);
            assert_eq!(answer.status, 421, "{line}, {host:?}: {}", answer.head);
            assert!(!answer.body.contains("<title>"), "{host:?}");
            assert!(
                !answer.head.contains("access-control-allow-origin"),
                "{host:?}"
            );
        }
    }
    let refused = preview.asked("GET / HTTP/1.1", &["Host: evil.example"]);
    assert!(
        refused.body.contains("127.0.0.1, localhost, [::1]"),
        "{}",
        refused.body
    );
    assert!(!refused.body.contains("evil"), "{}", refused.body);
}

#[test]
fn the_host_is_named_once_and_everywhere_the_same() {
    let folder = example::site();
    let preview = Listening::on(site(folder.path(), "/", false));
    let own = "Host: 127.0.0.1";
    for (line, headers, status) in [
        ("GET / HTTP/1.1", &[][..], 400),
        ("GET / HTTP/1.1", &[own, own], 400),
        ("GET / HTTP/1.1", &[own, "Host: evil.example"], 400),
        ("GET / HTTP/1.1", &["Host : 127.0.0.1"], 400),
        ("GET / HTTP/1.1", &["X-Forwarded-Host: 127.0.0.1"], 400),
        ("GET http://127.0.0.1/ HTTP/1.1", &[], 400),
        // Only very old programs do not know the header.
        ("GET / HTTP/1.0", &[], 200),
        ("GET / HTTP/1.0", &[own], 200),
        // An absolute address.
        ("GET http://localhost:1/ HTTP/1.1", &[own], 200),
        ("GET http://evil.example/ HTTP/1.1", &[own], 421),
        ("GET http://evil.example/ HTTP/1.0", &[], 421),
        ("GET http://user@127.0.0.1/ HTTP/1.1", &[own], 421),
        (
            "GET http://127.0.0.1/ HTTP/1.1",
            &["Host: evil.example"],
            421,
        ),
        (
            "GET / HTTP/1.1",
            &["Host: evil.example", "X-Forwarded-Host: 127.0.0.1"],
            421,
        ),
        ("CONNECT evil.example:80 HTTP/1.1", &[own], 421),
    ] {
        let answer = preview.asked(line, headers);
        assert_eq!(answer.status, status, "{line} {headers:?}: {}", answer.head);
    }
}

#[test]
fn requests_of_odd_shapes_get_no_file() {
    let around = surrounded();
    let preview = Listening::on(site(&around.path().join("site"), "/", false));
    let own = "Host: 127.0.0.1";
    let long = format!("X-Long: {}", "a".repeat(1 << 20));
    let path = format!("GET /{} HTTP/1.1", "a".repeat(1 << 17));
    let many: Vec<String> = (0..1_000).map(|index| format!("X-{index}: a")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).chain([own]).collect();
    for (line, headers, expected) in [
        ("GET * HTTP/1.1", &[own][..], &[400, 404][..]),
        ("OPTIONS * HTTP/1.1", &[own], &[404, 405]),
        ("CONNECT 127.0.0.1:80 HTTP/1.1", &[own], &[404, 405]),
        ("POST / HTTP/1.1", &[own, "Content-Length: 0"], &[405]),
        (
            "PUT /index.html HTTP/1.1",
            &[own, "Content-Length: 0"],
            &[405],
        ),
        ("DELETE /index.html HTTP/1.1", &[own], &[405]),
        ("TRACE / HTTP/1.1", &[own], &[405]),
        ("OPTIONS / HTTP/1.1", &[own], &[405]),
        ("get / HTTP/1.1", &[own], &[405]),
        (
            "POST //etc/passwd HTTP/1.1",
            &[own, "X-HTTP-Method-Override: GET"],
            &[405],
        ),
        ("GET index.html HTTP/1.1", &[own], &[421]),
        ("GET  / HTTP/1.1", &[own], &[400]),
        ("GET / HTTP/9.9", &[own], &[400]),
        ("GET /\0 HTTP/1.1", &[own], &[400]),
        ("GET /\u{e9} HTTP/1.1", &[own], &[400, 404]),
        ("GET / HTTP/1.1", &[own, "X: a\r\n folded"], &[400]),
        ("GET / HTTP/1.1", &[own, "X\0: a"], &[400]),
        ("GET / HTTP/1.1", &[own, "Content-Length: -1"], &[400]),
        (
            "GET / HTTP/1.1",
            &[own, "Content-Length: 1", "Content-Length: 2"],
            &[400],
        ),
        ("GET / HTTP/1.1", &[own, &long], &[431]),
        ("GET / HTTP/1.1", &many, &[431]),
        (&path, &[own], &[404, 414, 431]),
        (
            "GET /index.html HTTP/1.1",
            &[own, "Range: bytes=99999-"],
            &[416],
        ),
        (
            "GET /bundle/en.json HTTP/1.1",
            &[own, "Range: bytes=0-0"],
            &[206],
        ),
        (
            "GET /link.json HTTP/1.1",
            &[own, "Range: bytes=0-9"],
            &[404],
        ),
        (
            "GET //etc/passwd HTTP/1.1",
            &[own, "If-None-Match: *"],
            &[404],
        ),
        (
            "GET /.env HTTP/1.1",
            &[own, "If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT"],
            &[404],
        ),
        ("HEAD /link.json HTTP/1.1", &[own], &[404]),
    ] {
        let answer = preview.asked(line, headers);
        let shown = &line[..line.len().min(60)];
        assert!(
            expected.contains(&answer.status),
            "{shown:?}: {}",
            answer.head
        );
        assert!(!answer.body.contains(SECRET), "{shown:?}");
    }
    assert_eq!(preview.asked("HEAD / HTTP/1.1", &[own]).body, "");
}

#[test]
fn what_is_in_a_body_is_no_request() {
    let folder = example::site();
    let preview = Listening::on(site(folder.path(), "/", false));
    let hidden = "GET /bundle/en.json HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    let length = hidden.len();
    for framing in [
        format!("Content-Length: {length}\r\n\r\n{hidden}"),
        format!("Transfer-Encoding: chunked\r\n\r\n{length:x}\r\n{hidden}\r\n0\r\n\r\n"),
        format!(
            "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n{hidden}\r\n0\r\n\r\n"
        ),
    ] {
        let request =
            format!("GET /gone HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{framing}");
        let answer = preview.sent(request.as_bytes());
        assert_eq!(
            answer.matches("HTTP/1.1 ").count(),
            1,
            "{framing:?}: {answer}"
        );
        assert!(!answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
}

#[cfg(unix)]
#[test]
fn what_takes_a_file_s_place_while_it_is_served_is_not_followed() {
    let around = surrounded();
    let folder = around.path().join("site");
    let preview = Listening::on(site(&folder, "/", false));
    assert_eq!(preview.got("/icon.svg").status, 200);
    for path in ["icon.svg", "bundle/en.json", "404.html", "embed/404.html"] {
        std::fs::remove_file(folder.join(path)).expect("removed");
        let secret = around.path().join("secret.json");
        std::os::unix::fs::symlink(secret, folder.join(path)).expect("a link");
    }
    for path in ["/icon.svg", "/bundle/en.json", "/gone", "/embed/gone/"] {
        let answer = preview.got(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.body.contains(SECRET), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn a_bundle_that_is_saved_as_something_else_reloads_nothing_and_is_not_waited_for() {
    let around = surrounded();
    let folder = around.path().join("site");
    let site = site(&folder, "/", true);
    let changes = site.changes.as_ref().expect("it watches");
    let real = crate::publish::tests::NORLAND;
    let bundle = |name: &str| folder.join("bundle").join(name);
    std::fs::write(around.path().join("real.json"), real).expect("a file");
    std::os::unix::fs::symlink("../../real.json", bundle("link.json")).expect("a link");
    crate::publish::tests::pipe(&bundle("pipe.json"));
    std::fs::write(bundle("a b.json"), real).expect("a file");
    std::fs::create_dir(bundle("folder.json")).expect("a folder");
    let large = std::fs::File::create(bundle("large.json")).expect("a file");
    large.set_len(1 << 33).expect("a large file");
    for name in [
        "link.json",
        "pipe.json",
        "a b.json",
        "folder.json",
        "large.json",
        "gone.json",
    ] {
        take(&site, &folder, &bundle(name));
        assert_eq!(changes.last().shown, 0, "{name}");
    }
    std::fs::write(bundle("en.json"), real).expect("a file");
    take(&site, &folder, &bundle("en.json"));
    assert_eq!(changes.last().shown, changes.last().version);
    assert_ne!(changes.last().shown, 0);
}
