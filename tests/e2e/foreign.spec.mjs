// What others do to a page: extensions, injected scripts, proxies, translators, copies.
import { expect } from '@playwright/test';
import {
  BUNDLE,
  bundle,
  failure,
  hold,
  label,
  newer,
  notice,
  open,
  openFilters,
  pages,
  ready,
  SCRIPT,
  test,
} from './site.mjs';

const kpi = bundle.kpis[0];
const heading = (page) => page.getByRole('heading', { level: 1 });
const header = (page) => page.getByRole('navigation', { name: 'Main' });
const search = (page) => page.getByRole('searchbox');
const cards = (page) => page.getByRole('article');

/** Runs in the page: waits until errors that were raised before have been handled. */
const settled = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

test.describe('errors of others', () => {
  test.use({ mayFail: true });

  /** Errors that are not the site's, each raised by a function that runs in the page. */
  const foreign = {
    'a notice of the browser about sizes': () => {
      const message = 'ResizeObserver loop completed with undelivered notifications.';
      dispatchEvent(new ErrorEvent('error', { message, filename: location.href }));
    },
    'an error of which a script of another origin tells nothing': () => {
      dispatchEvent(new ErrorEvent('error', { message: 'Script error.' }));
    },
    'an error of an extension': () => {
      const error = new TypeError('Cannot read properties of null');
      error.stack = `${error}\n    at inject (chrome-extension://abcdef/content.js:1:2)`;
      dispatchEvent(new ErrorEvent('error', { error, filename: 'chrome-extension://abcdef/content.js' }));
    },
    'an error of an extension in Firefox that names our script': () => {
      const { script } = document.getElementById('site-start').dataset;
      const error = new TypeError(`cannot wrap ${new URL(script, location)}`);
      error.stack = `inject@moz-extension://abcdef/content.js:1:2\n@${new URL(script, location)}:1:2`;
      dispatchEvent(new ErrorEvent('error', { error, filename: 'moz-extension://abcdef/content.js' }));
    },
    'an error of a script that was added to the page': () => {
      setTimeout(() => { throw new Error('not yours'); });
    },
    'an error of WebAssembly of others': () => {
      const error = new WebAssembly.RuntimeError('unreachable');
      error.stack = `${error}\n    at wasm://wasm/0123:wasm-function[1]:0x2\n    at https://example.org/x.js:1:2`;
      dispatchEvent(new ErrorEvent('error', { error, filename: 'wasm://wasm/0123' }));
    },
    'a rejection of others': () => void Promise.reject(new Error('not yours')),
    'a rejection without an error': () => void Promise.reject(undefined),
    'a rejection with anything': () => void Promise.reject({ stack: 1, message: null }),
    'a rejection with what cannot be looked at': () => {
      const refuse = () => { throw new Error('no'); };
      void Promise.reject(new Proxy({}, { get: refuse, getPrototypeOf: refuse }));
    },
    'an error of a script without a name, thrown while the app calls the browser': () => {
      // The app moves the focus to the heading of a page that it shows.
      addEventListener('focusin', ({ target }) => {
        if (target.matches('h1')) throw new Error('not yours');
      });
    },
  };

  for (const [what, raise] of Object.entries(foreign)) {
    test(`${what} stops nothing, before the app runs and after`, async ({ page }) => {
      const release = await hold(page, SCRIPT);
      await page.goto('/initiatives/');
      await page.evaluate(raise);
      await page.evaluate(settled);
      await expect(failure(page)).toBeHidden();
      release();
      await ready(page);
      await page.evaluate(raise);
      await page.evaluate(settled);
      await expect(failure(page)).toBeHidden();
      await search(page).fill('qqq');
      await expect(cards(page)).toHaveCount(0);
      await page.evaluate(() => (window.marked = true));
      await header(page).getByRole('link', { name: 'Targets' }).click();
      await expect(heading(page)).toHaveText('Targets');
      await expect(heading(page)).toBeFocused();
      await page.evaluate(settled);
      await expect(failure(page)).toBeHidden();
      expect(await page.evaluate(() => window.marked), 'the same document').toBe(true);
    });
  }

  /** Errors of the app, by the forms in which engines tell of them. */
  const own = {
    'Chromium': (files) => ({ filename: files.wasm, stack: `RuntimeError: unreachable\n    at ${files.wasm}:wasm-function[12]:0x345` }),
    'Firefox': (files) => ({ filename: files.wasm, stack: `app.wasm.f@${files.wasm}:wasm-function[12]:0x345\ncall@${files.script}:1:2` }),
    'WebKit': (files) => ({ filename: '', stack: `<?>.wasm-function[12]@[wasm code]\n@[native code]\ncall@${files.script}:1:2` }),
    'a browser that read the program from memory': (files) => ({ filename: 'wasm://wasm/0123', stack: `RuntimeError: unreachable\n    at wasm://wasm/0123:wasm-function[1]:0x2\n    at call (${files.script}:1:2)` }),
  };
  for (const [engine, told] of Object.entries(own)) {
    for (const kind of ['error', 'unhandledrejection']) {
      test(`a panic shows the note, told as by ${engine} in "${kind}"`, async ({ page }) => {
        await open(page, '/initiatives/');
        const { script, wasm } = await page.evaluate(() => {
          const { script, wasm } = document.getElementById('site-start').dataset;
          return { script: `${new URL(script, location)}`, wasm: `${new URL(wasm, location)}` };
        });
        await page.evaluate(([kind, { filename, stack }]) => {
          const error = Object.assign(new WebAssembly.RuntimeError('unreachable'), { stack });
          dispatchEvent(kind === 'error'
            ? new ErrorEvent(kind, { error, filename })
            : new PromiseRejectionEvent(kind, { reason: error, promise: Promise.resolve() }));
        }, [kind, told({ script, wasm })]);
        await expect(failure(page)).toBeVisible();
      });
    }
  }
});

