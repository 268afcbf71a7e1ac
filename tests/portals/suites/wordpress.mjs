// What a scorecard's embeds look like in WordPress, in its two kinds of themes and three engines:
// for an administrator, who may save any HTML, and an author, who may not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JSDOM } from 'jsdom';
import { WIDTHS, expectLive, expectRight } from '../engines.mjs';
import { EXHIBITS, PROVIDER } from '../scorecard.mjs';
import * as system from '../wordpress.mjs';

/** Posts by the ways of embedding that they have side by side; frames with and without script cannot be. */
const POSTS = [['address', 'picture'], ['frame'], ['automatic', 'element']];
/** Whose links are followed, in each theme: of a small thing, and of one that is shown in part. */
const FOLLOWED = [EXHIBITS[0], EXHIBITS.find(({ name }) => name === 'chart/scorecard')];
/** WordPress gives no frame less, in pixels. */
const LIMITS = { address: { least: 200 } };

export async function wordpress(site) {
  const portal = await system.wordpress(site);
  const posts = [];
  for (const ways of POSTS) {
    const sections = ways.flatMap((way) => EXHIBITS.map((exhibit) => section(site, exhibit, way)));
    posts.push(await portal.post('administrator', sections.join('\n')));
  }

  test('WordPress’s editor is shown an embed for every address, whoever pastes it', async () => {
    for (const user of ['administrator', 'author']) {
      await Promise.all(EXHIBITS.map(async (exhibit) => {
        const { type, html } = await portal.look(user, site.pasted(exhibit));
        const { src } = new JSDOM(html).window.document.querySelector('iframe');
        assert.deepEqual([type, new URL(src).pathname], ['rich', `/embed/${exhibit.name}/`]);
      }));
    }
  });

  test('of a snippet by an author in WordPress without rights for HTML stays a link to the right page, and a picture', async () => {
    for (const exhibit of EXHIBITS) {
      for (const way of ['frame', 'automatic', 'element', 'picture']) {
        const snippet = new JSDOM(site.snippets(exhibit.name)[way]).window.document;
        const { content } = await portal.post('author', block(site, exhibit, way));
        const kept = new JSDOM(content.rendered).window.document;
        assert.deepEqual(sources(kept), sources(snippet), content.rendered);
        assert.equal(kept.querySelector('iframe, script, [of]'), null, content.rendered);
        assert.equal(kept.body.textContent.trim(), visible(snippet), content.rendered);
      }
    }
  });

  test('in WordPress an address by an author is embedded as one by an administrator is', async () => {
    const [exhibit] = EXHIBITS;
    const { content } = await portal.post('author', block(site, exhibit, 'address'));
    const { src } = new JSDOM(content.rendered).window.document.querySelector('iframe');
    assert.equal(new URL(src).pathname, `/embed/${exhibit.name}/`);
  });

  const pages = (page, engine) => {
    for (const theme of system.THEMES) {
      for (const width of WIDTHS) {
        for (const [number, ways] of POSTS.entries()) {
          test(`${ways.join(' and ')} in WordPress, ${theme}, at ${width} pixels`, async () => {
            const address = `${portal.address}/?p=${posts[number].id}&theme=${theme}`;
            const picture = ways.includes('address') && theme;
            await expectRight(page(), address, { width, ways, limits: LIMITS, picture });
          });
        }
      }
    }

    test('a link in an embed leads WordPress’s page there', async () => {
      for (const [number, theme] of system.THEMES.entries()) {
        await page().open(`${portal.address}/?p=${posts[0].id}&theme=${theme}`, { width: 1100, height: 800 });
        await expectLive(page(), FOLLOWED[number].name);
      }
    });

    // What it saves does not depend on the engine.
    if (engine !== 'chromium') return;
    test('WordPress’s editor saves pasted addresses as the posts of these tests have them', async () => {
      const saved = await system.paste(page(), portal, EXHIBITS.map(site.pasted));
      assert.equal(saved, EXHIBITS.map((exhibit) => block(site, exhibit, 'address')).join('\n\n'));
    });
  };
  return { pages, close: portal.close };
}

/** An embed between two paragraphs, as geometry.mjs wants it. */
function section(site, exhibit, way) {
  const text = `Text beside ${exhibit.name}, which is long enough to be as wide as the column of text is here, on every screen.`;
  return `${paragraph(text, `id="${way}-${exhibit.name}"`)}\n${block(site, exhibit, way)}\n${paragraph('Text that follows.', 'class="after"')}`;
}

function paragraph(text, attributes) {
  return `<!-- wp:paragraph -->\n<p ${attributes}>${text}</p>\n<!-- /wp:paragraph -->`;
}

/** What the block editor saves for a pasted address, or for a snippet in a block for HTML. */
function block(site, exhibit, way) {
  if (way !== 'address') return `<!-- wp:html -->\n${site.snippets(exhibit.name)[way]}\n<!-- /wp:html -->`;
  const url = site.pasted(exhibit);
  const slug = PROVIDER.toLowerCase().replaceAll(' ', '-');
  return `<!-- wp:embed {"url":"${url}","type":"wp-embed","providerNameSlug":"${slug}"} -->
<figure class="wp-block-embed is-type-wp-embed is-provider-${slug} wp-block-embed-${slug}"><div class="wp-block-embed__wrapper">
${url}
</div></figure>
<!-- /wp:embed -->`;
}

/** Where links lead and pictures come from. */
function sources(document) {
  return [[...document.links].map(({ href }) => href), [...document.images].map(({ src, alt }) => ({ src, alt }))];
}

/** The text of a snippet. */
function visible({ body }) {
  return [...body.childNodes].filter(({ localName }) => localName !== 'script').map(({ textContent }) => textContent).join('').trim();
}
