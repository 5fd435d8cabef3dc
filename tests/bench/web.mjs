// Our engine in a real headless Chromium beside what a web page could use instead: `./course bench web`.
//   node tests/bench/web.mjs [--only train|unet] [--json] [--modules folder] [--python python3]
// Every answer is compared with ours before anything is timed; then all run in turn, and the ratios count. Other work
// on the machine hurts those with threads most.
// Peers come from build/bench/peers, the model from onnx_unet.py under --python.
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { addresses } from '../../web/build/bundle.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
    modules: { type: 'string', default: path.join(root, 'build/wasm/wasm') },
    python: { type: 'string', default: path.join(root, 'build/peers/bin/python3') },
  },
});
const peers = path.join(root, 'build/bench/peers/node_modules'), data = path.join(root, 'build/bench/unet');
if (![undefined, 'train', 'unet'].includes(options.only)) throw new Error('--only wants train or unet');
const wants = (part) => !options.only || options.only === part;
const say = (text) => console.error(`» ${text}`);

// --- the page and its server ------------------------------------------------------------------------------

/** Bundled modules by file name; with splitting, so that a contender loads its own peer only. */
const files = new Map();
const bundle = async (entries, minify) => {
  const { outputFiles, metafile } = await build({
    entryPoints: entries.map((e) => path.join(root, e)),
    outdir: '/',
    entryNames: '[name]',
    bundle: true,
    write: false,
    format: 'esm',
    splitting: !minify,
    minify,
    target: 'es2022',
    metafile: true,
    nodePaths: [peers],
    conditions: ['onnxruntime-web-use-extern-wasm'],
    loader: { '.wasm': 'file' },
    assetNames: '[name]',
    plugins: [addresses],
    logLevel: 'error',
    absWorkingDir: root,
  });
  for (const { path: name, contents } of outputFiles) files.set(path.basename(name), Buffer.from(contents));
  return metafile;
};
const { inputs } = await bundle(['tests/bench/web/page.ts', 'tests/bench/web/contender.ts'], false);
await bundle(['web/src/engine/digits_worker.ts'], true); // as the pages load it
for (const name of ['engine.wasm', 'digits.wasm']) files.set(name, await readFile(path.join(options.modules, name)));
if (wants('unet')) {
  await mkdir(data, { recursive: true });
  execFileSync(options.python, [path.join(root, 'tests/bench/native/onnx_unet.py'), path.join(data, 'net.safetensors'), path.join(data, 'net.onnx')], {
    stdio: 'inherit',
  });
}

const types = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.html': 'text/html' };
const page = '<!doctype html><meta charset="utf-8"><title>bench</title><script type="module" src="/assets/page.js"></script>';
/** The files that were asked for. */
const served = new Set();
async function respond(where) {
  const [, folder, ...rest] = where.split('/'), name = path.normalize(`/${rest.join('/')}`).slice(1);
  if (where === '/') return Buffer.from(page);
  if (folder === 'assets' && files.has(name)) return files.get(name);
  if (folder === 'peers' || folder === 'data') return readFile(path.join(folder === 'peers' ? peers : data, name));
  throw new Error('not here');
}
const server = createServer(async (request, response) => {
  const where = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  // Cross-origin isolated, so that the peers may use threads.
  for (const [name, value] of [['Opener-Policy', 'same-origin'], ['Embedder-Policy', 'require-corp'], ['Resource-Policy', 'same-origin']])
    response.setHeader(`Cross-Origin-${name}`, value);
  try {
    const body = await respond(where);
    served.add(where);
    response.setHeader('Content-Type', types[where === '/' ? '.html' : path.extname(where)] ?? 'application/octet-stream');
    response.end(body);
  } catch {
    response.statusCode = 404;
    response.end();
  }
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));

// --- the races --------------------------------------------------------------------------------------------

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const tab = await browser.newPage();
tab.on('pageerror', (e) => say(`the page complained: ${e.message}`));
await tab.goto(`http://127.0.0.1:${server.address().port}/`);

const median = (a) => [...a].sort((p, q) => p - q)[Math.floor(a.length / 2)];
const short = (x) => Number(x.toPrecision(3)).toLocaleString('en-US');
const spread = (a) => `${short(median(a))} (${short(Math.min(...a))} to ${short(Math.max(...a))})`;
const rows = [], skipped = [], wrong = [];

