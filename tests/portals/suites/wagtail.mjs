// Wagtail, with our finder and the site's list of addresses: which addresses an editor can embed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WIDTHS, expectRight } from '../engines.mjs';
import { EXHIBITS } from '../scorecard.mjs';
import * as system from '../wagtail.mjs';

export async function wagtail(site) {
  const { embeddable, others } = site.places();
  const text = (attributes) => ({ type: 'text', value: `<p ${attributes}>Text between embeds.</p>` });
  const blocks = EXHIBITS.flatMap((exhibit) => [
    text(`id="frame-${exhibit.name}"`),
    { type: 'embed', value: site.pasted(exhibit) },
    text('class="after"'),
  ]);
  const portal = await system.wagtail(site, { addresses: [...embeddable, ...others], posts: [blocks] });

  test('in Wagtail every address of an embed can be embedded, pinned ones too, and every page that one represents', () => {
    assert.ok(embeddable.length > 150, 'there are some');
    assert.deepEqual(embeddable.filter((address) => !portal.found[address]), []);
  });

  test('Wagtail refuses what embeds nothing', () => {
    assert.ok(others.length > 5, 'there are some');
    assert.deepEqual(others.filter((address) => portal.found[address]), []);
  });

  const pages = (page) => {
    for (const width of WIDTHS) {
      test(`nothing covers what follows an embed in Wagtail at ${width} pixels`, async () => {
        await expectRight(page(), portal.posts[0], { width, ways: ['frame'], picture: 'wagtail' });
      });
    }
  };
  return { pages, close: portal.close };
}
