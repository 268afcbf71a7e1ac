//! The inside of nginx's `server` block.
//!
//! It needs only the modules of every build: `set` and `if` in the server's own context, where
//! they are safe, choose the precompressed sibling, because `gzip_static` supports only one of
//! the three codings. The files are below `root` as they are addressed: a site under
//! `/scorecard/` is in the folder `scorecard` of the root.
//!
//! `add_header` in a location drops those of the block around it, so each location lists all of
//! its headers. `Content-Encoding` is sent with successful answers only, because nginx writes
//! its other errors itself, and `404.html` has a location of its own.
//!
//! nginx cannot tell whether a sibling is older than its file, so the bundle, which is replaced
//! alone, is sent without siblings and compressed by nginx.

use super::{
    CODINGS, Header, Rule, Rules, accepted, content_type, is_replaced_alone, replaced_alone,
};

/// The text for inclusion in a `server` block that has a `root`.
pub fn server(rules: &Rules) -> String {
    let base = &rules.base;
    let literal = base.replace('.', r"\.");
    let mut text = format!(
        "# Written by scorecard, to be included in a server block; write it anew with every\n\
         # publication, because the policy of pages names their script by its hash.\n\
         # The site lies in the folder {base} of the server's root.\n\n\
         # A folder shows its index.html.\n\
         rewrite \"^({literal}(?:.*/)?)$\" $1index.html;\n\n\
         # The smallest precompressed sibling that the reader accepts.\n\
         set $scorecard_suffix \"\";\n\
         set $scorecard_coding \"\";\n"
    );
    for coding in CODINGS {
        let name = coding.name;
        text.push_str(&format!(
            "set $scorecard_{name} .none;\n\
             if ($http_accept_encoding ~* \"{}\") {{ set $scorecard_{name} {}; }}\n",
            accepted(&coding),
            coding.suffix
        ));
    }
    // The last one that exists counts.
    for name in CODINGS.iter().rev().map(|coding| coding.name) {
        text.push_str(&format!(
            "if (-f $document_root$uri$scorecard_{name}) {{ \
             set $scorecard_suffix $scorecard_{name}; set $scorecard_coding {name}; }}\n"
        ));
    }
    text.push_str(&missing(rules, &literal));
    if let Some(Header { name: _, value }) = rules.transport_security() {
        text.push_str(&format!(
            "\n# Only over TLS; nginx sends no header with an empty value.\n\
             set $scorecard_transport \"\";\n\
             if ($https) {{ set $scorecard_transport \"{value}\"; }}\n"
        ));
    }
    if let Some(name) = base.strip_suffix('/').filter(|name| !name.is_empty()) {
        text.push_str(&format!(
            "\nlocation = {name} {{\n    absolute_redirect off;\n    return 301 {base}$is_args$args;\n"
        ));
        for line in added(rules, rules.others(), "") {
            text.push_str(&format!("    {line}\n"));
        }
        text.push_str("}\n");
    }
    text.push_str(&format!(
        "\nlocation ^~ {base} {{\n\
         \x20   absolute_redirect off;\n\
         \x20   error_page 403 404 $scorecard_missing;\n\
         \x20   if (-d $request_filename) {{ rewrite ^(.*[^/])$ $1/ permanent; }}\n"
    ));
    text.push_str(
        "\n    # What hosts read, what is hidden, and siblings by their own names.\n\
         \x20   location ~ \"/(?:\\.(?!well-known/)|_headers$|_redirects$)|\\.(?:br|gz|zst)$\" {\n\
         \x20       return 404;\n    }\n",
    );
    for page in rules.error_pages() {
        text.push_str(&format!(
            "\n    location = {base}{page} {{\n        internal;\n{}    }}\n",
            body(rules, rules.rule(page), page, true)
        ));
    }
    if let Some(file) = rules.files.iter().find(|file| is_replaced_alone(file)) {
        text.push_str(&format!(
            "\n    # what is replaced alone: compressed when it is asked for\n\
             \x20   location ~ \"{}\" {{\n{}    }}\n",
            replaced_alone(base),
            body(rules, rules.rule(file), file, false)
        ));
    }
    for (rule, files) in locations(rules) {
        let extensions: Vec<&str> = extensions(&files);
        text.push_str(&format!(
            "\n    # {}\n    location ~ \"{}\" {{\n{}    }}\n",
            rule.name,
            rule.regex(base, &extensions, &[]),
            body(rules, rule, files[0], false)
        ));
    }
    text.push_str("\n    # all else, and redirects\n");
    text.push_str(&body(rules, rules.others(), "", false).replace("\n        ", "\n    ")[4..]);
    text.push_str("}\n");
    text
}

