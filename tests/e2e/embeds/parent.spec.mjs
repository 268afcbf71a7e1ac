// The parent's half of the protocol: embed.js gives plain iframes of embed pages their height.
import { expect } from '@playwright/test';
import { EMBEDS, REFUSED, events, script, test } from './elements.mjs';
import { HEIGHT, UNKNOWN } from './stub-site.mjs';

const [kind, id] = EMBEDS[3];
const snippet = (site, path = `${kind}/${id}/`, more = '') =>
  `<iframe src="${site}embed/${path}" title="A KPI" width="100%" height="400" ${more}></iframe>`;
const iframe = (page) => page.locator('iframe');
const content = (page) => page.frameLocator('iframe').locator('#embed');
const height = (page) => iframe(page).evaluate((it) => it.clientHeight);

test('a plain iframe is as high as its content, and grows and shrinks with it', async ({ host, site }) => {
  const page = await host(snippet(site, undefined, 'style="border: 3px solid; box-sizing: border-box"') + script(site));
  const contentHeight = () => content(page).evaluate((it) => Math.ceil(it.getBoundingClientRect().bottom));
  const isRight = async () => expect.poll(async () => (await height(page)) - (await contentHeight())).toBe(0);
  await isRight();
  for (const more of [500, 20]) {
    const before = await contentHeight();
    await content(page).evaluate((it, more) => (it.style.height = `${more}px`), more);
    await expect.poll(contentHeight).not.toBe(before);
    await isRight();
  }
});

test('an iframe that was ready before the script is asked', async ({ host, stub }) => {
  const page = await host(snippet(stub.root));
  await expect(content(page)).toBeVisible();
  expect(await height(page)).toBe(400);
  await page.addScriptTag({ type: 'module', url: `${stub.root}embed.js` });
  await expect.poll(() => height(page)).toBe(HEIGHT);
});

test('iframes that come later, and those that are lazy, get their height', async ({ host, stub }) => {
  const page = await host(`<div style="height: 9000px"></div>${snippet(stub.root, undefined, 'loading="lazy"')}${script(stub.root)}`);
  await expect(iframe(page)).toHaveCount(1);
  await iframe(page).scrollIntoViewIfNeeded();
  await expect.poll(() => height(page)).toBe(HEIGHT);
});

test.describe('of what there is not', () => {
  // The browser says itself that a frame's page is missing.
  test.use({ mayLog: REFUSED });

  test('the page is told by an event, and its frame keeps its size', async ({ host, site, heard }) => {
    const page = await host(snippet(site, `kpi/${UNKNOWN}/`) + script(site));
    expect(await events(heard, 1)).toMatchObject([{ type: 'civic-error', on: 'iframe', kind: 'kpi', id: UNKNOWN, reason: 'missing' }]);
    expect(await height(page)).toBeGreaterThanOrEqual(400);
  });
});

test('nothing else is taken for a height', async ({ host, stub }) => {
  // A frame of the site that says what a test wants, and one of the host's own.
  const says = (messages) => `<!doctype html><script>for (const message of ${JSON.stringify(messages)}) parent.postMessage(message, '*')</script>`;
  const wrong = [0, -1, 1.5, 20001, '300', null, [300]].map((height) => ({ civicScorecard: 1, type: 'height', height }));
  const others = [
    { civicScorecard: 2, type: 'height', height: 300 },
    { type: 'height', height: 300 },
    { civicScorecard: 1, type: 'error', reason: 'whatever' },
    { civicScorecard: 1, type: ['height'], height: 300 },
    'civicScorecard',
    null,
  ];
  stub.answers.set('/embed/kpi/wrong/', { body: says([...wrong, ...others]) });
  const right = { civicScorecard: 1, type: 'height', height: 300 };
  stub.answers.set('/embed/kpi/right/', { body: says([right]) });
  stub.answers.set('/elsewhere/', { body: says([right]) });
  const page = await host(
    `${script(stub.root)}<script>
      // Asked for only when the script listens.
      addEventListener('load', () => {
        for (const [name, src] of Object.entries({
          wrong: '${stub.root}embed/kpi/wrong/',
          elsewhere: '${stub.root}elsewhere/',
          // The address is of the site, the page in it is not: sandboxed, it has another origin.
          sandboxed: '${stub.root}embed/kpi/right/?sandboxed',
          host: 'host.html',
          right: '${stub.root}embed/kpi/right/',
        })) {
          const frame = document.createElement('iframe');
          Object.assign(frame, { src, id: name, title: name, height: 400 });
          if (name === 'sandboxed') frame.sandbox = 'allow-scripts';
          document.body.append(frame);
        }
      });
      // The host itself may say what it likes too.
      addEventListener('load', () => postMessage(${JSON.stringify(right)}, '*'));
    </script>`,
    { files: { 'host.html': says([right]) } },
  );
  const heights = () => page.evaluate(() => Object.fromEntries([...document.querySelectorAll('iframe')].map((it) => [it.id, it.clientHeight])));
  await expect.poll(async () => (await heights()).right).toBe(300);
  await page.waitForLoadState('networkidle');
  expect(await heights()).toEqual({ wrong: 400, elsewhere: 400, sandboxed: 400, host: 400, right: 300 });
});

