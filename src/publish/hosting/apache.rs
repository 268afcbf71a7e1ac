//! `.htaccess` for Apache 2.4, which has to allow it (`AllowOverride All`) and needs the
//! modules headers and rewrite. Without them it answers with an error rather than without the
//! policies.

use super::{CODINGS, Header, Rule, Rules, accepted, content_type, replaced_alone};

/// The text of `.htaccess`.
pub fn htaccess(rules: &Rules) -> String {
    let base = &rules.base;
    let suffixes = CODINGS.map(|coding| &coding.suffix[1..]).join("|");
    let error_pages = rules.error_pages();
    let hidden: Vec<String> = error_pages
        .iter()
        .map(|page| page.replace('.', r"\."))
        .collect();
    let hidden = hidden.join("|");
    let mut text = format!(
        "# Written by scorecard. Needs the modules headers and rewrite, and AllowOverride All.\n\
         Options -Indexes -MultiViews\n\
         DirectoryIndex index.html\n\
         ErrorDocument 404 {base}404.html\n\
         FileETag MTime Size\n\n\
         # Forced, because the defaults take a sibling's suffix for a type or a language.\n\
         RemoveLanguage .br\n"
    );
    for coding in CODINGS {
        text.push_str(&format!("AddEncoding {} {}\n", coding.name, coding.suffix));
    }
    for extension in extensions(rules) {
        let content_type = content_type(&format!("a.{extension}"));
        text.push_str(&format!(
            "<FilesMatch \"\\.{extension}(?:\\.(?:{suffixes}))?$\">\n    \
             ForceType \"{content_type}\"\n</FilesMatch>\n"
        ));
    }
    let alone = replaced_alone(base);
    text.push_str(&format!(
        "\n# What is compressed was so when it was built, but for what is replaced alone: Apache\n\
         # cannot tell whether a sibling is older than its file.\n\
         <If \"%{{REQUEST_URI}} !~ m#{alone}#\">\n    SetEnv no-gzip 1\n</If>\n\
         <Else>\n    <IfModule deflate_module>\n        SetOutputFilter DEFLATE\n\
         \x20       # Which adds to the tag, and does not know it again.\n\
         \x20       RequestHeader edit If-None-Match \"-gzip\\\"$\" \"\\\"\"\n\
         \x20   </IfModule>\n</Else>\n\n\
         RewriteEngine On\n\
         RewriteBase {base}\n\
         RewriteCond %{{REQUEST_METHOD}} !^(?:GET|HEAD)$\n\
         RewriteRule ^ - [R=405,L]\n\
         # What hosts read, what is hidden, siblings by their own names, and pages of errors.\n\
         RewriteCond %{{ENV:REDIRECT_STATUS}} ^$\n\
         RewriteRule \"(?:^|/)(?:\\.(?!well-known/)|_headers$|_redirects$)|\\.(?:{suffixes})$|^(?:{hidden})$\" - [R=404,L]\n\
         # A file is no folder.\n\
         RewriteCond %{{PATH_INFO}} !^$\n\
         RewriteRule ^ - [R=404,L]\n\
         # A folder shows its index.html.\n\
         RewriteCond %{{REQUEST_FILENAME}}index.html -f\n\
         RewriteRule ^((?:.*/)?)$ $1index.html\n\
         # The smallest precompressed sibling that the reader accepts.\n\
         RewriteCond %{{REQUEST_URI}} \"{alone}\"\n\
         RewriteRule ^ - [END]\n"
    ));
    for coding in CODINGS {
        // NV: `Vary` is set below, for all files that have siblings.
        text.push_str(&format!(
            "RewriteCond %{{HTTP:Accept-Encoding}} \"{}\" [NC,NV]\n\
             RewriteCond %{{REQUEST_FILENAME}}{suffix} -f\n\
             RewriteRule ^(.+)$ $1{suffix} [END]\n",
            accepted(&coding),
            suffix = coding.suffix
        ));
    }
    if let Some(Header { name, value }) = rules.transport_security() {
        text.push_str(&format!(
            "\nHeader always set {name} \"{value}\" \"expr=%{{HTTPS}} == 'on'\"\n"
        ));
    }
    text.push('\n');
    for (index, rule) in used(rules).into_iter().enumerate() {
        let section = if index == 0 { "If" } else { "ElseIf" };
        let pattern = pattern(rules, rule);
        text.push_str(&format!(
            "# {}\n<{section} \"%{{REQUEST_URI}} =~ m#{pattern}#\">\n{}</{section}>\n",
            rule.name,
            headers(rule)
        ));
    }
    text.push_str(&format!(
        "# all else\n<Else>\n{}</Else>\n\n",
        headers(rules.others())
    ));
    for page in error_pages.iter().filter(|page| page.contains('/')) {
        let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
        let pattern = format!("^{}{folder}/", base.replace('.', r"\."));
        text.push_str(&format!(
            "<If \"%{{REQUEST_URI}} =~ m#{pattern}#\">\n    ErrorDocument 404 {base}{page}\n</If>\n\n"
        ));
    }
    let compressible: Vec<&str> = extensions(rules)
        .into_iter()
        .filter(|extension| Rules::vary(&format!("a.{extension}")).is_some())
        .collect();
    text.push_str(&format!(
        "<FilesMatch \"\\.(?:{})(?:\\.(?:{suffixes}))?$\">\n    Header always set Vary \"Accept-Encoding\"\n</FilesMatch>\n",
        compressible.join("|")
    ));
    text
}

