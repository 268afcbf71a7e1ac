//! What open pages are told while a bundle is edited: that there is something newer to show, or
//! what is wrong with what was saved.

use serde::Serialize;
use tokio::sync::watch;

/// Waits for what is new: loads the page again when the server shows something newer, and until
/// then says over it what is wrong with the bundle.
///
/// POST, so that no service worker answers in the server's place. If the server has stopped,
/// the script asks again until it is back. Styles are set one by one, which policies allow.
pub const RELOAD: &str = "\
(async ({ version, changes }) => {
  let seen = version;
  let note;
  for (;;) {
    const answer = await fetch(changes, { method: 'POST', body: seen }).catch(() => null);
    const news = answer?.ok ? await answer.json().catch(() => null) : null;
    if (!news) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      continue;
    }
    if (String(news.shown) !== version) return location.reload();
    seen = String(news.version);
    note?.remove();
    note = undefined;
    if (!news.problem) continue;
    note = document.createElement('pre');
    note.setAttribute('role', 'alert');
    note.id = 'preview-problem';
    note.textContent = news.problem;
    Object.assign(note.style, {
      position: 'fixed', inset: 'auto 0 0', zIndex: 99, margin: 0, padding: '1rem', maxHeight: '60vh',
      overflow: 'auto', whiteSpace: 'pre-wrap', color: '#fff', background: '#7a1020',
      font: '1rem/1.4 monospace',
    });
    document.body.append(note);
  }
})(document.currentScript.dataset);";

/// What has changed since the preview began.
pub struct Changes {
    news: watch::Sender<News>,
}

/// The last change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct News {
    /// How many times something was saved.
    pub version: u64,
    /// The version that pages show.
    pub shown: u64,
    /// What is wrong with what was saved since, in words.
    pub problem: Option<String>,
}

impl Default for Changes {
    fn default() -> Self {
        Changes {
            news: watch::Sender::new(News::default()),
        }
    }
}

impl Changes {
    /// The last change.
    pub fn last(&self) -> News {
        self.news.borrow().clone()
    }

    /// Tells open pages that what was saved is shown now, or what is wrong with it.
    pub fn tell(&self, outcome: Result<(), String>) {
        self.news.send_modify(|news| {
            news.version += 1;
            news.problem = outcome.err();
            if news.problem.is_none() {
                news.shown = news.version;
            }
        });
    }

    /// The first news after a version. None when the preview ends.
    pub async fn after(&self, version: u64) -> Option<News> {
        let mut news = self.news.subscribe();
        let newer = news.wait_for(|news| news.version != version).await;
        newer.ok().map(|news| news.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_told_and_pages_still_show_what_was_good() {
        let changes = Changes::default();
        let news = |version, shown, problem: Option<&str>| News {
            version,
            shown,
            problem: problem.map(str::to_owned),
        };
        assert_eq!(changes.last(), news(0, 0, None));
        changes.tell(Ok(()));
        assert_eq!(changes.last(), news(1, 1, None));
        changes.tell(Err("a mistake".to_owned()));
        assert_eq!(changes.last(), news(2, 1, Some("a mistake")));
        changes.tell(Ok(()));
        assert_eq!(changes.last(), news(3, 3, None));
    }
}