test.describe('a page that came under another address', () => {
  /** Lets an address answer with the page of another. */
  async function serve(page, address, path) {
    await page.route((url) => url.pathname === address, async (route) => {
      const { origin } = new URL(route.request().url());
      return route.fulfill({ response: await route.fetch({ url: `${origin}${path}` }) });
    });
  }

  const path = `/kpis/${kpi.id}/`;
  const letter = kpi.id.charCodeAt(1).toString(16);
  for (const [what, address] of [
    ['in capitals', path.toUpperCase()],
    ['with doubled slashes', `/${path.replaceAll('/', '//').slice(1)}`],
    ['with a letter in percent', `/kpis/${kpi.id[0]}%${letter}${kpi.id.slice(2)}/`],
    ['with index.html', `${path}index.html`],
    ['with Index.HTML', `${path}Index.HTML`],
    ['without the last slash', path.slice(0, -1)],
    ['as a file', `${path.slice(0, -1)}.html`],
  ]) {
    test(`stays, and its address becomes its own: ${what}`, async ({ page, baseURL }) => {
      await serve(page, address, path);
      await open(page, `${baseURL}${address}?figures.show=table#site-content`);
      await expect(heading(page)).toHaveText(kpi.title);
      await expect(page).toHaveURL(`${path}?figures.show=table#site-content`);
      await expect(page.locator('.chart table').first()).toBeVisible();
      await header(page).getByRole('link', { name: 'Sources' }).click();
      await expect(heading(page)).toHaveText('Sources');
      await page.goBack();
      await expect(heading(page)).toHaveText(kpi.title);
    });
  }

  for (const address of ['/copies/of/target.html', '/kpis/no-such-target/', '/%', '/kpis/%E0%A4%A/', '/web/2026/https://example.org/']) {
    test(`stays where it is a copy: ${address}`, async ({ page }) => {
      await serve(page, address, '/initiatives/');
      await open(page, address);
      await expect(heading(page)).toHaveText('Initiatives');
      await search(page).fill('qqq');
      await expect(cards(page)).toHaveCount(0);
      expect(new URL(page.url()).pathname).toBe(address);
      expect(new URL(page.url()).searchParams.get('q')).toBe('qqq');
      await header(page).getByRole('link', { name: 'Targets' }).click();
      await expect(heading(page)).toHaveText('Targets');
      await page.goBack();
      await expect(heading(page)).toHaveText('Initiatives');
      await expect(search(page)).toHaveValue('qqq');
      await expect(cards(page)).toHaveCount(0);
    });
  }

  test('is not kept where it says that there is none: newer content may have it', async ({ page }) => {
    const id = 'a-target-of-later';
    await page.route(BUNDLE, (route) => route.fulfill({
      json: newer((changed) => {
        changed.kpis.push({ ...structuredClone(changed.kpis[0]), id, formerly: [], title: 'A target of later' });
      }),
    }));
    await open(page, `/kpis/${id}/`);
    await expect(heading(page)).toHaveText('A target of later');
  });

  test('stays when newer content takes its place', async ({ page }) => {
    await serve(page, '/copies/of/target.html', path);
    await page.route(BUNDLE, (route) => route.fulfill({ json: newer() }));
    await open(page, '/copies/of/target.html');
    await expect(notice(page)).toContainText('Updated.');
    await expect(heading(page)).toHaveText(kpi.title);
  });

  test('that the site has shows what the address names', async ({ page }) => {
    await serve(page, path, '/');
    await open(page, path);
    await expect(heading(page)).toHaveText(kpi.title);
  });
});

