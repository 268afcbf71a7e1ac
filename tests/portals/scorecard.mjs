// The scorecard that content management systems embed: Norland's, at an https address of this
// machine, because a bundle may name no other.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { freePort, listens } from '../e2e/hosts.mjs';
import { preview } from '../e2e/preview.mjs';
import { TARGET, publishOnce } from '../e2e/published.mjs';
import { before, bundles, norland } from '../e2e/test-site.mjs';
import { run, temporaryFolder } from './processes.mjs';

/** Where it is published, and stays, because that takes half a minute. */
const FOLDER = join(TARGET, 'portals-site');

const comparison = norland.kpis.find(({ chart }) => chart === 'comparison');
const section = (kind) => norland.pages.flatMap(({ sections }) => sections).find((one) => one.kind === kind);
const [kpi] = norland.kpis;

/** What it calls itself to those who embed it. */
export const PROVIDER = norland.site.name;

/** One of everything that can be embedded: its name, and the page that an editor may paste instead. */
export const EXHIBITS = [
  { name: `card/${norland.initiatives[0].id}`, page: `initiatives/${norland.initiatives[0].id}/` },
  { name: `insight/${norland.insights[0].id}` },
  { name: `figure/${kpi.id}` },
  { name: `kpi/${kpi.id}`, page: `kpis/${kpi.id}/` },
  { name: `kpi/${comparison.id}`, page: `kpis/${comparison.id}/` },
  { name: 'chart/scorecard', page: 'kpis/' },
  { name: `multiples/${section('multiples').id}` },
  { name: `wheel/${section('wheel').id}` },
];

/** The port that the site was published for, if it is free, so that it need not be again. */
async function port() {
  const file = join(FOLDER, 'bundle/en.json');
  const old = existsSync(file) && Number(new URL(JSON.parse(readFileSync(file, 'utf8')).site.origin).port);
  return old && !(await listens(old)) ? old : freePort();
}

/** The same bundle for a site at this origin. */
function at(origin, bundle) {
  return { ...bundle, site: { ...bundle.site, origin } };
}

/**
 * Serves it:
 *
 * - `root`  its address, with a slash at its end
 * - `certificate`  the file with the certificate, for programs that have to trust it
 * - `snippets(name)`  what its page offers to editors of that exhibit, by the snippets' ids
 * - `pasted(exhibit)`  the address that an editor pastes
 * - `places()`  its addresses that can be embedded, and others that cannot
 * - `close()`
 */
export async function scorecard() {
  const own = await port();
  const origin = `https://localhost:${own}`;
  const archived = [before, norland].map((bundle) => at(origin, bundle));
  publishOnce(at(origin, norland), FOLDER, { files: bundles, archived });
  const place = temporaryFolder('certificate');
  const certificate = join(place.path, 'certificate.pem');
  const key = join(place.path, 'key.pem');
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  await run('openssl', ['req', '-x509', ...curve, ...subject, '-keyout', key, '-out', certificate]);
  const server = await preview({ folder: FOLDER });
  process.once('exit', () => server.close());
  const tls = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, forward(server.address));
  await new Promise((resolve, reject) => tls.once('error', reject).listen(own, '127.0.0.1', resolve));
  const root = `${origin}/`;
  const read = (path) => readFileSync(join(FOLDER, path), 'utf8');
  const known = new Map();
  const snippets = (name) => {
    if (!known.has(name)) known.set(name, snippetsIn(read(`share/${name}/index.html`)));
    return known.get(name);
  };
  const pasted = ({ name, page }) => (page ? root + page : snippets(name).oembed);
  const places = () => sorted(root, read);
  const close = async () => {
    tls.closeAllConnections();
    await new Promise((resolve) => tls.close(resolve));
    await server.close();
    place.remove();
  };
  return { root, certificate, snippets, pasted, places, close };
}

/** The fields of a page for editors, by their ids. */
function snippetsIn(html) {
  const { document } = new JSDOM(html).window;
  return Object.fromEntries([...document.querySelectorAll('textarea')].map(({ id, value }) => [id, value]));
}

/** Passes requests on as they are: the server answers to the name in them. */
function forward(address) {
  const { hostname, port } = new URL(address);
  return (asked, answer) => {
    const { method, url, headers } = asked;
    const passed = request({ hostname, port, method, path: url, headers }, (given) => {
      answer.writeHead(given.statusCode, given.headers);
      given.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    asked.pipe(passed);
  };
}

/** The addresses of all pages: those whose answer to editors (oEmbed) has a frame, and the others. */
function sorted(root, read) {
  const files = readdirSync(FOLDER, { recursive: true });
  const paths = files.filter((file) => /(^|\/)index\.html$/.test(file)).map((file) => file.slice(0, -'index.html'.length));
  // Of the home page's address, all others are a continuation, so some would take it for the
  // pattern of all; pages for editors are for editors.
  const asked = paths.filter((path) => path !== '' && !path.startsWith('share/'));
  const hasFrame = (path) => {
    const [, answer] = read(`${path}index.html`).match(/"application\/json\+oembed"[^>]* href="([^"]+)"/) ?? [];
    return answer !== undefined && JSON.parse(read(answer.slice(root.length))).type === 'rich';
  };
  const embeddable = asked.filter(hasFrame);
  const wrong = ['embed/kpi/nothing/', 'embed/pinned/0123456789abcdef/chart/scorecard/', 'oembed/chart/scorecard.json'];
  const others = [...asked.filter((path) => !embeddable.includes(path)), ...wrong];
  const whole = (path) => root + path;
  return { embeddable: embeddable.map(whole), others: others.map(whole) };
}
