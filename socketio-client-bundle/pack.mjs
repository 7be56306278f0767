// Packs the official browser clients out of their npm packages into a folder of classes: node pack.mjs <folder>
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, 'node_modules');
const target = join(process.argv[2], 'META-INF', 'sockeye', 'client');

const clients = [
  { line: '4', name: 'client-4', wanted: /^socket\.io(\.esm\.min|\.min|\.msgpack\.min)?\.js(\.map)?$/ },
  { line: '2', name: 'client-2', wanted: /^socket\.io(\.slim)?\.js(\.map)?$/ },
];

install();
rmSync(target, { recursive: true, force: true });
clients.forEach(pack);
writeFileSync(join(target, 'NOTICE.txt'), notice());

/** Installs what the lock file names, unless exactly that was installed before. */
function install() {
  const stamp = join(modules, '.installed');
  const wanted = createHash('sha256').update(readFileSync(join(here, 'package-lock.json'))).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
    return;
  }
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: here,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) {
    const cause = npm.error ? npm.error.message : npm.stdout + npm.stderr;
    console.error(`npm could not install the browser clients (needs Node 20 or newer and a registry):\n${cause}`);
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

function pack({ line, name, wanted }) {
  const dist = join(modules, name, 'dist');
  const folder = join(target, line);
  mkdirSync(folder, { recursive: true });
  readdirSync(dist).filter((file) => wanted.test(file)).forEach((file) => {
    copyFileSync(join(dist, file), join(folder, file));
    // The server can make the other forms itself.
    writeFileSync(join(folder, `${file}.br`), brotliCompressSync(readFileSync(join(dist, file))));
  });
  writeFileSync(join(folder, 'version'), manifest(join(modules, name)).version);
}

/** Collects the licence of each installed package: the bundles contain most of them. */
function notice() {
  const texts = packages(modules).map((folder) => {
    const { name, version, license } = manifest(folder);
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(join(folder, file), 'utf8').trim() : `Licence: ${license ?? 'MIT'} (see the package)`;
    return `${name} ${version}\n\n${text}\n`;
  });
  const head =
    'The files in the folders 4 and 2 beside this notice are the unchanged browser builds of socket.io-client.\n' +
    'Their licence and those of the packages that were built into them follow; socket.io.msgpack.min.js holds\n' +
    'socket.io-msgpack-parser and notepack.io too, which are under the MIT licence as well.\n';
  return [head, ...new Set(texts)].join(`\n${'-'.repeat(72)}\n\n`);
}

function packages(folder) {
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder)
    .filter((entry) => !entry.startsWith('.'))
    .sort()
    .map((entry) => join(folder, entry))
    .flatMap((entry) =>
      existsSync(join(entry, 'package.json')) ? [entry, ...packages(join(entry, 'node_modules'))] : packages(entry),
    );
}

function manifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
