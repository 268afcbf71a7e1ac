// What axe finds on each kind of page, in light and dark.
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { ofColours, violations } from '../e2e/axe.mjs';
import { embeds, kinds } from '../e2e/expected.mjs';
import { launch } from './browsers.mjs';
import { engine, ready, test } from './suite.mjs';

const one = (kind) => embeds.find((address) => address.includes(`/${kind}/`));
const share = one('kpi').replace('embed', 'share');

describe('axe', () => {
  let browser;
  let dark;
  before(async () => {
    browser = await launch(engine, { scheme: 'dark' });
    dark = await browser.newPage();
  });
  after(() => browser.close());

  for (const address of [...kinds, share, one('kpi'), one('card')]) {
    test(`axe finds nothing on ${address}, in light and dark`, async ({ page, site }) => {
      const isOfApp = kinds.includes(address);
      for (const [shown, asked] of [[page], [dark, ofColours]]) {
        await shown.open(site.origin + address, { width: 1280, height: 800 });
        if (isOfApp) await ready(shown);
        const isDark = await shown.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
        assert.equal(isDark, shown === dark);
        assert.deepEqual(await violations(shown, asked), [], isDark ? 'dark' : 'light');
      }
      await dark.open(`${site.origin}/blank`);
    });
  }

  test('axe finds what is wrong', async ({ page, site }) => {
    await page.open(site.origin + one('card'));
    await page.evaluate(() => document.getElementById('embed').append(new Image()));
    assert.match((await violations(page)).join(), /^image-alt:/);
  });
});
