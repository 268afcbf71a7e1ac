//! The browser's entry point: takes over the page in the HTML, then looks for newer content.

fn main() {}

#[cfg(target_arch = "wasm32")]
mod browser_app {
    use std::any::Any;
    use std::cell::{Cell, RefCell};
    use std::rc::Rc;

    use civic_scorecard::browser::{
        self, Arrival, Bytes, Function, Location, Navigator, PageLoader, Reader,
    };
    use civic_scorecard::bundle::Bundle;
    use civic_scorecard::content;
    use civic_scorecard::load::LoadError;
    use civic_scorecard::page::{App, follow_charts, heading};
    use civic_scorecard::site::Site;
    use civic_scorecard::text;
    use civic_scorecard::view::{Notice, NoticeBar};
    use leptos::mount::{hydrate_from, mount_to};
    use leptos::prelude::*;
    use wasm_bindgen::prelude::*;
    use wasm_bindgen_futures::spawn_local;

    /// Starts the app; `public/start.js` calls it once, when the document is complete.
    ///
    /// `content` is the packed bundle that the HTML was rendered from. Without it the HTML has
    /// no page, as in development, and the bundle is loaded first. `is_whole` says whether the
    /// HTML arrived as it was rendered; otherwise the page is rendered again. `reader` takes
    /// the bytes of a bundle's file and returns a promise of the result of `content::read`.
    /// `shown` is called whenever content is shown: the first time when the app is about to
    /// listen, and with the reader's result if that is shown. `pages` loads the program that
    /// builds pages and charts; it is loaded already if the page is to be rendered at once.
    ///
    /// The work is done in steps, between which the browser can respond to the reader.
    #[wasm_bindgen]
    pub fn start(
        content: Option<Vec<u8>>,
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
            site: Rc::default(),
            requests: Rc::default(),
        };
        match (content, browser::rendered_path()) {
            (Some(content), Some(path)) => {
                let bundle = Bundle::unpack(&content);
                browser::later(move || app.take_over(bundle, path, is_whole));
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
        /// What is shown, once something is.
        site: Rc<Cell<Option<Site>>>,
        /// How many times the bundle was requested.
        requests: Rc<Cell<usize>>,
    }

    impl Running {
        /// Takes over the page in the HTML; if it arrived whole, every element stays.
        fn take_over(self, bundle: &'static Bundle, path: String, is_whole: bool) {
            let site = self.site_of(bundle);
            browser::keep_page(site, &path);
            // As it was rendered, so without a query; the query is applied next.
            self.navigator.arrive(Location {
                path: path.clone(),
                ..Location::default()
            });
            if is_whole {
                let app = self.clone();
                let hydrate = || hydrate_from(browser::app_host(), move || app.view(site));
                let mounted = self.owner.with(hydrate);
                *self.mounted.borrow_mut() = Some(Box::new(mounted));
            } else {
                self.show(site);
            }
            // At once: no effect may run before what the reader has entered is restored.
            browser::call(&self.shown, &JsValue::UNDEFINED);
            let here = browser::here();
            let route = site.route(&here.path);
            if route == site.route(&path) {
                self.navigator.arrive(here);
            } else {
                // Another page was served in its place, such as the one for readers who are offline.
                let app = self.clone();
                spawn_local(async move {
                    if browser::load_pages().await {
                        app.set_title(heading(site, route));
                        app.navigator.arrive(browser::here());
                    }
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
            let fetched = browser::fetch_bundle(&browser::bundle_address(self.base)).await;
            let bundle = match fetched {
                Ok(fetched) => self.read(&fetched.bytes).await,
                Err(error) => Err(error),
            };
            if self.requests.get() != request {
                return;
            }
            match bundle {
                Ok((bundle, read)) => {
                    self.notice.set(None);
                    browser::call(&self.shown, &read);
                    self.navigator.arrive(browser::here());
                    browser::set_language(&bundle.locale);
                    let site = self.site_of(bundle);
                    self.show(site);
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
            let Some(site) = self.site.get() else { return };
            let request = self.request();
            let fetched = browser::fetch_bundle(&browser::bundle_address(self.base)).await;
            let mut read = match &fetched {
                Ok(fetched) if is_newer(&fetched.bytes, site.bundle) => {
                    Some(self.read(&fetched.bytes).await)
                }
                _ => None,
            };
            if let Some(Ok(_)) = read
                && !browser::load_pages().await
            {
                read = Some(Err(LoadError::NoProgram));
            }
            if self.requests.get() != request {
                return;
            }
            let notice = match (fetched, read) {
                (Err(LoadError::Unreachable { online: false }), _) => Some(Notice::Offline(site)),
                (Err(error), _) | (_, Some(Err(error))) => {
                    // What passes by itself is told by the browser.
                    if let LoadError::Refused { details, .. } = &error {
                        browser::warn(text::NOT_SHOWN, details);
                    }
                    Some(Notice::Unchecked(site, error))
                }
                (Ok(fetched), None) => fetched.is_cached.then_some(Notice::Offline(site)),
                (_, Some(Ok((bundle, read)))) => {
                    browser::call(&self.shown, &read);
                    let site = self.site_of(bundle);
                    let place = browser::Place::of_reader();
                    self.show(site);
                    place.restore();
                    Some(Notice::Updated(site))
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

        /// Reads the bytes of a bundle's file. Returns the reader's result, too.
        async fn read(&self, bytes: &Bytes) -> Result<(&'static Bundle, Bytes), LoadError> {
            let read = self.reader.read(bytes).await?;
            Ok((content::unpack(&read.to_vec())?, read))
        }

        /// The site with this content, from now on.
        fn site_of(&self, bundle: &'static Bundle) -> Site {
            let site = Site {
                // Lives as long as the page; see `Site`.
                bundle,
                base: self.base,
            };
            let locale = &site.bundle.locale;
            let before = self.site.replace(Some(site));
            // Only if it differs: a browser that translates the page sets its own.
            if before.is_some_and(|before| before.bundle.locale != *locale) {
                browser::set_language(locale);
            }
            site
        }

        /// Shows the app in place of whatever is there.
        fn show(&self, site: Site) {
            self.mounted.borrow_mut().take();
            let app = self.clone();
            let mounted = mount_to(browser::empty_app_host(), move || app.view(site));
            *self.mounted.borrow_mut() = Some(Box::new(mounted));
            self.navigator.renew();
            self.set_title(untrack(|| {
                heading(site, site.route(&self.navigator.location().path))
            }));
        }

        fn view(&self, site: Site) -> impl IntoView + use<> {
            let navigator = self.navigator;
            view! { <App site navigator/> }
        }

        fn set_title(&self, name: String) {
            if let Some(site) = self.site.get() {
                browser::set_title(&text::document_title(&name, &site.bundle.site.name));
            }
        }

        fn follow_links(&self) {
            let announcement = self.announcement;
            Effect::new(move |_| browser::announce(&announcement.get()));
            let app = self.clone();
            follow_charts(
                self.site.clone(),
                self.navigator,
                self.announcement,
                move |is_drawn| {
                    let is_told = app.is_not_drawn_told();
                    if !is_drawn {
                        app.notice.set(Some(Notice::NotDrawn));
                    } else if is_told {
                        app.notice.set(None);
                    }
                },
            );
            let app = self.clone();
            let site = self.site.clone();
            browser::follow_links(site, self.navigator, move |arrival: Arrival| {
                let name = heading(arrival.site, arrival.route);
                app.set_title(name.clone());
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

    /// Whether a bundle's file has another revision than the bundle, and not an earlier date: a
    /// server may still have a copy that is older than the page.
    fn is_newer(bytes: &Bytes, bundle: &Bundle) -> bool {
        match browser::revision(bytes) {
            Some((revision, published)) => {
                let is_other = revision != *bundle.revision;
                let is_older = published < bundle.published.to_string();
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
