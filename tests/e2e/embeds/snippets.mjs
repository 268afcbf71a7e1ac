// Embeds as editors paste them, and pages of other sites around them.
import { bundle, drawnSections } from '../expected.mjs';

/** An embed of each kind, as the site has it. */
export const EMBEDS = [
  ['card', bundle.initiatives[0].id],
  ['insight', bundle.insights[0].id],
  ['figure', bundle.kpis[0].id],
  ['kpi', bundle.kpis[1].id],
  ['chart', 'insights'],
  ['results', 'scorecard'],
  ...['multiples', 'wheel'].map((kind) => [kind, drawnSections.find((section) => section.kind === kind).id]),
];

/** A page of another site around something. */
export function portal(body) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>A portal</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<main><h1>A portal</h1>${body}</main></html>`;
}

/** The script of the elements, as a snippet has it. */
export function script(site) {
  return `<script type="module" src="${site}embed.js"></script>`;
}

/** An element as a snippet has it, with its fallback. */
export function element([kind, id], attributes = '') {
  return `<civic-${kind} of="${id}" ${attributes}><a href="https://example.org/">About ${id}</a></civic-${kind}>`;
}
