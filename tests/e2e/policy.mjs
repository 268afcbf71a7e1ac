// What Google's evaluator finds in a Content Security Policy.
import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { Severity } from 'csp_evaluator/dist/finding.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';

/** The worst that may be found: what Google's evaluator calls low. */
const HARMLESS = [Severity.LOW, Severity.STRICT_CSP, Severity.INFO, Severity.NONE];

/** What matters of what it finds in a policy. */
export function findings(policy) {
  return new CspEvaluator(new CspParser(policy).csp)
    .evaluate()
    .filter(({ severity }) => !HARMLESS.includes(severity))
    .map(({ directive, value, severity, description }) => `${directive} ${value}: ${Severity[severity]}: ${description}`);
}
