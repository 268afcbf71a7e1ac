// Starts the servers that serve a published folder by the generated rules: nginx and Apache
// as Debian ships them, each with a configuration, a port and a folder of its own.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SCORECARD, preview } from './preview.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const isRoot = process.getuid?.() === 0;

/** The rules for a host, as the publisher's command prints them. */
function rules(host, folder, base) {
  const [program, ...before] = SCORECARD;
  const args = [...before, 'hosting', host, folder, '--base', base];
  return execFileSync(program, args, { cwd: root, encoding: 'utf8' });
}

function find(...programs) {
  return programs.find((program) => existsSync(program));
}

/** A port that is free now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Whether something listens there. */
export function listens(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => socket.destroy() && resolve(true));
    socket.once('error', () => resolve(false));
  });
}

/** Starts a server and waits until it listens. */
async function start(program, args, port, log) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const logged = () => (log && existsSync(log) ? readFileSync(log, 'utf8') : '');
  let ended = false;
  exited.then(() => (ended = true));
  while (!(await listens(port))) {
    if (ended) throw new Error(`${program} did not start: ${said}${logged()}`);
  }
  return {
    close: async () => {
      if (ended) console.error(`${program} ended by itself: ${said}${logged()}`);
      child.kill();
      await exited;
    },
  };
}

/** A folder that every user may read, in which `folder` lies where `base` says. */
function placed(folder, base) {
  const place = mkdtempSync(join(tmpdir(), 'scorecard-host-'));
  execFileSync('chmod', ['755', place]);
  const site = join(place, 'www', base);
  mkdirSync(site, { recursive: true });
  cpSync(folder, site, { recursive: true, preserveTimestamps: true });
  return { place, www: join(place, 'www'), site };
}

async function nginx({ folder, base }) {
  const program = find('/usr/sbin/nginx', '/usr/local/sbin/nginx');
  if (!program) return undefined;
  const { place, www } = placed(folder, base);
  writeFileSync(join(place, 'scorecard.conf'), rules('nginx', folder, base));
  const port = await freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${place}/${name};`)
    .join('\n  ');
  const configuration = `
${isRoot ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${place}/nginx.pid;
error_log stderr;
events {}
http {
  access_log off;
  ${temporary}
  server {
    listen 127.0.0.1:${port};
    root ${www};
    include ${place}/scorecard.conf;
  }
}`;
  writeFileSync(join(place, 'nginx.conf'), configuration);
  const args = ['-e', 'stderr', '-p', place, '-c', join(place, 'nginx.conf')];
  const server = await start(program, args, port);
  return { name: 'nginx', port, place, close: server.close };
}

async function apache({ folder, base }) {
  const program = find('/usr/sbin/apache2');
  const modules = '/usr/lib/apache2/modules';
  if (!program || !existsSync(modules)) return undefined;
  const { place, www, site } = placed(folder, base);
  writeFileSync(join(site, '.htaccess'), rules('apache', folder, base));
  const port = await freePort();
  // With what Debian turns on, because .htaccess has to get along with it.
  const loaded = ['mpm_event', 'authz_core', 'dir', 'mime', 'env', 'filter', 'deflate', 'negotiation', 'rewrite', 'headers']
    .map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`)
    .join('\n');
  const types = '/etc/apache2/mods-available/mime.conf';
  const configuration = `
${loaded}
ServerRoot ${place}
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${place}/apache.pid
ErrorLog ${place}/error.log
Mutex file:${place} default
${isRoot ? 'User www-data\nGroup www-data' : ''}
${existsSync(types) ? `Include ${types}` : 'TypesConfig /etc/mime.types'}
AddOutputFilterByType DEFLATE text/html text/css application/json
DocumentRoot ${www}
<Directory ${www}>
  AllowOverride All
  Require all granted
</Directory>
<FilesMatch "^\\.ht">
  Require all denied
</FilesMatch>`;
  writeFileSync(join(place, 'apache.conf'), configuration);
  const server = await start(program, ['-DFOREGROUND', '-f', join(place, 'apache.conf')], port, join(place, 'error.log'));
  return { name: 'Apache', port, place, close: server.close };
}

/** Every server there is on this machine, serving `folder` under `base`. */
export async function hosts({ folder, base }) {
  const own = await preview({ folder, base });
  const started = [{ name: 'preview', port: Number(new URL(own.address).port), close: own.close }];
  try {
    for (const host of [nginx, apache]) {
      const server = await host({ folder, base });
      if (server) started.push(server);
      else console.log(`${host.name} is not installed: not tested`);
    }
  } catch (error) {
    await stop(started);
    throw error;
  }
  return { servers: started, close: () => stop(started) };
}

async function stop(servers) {
  for (const { place, close } of servers) {
    await close();
    if (place) rmSync(place, { recursive: true });
  }
}
