// Hugo, with our shortcode: the frames have the height of their content, and a wrong name stops
// the build.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { WIDTHS, expectRight, inEngines } from './engines.mjs';
import { hugo } from './hugo.mjs';
import { EXHIBITS, scorecard } from './scorecard.mjs';

let site;
let portal;
let post;

before(async () => {
  site = await scorecard();
  const sections = EXHIBITS.map(({ name }) => `Text beside it.
{id="automatic-${name}"}

{{< scorecard "${name}" >}}

Text that follows.
{.after}
`);
  portal = hugo(site, sections.join('\n'));
  post = await portal.serve();
});
after(async () => {
  await portal?.close();
  await site?.close();
});

test('a name that the scorecard does not have stops the build, which says so', async () => {
  const wrong = hugo(site, '{{< scorecard "kpi/nothing" >}}');
  try {
    await assert.rejects(wrong.build(), /post\.md:4:1.*the scorecard has no "kpi\/nothing"/);
  } finally {
    await wrong.close();
  }
});

inEngines((page) => {
  for (const width of WIDTHS) {
    test(`the shortcode at ${width} pixels`, async () => {
      await expectRight(page(), post, { width, ways: ['automatic'], picture: 'hugo' });
    });
  }
});