/// Which page is shown when there is nothing at a path.
fn missing(rules: &Rules, base: &str) -> String {
    let mut text = String::from("\n# What is shown for a path at which there is nothing.\n");
    for page in rules.error_pages() {
        let set = format!("set $scorecard_missing {}{page};", rules.base);
        let folder = page.rsplit_once('/').map(|(folder, _)| folder);
        text.push_str(&match folder {
            None => format!("{set}\n"),
            Some(folder) => format!("if ($uri ~ \"^{base}{folder}/\") {{ {set} }}\n"),
        });
    }
    text
}

/// The rules with their files, one entry for each content type, because nginx would otherwise
/// take the type from the name of the sibling. In the order of the rules.
fn locations(rules: &Rules) -> Vec<(&Rule, Vec<&str>)> {
    let mut locations: Vec<(&Rule, Vec<&str>)> = Vec::new();
    for rule in &rules.rules {
        let mut of_rule: Vec<(&Rule, Vec<&str>)> = Vec::new();
        for file in &rules.files {
            // Files without an extension cannot be matched: the last location serves them.
            // What is replaced alone has a location of its own.
            let is_apart = extensions(&[file])[0].is_empty() || is_replaced_alone(file);
            if rules.rule(file).name != rule.name || is_apart {
                continue;
            }
            let kin = of_rule
                .iter_mut()
                .find(|(_, files)| content_type(files[0]) == content_type(file));
            match kin {
                Some((_, files)) => files.push(file),
                None => of_rule.push((rule, vec![file])),
            }
        }
        locations.append(&mut of_rule);
    }
    locations
}

/// The different extensions of files.
fn extensions<'a>(files: &[&'a str]) -> Vec<&'a str> {
    let name = |file: &'a str| file.rsplit('/').next().unwrap_or(file);
    let mut extensions: Vec<&str> = files
        .iter()
        .map(|file| name(file).rsplit_once('.').map_or("", |(_, last)| last))
        .collect();
    extensions.sort_unstable();
    extensions.dedup();
    extensions
}

/// Compresses what is sent, also for a proxy, which says so with `Via`.
const GZIP: &str = "gzip on; gzip_types *; gzip_proxied any; gzip_comp_level 6; gzip_vary off;";

/// How a location finds its file, and the headers that it sends; `file` represents all of its
/// files.
fn body(rules: &Rules, rule: &Rule, file: &str, is_error: bool) -> String {
    let always = if is_error { " always" } else { "" };
    let (suffix, coding) = match is_replaced_alone(file) {
        true => ("", GZIP.to_owned()),
        false => (
            "$scorecard_suffix",
            format!("add_header Content-Encoding $scorecard_coding{always};"),
        ),
    };
    let find = [
        format!("try_files $uri{suffix} =404;"),
        format!("types {{ }} default_type \"{}\";", content_type(file)),
        coding,
    ];
    find.into_iter()
        .chain(added(rules, rule, file))
        .map(|line| format!("        {line}\n"))
        .collect()
}

