//! The browser's entry point: takes over the page in the HTML, then looks for newer content.

fn main() {}

#[cfg(target_arch = "wasm32")]
mod browser_app {
    use std::any::Any;
    use std::cell::{Cell, RefCell};
    use std::rc::Rc;

    use civic_scorecard::browser::{
        self, Arrival, Bytes, Function, Latest, Location, Navigator, PageLoader, Reader,
    };
    use civic_scorecard::content;
    use civic_scorecard::load::LoadError;
    use civic_scorecard::page::{App, follow_charts};
    use civic_scorecard::site::{Address, Outline, Shell};
    use civic_scorecard::text::{self, words};
    use civic_scorecard::view::{Notice, NoticeBar};
    use leptos::mount::{hydrate_from, mount_to};
    use leptos::prelude::*;
    use wasm_bindgen::prelude::*;
    use wasm_bindgen_futures::spawn_local;

    /// Starts the app; `public/start.js` calls it once, when the document is complete.
    ///
    /// `outline` is what is known of the content that the HTML was rendered from, packed. Without
    /// it the HTML has no page, as in development, and the bundle is loaded first. `is_whole`
    /// says whether the HTML arrived as it was rendered; otherwise the page is rendered again.
    /// `reader` takes the bytes of a bundle's file and returns a promise of the result of
    /// `content::read`. `shown` is called whenever content is to be shown: the first time when
    /// the app is about to listen, and with the reader's result if it is that. `pages` loads the
    /// program that builds pages and charts; it is loaded already if the page is to be rendered
    /// at once.
    ///
    /// The work is done in steps, between which the browser can respond to the reader.
    #[wasm_bindgen]
    pub fn start(
        outline: Option<Vec<u8>>,
        is_whole: bool,
        reader: Function,
        shown: Function,
        pages: PageLoader,
    ) {
        browser::use_pages(pages);
        let app = Running {
            base: Box::leak(browser::base().into_boxed_str()),
            owner: Owner::new(),
            reader: Reader::new(reader),
            shown,
            navigator: Navigator::at(Location::default()),
            announcement: RwSignal::new(String::new()),
            notice: RwSignal::new(None),
            mounted: Rc::default(),
            shell: RwSignal::new(None),
            requests: Rc::default(),
        };
        match (outline, browser::rendered_path()) {
            (Some(outline), Some(path)) => {
                let outline = Outline::unpack(&outline);
                browser::later(move || app.take_over(outline, path, is_whole));
            }
            _ => {
                app.show_notices();
                spawn_local(app.load(1));
            }
        }
    }

    /// What lives as long as the document.
    #[derive(Clone)]
    struct Running {
        /// The path that the site is served under.
        base: &'static str,
        /// Owns what the first page creates. Leptos makes the owner of what it hydrates the
        /// current owner permanently; within this owner it is current only while hydrating.
        /// Otherwise effects that are created later would end with the first page, not with the
        /// document.
        owner: Owner,
        /// Reads a bundle's file; see [`start`].
        reader: Reader,
        /// Called when content is shown; see [`start`].
        shown: Function,
        navigator: Navigator,
        announcement: RwSignal<String>,
        notice: RwSignal<Option<Notice>>,
        /// The mounted app; dropping it removes the app.
        mounted: Rc<RefCell<Option<Box<dyn Any>>>>,
        /// The site with what is known of its content, once something is.
        shell: RwSignal<Option<Shell>>,
        /// How many times the bundle was requested.
        requests: Rc<Cell<usize>>,
    }

    impl Running {
        /// Takes over the page in the HTML; if it arrived whole, every element stays.
        fn take_over(self, outline: Outline, path: String, is_whole: bool) {
            let shell = self.shell_of(outline);
            let served = shell.address(&path);
            let here = browser::here().path;
            let is_elsewhere = [&served, &shell.address(&here)].contains(&&Address::NotFound);
            if here != path && (is_elsewhere || browser::is_former(&here)) {
                browser::keep_page(&path);
            }
            let asked = shell.address(&browser::here().path);
            // As it was rendered, so without a query; the query is applied next.
            self.navigator.arrive(Location {
                path: path.clone(),
                ..Location::default()
            });
            if is_whole {
                let app = self.clone();
                let hydrate = || hydrate_from(browser::app_host(), move || app.view());
                let mounted = self.owner.with(hydrate);
                *self.mounted.borrow_mut() = Some(Box::new(mounted));
            } else {
                // The program that builds pages is there, and may know more.
                self.show();
            }
            // At once: no effect may run before what the reader has entered is restored.
            browser::call(&self.shown, &JsValue::UNDEFINED);
            if asked == served {
                self.navigator.arrive(browser::here());
            } else {
                // Another page was served in its place, such as the one for readers who are offline.
                let app = self.clone();
                spawn_local(async move {
                    if !browser::load_pages().await {
                        return;
                    }
                    match browser::heading(&browser::here().path) {
                        Some(name) => {
                            app.know_all();
                            app.set_title(&name);
                        }
                        // A server has its first page for everything that it does not have.
                        None => {
                            let name = browser::heading(&path);
                            app.set_title(&name.unwrap_or_default());
                            browser::keep_page(&path);
                        }
                    }
                    app.navigator.arrive(browser::here());
                });
            }
            browser::later(move || {
                self.follow_links();
                browser::set_ready();
                self.show_notices();
                spawn_local(self.look_for_newer());
            });
        }

