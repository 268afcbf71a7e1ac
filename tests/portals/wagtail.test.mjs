// Wagtail, with our finder and the site's list of addresses: which addresses an editor can embed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { WIDTHS, expectRight, inEngines } from './engines.mjs';
import { EXHIBITS, scorecard } from './scorecard.mjs';
import { wagtail } from './wagtail.mjs';

let site;
let portal;
let places;

before(async () => {
  site = await scorecard();
  places = site.places();
  const text = (attributes) => ({ type: 'text', value: `<p ${attributes}>Text between embeds.</p>` });
  const blocks = EXHIBITS.flatMap((exhibit) => [
    text(`id="ratio-${exhibit.name}"`),
    { type: 'embed', value: site.pasted(exhibit) },
    text('class="after"'),
  ]);
  const addresses = [...places.embeddable, ...places.others];
  portal = await wagtail(site, { addresses, posts: [blocks] });
});
after(async () => {
  await portal?.close();
  await site?.close();
});

test('an editor can embed every address of an embed, pinned ones too, and every page that one represents', () => {
  assert.ok(places.embeddable.length > 150, 'there are some');
  const missing = places.embeddable.filter((address) => !portal.found[address]);
  assert.deepEqual(missing, []);
});

test('what embeds nothing is refused', () => {
  assert.ok(places.others.length > 5, 'there are some');
  const found = places.others.filter((address) => portal.found[address]);
  assert.deepEqual(found, []);
});

inEngines((page) => {
  for (const width of WIDTHS) {
    test(`nothing covers what follows an embed in Wagtail at ${width} pixels`, async () => {
      await expectRight(page(), portal.posts[0], { width, ways: ['ratio'], picture: 'wagtail' });
    });
  }
});
