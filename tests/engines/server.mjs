// A server in front of another, whose answers a test can replace, hold back or cut off: the
// engines' drivers cannot do that on the browser's side.
import { createHash } from 'node:crypto';
import { createServer, request as send } from 'node:http';
import { record } from './problems.mjs';

/** Made part of every page, and allowed by its policy: WebKitGTK's driver tells of no problem. */
const RECORD = `(${record})()`;
const ALLOWED = `'sha256-${createHash('sha256').update(RECORD).digest('base64')}'`;

/** With a header of the site, for pages with and without it do not share a process. */
const BLANK = { pattern: '/blank', answer: { type: 'text/html', headers: { 'cross-origin-opener-policy': 'same-origin' } } };

/**
 * Passes on to the server at `upstream` what no test has replaced. Each has a port, hence an
 * origin, of its own, so browsers have nothing of it. `/blank` is an empty page.
 *
 * Patterns are paths, or regular expressions for them.
 */
export async function serve(upstream) {
  const answers = [];
  const held = [];
  const self = {
    /** Whether every connection is cut off, as without a network. */
    isDown: false,
    /** The paths of all requests. */
    requests: [],
    /**
     * Answers by this from now on: `{ status, type, headers, body }`, `{ json }`, `null` to cut
     * the connection off, or a function of request and response.
     */
    answer: (pattern, answer) => answers.unshift({ pattern, answer }),
    /** Lets requests wait until the function that this gives is called. */
    hold(pattern) {
      const entry = { pattern };
      entry.released = new Promise((done) => (entry.release = done));
      held.push(entry);
      return () => {
        if (held.includes(entry)) held.splice(held.indexOf(entry), 1);
        entry.release();
      };
    },
    /** Passes everything on again. */
    mend: () => answers.splice(0),
    /** Makes it as it was at first. */
    reset() {
      self.mend();
      for (const { release } of held.splice(0)) release();
      self.requests.length = 0;
      self.isDown = false;
    },
  };
  const server = createServer(async (request, response) => {
    const path = request.url.split('?')[0];
    const isMeant = ({ pattern }) => pattern.test?.(path) ?? pattern === path;
    self.requests.push(path);
    if (!self.isDown) await held.find(isMeant)?.released;
    const answer = self.isDown ? null : [...answers, BLANK].find(isMeant)?.answer;
    if (answer === undefined) passOn(upstream, request, response);
    else if (answer === null) request.socket.destroy();
    else if (typeof answer === 'function') answer(request, response);
    else give(response, answer);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return Object.assign(self, {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((done) => server.close(done) && server.closeAllConnections()),
  });
}

function give(response, { status = 200, type = 'text/plain', headers, json, body = '' }) {
  const content = json ? 'application/json' : type;
  response.writeHead(status, { 'content-type': content, 'cache-control': 'no-store', ...headers });
  response.end(json ? JSON.stringify(json) : body);
}

function passOn(upstream, request, response) {
  // Pages are changed here, so they must come, and not compressed.
  const headers = { ...request.headers };
  for (const name of ['accept-encoding', 'if-none-match', 'if-modified-since']) delete headers[name];
  const { method, url } = request;
  const passed = send(new URL(url, upstream), { method, headers }, async (answer) => {
    const { statusCode, headers } = answer;
    if (!headers['content-type']?.startsWith('text/html')) {
      // What a test holds back has to be asked for.
      response.writeHead(statusCode, { ...headers, 'cache-control': 'no-store' });
      answer.pipe(response);
      return;
    }
    const html = Buffer.concat(await answer.toArray()).toString();
    // Before all that is in the head, whose own tag may be left out.
    const recording = html.replace('<meta', `<script>${RECORD}</script><meta`);
    const policy = headers['content-security-policy']?.replace('script-src ', `script-src ${ALLOWED} `);
    if (policy) headers['content-security-policy'] = policy;
    delete headers['content-length'];
    response.writeHead(statusCode, headers);
    response.end(recording);
  });
  passed.on('error', () => request.socket.destroy());
  request.pipe(passed);
}
