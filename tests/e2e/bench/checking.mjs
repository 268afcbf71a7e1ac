// How long `scorecard check` takes for a large bundle, and whether that grows with its size.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TARGET } from '../published.mjs';
import { bundle } from '../site.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** How many figures a KPI has. */
const FIGURES = 40;

/** Bundles of so many KPIs and initiatives, each with the times of `runs` checks in ms. */
export function checks(sizes, runs) {
  execFileSync('cargo', ['build', '--quiet', '--release', '--bin', 'scorecard'], { cwd: root, stdio: 'inherit' });
  const folder = mkdtempSync(join(tmpdir(), 'scorecard-checked-'));
  try {
    return sizes.map(([kpis, initiatives]) => {
      const file = join(folder, `${kpis}.json`);
      writeFileSync(file, JSON.stringify(large(kpis, initiatives), null, 1));
      const times = Array.from({ length: runs }, () => {
        const start = performance.now();
        execFileSync(join(TARGET, 'release/scorecard'), ['check', file], { stdio: 'ignore' });
        return performance.now() - start;
      });
      return { kpis, initiatives, times };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A valid bundle of so many KPIs and initiatives, around what the tests' government has. */
function large(kpis, initiatives) {
  const source = bundle.sources[0].id;
  const audience = bundle.audiences[0].id;
  const figure = (kpi, index) => ({
    period: `${1980 + index}`,
    value: ((kpi * 7919 + index * 31) % 1000) / 10,
    source,
  });
  return {
    ...bundle,
    pages: [{
      id: 'home', label: 'Home', title: 'Many', description: 'Many figures.',
      sections: [{ kind: 'scorecard', id: 'results', heading: 'Results' }],
    }],
    insights: [],
    kpis: Array.from({ length: kpis }, (_, kpi) => ({
      id: `kpi-${kpi}`, title: `Indicator ${kpi}`, measures: 'The share of people who were asked and said so.',
      unit: '%', better: 'higher', audiences: [audience],
      series: [{ id: 'all', label: 'All', observations: Array.from({ length: FIGURES }, (_, index) => figure(kpi, index)) }],
      targets: [{ goal: { atLeast: 80 }, set: '2000', due: '2035', source }],
    })),
    initiatives: Array.from({ length: initiatives }, (_, index) => ({
      id: `initiative-${index}`, title: `Initiative ${index}`, summary: 'What it does, and who gains from it.',
      facts: [{ text: `It works towards [an indicator](/kpis/kpi-${index % kpis}/).`, source }],
      audiences: [audience], kpis: [`kpi-${index % kpis}`],
      link: { label: 'Read on', href: `https://example.org/${index}` },
    })),
  };
}
