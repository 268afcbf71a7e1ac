//! The browser's entry point: load the bundle, then mount the app or say why not.

#[cfg(target_arch = "wasm32")]
fn main() {
    browser_app::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("this program runs in a browser; `cargo xtask serve` shows it");
    std::process::exit(1);
}

#[cfg(target_arch = "wasm32")]
mod browser_app {
    use civic_scorecard::browser::{self, Arrival};
    use civic_scorecard::load::LoadError;
    use civic_scorecard::page::{App, heading};
    use civic_scorecard::site::Site;
    use civic_scorecard::text;
    use civic_scorecard::view::Failure;
    use leptos::mount::mount_to;
    use leptos::prelude::*;

    /// Shows what loading brings, in place of the skeleton that the HTML holds.
    pub fn start() {
        wasm_bindgen_futures::spawn_local(async {
            let first = load().await;
            mount_to(browser::empty_host(), move || view! { <Root first/> }).forget();
            browser::set_ready();
        });
    }

    /// The site, or why there is none.
    async fn load() -> Result<Site, LoadError> {
        let base = browser::base();
        let bundle = browser::load_bundle(&browser::bundle_address(&base)).await?;
        // Both live as long as the page; see `Site`.
        Ok(Site {
            bundle: Box::leak(Box::new(bundle)),
            base: Box::leak(base.into_boxed_str()),
        })
    }

    /// The app, or the failure and a way to try again.
    #[component]
    fn Root(
        /// What the first attempt to load brought.
        first: Result<Site, LoadError>,
    ) -> impl IntoView {
        let outcome = RwSignal::new((1, first));
        let retry = move || {
            leptos::task::spawn_local(async move {
                let next = load().await;
                let is_loaded = next.is_ok();
                outcome.update(|(attempt, outcome)| {
                    *attempt += 1;
                    *outcome = next;
                });
                if is_loaded {
                    // The button that had the focus is gone.
                    browser::after_render(|| browser::show_page(None, None));
                }
            });
        };
        move || match outcome.get() {
            (_, Ok(site)) => running(site).into_any(),
            (attempt, Err(error)) => {
                browser::set_title(text::failure(&error).0);
                view! { <Failure error attempt retry/> }.into_any()
            }
        }
    }

    /// The app itself, following the address bar.
    fn running(site: Site) -> impl IntoView {
        let announcement = RwSignal::new(String::new());
        let title = move |name: &str| {
            browser::set_title(&text::document_title(name, &site.bundle.site.name));
        };
        let left_at = browser::left_at();
        let navigator = browser::follow_links(site, move |arrival: Arrival| {
            let name = heading(site, arrival.route);
            title(&name);
            announcement.set(name);
            browser::after_render(move || {
                browser::show_page(arrival.fragment.as_deref(), arrival.left_at);
            });
        });
        // Untracked: this runs inside of what renders the outcome of loading, which is
        // not to run again when the address changes.
        let location = untrack(|| navigator.location());
        title(&heading(site, site.route(&location.path)));
        browser::set_language(&site.bundle.locale);
        // A reload finds its place again, an address with a fragment its element: only now
        // is there something to scroll.
        match (left_at, location.fragment) {
            (Some(y), _) => browser::after_render(move || browser::scroll_to(y)),
            (None, Some(fragment)) => {
                browser::after_render(move || browser::show_page(Some(&fragment), None));
            }
            (None, None) => {}
        }
        view! { <App site navigator announcement/> }
    }
}
