// The Content Security Policy that pages are served under. That nothing violates it, each
// test of all files makes sure of; what it allows, pages.spec.mjs looks at.
import { expect } from '@playwright/test';
import { open, test, watch } from './site.mjs';

test('what the policy does not allow is refused, and noticed by these tests', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL, serviceWorkers: 'block' });
  const { violations } = await watch(context, baseURL);
  const page = await context.newPage();
  await open(page, '/');
  const refused = await page.evaluate(() => {
    const attempts = {
      html: () => (document.body.innerHTML = '<p>x'),
      handler: () => document.body.setAttribute('onclick', 'x'),
      script: () => (document.createElement('script').src = '/x.js'),
    };
    const names = Object.entries(attempts).map(([name, attempt]) => {
      try {
        attempt();
      } catch (error) {
        return [name, error.name];
      }
      return [name, 'not refused'];
    });
    // Refused without an error.
    document.head.append(Object.assign(document.createElement('style'), { textContent: 'p { color: red }' }));
    return Object.fromEntries(names);
  });
  expect(refused).toEqual({ html: 'TypeError', handler: 'TypeError', script: 'TypeError' });
  await expect.poll(() => violations.join()).toContain('trusted-types');
  await expect.poll(() => violations.join()).toContain('style-src');
  await context.close();
});
