// Programs that a test starts, and the folders that they work in: all end with the test, also
// when it fails.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

/** How long a program may take to get ready, in milliseconds. */
const PATIENCE = 60_000;

/** Calls back until that gives something, which is returned; `what` is for the error. */
export async function until(what, callback) {
  const start = Date.now();
  for (;;) {
    const found = await callback();
    if (found) return found;
    if (Date.now() - start > PATIENCE) throw new Error(`waited in vain: ${what}`);
    await pause(20);
  }
}

/** A folder of its own; `remove` deletes it, as does the end of the test. */
export function temporaryFolder(name) {
  const path = mkdtempSync(join(tmpdir(), `scorecard-${name}-`));
  const remove = () => rmSync(path, { recursive: true, force: true });
  process.once('exit', remove);
  return { path, remove };
}

/**
 * Starts a program and waits until `isReady` is true, which is given all that it has printed.
 * `close` ends it with everything that it started.
 */
export async function start(program, args, { env, cwd, isReady }) {
  // A process group of its own, because some start others (PHP its workers).
  const options = { cwd, env: { ...process.env, ...env }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] };
  const child = spawn(program, args, options);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  let ended = '';
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve((ended = `${error}`)));
    child.once('exit', (code, signal) => resolve((ended = `exit ${code ?? signal}`)));
  });
  const end = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // All of them have ended.
    }
  };
  process.once('exit', () => end('SIGKILL'));
  await until(`${program} is ready`, () => {
    if (ended) throw new Error(`${program} did not start (${ended}): ${said}`);
    return isReady(said);
  });
  const close = async () => {
    if (ended) console.error(`${program} ended by itself (${ended}): ${said}`);
    end('SIGTERM');
    await exited;
  };
  return { close, said: () => said };
}

/** Runs a program to its end and gives what it printed; `input` is what it reads. */
export async function run(program, args, { input, ...options } = {}) {
  // Not synchronously: what it asks for is served by this process.
  const running = promisify(execFile)(program, args, { maxBuffer: 64 << 20, ...options });
  running.child.stdin.end(input ?? '');
  const { stdout } = await running;
  return stdout;
}