test('a host that sets heights of its own with !important does not win', async ({ host, stub }) => {
  const page = await host(`<style>iframe { height: 150px !important; max-height: 200px !important }</style>${snippet(stub.root)}${script(stub.root)}`);
  await expect.poll(() => height(page)).toBe(HEIGHT);
});

// As code, because JSON knows neither all numbers nor all objects.
const posts = (code) => `<!doctype html><script>const say = (message) => parent.postMessage(message, '*'); ${code}</script>`;

for (const [name, inElement] of [['a plain iframe', false], ["an element's frame", true]]) {
  test(`what is built in is no reason, no height and no type: ${name}`, async ({ host, stub, heard }) => {
    const code = `
      ${inElement ? "say({ civicScorecard: 1, type: 'ready' });" : ''}
      const reasons = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', '', 'ready', 'height', 'blocked', 'network', 'invalid',
        ['missing'], { missing: 1 }, 1, null, undefined, new String('missing'), new Map([['missing', 1]])];
      for (const reason of reasons) say({ civicScorecard: 1, type: 'error', reason });
      const heights = [NaN, Infinity, -Infinity, -0, 0, -300, 0.5, 1e308, 20001, 2 ** 53, 300n, '300', [300], { valueOf: 1 }, new Number(300), new Date(300), null, undefined];
      for (const height of heights) say({ civicScorecard: 1, type: 'height', height });
      for (const type of ['constructor', '__proto__', 'hello', 'theme', ['height'], null]) say({ civicScorecard: 1, type, height: 300, reason: 'missing' });
      const polluting = JSON.parse('{"civicScorecard":1,"type":"height","__proto__":{"height":300},"constructor":{"prototype":{"height":300}}}');
      say(polluting);
      for (const version of [true, '1', [1], 1n, { valueOf: 1 }, new Number(1)]) say({ civicScorecard: version, type: 'height', height: 300 });
      say(new Map([['civicScorecard', 1]])); say(new Uint8Array(8)); say(new Error('civicScorecard')); say(/civicScorecard/);
      say({ civicScorecard: 1, type: 'height', height: 301 });`;
    stub.answers.set(`/embed/${kind}/${id}/`, { body: posts(code) });
    const other = stub.root.replace('127.0.0.1', 'localhost');
    const page = await host(`${inElement ? `<civic-${kind} of="${id}" site="${other}">Text</civic-${kind}>` : snippet(stub.root)}
      <script>
        // All that a frame's height is set to.
        window.heights = [];
        const { setProperty } = CSSStyleDeclaration.prototype;
        CSSStyleDeclaration.prototype.setProperty = function (name, value, ...more) {
          if (name === 'height') heights.push(value);
          return setProperty.call(this, name, value, ...more);
        };
      </script>${script(stub.root)}`);
    await expect.poll(() => page.evaluate(() => heights)).toEqual(['301px']);
    expect(await heard()).toEqual(inElement ? [expect.objectContaining({ type: 'civic-ready', mode: 'frame' })] : []);
    expect(await page.evaluate(() => [{}.height, {}.missing, Object.keys(Object.prototype).length])).toEqual([undefined, undefined, 0]);
  });
}

test('a flood of messages leaves the page answering, and the last height counts', async ({ host, stub }) => {
  // Also when it is asked, as any frame answers: nobody listens if the frame is there first.
  const code = `
    const flood = () => {
      for (let i = 0; i < 20000; i += 1) say({ civicScorecard: 1, type: 'height', height: 1 + (i * 7919) % 20000 });
      say({ civicScorecard: 1, type: 'height', height: 345 });
    };
    flood();
    addEventListener('message', flood, { once: true });`;
  stub.answers.set(`/embed/${kind}/${id}/`, { body: posts(code) });
  const page = await host(`${'<p>Text of the page around.</p>'.repeat(500)}${snippet(stub.root)}${script(stub.root)}`);
  await expect.poll(() => height(page), { timeout: 20_000 }).toBe(345);
});

test('a page that leads its frame elsewhere takes nothing from there', async ({ host, stub, heard }) => {
  const strange = stub.root.replace('127.0.0.1', 'localhost');
  const right = "say({ civicScorecard: 1, type: 'ready' }); say({ civicScorecard: 1, type: 'height', height: 300 }); say({ civicScorecard: 1, type: 'error', reason: 'missing' });";
  stub.answers.set('/strange/', { body: posts(right) });
  stub.answers.set(`/embed/${kind}/${id}/`, { body: `<!doctype html><script>location = '${strange}strange/'</script>` });
  const page = await host(snippet(stub.root) + script(stub.root));
  await expect.poll(() => page.frames()[1].url()).toBe(`${strange}strange/`);
  await page.waitForLoadState('networkidle');
  expect([await height(page), await heard()]).toEqual([400, []]);
});
