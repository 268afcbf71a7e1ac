// Programs that a test starts, and the folders that they work in: all end with the test, also
// when it fails.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from '../engines/browsers.mjs';
import { start } from '../engines/processes.mjs';

/** A folder of its own; `remove` deletes it, as does the end of the test. */
export function temporaryFolder(name) {
  const path = mkdtempSync(join(tmpdir(), `scorecard-${name}-`));
  // Programs that have just been ended may still be writing.
  const remove = () => rmSync(path, { recursive: true, force: true, maxRetries: 10 });
  process.once('exit', remove);
  return { path, remove };
}

/**
 * Starts a program and waits until `isReady` is true, which is given all that it has printed.
 * `end` ends it with everything that it started.
 */
export async function serve(program, args, { env, isReady }) {
  const started = start(program, args, env);
  let hasEnded = false;
  started.exited.then(() => (hasEnded = true));
  await until(program, () => hasEnded || isReady(started.said), 60_000);
  if (hasEnded) throw new Error(`${program} ended by itself: ${started.said}`);
  return started;
}

/** Runs a program to its end and gives what it printed; `input` is what it reads. */
export async function run(program, args, { input = '', ...options } = {}) {
  // Not synchronously: what it asks for is served by this process.
  const running = promisify(execFile)(program, args, { maxBuffer: 64 << 20, ...options });
  running.child.stdin.end(input);
  try {
    return (await running).stdout;
  } catch (error) {
    // Some say there what is wrong.
    error.message += error.stdout;
    throw error;
  }
}
