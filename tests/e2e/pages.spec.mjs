// Every address of the site, opened directly as from a search engine or a bookmark.
import { expect } from '@playwright/test';
import { findings } from './policy.mjs';
import {
  BUNDLE,
  UNKNOWN,
  bundle,
  embeds,
  figure,
  goal,
  label,
  lines,
  notice,
  open,
  openNewer,
  pages,
  period,
  periodsOf,
  plain,
  quantity,
  serveNewer,
  sourceTitle,
  test,
  title,
} from './site.mjs';
import { brokenLinks, differences, found, mistakes, problemsOf, repeated, walk } from './walk.mjs';

/** The most requests that a first view may take. */
const FIRST_VIEW = 8;

// One walk over all addresses serves all tests of this file.
test.describe.configure({ mode: 'default' });

/** What was seen, by address. */
let seen;

test.beforeAll(async ({ browser, baseURL }) => {
  test.setTimeout(180_000);
  const walked = await walk(browser, baseURL, [...pages.map(({ address }) => address), UNKNOWN]);
  expect(walked.violations, 'violations of the Content Security Policy').toEqual([]);
  ({ seen } = walked);
});

/** Expects all texts on the page of an address. */
function expectTexts(address, texts) {
  const { text } = seen.get(address);
  const missing = texts.filter((wanted) => !text.includes(wanted.replace(/\s+/g, ' ')));
  expect.soft(missing, `texts that ${address} lacks`).toEqual([]);
}

test('every address of the bundle opens directly, and unknown ones have status 404', () => {
  for (const [address, { status }] of seen) {
    expect.soft(status, address).toBe(address === UNKNOWN ? 404 : 200);
  }
});

test('every page has one main heading, a title, a description and a language', () => {
  for (const { address, heading, name, description } of pages) {
    const page = seen.get(address);
    expect.soft(page.h1, address).toEqual([heading]);
    expect.soft(page.title, address).toBe(title(name));
    if (description) expect.soft(page.description, address).toBe(description);
    else expect.soft(page.description.length, `description of ${address}`).toBeGreaterThan(20);
    expect.soft(page.lang, address).toBe(bundle.locale);
  }
  const titles = pages.map(({ address }) => seen.get(address).title);
  expect(new Set(titles).size, 'no two pages share a title').toBe(titles.length);
});

test('no page logs an error or a warning, or fails to get a file', () => {
  expect(problemsOf(seen)).toEqual({});
});

test('a first view takes few requests, to this host alone, and no file twice', ({ baseURL }) => {
  const isForeign = (url) => !url.startsWith(`${baseURL}/`);
  expect.soft(found(seen, ({ requests }) => requests.filter(isForeign)), 'to others').toEqual({});
  expect.soft(found(seen, ({ requests }) => repeated(requests)), 'twice').toEqual({});
  expect.soft(found(seen, ({ requests }) => requests.slice(FIRST_VIEW)), `more than ${FIRST_VIEW}`).toEqual({});
});

test('text is the same without script, before the app and with it', () => {
  expect.soft(differences(seen)).toEqual({});
  for (const { address, heading } of pages) {
    expect.soft(seen.get(address).withoutScript.seen, `what is seen of ${address}`).toContain(heading);
  }
});

test('without script, no page shows a control that needs it, or a message', () => {
  expect(found(seen, ({ needless }) => needless)).toEqual({});
});

test('Google’s evaluator finds nothing of high or medium severity in the policy of any page', () => {
  for (const [address, { policy }] of seen) {
    expect.soft(policy, address).toBeTruthy();
    expect.soft(findings(policy ?? ''), address).toEqual([]);
  }
  expect(findings("default-src 'none'; script-src *"), 'it does look').not.toEqual([]);
});

test('the HTML of every page, rendered and as served, is valid', async ({ page, request }, info) => {
  test.setTimeout(120_000);
  const texts = {};
  for (const [address, { html, served }] of seen) {
    texts[`rendered ${address}`] = html;
    texts[`served ${address}`] = served;
  }
  for (const address of embeds) texts[`served ${address}`] = await (await request.get(address)).text();
  const render = () => page.evaluate(() => `<!doctype html>${document.documentElement.outerHTML}`);
  await page.route(BUNDLE, (route) => route.fulfill({ status: 500, body: '' }));
  await open(page, '/');
  await expect(notice(page)).not.toBeEmpty();
  texts['with a notice'] = await render();
  await page.unroute(BUNDLE);
  await serveNewer(page);
  await openNewer(page, `/kpis/${bundle.kpis[0].id}/`);
  texts['with newer content'] = await render();
  expect(await mistakes(info.outputPath('html'), texts)).toEqual([]);
});