        /// Loads the bundle and shows it, if the HTML has no page.
        async fn load(self, attempt: usize) {
            let request = self.request();
            let fetched = browser::fetch_bundle(&browser::bundle_address(self.base), "").await;
            let read = match fetched {
                Ok(Latest::Found(fetched)) => self.read(&fetched.bytes).await,
                Ok(Latest::Known) => unreachable!("nothing is known yet"),
                Err(error) => Err(error),
            };
            if self.requests.get() != request {
                return;
            }
            match read {
                Ok(read) => {
                    self.notice.set(None);
                    browser::call(&self.shown, &read);
                    self.navigator.arrive(browser::here());
                    browser::set_language(&self.show().locale);
                    self.follow_links();
                    browser::set_ready();
                    if attempt > 1 {
                        // The button that had the focus is gone.
                        browser::after_render(|| {
                            browser::show_page(None);
                        });
                    }
                }
                Err(error) => {
                    browser::empty_app_host();
                    browser::set_title(text::failure(&error).0);
                    self.notice.set(Some(Notice::Failed(error, attempt)));
                }
            }
        }

        /// Shows the bundle that the server has, if it is newer than what is shown.
        async fn look_for_newer(self) {
            let Some(outline) = self.outline() else {
                return;
            };
            let request = self.request();
            let address = browser::bundle_address(self.base);
            let fetched = browser::fetch_bundle(&address, &outline.start).await;
            let read = match &fetched {
                Ok(Latest::Found(fetched)) if is_newer(&fetched.bytes, outline) => {
                    Some(self.read(&fetched.bytes).await)
                }
                _ => None,
            };
            if self.requests.get() != request {
                return;
            }
            let notice = match (fetched, read) {
                (Err(LoadError::Unreachable { online }), _) if !online || browser::is_cached() => {
                    Some(Notice::Offline(outline))
                }
                (Err(error), _) | (_, Some(Err(error))) => {
                    // What passes by itself is told by the browser.
                    if let LoadError::Refused { details, .. } = &error {
                        browser::warn(text::NOT_SHOWN, details);
                    }
                    Some(Notice::Unchecked(outline, error))
                }
                (Ok(Latest::Found(found)), None) if found.is_cached => {
                    Some(Notice::Offline(outline))
                }
                (Ok(_), None) => None,
                (_, Some(Ok(read))) => {
                    browser::call(&self.shown, &read);
                    let place = browser::Place::of_reader();
                    let newer = self.show();
                    place.restore();
                    Some(Notice::Updated(newer))
                }
            };
            if notice.is_some() || !self.is_not_drawn_told() {
                self.notice.set(notice);
            }
        }

        /// Whether the notice is that a chart does not show what was chosen.
        fn is_not_drawn_told(&self) -> bool {
            matches!(untrack(|| self.notice.get()), Some(Notice::NotDrawn))
        }

        /// Counts a request for the bundle. Responses may arrive in another order than their
        /// requests, and only that of the last request counts.
        fn request(&self) -> usize {
            self.requests.set(self.requests.get() + 1);
            self.requests.get()
        }

        /// Reads the bytes of a bundle's file, to be shown by the program that builds pages, which
        /// is then loaded. Returns the reader's result.
        async fn read(&self, bytes: &Bytes) -> Result<Bytes, LoadError> {
            let read = self.reader.read(bytes).await?;
            match content::refusal(&read.to_vec()) {
                Some(error) => Err(error),
                None if browser::load_pages_for(&read).await => Ok(read),
                None => Err(LoadError::NoProgram),
            }
        }

        /// What is known of the content that is shown, once something is.
        fn outline(&self) -> Option<&'static Outline> {
            Some(self.shell.get_untracked()?.outline)
        }

