//! Links within the site that lead nowhere.

use std::collections::HashSet;

use crate::bundle::{Bundle, HOME, Id, Inline, Line, Rule, SafeUrl, Warning};

use super::super::document::{Document, Found};
use super::fields::RICH;

/// Folders that only the build fills.
const BUILT: &[&str] = &[
    "/share/", "/embed/", "/oembed/", "/images/", "/social/", "/bundle/",
];

/// Links that lead to no page and to no file. `has_file` says whether there is a file at a path
/// of the site, or `None` where nobody knows yet.
pub fn dead(
    bundle: &Bundle,
    document: &Document<'_>,
    has_file: &dyn Fn(&str) -> Option<bool>,
) -> Vec<Warning> {
    let site = Addresses::of(bundle);
    let mut warnings = Vec::new();
    document.each_text(&mut |found| {
        let (field, text) = (found.field, found.text);
        if field == "href" {
            if let Ok(url) = SafeUrl::parse(text) {
                warnings.extend(site.told(&url, &found, has_file));
            }
        } else if RICH.contains(&field)
            && (text.contains("](/") || text.contains("](#"))
            && let Ok(line) = Line::parse(text)
        {
            for piece in line.pieces() {
                if let Inline::Link { href, .. } = piece {
                    warnings.extend(site.told(href, &found, has_file));
                }
            }
        }
    });
    warnings
}

/// The addresses of a site, and the ids of elements on them.
struct Addresses<'b> {
    bundle: &'b Bundle,
    /// Paths without a slash at their end.
    paths: HashSet<String>,
    /// What may be the id of an element on a page.
    ids: HashSet<&'b str>,
}

impl<'b> Addresses<'b> {
    fn of(bundle: &'b Bundle) -> Self {
        let own = [
            "",
            "/initiatives",
            "/kpis",
            "/sources",
            "/gaps",
            "/glossary",
            "/offline",
        ];
        let mut paths: HashSet<String> = own.map(str::to_owned).into();
        let mut ids = HashSet::new();
        for page in &bundle.pages {
            if page.id.as_str() != HOME {
                paths.insert(format!("/{}", page.id.as_str()));
            }
        }
        for initiative in &bundle.initiatives {
            let former = initiative.formerly.iter().map(Id::as_str);
            for id in former.chain([initiative.id.as_str()]) {
                paths.insert(format!("/initiatives/{id}"));
            }
            ids.insert(initiative.id.as_str());
        }
        for kpi in &bundle.kpis {
            let former = kpi.formerly.iter().map(Id::as_str);
            for id in former.chain([kpi.id.as_str()]) {
                paths.insert(format!("/kpis/{id}"));
            }
            ids.insert(kpi.id.as_str());
        }
        ids.extend(bundle.insights.iter().map(|insight| insight.id.as_str()));
        ids.extend(bundle.glossary.iter().map(|term| term.id.as_str()));
        Addresses { bundle, paths, ids }
    }

    /// A warning if a link at a place leads nowhere.
    fn told(
        &self,
        url: &SafeUrl,
        found: &Found<'_>,
        has_file: &dyn Fn(&str) -> Option<bool>,
    ) -> Option<Warning> {
        let words = match url {
            SafeUrl::External(_) => return None,
            SafeUrl::Fragment(fragment) => {
                // Elsewhere the text is shown on pages of several kinds.
                let pointer = found.pointer();
                let page = pointer.strip_prefix("/pages/")?.split('/').next()?;
                let page = page
                    .parse()
                    .ok()
                    .and_then(|place: usize| self.bundle.pages.get(place))?;
                self.fragment(page.id.as_str(), &fragment[1..])?
            }
            SafeUrl::Internal(address) => self.address(address, has_file)?,
        };
        Some(Warning {
            rule: Rule::DeadLink,
            place: found.pointer(),
            words,
        })
    }

    fn address(&self, address: &str, has_file: &dyn Fn(&str) -> Option<bool>) -> Option<String> {
        let (rest, fragment) = match address.split_once('#') {
            Some((rest, fragment)) => (rest, Some(fragment)),
            None => (address, None),
        };
        let path = rest.split('?').next().unwrap_or_default();
        let page = path.strip_suffix("index.html").unwrap_or(path);
        let page = page.strip_suffix('/').unwrap_or(page);
        if self.paths.contains(page) {
            return match (page, fragment) {
                (_, None | Some("")) => None,
                ("", Some(fragment)) => self.fragment(HOME, fragment),
                ("/sources", Some(id)) => {
                    let mut sources = self.bundle.sources.iter();
                    let is_there = sources.any(|source| source.id.as_str() == id);
                    (!is_there && !id.starts_with("site-")).then(|| {
                        format!(
                            "the link \"{address}\" leads to no source: none has the id \"{id}\""
                        )
                    })
                }
                (page, Some(fragment)) => self.fragment(&page[1..], fragment),
            };
        }
        if BUILT.iter().any(|folder| path.starts_with(folder)) || has_file(path) == Some(true) {
            return None;
        }
        // A file that stands elsewhere until the site is built.
        let names_file = path
            .rsplit('/')
            .next()
            .is_some_and(|name| name.contains('.'));
        if names_file && has_file(path).is_none() {
            return None;
        }
        Some(format!(
            "the link \"{address}\" leads nowhere: the site has no such page{}; correct it, or leave it out",
            if names_file { " or file" } else { "" }
        ))
    }

    /// What is wrong with a link to a part of a page.
    fn fragment(&self, page: &str, fragment: &str) -> Option<String> {
        let page = self.bundle.page(page)?;
        let mut sections = page.sections.iter();
        let is_there = sections.any(|section| section.id().as_str() == fragment)
            || self.ids.contains(fragment)
            || fragment.starts_with("site-");
        (!is_there).then(|| {
            format!(
                "the link leads to the top of \"{}\": no section of it has the id \"{fragment}\"",
                &*page.label
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::tests::NORLAND;
    use crate::site::Site;

    #[test]
    fn every_address_of_the_site_is_known() {
        let bundle: &'static Bundle = Box::leak(Box::new(Bundle::parse(NORLAND).expect("valid")));
        let site = Site { bundle, base: "/" };
        let addresses = Addresses::of(bundle);
        let routes = site.routes().into_iter().map(|route| route.path());
        let former = site.former_paths().into_iter().map(|(path, _)| path);
        let all: Vec<String> = routes.chain(former).collect();
        for path in &all {
            let found = addresses.address(&format!("/{path}"), &|_| None);
            assert_eq!(found, None, "{path}");
        }
        // And no others, save the page for times without a network.
        let mut paths: Vec<String> = all.iter().map(|path| format!("/{path}")).collect();
        paths.push("/offline/".to_owned());
        assert_eq!(addresses.paths.len(), paths.len());
    }
}
