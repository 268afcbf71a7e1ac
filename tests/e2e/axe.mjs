// What axe finds on a page, for the tests that ask it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe is asked of a page: all that it knows of these standards. */
const all = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true }, 'label-content-name-mismatch': { enabled: true } },
};

/** What a colour can break; in another scheme nothing else is another. */
export const ofColours = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

/** All that axe finds, in a line each. */
export async function violations(page, asked = all) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  return page.evaluate(async (asked) => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'], ...asked });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target}: ${failureSummary}`),
    );
  }, asked);
}

const schemes = { light: all, dark: ofColours };
const sizes = [{ width: 1280, height: 800 }, { width: 320, height: 640 }];

/** What axe finds in each scheme and size, by these. */
export async function violationsInAllLooks(page) {
  const found = {};
  for (const viewport of sizes) {
    await page.setViewportSize(viewport);
    for (const [colorScheme, asked] of Object.entries(schemes)) {
      await page.emulateMedia({ colorScheme });
      const list = await violations(page, asked);
      if (list.length > 0) found[`${colorScheme}, ${viewport.width} px`] = list;
    }
  }
  return found;
}