/// The rules that some file of the site needs, except the last.
fn used(rules: &Rules) -> Vec<&Rule> {
    let last = rules.others().name;
    let is_used = |rule: &&Rule| {
        let is_first = rule.name == rules.pages().name;
        let is_of_a_file = || {
            rules
                .files
                .iter()
                .any(|file| rules.rule(file).name == rule.name)
        };
        rule.name != last && (is_first || is_of_a_file())
    };
    rules.rules.iter().filter(is_used).collect()
}

/// The different extensions of the site's files.
fn extensions(rules: &Rules) -> Vec<&str> {
    let name = |file: &'_ String| file.rfind('/').map_or(0, |at| at + 1);
    let mut extensions: Vec<&str> = rules
        .files
        .iter()
        .filter_map(|file| file[name(file)..].rsplit_once('.').map(|(_, last)| last))
        .collect();
    extensions.sort_unstable();
    extensions.dedup();
    extensions
}

/// The pattern of the addresses of a rule's files and their siblings.
fn pattern(rules: &Rules, rule: &Rule) -> String {
    let all = extensions(rules);
    let extensions = if rule.extensions.is_empty() {
        &all[..]
    } else {
        rule.extensions
    };
    rule.regex(
        &rules.base,
        extensions,
        &CODINGS.map(|coding| coding.suffix),
    )
}

fn headers(rule: &Rule) -> String {
    let line = |header: &Header| {
        let table = if header.is_for_errors() {
            "always set"
        } else {
            "set"
        };
        format!("    Header {table} {} \"{}\"\n", header.name, header.value)
    };
    rule.headers.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::super::example;
    use super::*;

    #[test]
    fn no_section_sets_a_header_twice() {
        let text = htaccess(&example::rules("/"));
        let mut sections: Vec<Vec<&str>> = vec![Vec::new()];
        for line in text.lines().map(str::trim) {
            if line.starts_with('<') {
                sections.push(Vec::new());
            } else if let Some(header) = line.strip_prefix("Header ") {
                let header = header.strip_prefix("always ").unwrap_or(header);
                let name = header
                    .strip_prefix("set ")
                    .and_then(|rest| rest.split(' ').next());
                sections
                    .last_mut()
                    .expect("a section")
                    .push(name.expect("a name"));
            }
        }
        // A file is in one section of the chain, and also in what comes before and after the
        // chain.
        let chain = sections
            .iter()
            .position(|section| section.contains(&"Cache-Control"));
        let before = sections
            .drain(..chain.expect("a chain"))
            .collect::<Vec<_>>()
            .concat();
        let after = sections.split_off(sections.len() - 4).concat();
        let outside = [before, after].concat();
        assert_eq!(outside, ["Strict-Transport-Security", "Vary"]);
        for section in sections {
            let mut names = [section, outside.clone()].concat();
            let all = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), all, "{names:?}");
        }
    }

    #[test]
    fn a_site_under_a_path_says_so() {
        let text = htaccess(&example::rules("/scorecard/"));
        assert!(text.contains("ErrorDocument 404 /scorecard/404.html\n"));
        assert!(text.contains("RewriteBase /scorecard/\n"));
        assert!(text.contains("m#^/scorecard/sw\\.js(?:"), "{text}");
        assert!(text.contains(
            "m#^/scorecard/embed/#\">\n    ErrorDocument 404 /scorecard/embed/404.html\n"
        ));
        assert!(!text.contains("Strict-Transport-Security"));
    }

    #[test]
    fn lines_can_be_read_by_apache() {
        let text = htaccess(&example::rules("/"));
        for line in text.lines() {
            let quotes = line.replace("\\\"", "").matches('"').count();
            assert_eq!(quotes % 2, 0, "{line}");
        }
        // What is replaced alone, the chain of rules, and the error page below embed/.
        assert_eq!(text.matches("<If ").count(), 3);
        assert_eq!(text.matches("<Else>").count(), 2);
        assert_eq!(
            text.matches("<ElseIf ").count(),
            text.matches("</ElseIf>").count()
        );
    }
}
