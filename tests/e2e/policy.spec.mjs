// The Content Security Policy that pages are served under. That nothing violates it, each
// test of all files makes sure of.
import { expect } from '@playwright/test';
import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { Severity } from 'csp_evaluator/dist/finding.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';
import { UNKNOWN, open, pages, test, watch } from './site.mjs';

/** The worst that may be found: what Google's evaluator calls low. */
const HARMLESS = [Severity.LOW, Severity.STRICT_CSP, Severity.INFO, Severity.NONE];

/** What Google's evaluator finds in a policy that matters. */
function findings(policy) {
  return new CspEvaluator(new CspParser(policy).csp)
    .evaluate()
    .filter(({ severity }) => !HARMLESS.includes(severity))
    .map(({ directive, value, severity, description }) => `${directive} ${value}: ${Severity[severity]}: ${description}`);
}

test('Google’s evaluator finds nothing of high or medium severity on any page', async ({ request }) => {
  for (const address of [...pages.map((page) => page.address), UNKNOWN]) {
    const policy = (await request.get(address)).headers()['content-security-policy'];
    expect.soft(policy, address).toBeTruthy();
    expect.soft(findings(policy ?? ''), address).toEqual([]);
  }
  expect(findings("default-src 'none'; script-src *"), 'it does look').not.toEqual([]);
});

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