/// The lines that add a rule's headers.
fn added(rules: &Rules, rule: &Rule, file: &str) -> Vec<String> {
    let line = |header: Header| {
        let always = if header.is_for_errors() {
            " always"
        } else {
            ""
        };
        format!("add_header {} \"{}\"{always};", header.name, header.value)
    };
    let headers = rule.headers.iter().cloned().chain(Rules::vary(file));
    let mut lines: Vec<String> = headers.map(line).collect();
    if let Some(Header { name, .. }) = rules.transport_security() {
        lines.push(format!("add_header {name} $scorecard_transport always;"));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    /// The names of the headers that each location adds.
    fn names(text: &str) -> Vec<Vec<&str>> {
        let mut blocks: Vec<Vec<&str>> = vec![Vec::new()];
        for line in text.lines().map(str::trim) {
            if line.starts_with("location") {
                blocks.push(Vec::new());
            } else if let Some(header) = line.strip_prefix("add_header ") {
                let name = header.split(' ').next().expect("a name");
                blocks.last_mut().expect("a block").push(name);
            } else if line.starts_with("# all else") {
                // What follows the nested locations belongs to the one around them.
                blocks.push(Vec::new());
            }
        }
        blocks
    }

    #[test]
    fn no_location_adds_a_header_twice_and_each_has_all() {
        let rules = example::rules("/");
        let text = server(&rules);
        let with_headers: Vec<Vec<&str>> = names(&text)
            .into_iter()
            .filter(|names| !names.is_empty())
            .collect();
        // And those of the bundle, of both error pages, and of everything else.
        assert_eq!(with_headers.len(), locations(&rules).len() + 4);
        for names in with_headers {
            let mut once = names.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), names.len(), "{names:?}");
            assert!(names.contains(&"X-Content-Type-Options"), "{names:?}");
            assert!(names.contains(&"Strict-Transport-Security"), "{names:?}");
        }
    }

    #[test]
    fn braces_are_even_and_every_directive_ends() {
        for base in ["/", "/scorecard/"] {
            let text = server(&example::rules(base));
            let mut quoted = false;
            let mut depth = 0;
            for c in text.chars() {
                match c {
                    '"' => quoted = !quoted,
                    '{' if !quoted => depth += 1,
                    '}' if !quoted => depth -= 1,
                    _ => {}
                }
                assert!(depth >= 0, "{text}");
            }
            assert!(!quoted && depth == 0, "{text}");
            for line in text.lines().map(str::trim) {
                let ends =
                    line.is_empty() || line.starts_with('#') || line.ends_with([';', '{', '}']);
                assert!(ends, "{line}");
            }
        }
    }

    #[test]
    fn a_file_is_met_by_the_location_of_its_rule() {
        // nginx takes the first regular expression that matches, as here.
        let rules = example::rules("/");
        let order: Vec<&str> = locations(&rules)
            .iter()
            .map(|(rule, _)| rule.name)
            .collect();
        let place = |name: &str| order.iter().position(|other| *other == name);
        assert!(place("hashed-pictures") < place("pictures"), "{order:?}");
        assert!(place("worker") < place("hashed"), "{order:?}");
        assert!(place("embeds") < place("pages"), "{order:?}");
        assert!(place("shares") < place("pages"), "{order:?}");
    }

    #[test]
    fn no_sibling_of_what_is_replaced_alone_is_sent() {
        let text = server(&example::rules("/scorecard/"));
        let location = text
            .split("\n\n")
            .find(|block| block.contains("location ~ \"^/scorecard/bundle/"))
            .expect("a location");
        assert!(location.contains("try_files $uri =404;"), "{location}");
        assert!(location.contains("gzip on;"), "{location}");
        // nginx takes the first that matches.
        let place = |text_of: &str| text.find(text_of).expect(text_of);
        assert!(place("/bundle/") < place(r"\.(?:json)$"));
    }

    #[test]
    fn a_site_under_a_path_leaves_the_rest_of_the_server_alone() {
        let text = server(&example::rules("/scorecard/"));
        assert!(text.contains("location ^~ /scorecard/ {"));
        assert!(text.contains("location = /scorecard {"));
        assert!(text.contains("rewrite \"^(/scorecard/(?:.*/)?)$\" $1index.html;"));
        assert!(text.contains("location ~ \"^/scorecard/embed/.*\\.(?:html)$\" {"));
        assert!(!text.contains("Strict-Transport-Security"));
    }
}