test('every link within the site leads to a page and a part of it that exist', async ({ baseURL, request }) => {
  expect(await brokenLinks(seen, baseURL, request)).toEqual([]);
});

test('every page can be reached by links from the first one', ({ baseURL }) => {
  const reached = new Set(['/']);
  for (const address of reached) {
    const links = seen.get(address)?.links.map((link) => new URL(link)) ?? [];
    for (const { origin, pathname } of links) {
      if (origin === baseURL) reached.add(pathname);
    }
  }
  for (const { address } of pages) expect.soft([...reached]).toContain(address);
});

test('no id stands twice on a page', () => {
  expect(found(seen, ({ ids }) => repeated(ids))).toEqual({});
});

test('the page for unknown addresses says so and leads to every page', ({ baseURL }) => {
  const page = seen.get(UNKNOWN);
  expect(page.h1).toEqual(['Page not found']);
  expect(page.title).toBe(title('Page not found'));
  for (const { address } of pages) expect.soft(page.links).toContain(baseURL + address);
});

test('every picture has its alternative text', () => {
  // Small pictures are a part of the page, and others have a name with their hash, so a
  // picture is found by its text.
  const alternatives = seen.get('/').images.map(([, alt]) => alt);
  for (const { id, image } of bundle.initiatives.filter(({ image }) => image)) {
    expect.soft(alternatives.filter((alt) => alt === image.alt), id).toHaveLength(1);
  }
  expect(found(seen, ({ images }) => images.filter(([, alt]) => alt === null))).toEqual({});
});

test('every section of every page shows its whole text', () => {
  for (const page of bundle.pages) {
    const texts = page.sections.flatMap((section) => [
      section.heading,
      ...lines(section.intro),
      ...lines(section.body),
      ...(section.lead ? [plain(section.lead)] : []),
      ...(section.items ?? []).flatMap((item) => [
        item.title ?? item.label,
        ...(item.when ? [period(item.when)] : []),
        ...[item.text, item.description].filter(Boolean).map(plain),
      ]),
      ...(section.footnotes ?? []).map((footnote) => plain(footnote.text)),
      ...(section.figures ?? []).map((entry) => plain(entry.statement)),
      ...(section.source ? [sourceTitle(section.source)] : []),
    ]);
    expectTexts(page.id === 'home' ? '/' : `/${page.id}/`, texts);
  }
});

test('every Key Insight shows its figure, statement, survey date and source', async ({ page }) => {
  await open(page, '/');
  for (const insight of bundle.insights) {
    const tile = page.locator(`#${insight.id}`);
    const isDated = insight.period !== 'not stated';
    for (const text of [
      figure(insight, insight.unit),
      plain(insight.statement),
      isDated ? period(insight.period) : 'Survey year not given',
      sourceTitle(insight.source),
    ]) {
      await expect.soft(tile).toContainText(text);
    }
    expectTexts('/', [label('measures', insight.measure), label('audiences', insight.audience)]);
  }
});

test('every initiative shows its facts with their sources, its notes and its link', ({ baseURL }) => {
  for (const initiative of bundle.initiatives) {
    const address = `/initiatives/${initiative.id}/`;
    expectTexts(address, [
      initiative.summary,
      // A source that all share is named once.
      ...initiative.facts.map((fact) => plain(fact.text)),
      ...initiative.facts.map((fact) => `Source: ${sourceTitle(fact.source)}`),
      ...initiative.notes.map(plain),
      ...initiative.audiences.map((id) => label('audiences', id)),
      ...initiative.themes.map((id) => label('themes', id)),
      ...(initiative.link ? [initiative.link.label] : []),
    ]);
    if (initiative.link) {
      const { href } = new URL(initiative.link.href, baseURL);
      expect.soft(seen.get(address).links).toContain(href);
    }
    expectTexts('/initiatives/', [initiative.title, initiative.summary]);
  }
});

