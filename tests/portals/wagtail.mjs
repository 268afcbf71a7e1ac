// A Wagtail that lives as long as a test: a project of a few files with a database in a file,
// served by Django's own server, with our finder as an agency would copy it.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, listens } from '../e2e/hosts.mjs';
import { run, serve, temporaryFolder } from './processes.mjs';

const files = fileURLToPath(new URL('wagtail', import.meta.url));
const finder = fileURLToPath(new URL('../../embed/wagtail.py', import.meta.url));

/**
 * Starts one that can reach the scorecard, with a post of each list of blocks, and tries
 * addresses as its editors' form does:
 *
 * - `found`  the HTML for each address, or null
 * - `posts`  the address of each post
 * - `close()`
 */
export async function wagtail({ root, certificate }, { addresses, posts }) {
  const python = process.env.WAGTAIL_PYTHON;
  if (!python) throw new Error('WAGTAIL_PYTHON names no Python with Wagtail: `cargo xtask test --only portals` sets it');
  const place = temporaryFolder('wagtail');
  cpSync(finder, join(place.path, 'scorecard_embeds.py'));
  const env = {
    ...process.env,
    DJANGO_SETTINGS_MODULE: 'portal.settings',
    PORTAL_DATABASE: join(place.path, 'portal.sqlite'),
    PORTAL_SCORECARD: root,
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONPATH: [files, place.path].join(':'),
    REQUESTS_CA_BUNDLE: certificate,
  };
  const input = JSON.stringify({ addresses, posts });
  const printed = await run(python, [join(files, 'portal.py')], { env, input });
  const port = await freePort();
  const args = ['-m', 'django', 'runserver', '--noreload', '--insecure', `127.0.0.1:${port}`];
  const server = await serve(python, args, { env, isReady: () => listens(port) });
  const close = async () => {
    await server.end();
    place.remove();
  };
  return {
    found: JSON.parse(printed).found,
    posts: posts.map((_, number) => `http://127.0.0.1:${port}/post-${number}/`),
    close,
  };
}
