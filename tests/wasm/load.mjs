// The engine as the pages see it, in node: the typed wrapper bundled on the fly, and the raw exports.
import { build } from 'esbuild';
import { mkdtemp, readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bind } from '../../wasm/bind.mjs';

export const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');

export async function importTs(file, plugins = []) {
  bind();
  const out = path.join(await mkdtemp(path.join(os.tmpdir(), 'fm-')), 'module.mjs');
  await build({ entryPoints: [path.join(root, file)], outfile: out, bundle: true, format: 'esm', platform: 'neutral', logLevel: 'error',
    mainFields: ['module', 'main'], plugins });
  return import(pathToFileURL(out).href);
}

const wasmModule = async (name) => new WebAssembly.Module(await readFile(path.join(root, `build/wasm/wasm/${name}.wasm`)));

export async function loadEngine() {
  const { Engine } = await importTs('web/src/engine/engine.ts');
  return Engine.from(await wasmModule('engine'));
}

export async function loadDigits() {
  const { Digits } = await importTs('web/src/engine/digits.ts');
  return Digits.from(await wasmModule('digits'));
}

/** The bytes of the network that a page opens unasked: the smallest, and of one size the best. */
export async function publishedWeights() {
  const { networks } = JSON.parse(await readFile(path.join(root, 'web/weights/manifest.json'), 'utf8'));
  const [first] = Object.values(networks).filter((n) => Number.isFinite(n.metrics.test_loss))
    .sort((a, b) => a.bytes - b.bytes || a.metrics.test_loss - b.metrics.test_loss);
  return new Uint8Array(await readFile(path.join(root, 'web/weights', first.file)));
}

/** name: engine or digits. */
export async function rawExports(name) {
  const { exports } = new WebAssembly.Instance(await wasmModule(name), {
    env: { emscripten_notify_memory_growth() {} },
    wasi_snapshot_preview1: { proc_exit(code) {
      throw new Error(`exit ${code}`);
    } },
  });
  exports._initialize();
  return exports;
}
