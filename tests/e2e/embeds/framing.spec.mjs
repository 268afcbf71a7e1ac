// Who may frame what: any page an embed, no page anything else.
import { expect } from '@playwright/test';
import { bundle } from '../site.mjs';
import { REFUSED, test } from './elements.mjs';

const [kind, id] = ['kpi', bundle.kpis[0].id];
const frame = (src, attributes = '') => `<iframe src="${src}" title="Framed" width="600" height="500" ${attributes}></iframe>`;
const embed = (page) => page.frameLocator('iframe').locator('#embed');

for (const [name, attributes, headers] of [
  ['a plain frame', '', {}],
  ['a sandbox without an origin', 'sandbox="allow-scripts"', {}],
  ['a sandbox without script', 'sandbox', {}],
  ['a site that isolates itself', '', { 'cross-origin-embedder-policy': 'require-corp' }],
  ['a sandbox in such a site', 'sandbox="allow-scripts"', { 'cross-origin-embedder-policy': 'require-corp' }],
  ['a page that is in a sandbox itself', '', { 'content-security-policy': 'sandbox allow-scripts' }],
]) {
  test.describe(name, () => {
    // Chromium says that script is forbidden where it is.
    test.use({ mayLog: /Blocked script execution/ });

    test(`${name} shows an embed, drawn anew where script may run`, async ({ hosts, page, site }) => {
      const html = frame(`${site}embed/${kind}/${id}/?from=2025`, attributes);
      await page.goto(hosts.host({ html: `<!doctype html><title>A portal</title>${html}`, headers }));
      await expect(embed(page).locator('.drawing:visible')).toBeVisible();
      if (attributes === 'sandbox') return;
      const finding = embed(page).locator('.finding');
      const published = bundle.kpis.find((kpi) => kpi.id === id).title;
      await expect(embed(page).locator('.subtitle')).toContainText(published);
      // The finding of a part of the figures is another than that of all.
      const { request } = page;
      const all = await (await request.get(`${site}embed/${kind}/${id}/`)).text();
      await expect.poll(async () => all.includes(`class="finding">${await finding.textContent()}<`)).toBe(false);
    });
  });
}

test.describe('everything else', () => {
  test.use({ mayLog: REFUSED });

  test('refuses a frame', async ({ hosts, page, site }) => {
    const paths = ['', 'kpis/', `kpis/${id}/`, `share/${kind}/${id}/`, 'no/such/page/', 'offline/', 'icon.svg',
      `images/${kind}/${id}.svg`, 'bundle/en.json', 'sitemap.xml', 'embed.js'];
    for (const path of paths) {
      await page.goto(hosts.host({ html: `<!doctype html><title>A portal</title>${frame(site + path)}` }));
      const [, framed] = page.frames();
      await expect.poll(() => framed.url(), path).toMatch(/^chrome-error:/);
    }
  });
});
