// How long the publisher's command takes for large bundles, how much memory, and whether that grows
// with their size.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TARGET } from '../published.mjs';
import { bundle } from '../site.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const COMMAND = join(TARGET, 'publisher/scorecard');
const APP = join(TARGET, 'unpublished');

/** How many figures a KPI has. */
const FIGURES = 40;

/** How often the memory of a process is looked at, in milliseconds. */
const LOOK = 20;

/** Bundles of so many KPIs and initiatives, each with what `runs` checks took. */
export const checks = (sizes, runs) => measured(sizes, runs, (file) => ['check', file]);

/** The same of publishing, each time as if it was the first. */
export const publications = (sizes, runs) => measured(sizes, runs, (file, folder) => [
  'publish', file, '--out', join(folder, 'site'), '--app', APP, '--no-cache',
]);

/** What publishing a bundle takes that was published just before. */
export const again = (file, runs) => inFolder(async (folder) => {
  const run = () => used([
    'publish', file, '--out', join(folder, 'site'), '--app', APP,
  ], { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') });
  await run();
  return several(runs, run);
});

const measured = (sizes, runs, command) => inFolder(async (folder) => {
  const found = [];
  for (const [kpis, initiatives] of sizes) {
    const file = join(folder, `${kpis}.json`);
    writeFileSync(file, JSON.stringify(large(kpis, initiatives), null, 1));
    found.push({ kpis, initiatives, runs: await several(runs, () => used(command(file, folder))) });
  }
  return found;
});

async function inFolder(work) {
  execFileSync('cargo', ['build', '--quiet', '--profile', 'publisher', '--bin', 'scorecard'], { cwd: root, stdio: 'inherit' });
  const folder = mkdtempSync(join(tmpdir(), 'scorecard-measured-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function several(runs, run) {
  const found = [];
  for (let count = 0; count < runs; count += 1) found.push(await run());
  return found;
}

/** The time that a run of the command takes, in ms, and the most memory that it has, in MB. */
function used(args, env = process.env) {
  return new Promise((done, failed) => {
    const start = performance.now();
    const process = spawn(COMMAND, args, { stdio: ['ignore', 'ignore', 'inherit'], env });
    let mb = 0;
    const look = setInterval(() => {
      try {
        // The highest so far, in kB (`proc_pid_status(5)`).
        const [, peak] = /^VmHWM:\s*(\d+)/m.exec(readFileSync(`/proc/${process.pid}/status`, 'utf8')) ?? [];
        mb = Math.max(mb, (peak ?? 0) / 1000);
      } catch {
        // It has ended.
      }
    }, LOOK);
    process.on('error', failed);
    process.on('exit', (code) => {
      clearInterval(look);
      if (code) failed(new Error(`scorecard ${args.join(' ')} ended with ${code}`));
      else done({ ms: performance.now() - start, mb });
    });
  });
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