/** `best` is chosen among `rivals`; its ratio is taken round by round. */
function report(what, unit, target, all, rivals, failures) {
  const ours = all.find((r) => r.name === 'ours'), others = all.filter((r) => r !== ours);
  const best = others.filter(rivals).sort((a, b) => median(b.rates) - median(a.rates))[0];
  const ratios = best ? ours.rates.map((rate, i) => rate / best.rates[i]) : [];
  wrong.push(...failures.map((f) => `${what}: ${f}`));
  rows.push({
    what: `${what}, ${unit}`,
    ours: spread(ours.rates),
    peers: others.map((r) => ({ name: r.name, value: spread(r.rates), best: r === best })),
    ratio: failures.length ? 'wrong answer' : best ? spread(ratios) : 'no peer',
    target,
  });
}

if (wants('train')) {
  for (const [net, batch, target] of [['L', 256, 10], ['A', 256, 8], ['A', 1000, 3]]) {
    const what = `training net ${net}, batch ${batch}`;
    say(what);
    const heat = await tab.evaluate(([n, b]) => globalThis.raceTraining(n, b), [net, batch]);
    skipped.push(...heat.skipped.map((s) => `${what}: ${s}`));
    report(what, 'updates/s', target, heat.rates, (r) => r.name !== 'plain JS', heat.wrong);
    const ours = heat.rates.find((r) => r.name === 'ours').rates.map((rate) => rate * heat.work);
    rows.push({
      what: 'the same, GFLOP/s of its products',
      ours: spread(ours),
      peers: [{ name: 'our packed product alone', value: spread(heat.kernel.rates), best: true }],
      ratio: spread(ours.map((rate, i) => rate / heat.kernel.rates[i])),
      target: 0.7,
    });
  }
}
if (wants('unet')) {
  say('U-Net, base 64, batch 16');
  const heat = await tab.evaluate(() => globalThis.raceDigits());
  report('U-Net base 64, 16 images, one worker against one thread', 'evaluations/s', 2, heat.one, () => true, heat.wrong);
  report('the same, two workers against two threads', 'evaluations/s', 3, heat.two, () => true, heat.wrong);

  const script = Object.entries(inputs).filter(([file]) => file.includes('/onnxruntime-web/'));
  const fetched = [...served].filter((where) => where.startsWith('/peers/onnxruntime-web/'));
  const theirs = await Promise.all([
    ...script.map(([file]) => path.join(root, file)),
    ...fetched.map((where) => path.join(peers, where.slice('/peers/'.length))),
  ].map((file) => readFile(file)));
  const total = (parts) => parts.reduce((sum, b) => sum + b.length, 0), kB = (n) => `${Math.round(n / 1000)} kB`;
  const weight = (parts) => `${kB(total(parts))} (${kB(total(parts.map((b) => gzipSync(b))))} gzipped)`;
  const ours = [files.get('digits.wasm'), files.get('digits_worker.js')];
  rows.push({
    what: 'download of what runs the U-Net: WebAssembly and its script',
    ours: weight(ours),
    peers: [{ name: 'onnxruntime-web', value: weight(theirs), best: true }],
    ratio: short(total(theirs) / total(ours)),
    target: 30,
  });
}
const chromiumVersion = browser.version();
await browser.close();
server.close();

// --- the report -------------------------------------------------------------------------------------------

const versions = await Promise.all(
  ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-wasm', '@jax-js/jax', 'onnxruntime-web'].map(async (name) =>
    `${name} ${JSON.parse(await readFile(path.join(peers, name, 'package.json'), 'utf8')).version}`
  ),
);
const machine = { processor: os.cpus()[0].model.trim(), cores: os.cpus().length, chromium: chromiumVersion, peers: versions };
if (options.json) console.log(JSON.stringify({ ...machine, rows, skipped, wrong }, null, 1));
else {
  console.log(`${machine.processor}, ${machine.cores} cores, Chromium ${machine.chromium}; ${versions.join(', ')}`);
  console.log('Median of 7 rounds in turn (least to most); the ratio is taken round by round, against the peer in bold.\n');
  console.log('| what | ours | peers | ratio | target |\n| --- | --- | --- | --- | --- |');
  const cell = ({ name, value, best }) => (best ? `**${name}** ${value}` : `${name} ${value}`);
  for (const r of rows) console.log(`| ${r.what} | ${r.ours} | ${r.peers.map(cell).join('; ')} | ${r.ratio} | ${r.target} |`);
  if (skipped.length) console.log(`\nNot in the race:\n${skipped.map((s) => `- ${s}`).join('\n')}`);
}
for (const w of wrong) console.error(`wrong answer: ${w}`);
process.exitCode = wrong.length ? 1 : 0;