        /// The site with what is known of its content, from now on.
        fn shell_of(&self, outline: Outline) -> Shell {
            let shell = Shell {
                // Lives as long as the page; views copy it.
                outline: Box::leak(Box::new(outline)),
                base: self.base,
            };
            let before = self.shell.get_untracked();
            self.shell.set(Some(shell));
            // Only if it differs: a browser that translates the page sets its own.
            if before.is_some_and(|before| before.outline.locale != shell.outline.locale) {
                browser::set_language(&shell.outline.locale);
            }
            shell
        }

        /// Learns from the program that builds pages what is in its content.
        fn know(&self) -> Shell {
            let mut outline = Outline::unpack(&browser::outline());
            // That program knows no files.
            if let Some(known) = self
                .outline()
                .filter(|known| known.revision == outline.revision)
            {
                outline.start.clone_from(&known.start);
            }
            self.shell_of(outline)
        }

        /// Learns what pages other than the one that arrived need.
        fn know_all(&self) {
            if self.outline().is_some_and(|outline| outline.grid.is_none()) {
                self.know();
            }
        }

        /// Shows the app, with the content that the program that builds pages has, in place of
        /// whatever is there.
        fn show(&self) -> &'static Outline {
            let shell = self.know();
            self.mounted.borrow_mut().take();
            // A page that says that there is none may have been served for one that there is now.
            if shell.address(&browser::here().path) == Address::NotFound {
                browser::release_page();
            }
            self.navigator.arrive(browser::here());
            let app = self.clone();
            let mounted = mount_to(browser::empty_app_host(), move || app.view());
            *self.mounted.borrow_mut() = Some(Box::new(mounted));
            self.navigator.renew();
            let path = untrack(|| self.navigator.location().path);
            let name = browser::heading(&path);
            self.set_title(name.as_deref().unwrap_or(words::NOT_FOUND));
            shell.outline
        }

        fn view(&self) -> impl IntoView + use<> {
            let (shell, navigator) = (self.shell, self.navigator);
            let shell = move || shell.get_untracked().expect("what is shown is known");
            view! { <App shell navigator/> }
        }

        fn set_title(&self, name: &str) {
            if let Some(outline) = self.outline() {
                browser::set_title(&text::document_title(name, &outline.name));
            }
        }

        fn follow_links(&self) {
            let announcement = self.announcement;
            Effect::new(move |_| browser::announce(&announcement.get()));
            let app = self.clone();
            follow_charts(self.navigator, self.announcement, move |is_drawn| {
                let is_told = app.is_not_drawn_told();
                if !is_drawn {
                    app.notice.set(Some(Notice::NotDrawn));
                } else if is_told {
                    app.notice.set(None);
                }
            });
            let app = self.clone();
            browser::follow_links(self.shell, self.navigator, move |arrival: Arrival| {
                let name = arrival.name.unwrap_or_default();
                if !name.is_empty() {
                    // It may be a page with the initiatives, and the first of them.
                    app.know_all();
                    app.set_title(&name);
                }
                app.navigator.arrive(arrival.location);
                browser::after_render(move || {
                    // The heading says the same, and nothing of the page before is left to say.
                    let is_told = browser::show_page(arrival.left_at);
                    app.announcement
                        .set(if is_told { String::new() } else { name });
                });
            });
        }

        /// Shows notices from now on.
        fn show_notices(&self) {
            let notice = self.notice;
            let app = StoredValue::new_local(self.clone());
            let retry = move || {
                let app = app.get_value();
                match untrack(|| notice.get()) {
                    Some(Notice::Failed(_, attempt)) => spawn_local(app.load(attempt + 1)),
                    Some(Notice::NotDrawn) => app.navigator.renew(),
                    _ => spawn_local(app.look_for_newer()),
                }
            };
            mount_to(browser::notice_host(), move || {
                view! { <NoticeBar notice retry/> }
            })
            .forget();
        }
    }

    /// Whether a bundle's file has another revision than what is known, and not an earlier date: a
    /// server may still have a copy that is older than the page.
    fn is_newer(bytes: &Bytes, known: &Outline) -> bool {
        match browser::revision(bytes) {
            Some((revision, published)) => {
                let is_other = revision != known.revision;
                let is_older = published < known.published.to_string();
                if is_other && is_older {
                    browser::warn(text::NOT_SHOWN, &text::older(&published));
                }
                is_other && !is_older
            }
            // Not a bundle; the reader says why.
            None => true,
        }
    }
}
