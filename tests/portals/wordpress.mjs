// A WordPress that lives as long as a test: Debian's files in a folder of their own, a MariaDB
// that only it uses, and PHP's own web server.
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, listens } from '../e2e/hosts.mjs';
import { run, serve, temporaryFolder } from './processes.mjs';

const files = fileURLToPath(new URL('wordpress', import.meta.url));
const DEBIAN = '/usr/share/wordpress';

/** The themes, which lay out posts in two ways: by style sheet, and by blocks. */
export const THEMES = ['twentytwentyone', 'twentytwentythree'];

/** A database server, on a socket in `folder`. */
async function mariadb(folder) {
  const socket = join(folder, 'mariadb.sock');
  const data = join(folder, 'data');
  const user = process.getuid() === 0 ? ['--user=root'] : [];
  const small = ['--innodb-log-file-size=4M', '--innodb-buffer-pool-size=32M', '--innodb-flush-log-at-trx-commit=0'];
  const common = ['--no-defaults', ...user, `--datadir=${data}`, ...small];
  const quick = ['--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve'];
  await run('mariadb-install-db', [...common, ...quick]);
  const settings = [`--socket=${socket}`, `--pid-file=${join(folder, 'mariadb.pid')}`, '--skip-networking', '--skip-log-bin'];
  const server = await serve('/usr/sbin/mariadbd', [...common, ...settings], { isReady: (said) => /ready for connections/.test(said) });
  await run('mariadb', ['--no-defaults', `--socket=${socket}`, '--user=root', '--execute=CREATE DATABASE wordpress']);
  return { socket, end: server.end };
}

/**
 * Starts one that can reach the scorecard:
 *
 * - `address`  its own, without a slash at its end
 * - `look(user, url)`  what its editor gets for an address that a user pastes
 * - `post(user, content)`  publishes a post of a user's, `administrator` or `author`, and gives it
 *   as it was kept
 * - `close()`
 */
export async function wordpress({ root, certificate }) {
  const place = temporaryFolder('wordpress');
  const database = await mariadb(place.path);
  const www = join(place.path, 'www');
  cpSync(DEBIAN, www, { recursive: true, dereference: true });
  cpSync(join(files, 'wp-config.php'), join(www, 'wp-config.php'));
  const plugins = join(www, 'wp-content/mu-plugins');
  mkdirSync(plugins);
  cpSync(join(files, 'portal.php'), join(plugins, 'portal.php'));
  for (const theme of THEMES) {
    if (!existsSync(join(www, 'wp-content/themes', theme))) throw new Error(`the theme ${theme} is missing`);
  }

  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const env = {
    PHP_CLI_SERVER_WORKERS: '4',
    PORTAL_ADDRESS: address,
    PORTAL_CERTIFICATE: certificate,
    PORTAL_SCORECARD_PORT: new URL(root).port,
    PORTAL_SOCKET: database.socket,
  };
  const printed = await run('php', [join(files, 'install.php'), www], { env: { ...process.env, ...env } });
  const passwords = JSON.parse(printed);
  const server = await serve('php', ['-S', `127.0.0.1:${port}`, '-t', www], { env, isReady: () => listens(port) });

  /** Asks its REST API. */
  const ask = async (user, method, query, body) => {
    const authorization = `Basic ${Buffer.from(`${user}:${passwords[user]}`).toString('base64')}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const response = await fetch(`${address}/?${new URLSearchParams(query)}`, { method, headers, body: body && JSON.stringify(body) });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${method} ${query.rest_route}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const look = (user, url) => ask(user, 'GET', { rest_route: '/oembed/1.0/proxy', url });
  const post = (user, content) => ask(user, 'POST', { rest_route: '/wp/v2/posts' }, { title: 'Post', status: 'publish', content });
  const close = async () => {
    await server.end();
    await database.end();
    place.remove();
  };
  return { address, look, post, close };
}

/** What the block editor saves when an administrator pastes each of these addresses into it. */
export async function paste(page, { address }, urls) {
  await page.open(`${address}/wp-login.php`, { width: 1100, height: 800 });
  await page.evaluate(() => {
    document.getElementById('user_login').value = 'administrator';
    document.getElementById('user_pass').value = 'administrator';
    document.getElementById('loginform').submit();
  });
  await page.wait(() => location.pathname.startsWith('/wp-admin/'));
  await page.open(`${address}/wp-admin/post-new.php`);
  await page.wait(() => window.wp?.data?.select('core/editor')?.getCurrentPostId());
  await page.evaluate((urls) => {
    const { pasteHandler } = window.wp.blocks;
    const { insertBlocks } = window.wp.data.dispatch('core/block-editor');
    // As its paragraphs do with an address that is pasted into an empty one.
    for (const url of urls) insertBlocks(pasteHandler({ HTML: '', plainText: url, mode: 'BLOCKS' }));
  }, urls);
  // Each has what the answer says when that has arrived.
  await page.wait((count) => {
    const blocks = window.wp.data.select('core/block-editor').getBlocks();
    return blocks.filter(({ attributes }) => attributes.providerNameSlug).length === count;
  }, urls.length);
  return page.evaluate(() => window.wp.data.select('core/editor').getEditedPostContent());
}
