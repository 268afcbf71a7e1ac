// Embeds in the systems that agencies publish with: `cargo xtask test --only portals`. All of them
// run at once, so that each engine is started once.
import { after, test } from 'node:test';
import { inEngines } from './engines.mjs';
import { scorecard } from './scorecard.mjs';
import { hugo } from './suites/hugo.mjs';
import { sanitisers } from './suites/sanitisers.mjs';
import { wagtail } from './suites/wagtail.mjs';
import { wordpress } from './suites/wordpress.mjs';

const site = await scorecard();
const suites = [sanitisers, hugo, wagtail, wordpress];
const started = await Promise.allSettled(suites.map((suite) => suite(site)));
const portals = [];
for (const [number, { value, reason }] of started.entries()) {
  test(`${suites[number].name} starts`, () => {
    if (reason) throw reason;
  });
  if (value) portals.push(value);
}
inEngines((page, engine) => {
  for (const { pages } of portals) pages?.(page, engine);
});
after(async () => {
  await Promise.all(portals.map(({ close }) => close?.()));
  await site.close();
});
