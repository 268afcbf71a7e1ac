// A Hugo site that lives as long as a test, with our shortcode as an agency would copy it.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, listens } from '../e2e/hosts.mjs';
import { run, serve, temporaryFolder } from './processes.mjs';

const files = fileURLToPath(new URL('hugo', import.meta.url));
const shortcode = fileURLToPath(new URL('../../embed/hugo.html', import.meta.url));

/**
 * A site that can reach the scorecard, with a post of this Markdown:
 *
 * - `build()`  builds it once and gives what Hugo said; rejects where it failed
 * - `serve()`  builds and serves it, and gives the post's address
 * - `close()`
 */
export function hugo({ root, certificate }, markdown) {
  const place = temporaryFolder('hugo');
  cpSync(files, place.path, { recursive: true });
  mkdirSync(join(place.path, 'layouts/shortcodes'));
  mkdirSync(join(place.path, 'content'));
  cpSync(shortcode, join(place.path, 'layouts/shortcodes/scorecard.html'));
  writeFileSync(join(place.path, 'content/post.md'), `---\ntitle: Post\n---\n${markdown}\n`);
  // The certificate is the one that Go trusts; the parameter is as embed/hugo.html says.
  const env = { SSL_CERT_FILE: certificate, HUGO_PARAMS_SCORECARD: root };
  const args = ['--source', place.path, '--cacheDir', join(place.path, 'cache')];
  let server;
  return {
    build: () => run('hugo', args, { env: { ...process.env, ...env } }),
    serve: async () => {
      const port = await freePort();
      const options = ['--bind', '127.0.0.1', '--port', `${port}`, '--disableLiveReload', '--watch=false'];
      server = await serve('hugo', ['server', ...args, ...options], { env, isReady: () => listens(port) });
      return `http://127.0.0.1:${port}/post/`;
    },
    close: async () => {
      await server?.end();
      place.remove();
    },
  };
}
