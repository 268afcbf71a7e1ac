// What is served to the tests, and where.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TARGET, publishOnce } from './published.mjs';
import { BASE, review as bundle } from './review.mjs';
import { FOLDER, publishSite } from './test-site.mjs';

const port = Number(process.env.E2E_PORT ?? 4173);
const served = (folder, port, base = '/') => ({ folder, port, base, address: `http://127.0.0.1:${port}` });

/** The site of the tests' own government. */
export const site = served(FOLDER, port);

/** What ships; `E2E_FOLDER` names another folder that is to be tested as content. */
export const shipped = served(process.env.E2E_FOLDER ?? 'dist', port + 1);

/** Every kind of chart in every state. */
export const review = served(join(TARGET, 'e2e-review'), port + 2, BASE);

// Playwright does this before it serves them (playwright.config.mjs).
const [, program] = process.argv;
if (program === fileURLToPath(import.meta.url)) {
  publishSite();
  publishOnce(bundle, review.folder, { base: BASE });
}