test.describe('a page that is translated', () => {
  /** Runs in the page: replaces each text node, now and later, as Chrome's translation does. */
  function translate() {
    const translated = (node) => {
      const inner = document.createElement('font');
      inner.textContent = `⟦${node.data}⟧`;
      const outer = document.createElement('font');
      outer.append(inner);
      return outer;
    };
    const all = (root) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) found.push(walker.currentNode);
      for (const node of found) {
        const isShown = node.data.trim() && node.parentElement && !node.parentElement.closest('font, script, style, svg, textarea');
        if (isShown) node.replaceWith(translated(node));
      }
    };
    all(document.body);
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) {
          if (!node.isConnected) continue;
          all(node.nodeType === Node.TEXT_NODE ? node.parentElement : node);
        }
      }
    }).observe(document.body, { childList: true, subtree: true });
    document.documentElement.lang = 'de';
  }

  const all = bundle.initiatives.length;
  const theme = bundle.initiatives[0].themes[0];
  const ofTheme = bundle.initiatives.filter(({ themes }) => themes.includes(theme)).length;
  const result = (page) => page.getByRole('search').locator('.result p');

  for (const when of ['before the app runs', 'after']) {
    test(`tells true counts, ${when}`, async ({ page }) => {
      const release = await hold(page, SCRIPT);
      await page.goto('/initiatives/');
      if (when !== 'after') await page.evaluate(translate);
      release();
      await ready(page);
      if (when === 'after') await page.evaluate(translate);
      await expect(result(page)).toHaveText(`⟦All ${all} initiatives⟧`);
      await openFilters(page);
      await page.getByRole('group', { name: /Theme/ }).getByLabel(label('themes', theme)).check();
      await expect(cards(page)).toHaveCount(ofTheme);
      await expect(result(page)).toHaveText(`⟦${ofTheme} of ${all} initiatives⟧`);
      await search(page).fill('qqq');
      await expect(result(page)).toHaveText(`⟦0 of ${all} initiatives⟧`);
      await expect(page.getByText('⟦No initiatives match “qqq”')).toBeVisible();
      await search(page).fill('zzz');
      await expect(page.getByText('⟦No initiatives match “zzz”')).toBeVisible();
      await expect(page.getByText('“qqq”')).toHaveCount(0);
      await page.getByRole('button', { name: /Clear filters/ }).click();
      await expect(result(page)).toHaveText(`⟦All ${all} initiatives⟧`);
    });
  }

  test('shows pages, draws charts anew and says so, and shows newer content', async ({ page }) => {
    const release = await hold(page, BUNDLE);
    await open(page, '/initiatives/');
    await page.evaluate(translate);
    const announced = page.locator('.visually-hidden[role=status]');
    for (const name of ['Targets', 'Sources', 'Targets']) {
      await header(page).getByRole('link', { name }).click();
      await expect(heading(page)).toHaveText(`⟦${name}⟧`);
    }
    const trend = bundle.kpis.find(({ series }) => series.length > 1);
    await page.locator(`main a[href="/kpis/${trend.id}/"]`).first().click();
    await expect(heading(page)).toHaveText(`⟦${trend.title}⟧`);
    const chart = page.locator('.chart');
    const before = await chart.locator('.finding').textContent();
    await chart.locator('.choices summary').click();
    await chart.locator('select[name$=".since"]').selectOption({ index: 1 });
    await expect(chart.locator('.finding')).not.toHaveText(before);
    await expect(chart.locator('.finding')).toHaveText(/^⟦.*⟧$/);
    await expect(announced).toHaveText(await chart.locator('.finding').textContent());
    release((route) => route.fulfill({ json: newer() }));
    await expect(notice(page)).toContainText('⟦Updated.⟧');
    await expect(page.locator('html'), 'what the translator said').toHaveAttribute('lang', 'de');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sources' }).click();
    await expect(heading(page)).toHaveText('⟦Sources⟧');
  });
});

