// Hugo, with our shortcode: the frames have the height of their content, and a wrong name stops
// the build.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WIDTHS, expectRight } from '../engines.mjs';
import * as system from '../hugo.mjs';
import { EXHIBITS } from '../scorecard.mjs';

export async function hugo(site) {
  const sections = EXHIBITS.map(({ name }) => `Text beside it.
{id="automatic-${name}"}

{{< scorecard "${name}" >}}

Text that follows.
{.after}
`);
  const portal = system.hugo(site, sections.join('\n'));
  const post = await portal.serve();

  test('a name that the scorecard does not have stops the build, which says so', async () => {
    const wrong = system.hugo(site, '{{< scorecard "kpi/nothing" >}}');
    try {
      await assert.rejects(wrong.build(), /post\.md:4:1.*the scorecard has no "kpi\/nothing"/);
    } finally {
      await wrong.close();
    }
  });

  const pages = (page) => {
    for (const width of WIDTHS) {
      test(`Hugo's shortcode at ${width} pixels`, async () => {
        await expectRight(page(), post, { width, ways: ['automatic'], picture: 'hugo' });
      });
    }
  };
  return { pages, close: portal.close };
}
