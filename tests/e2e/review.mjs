// Publishes the review page into a folder, for `cargo xtask review`.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { publish } from './published.mjs';

/** The path of the review page; no bundle's page can have it (src/bundle/check.rs). */
export const BASE = '/review/';

/** A bundle of every kind of chart in every state. Its figures are made up. */
export const review = JSON.parse(
  readFileSync(new URL('../bundles/review.json', import.meta.url), 'utf8'),
);

// The tests import what is above, and publish by themselves.
const [, program, folder] = process.argv;
if (program === fileURLToPath(import.meta.url)) publish(review, folder, { base: BASE });
