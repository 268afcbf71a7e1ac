// Starts `scorecard preview` for programs that need a served folder.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** How the publisher's command is run: built when it has to be. */
export const SCORECARD = ['cargo', 'run', '--quiet', '--bin', 'scorecard', '--'];

/**
 * Serves a folder on a free port, under the path `base`, and gives its address, which ends
 * with a slash, and what stops it.
 */
export async function preview({ folder, base = '/', watch = false }) {
  const [program, ...before] = SCORECARD;
  const options = ['--port', '0', '--base', base, ...(watch ? ['--watch'] : [])];
  // A process group of its own, because cargo starts the command as its child.
  const child = spawn(program, [...before, 'preview', folder, ...options], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const close = async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid);
    await exited;
  };
  const address = new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = line.match(/http:\S+/);
      if (found) resolve(found[0]);
    });
  });
  const failed = exited.then((code) => {
    throw new Error(`scorecard preview ended with ${code} before it listened`);
  });
  // Also when the address is known first and no one waits for this any more.
  failed.catch(() => {});
  return { address: await Promise.race([address, failed]), close };
}
