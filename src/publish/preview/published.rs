//! What a folder says of the site that was published into it.

use std::path::Path;

use crate::publish::folder::{file, read_text};
use crate::publish::new::BUNDLE;

/// The path that the site in a folder was published for; none if no site was published there.
pub fn base(folder: &Path) -> Option<String> {
    let page = read_text(folder, "index.html").ok()?;
    let (_, after) = page.split_once(" data-base=\"")?;
    let (base, _) = after.split_once('"')?;
    Some(base.to_owned())
}

/// Says that there is no site in a folder, and what may have been meant.
pub fn no_site(folder: &Path) -> String {
    let meant = match file(folder, BUNDLE) {
        Ok(_) => format!("; did you mean {}?", folder.join(BUNDLE).display()),
        Err(_) => String::new(),
    };
    format!("{}: no site was published here{meant}", folder.display())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::new::create;

    #[test]
    fn a_folder_names_its_base_and_one_without_a_site_its_bundle() {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        assert_eq!(base(folder), None);
        assert!(no_site(folder).ends_with(": no site was published here"));
        let bundle = create(folder).expect("written");
        let meant = format!("; did you mean {}?", bundle.display());
        assert!(no_site(folder).ends_with(&meant));
        let page = "<html lang=\"en\" data-base=\"/a/\" data-path=\"/a/\">";
        std::fs::write(folder.join("index.html"), page).expect("written");
        assert_eq!(base(folder).as_deref(), Some("/a/"));
    }
}
