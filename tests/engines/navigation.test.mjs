// Moving between pages: one document, and a browser that behaves as if there were many.
import assert from 'node:assert/strict';
import { bundle, pages, title } from '../e2e/expected.mjs';
import { expectElement, expectText, open, ready, test } from './suite.mjs';

const kpi = bundle.kpis[0];
/** A window in which even a short page scrolls. */
const SMALL = { width: 1000, height: 400 };

/** Expects the page of an address in every respect that a reader notices. */
async function expectPage(page, address) {
  const { heading, name } = pages.find((page) => page.address === address);
  await page.wait(
    (address, heading, title) => location.pathname === address && document.title === title && document.querySelector('h1').innerText.trim() === heading,
    address, heading, title(name),
  );
}

/** Runs in the page: scrolls to a part of it, and gives where that is, once the app has heard of it. */
async function scroll(part) {
  scrollTo({ top: document.body.scrollHeight * part, behavior: 'instant' });
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return Math.round(scrollY);
}

const mark = (page) => page.evaluate(() => { window.marked = true; });
const isSameDocument = (page) => page.evaluate(() => window.marked === true);

test('following links keeps the document, and moves focus, title, status, mark and place', async ({ page, site }) => {
  await open(page, site, '/');
  await mark(page);
  const addresses = await page.evaluate(() => [...document.querySelectorAll('header nav a')].map((link) => link.getAttribute('href')));
  assert.ok(addresses.length > 2);
  for (const address of addresses.filter((address) => address !== '/')) {
    await page.click(`header nav a[href="${address}"]`);
    await expectPage(page, address);
    // It is read out, and nothing says it twice.
    await expectElement(page, 'h1:focus');
    await expectText(page, '#site-announcement', '');
    await expectElement(page, `header nav [aria-current=page][href="${address}"]`);
    await page.wait(() => scrollY === 0);
  }
  assert.equal(await isSameDocument(page), true);
});

test('back and forward restore page, title and place', async ({ page, site }) => {
  await open(page, site, '/');
  await mark(page);
  const scrollToMiddle = async () => {
    const y = await page.evaluate(scroll, 0.5);
    assert.ok(y > 200);
    return y;
  };
  const isAt = (y) => page.wait((y) => Math.abs(scrollY - y) <= 1, y);
  // Not by the mouse, for which the link would be scrolled to.
  const follow = (selector) => page.evaluate((selector) => document.querySelector(selector).click(), selector);
  const home = await scrollToMiddle();
  await follow(`main a[href="/kpis/${kpi.id}/"]`);
  await expectPage(page, `/kpis/${kpi.id}/`);
  await isAt(0);
  const further = await scrollToMiddle();
  await follow('header nav a[href="/sources/"]');
  await expectPage(page, '/sources/');
  await page.evaluate(() => history.back());
  await expectPage(page, `/kpis/${kpi.id}/`);
  await isAt(further);
  await page.evaluate(() => history.back());
  await expectPage(page, '/');
  await isAt(home);
  await page.evaluate(() => history.forward());
  await expectPage(page, `/kpis/${kpi.id}/`);
  await isAt(further);
  assert.equal(await isSameDocument(page), true);
});

test('a reload keeps the place, and back restores that of an entry from before it', async ({ page, site }) => {
  await open(page, site, '/');
  const y = await page.evaluate(scroll, 0.25);
  const isThere = () => page.wait((y) => Math.abs(scrollY - y) <= 1, y);
  await page.reload();
  await ready(page);
  await isThere();
  await page.evaluate((href) => document.querySelector(href).click(), `main a[href="/kpis/${kpi.id}/"]`);
  await expectPage(page, `/kpis/${kpi.id}/`);
  await page.reload();
  await ready(page);
  await page.evaluate(() => history.back());
  await expectPage(page, '/');
  await isThere();
});

test('a fragment leads to its element, from another page too, and focus goes along', async ({ page, site }) => {
  const used = kpi.series.flatMap(({ observations }) => observations.map(({ source }) => source));
  const source = bundle.sources.findLast(({ id, href }) => href && used.includes(id)).id;
  const isShown = () => page.wait((id) => {
    const { top } = document.getElementById(id).getBoundingClientRect();
    return scrollY > 0 && top >= 0 && top < innerHeight / 2;
  }, source);
  await open(page, site, `/sources/#${source}`, SMALL);
  await isShown();
  await open(page, site, `/kpis/${kpi.id}/`, SMALL);
  await page.evaluate((href) => document.querySelector(`main a[href="${href}"]`).click(), `/sources/#${source}`);
  await expectPage(page, '/sources/');
  await isShown();
  await page.press('Tab');
  const isIn = (id) => document.getElementById(id).contains(document.activeElement);
  assert.equal(await page.evaluate(isIn, source), true, 'the next Tab goes on from there');
});

test('the skip link is the first stop and leads to the content', async ({ page, site }) => {
  await open(page, site, '/kpis/');
  await page.press('Tab');
  await page.wait(() => document.activeElement.matches('.skip') && document.activeElement.getBoundingClientRect().top >= 0);
  await page.press('Enter');
  await expectElement(page, 'main:focus');
});
