// What the frame of a site may do that the page does not trust: show an embed, and no more.
import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { EMBEDS, REFUSED, element, events, framed, script, test } from './elements.mjs';

const [kind, id] = EMBEDS[3];
/** The same site by a name that no script has named. */
const unnamed = (site) => site.replace('127.0.0.1', 'localhost');
const tokens = async (frame) => (await frame.getAttribute('sandbox'))?.split(' ').sort() ?? null;

test('a frame of a site that only an attribute names is in a sandbox without an origin', async ({ host, site, page, heard }) => {
  await host(element([kind, id], `site="${unnamed(site)}"`) + script(site));
  expect(await events(heard, 1)).toMatchObject([{ type: 'civic-ready', mode: 'frame' }]);
  expect(await tokens(framed(page))).toEqual(['allow-popups', 'allow-popups-to-escape-sandbox', 'allow-scripts']);
  expect(await page.frameLocator('[part=frame]').locator('html').evaluate(() => origin)).toBe('null');
});

test('it has its height, its theme and its charts, and a link opens a tab', async ({ host, site, page, heard, context }) => {
  await host(element([kind, id], `site="${unnamed(site)}" theme="dark" query="from=2018"`) + script(site));
  await events(heard, 1);
  const frame = framed(page);
  const inner = await frame.contentFrame();
  await expect(inner.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(inner.locator('.drawing:visible')).toBeVisible();
  const content = () => inner.locator('#embed').evaluate((it) => Math.ceil(it.getBoundingClientRect().bottom));
  await expect.poll(async () => (await frame.evaluate((it) => it.clientHeight)) - (await content())).toBe(0);
  const [tab] = await Promise.all([context.waitForEvent('page'), inner.locator('.embed-foot a').last().click()]);
  await tab.waitForLoadState();
  // Outside of the sandbox: a page of the site, with its own origin.
  expect(await tab.evaluate(() => [origin, document.querySelector('h1') !== null])).toEqual([new URL(unnamed(site)).origin, true]);
});

test.describe('where a policy forbids its code', () => {
  test.use({ mayLog: REFUSED });

  test('a trusted site has a frame with its origin', async ({ host, site, page, heard }) => {
    const { origin } = new URL(site);
    await host(element([kind, id]) + script(site), { csp: `script-src ${origin}; connect-src 'none'` });
    expect(await events(heard, 1)).toMatchObject([{ mode: 'frame' }]);
    expect(await tokens(framed(page))).toBe(null);
  });
});

test.describe('a hostile page in it', () => {
  test.use({ mayLog: /sandbox|Unsafe attempt|Blocked|not allowed|Failed to load resource/i });

  const EVIL = 'https://evil.example/';
  const attack = (code) => `<!doctype html><title>Evil</title><script>
    parent.postMessage({ civicScorecard: 1, type: 'ready' }, '*');
    parent.postMessage({ civicScorecard: 1, type: 'height', height: 200 }, '*');
    addEventListener('click', () => { try { ${code} } catch { } document.title = 'Done'; }, { once: true });
  </script><body style="margin: 0"><button style="width: 300px; height: 150px">Click</button>`;

  for (const [name, code] of [
    ['leads the page elsewhere', `top.location = '${EVIL}'`],
    ['replaces the page', `top.location.replace('${EVIL}')`],
    ['opens in the place of the page', `open('${EVIL}', '_top')`],
    ['clicks a link for the page', `const a = document.createElement('a'); Object.assign(a, { href: '${EVIL}', target: '_top' }); document.body.append(a); a.click()`],
    ['sends a form in place of the page', `const f = document.createElement('form'); Object.assign(f, { action: '${EVIL}', target: '_top' }); document.body.append(f); f.submit()`],
    ['asks the reader', `alert('evil'); confirm('evil'); prompt('evil')`],
    ['leads the page elsewhere from a tab that it opens', "open('/popup/')"],
    ['reads its storage', `parent.postMessage(localStorage.length, '*')`],
    ['reaches into the page', `parent.document.body.remove()`],
  ]) {
    test(`that ${name} on a click: the page stays as it is`, async ({ host, stub, page, heard, context }) => {
      const asked = [];
      await context.route(`${EVIL}**`, (route) => {
        asked.push(route.request().frame() === page.mainFrame());
        return route.fulfill({ contentType: 'text/html', body: 'evil' });
      });
      let asks = 0;
      page.on('dialog', (dialog) => { asks += 1; return dialog.dismiss(); });
      stub.answers.set('/embed/', { body: attack(code) });
      // Outside of the sandbox, and with whoever opened it at hand.
      const popup = `for (const to of [opener, opener?.parent, opener?.top]) try { to.location = '${EVIL}' } catch { } opener?.parent?.postMessage('Done', '*')`;
      stub.answers.set('/popup/', { body: `<!doctype html><title>Popup</title><script>${popup}</script>` });
      await host(element([kind, id], `site="${unnamed(stub.root)}"`) + script(stub.root));
      expect(await events(heard, 1)).toMatchObject([{ type: 'civic-ready', mode: 'frame' }]);
      const before = page.url();
      const opened = code.startsWith("open('/popup/')") && context.waitForEvent('page');
      const inner = await framed(page).contentFrame();
      await inner.getByRole('button').click();
      if (opened) await (await opened).waitForLoadState();
      // A frame that was led elsewhere has another title.
      else await expect.poll(() => inner.locator('title').textContent()).toMatch(/Done|^$/);
      await page.waitForLoadState('networkidle');
      expect(page.url()).toBe(before);
      expect(asked.filter(Boolean)).toEqual([]);
      expect(asks).toBe(0);
      await expect(page.getByRole('heading', { name: 'A portal' })).toBeVisible();
    });
  }
});

test('in the sandbox that the documentation names, a plain iframe has all that it needs', async ({ host, site, page, context }) => {
  const sandbox = 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox';
  expect(readFileSync(new URL('../../../embed/README.md', import.meta.url), 'utf8')).toContain(`\`${sandbox}\``);
  await host(`<iframe src="${site}embed/${kind}/${id}/" title="A KPI" sandbox="${sandbox}"></iframe>${script(site)}`);
  const frame = page.locator('iframe');
  const inner = page.frameLocator('iframe');
  const content = () => inner.locator('#embed').evaluate((it) => Math.ceil(it.getBoundingClientRect().bottom));
  await expect.poll(async () => (await frame.evaluate((it) => it.clientHeight)) - (await content())).toBe(0);
  const [tab] = await Promise.all([context.waitForEvent('page'), inner.locator('.embed-foot a').last().click()]);
  await tab.waitForLoadState();
  expect(tab.url().startsWith(site)).toBe(true);
});

test.describe('the errors of others', () => {
  test.use({ mayLog: REFUSED });

  test('put no embed into a failed state: a policy that only reports, and one that refuses another frame of the site', async ({ hosts, page, site }) => {
    const other = unnamed(site);
    const { origin } = new URL(other);
    const html = `<!doctype html><title>A portal</title><script>
        window.heard = [];
        for (const name of ['civic-ready', 'civic-error']) addEventListener(name, ({ type, detail }) => heard.push([type, detail.mode ?? detail.reason]));
      </script>
      ${element([kind, id], `site="${other}"`)}${script(site)}<iframe src="${other}kpis/" title="Not an embed"></iframe>
      <iframe src="${other}" title="The root"></iframe>`;
    await page.goto(hosts.host({
      html,
      headers: {
        'content-security-policy': `frame-src ${origin}/embed/`,
        'content-security-policy-report-only': "frame-src 'none'; script-src 'none'; connect-src 'none'",
      },
    }));
    await expect.poll(() => page.evaluate(() => heard)).toEqual([['civic-ready', 'frame']]);
    // A page says so of what went wrong with its own; that is none of the embed's business.
    await page.evaluate(() => {
      for (const type of ['error', 'unhandledrejection', 'securitypolicyviolation', 'messageerror']) dispatchEvent(new Event(type));
      dispatchEvent(new ErrorEvent('error', { message: 'of the host', error: new Error('of the host') }));
      document.dispatchEvent(new SecurityPolicyViolationEvent('securitypolicyviolation', {
        documentURI: location.href, violatedDirective: 'frame-src', effectiveDirective: 'frame-src', originalPolicy: '', disposition: 'report',
        blockedURI: document.querySelector('civic-kpi').shadowRoot.querySelector('iframe').src, statusCode: 0, bubbles: true, composed: true,
      }));
    });
    await expect(framed(page)).toBeVisible();
    expect(await page.evaluate(() => heard)).toEqual([['civic-ready', 'frame']]);
  });

  const violation = (it, disposition) => {
    const blockedURI = new URL(it.shadowRoot.querySelector('iframe').src).origin;
    const about = { documentURI: location.href, violatedDirective: 'frame-src', effectiveDirective: 'frame-src', originalPolicy: '', statusCode: 0 };
    document.dispatchEvent(new SecurityPolicyViolationEvent('securitypolicyviolation', { ...about, disposition, blockedURI, bubbles: true, composed: true }));
  };
  const hasFrame = (page) => expect.poll(() => page.locator('civic-kpi').evaluate((it) => it.shadowRoot?.querySelector('iframe') !== null)).toBe(true);

  test('say nothing of a frame that is still on its way', async ({ host, stub, page, heard }) => {
    let release;
    const released = new Promise((done) => (release = done));
    await page.route('**/embed/kpi/**', async (route) => {
      await released;
      await route.continue();
    });
    const opening = host(element([kind, id], `site="${unnamed(stub.root)}"`) + script(stub.root));
    await hasFrame(page);
    await page.locator('civic-kpi').evaluate(violation, 'enforce');
    release();
    await opening;
    expect(await events(heard, 1)).toMatchObject([{ type: 'civic-ready', mode: 'frame' }]);
  });

  test('are no reason when they are only reported', async ({ host, stub, page, heard }) => {
    stub.answers.set('/embed/', { body: '<!doctype html><title>Silent</title>' });
    await host(element([kind, id], `site="${unnamed(stub.root)}"`) + script(stub.root));
    await hasFrame(page);
    await page.locator('civic-kpi').evaluate(violation, 'report');
    expect(await events(heard, 1)).toMatchObject([{ type: 'civic-error', reason: 'network' }]);
  });
});
