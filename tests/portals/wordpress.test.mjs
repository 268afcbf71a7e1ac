// What a scorecard's embeds look like in WordPress, in its two kinds of themes and three engines:
// for an administrator, who may save any HTML, and an author, who may not.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ENGINES, launch } from '../engines/browsers.mjs';
import { faults } from './geometry.mjs';
import { EXHIBITS, scorecard } from './scorecard.mjs';
import { THEMES, wordpress } from './wordpress.mjs';

const screenshots = fileURLToPath(new URL('../../test-results/portals', import.meta.url));
const WIDTHS = [360, 1100];

/** Posts by the ways of embedding that they have side by side; frames with and without script cannot be. */
const POSTS = [['address', 'picture'], ['frame'], ['automatic', 'element']];

let site;
let portal;
let posts;

before(async () => {
  mkdirSync(screenshots, { recursive: true });
  site = await scorecard();
  portal = await wordpress(site);
  const contents = POSTS.map((ways) => EXHIBITS.flatMap((exhibit) => ways.map((way) => section(exhibit, way))).join('\n'));
  posts = [];
  for (const content of contents) posts.push(await portal.post('administrator', content));
});
after(async () => {
  await portal?.close();
  await site?.close();
});

/** An embed between two paragraphs, as geometry.mjs wants it. */
function section(exhibit, way) {
  const text = `Text beside ${exhibit.name}, which is long enough to be as wide as the column of text is here, on every screen.`;
  return `${paragraph(text, `id="${way}-${exhibit.name}"`)}\n${block(exhibit, way)}\n${paragraph('Text that follows.', 'class="after"')}`;
}

function paragraph(text, attributes) {
  return `<!-- wp:paragraph -->\n<p ${attributes}>${text}</p>\n<!-- /wp:paragraph -->`;
}

/** What the block editor saves for a pasted address, or for a snippet in a block for HTML. */
function block(exhibit, way) {
  if (way !== 'address') return `<!-- wp:html -->\n${site.snippets(exhibit.name)[way]}\n<!-- /wp:html -->`;
  const url = site.pasted(exhibit);
  return `<!-- wp:embed {"url":"${url}"} -->
<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">
${url}
</div></figure>
<!-- /wp:embed -->`;
}

describe('in a browser', { concurrency: 2 }, () => {
  for (const engine of ENGINES) {
    describe(engine, { concurrency: 1 }, () => {
      let browser;
      let page;
      before(async () => {
        browser = await launch(engine);
        page = await browser.newPage();
      });
      after(() => browser?.close());

      for (const theme of THEMES) {
        for (const width of WIDTHS) {
          for (const [number, ways] of POSTS.entries()) {
            test(`${ways.join(' and ')} in ${theme} at ${width} pixels`, async () => {
              const address = `${portal.address}/?p=${posts[number].id}&theme=${theme}`;
              await page.open(address, { width, height: 800 });
              const found = [];
              for (const { name } of EXHIBITS) {
                for (const way of ways) found.push(...(await faults(page, { name, way, host: 'wordpress' })));
              }
              await page.screenshot(`${screenshots}/${engine}-${theme}-${width}-${ways.join('-')}.png`);
              assert.deepEqual(found, []);
            });
          }
        }
      }
    });
  }
});
