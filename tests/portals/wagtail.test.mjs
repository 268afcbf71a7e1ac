// Wagtail, with our finder and the site's list of addresses: which addresses an editor can embed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { EXHIBITS, scorecard } from './scorecard.mjs';
import { wagtail } from './wagtail.mjs';

let site;
let portal;
let places;

before(async () => {
  site = await scorecard();
  places = site.places();
  const text = { type: 'text', value: '<p>Text between embeds.</p>' };
  const blocks = EXHIBITS.flatMap((exhibit) => [{ type: 'embed', value: site.pasted(exhibit) }, text]);
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
