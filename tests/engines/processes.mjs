// Programs that end with this process, however it ends.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const running = new Set();
process.on('exit', () => running.forEach(kill));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

/** A process group of its own is ended as a whole. */
function kill({ pid }) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/** Starts a program; `end` ends it and what it has started. */
export function start(program, args, env = {}) {
  // The kernel ends it where this process is killed, and has no time to.
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', program, ...args], {
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const started = { pid: child.pid, stdout: child.stdout, said: '' };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (started.said += text));
  const exited = new Promise((done) => child.once('close', done));
  exited.then(() => running.delete(started));
  running.add(started);
  started.exited = exited;
  started.end = async () => {
    kill(started);
    await exited;
  };
  return started;
}

/** The first line that a program prints. */
export function firstLine(started) {
  const line = new Promise((resolve) => createInterface({ input: started.stdout }).once('line', resolve));
  const failed = started.exited.then(() => {
    throw new Error(`it ended before it said anything: ${started.said}`);
  });
  failed.catch(() => {});
  return Promise.race([line, failed]);
}
