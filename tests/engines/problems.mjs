// What goes wrong in a page, recorded by the page itself: an engine whose driver does not tell
// is asked for it. Both functions run in pages.

/** Records from now on; a second time it does nothing. */
export function record() {
  if (window.recordedProblems) return;
  const problems = (window.recordedProblems = []);
  const note = (...words) => problems.push(words.join(' '));
  addEventListener('error', ({ error, message }) => message && note(message, error?.stack ?? ''));
  addEventListener('unhandledrejection', ({ reason }) => note('unhandled:', reason, reason?.stack ?? ''));
  const { error } = console;
  console.error = (...words) => {
    note(...words);
    error(...words);
  };
  // Engines that tell of errors do not tell of these.
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
    console.error('securitypolicyviolation', effectiveDirective, blockedURI, sample));
}

/** Gives what was recorded since it was asked for the last time. */
export function drain() {
  return window.recordedProblems?.splice(0) ?? [];
}