test('every KPI shows all its figures, gaps with their reasons, targets and sources', () => {
  for (const kpi of bundle.kpis) {
    const address = `/kpis/${kpi.id}/`;
    const { rows } = seen.get(address);
    const expectRow = (cells) => {
      // Every cell in its order; others may stand between.
      const found = rows.some((row) => {
        const rest = [...row];
        return cells.every((cell) => {
          const place = rest.findIndex((text) => text.includes(cell));
          return place >= 0 && rest.splice(0, place + 1).length > 0;
        });
      });
      expect.soft(found, `${address} has a row of ${cells.join(' | ')}`).toBe(true);
    };
    for (const observation of kpi.series.flatMap((series) => series.observations)) {
      const words = [observation.missing, observation.note && plain(observation.note)].filter(Boolean);
      // A row of several periods without a figure names the first and the last.
      expectRow([
        ...(observation.missing ? [] : [period(observation.period)]),
        figure(observation, kpi.unit),
        sourceTitle(observation.source),
        ...(words.length > 0 ? [words.join(' ')] : []),
      ]);
    }
    for (const target of kpi.targets) {
      const words = goal(target.goal, kpi.unit, target.baseline);
      const cells = rows.find((row) => row[0] === words) ?? [];
      const text = cells.join(' | ');
      const wanted = [
        period(target.set),
        period(target.superseded ?? target.withdrawn?.at ?? target.due),
        sourceTitle(target.source),
        target.note ? plain(target.note) : '',
      ];
      for (const part of wanted) expect.soft(text, `a target on ${address}`).toContain(part);
    }
    const count = kpi.targets.length + kpi.series.flatMap((series) => series.observations).length;
    const texts = rows.map((row) => row.join(' '));
    expect.soft(periodsOf(texts), `rows of ${address}`).toBe(count);
    expectTexts(address, [
      plain(kpi.measures),
      // A single figure is not named after its title again.
      ...(kpi.series.length > 1 ? kpi.series.map((series) => series.label) : []),
      ...kpi.audiences.map((id) => label('audiences', id)),
      ...(kpi.breaks ?? []).map((entry) => plain(entry.reason)),
      ...(kpi.related ?? []).flatMap((entry) => [
        quantity(entry.value, entry.unit),
        plain(entry.statement),
        plain(entry.why),
        sourceTitle(entry.source),
      ]),
      ...kpi.notes.map(plain),
    ]);
    expectTexts('/kpis/', [kpi.title]);
  }
});

test('every source shows its title, publisher, date, place and note', ({ baseURL }) => {
  const { ids, links } = seen.get('/sources/');
  for (const source of bundle.sources) {
    const group = bundle.sources.filter(
      (other) => other.publisher === source.publisher && other.type === source.type,
    );
    const areUndated =
      group.length > 1 && group.every(({ published }) => published === 'not stated');
    const published = areUndated
      ? 'No publication dates are given.'
      : source.published === 'not stated'
        ? `${source.title} Undated.`
        : `${source.title} Published ${period(source.published)}.`;
    expectTexts('/sources/', [
      source.publisher,
      source.title,
      published,
      ...(source.locator ? [source.locator] : []),
      ...(source.note ? [plain(source.note)] : []),
    ]);
    expect.soft(ids).toContain(source.id);
    if (source.href) expect.soft(links).toContain(new URL(source.href, baseURL).href);
  }
});

test('every page says that the site is not official, and which revision it shows', async ({
  page,
}) => {
  await open(page, '/kpis/');
  const footer = page.getByRole('contentinfo');
  await expect(footer).toContainText(plain(bundle.site.disclaimer));
  await expect(footer).toContainText(
    `Data updated ${period(bundle.published)} (revision ${bundle.revision})`,
  );
});

test('no page scrolls sideways at 320 pixels', () => {
  expect(found(seen, ({ tooWide }) => tooWide)).toEqual({});
});

test('on paper there is the content without navigation and filters', async ({ page }) => {
  await open(page, '/');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('heading', { name: bundle.initiatives[0].title })).toBeVisible();
  await expect(page.getByRole('contentinfo')).toContainText(bundle.revision);
  for (const nav of await page.locator('nav').all()) await expect.soft(nav).toBeHidden();
  await expect(page.getByRole('search')).toBeHidden();
});