test.describe('a proxy', () => {
  const white = (html) => html.replace(/>\s+</g, '><');
  const comments = (html) => html.replace(/<!--[\s\S]*?-->/g, '');
  const tags = (html) =>
    html.replace(/<\/(?:li|p|dt|dd|tr|td|th|option|thead|tbody)>(?=<(?:\/?(?:li|ul|ol|dl|dt|dd|tr|td|th|option|select|thead|tbody|table|div|section)\b))/g, '');
  // What becomes of a link to an address of mail, as which the last one stands here.
  const mail = (html) =>
    html.replace(/(<a\b[^>]*)href="?[^\s">]+"?([^>]*>)([^<]*)(?=<\/a>(?:(?!<a\b)[\s\S])*$)/, '$1href="/cdn-cgi/l/email-protection#00"$2<span>$3</span>');
  // The page's policy refuses it, which is told in the console.
  const script = (html) =>
    html.replace('</head>', '<script>window.added = true</script></head>').replace(/<\/body>|$/, '<script>window.added = true</script>$&');
  /** One element more and one comment less: as many nodes as before. */
  const swapped = (html) => html.replace(/(<main\b[^>]*>)([\s\S]*?)<!---->/, '$1<b></b>$2');
  const whole = (html) => script(mail(tags(white(comments(html)))));

  for (const [what, change] of Object.entries({ white, comments, tags, mail, script, swapped, whole })) {
    for (const address of what === 'whole' ? ['/', '/initiatives/', '/kpis/', `/kpis/${kpi.id}/`] : ['/initiatives/']) {
      test(`that changes ${what} leaves ${address} whole and working`, async ({ page, watched }) => {
        let isChanged;
        await page.route((url) => url.pathname === address, async (route) => {
          const response = await route.fetch();
          const html = await response.text();
          const body = change(html);
          isChanged = body !== html;
          return route.fulfill({ response, body });
        });
        await open(page, address);
        expect(isChanged || what === 'white', 'the proxy found something').toBe(true);
        watched.violations.length = 0;
        await expect(failure(page)).toBeHidden();
        const expected = pages.find((page) => page.address === address);
        await expect(heading(page)).toHaveText(expected.heading);
        await expect(page.getByRole('contentinfo')).toContainText(bundle.revision);
        await header(page).getByRole('link', { name: 'Sources' }).click();
        await expect(heading(page)).toHaveText('Sources');
        await header(page).getByRole('link').first().click();
        await search(page).fill('qqq');
        await expect(cards(page)).toHaveCount(0);
      });
    }
  }
});
