// Figures that may not be the latest: an embed stays, says so, and tells the host.
import { expect } from '@playwright/test';
import { BUNDLE, newer } from '../site.mjs';
import { EMBEDS, REFUSED, drawn, element, events, script, test } from './elements.mjs';

const [kind, id] = EMBEDS[3];
const NOTE = 'We could not check for newer figures.';
const frames = `script-src * 'unsafe-inline'; connect-src 'none'`;

test.use({ mayLog: REFUSED });

for (const [name, answer] of [
  ['does not come', (route) => route.abort()],
  ['is an error of the server', (route) => route.fulfill({ status: 500, body: '' })],
  ['is no bundle', (route) => route.fulfill({ body: '{"revision":"x","published":"2999-12-31"}' })],
]) {
  test(`a newer bundle that ${name}: drawn inline, each element says so and stays`, async ({ host, page, site, heard }) => {
    await page.route(BUNDLE, answer);
    await host(element([kind, id]) + element(EMBEDS[0]) + script(site));
    const all = await events(heard, 4);
    expect(all.filter(({ type }) => type === 'civic-ready')).toHaveLength(2);
    // In the order in which they were drawn, whichever that is.
    const errors = all.filter(({ type }) => type === 'civic-error').sort((a, b) => a.on.localeCompare(b.on));
    expect(errors).toMatchObject([
      { on: 'civic-card', reason: 'unchecked', message: expect.stringMatching(/./) },
      { on: `civic-${kind}`, kind, id, reason: 'unchecked' },
    ]);
    await expect(drawn(page).getByText(NOTE)).toHaveCount(2);
    await expect(drawn(page, `civic-${kind}`).locator('.drawing:visible')).toBeVisible();
  });
}

test('in a plain frame and in an element that is one, the host is told too', async ({ host, page, site, heard }) => {
  await page.route(BUNDLE, (route) => route.fulfill({ status: 500, body: '' }));
  const frame = `<iframe src="${site}embed/${kind}/${id}/" title="A KPI" width="100%" height="400"></iframe>`;
  await host(frame + element(EMBEDS[0]) + script(site), { csp: frames });
  await expect.poll(async () => (await heard()).filter(({ reason }) => reason === 'unchecked')).toMatchObject([
    { on: expect.stringMatching(/^(iframe|civic-card)$/), reason: 'unchecked' },
    { on: expect.stringMatching(/^(iframe|civic-card)$/), reason: 'unchecked' },
  ]);
  await expect(page.frameLocator('iframe').first().getByText(NOTE)).toBeVisible();
});

for (const [what, change, why] of [
  ['broken', { locale: 1 }, '/locale: 1 is a number'],
  ['older', { published: '1999-01-01' }, 'older than this page'],
]) {
  test(`a bundle that is ${what} is told in the console of a frame, and never in that of a host`, async ({ host, page, site }) => {
    const said = [];
    page.on('console', (message) => said.push([message.type(), message.text(), message.location().url]));
    await page.route(BUNDLE, (route) => route.fulfill({ json: newer((changed) => Object.assign(changed, change)) }));
    const frame = `<iframe src="${site}embed/${kind}/${id}/" title="A KPI" width="100%" height="400"></iframe>`;
    await host(frame + element(EMBEDS[0]) + script(site));
    await expect.poll(() => said).toHaveLength(1);
    await expect(drawn(page)).toBeVisible();
    const [[type, text]] = said;
    expect(type).toBe('warning');
    expect(text).toMatch(/^bundle\/en\.json is not shown: /);
    expect(text).toContain(why);
    await expect(page.frameLocator('iframe').first().getByText(NOTE)).toBeVisible({ visible: what === 'broken' });
    expect(said).toHaveLength(1);
  });
}
