// The engine in node, for what is drawn before there is a page.
import { build } from 'esbuild';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './bundle.mjs';

/** What a TypeScript file of web/src exports. */
export async function importSource(file) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'fm-'));
  try {
    const out = path.join(folder, 'module.mjs');
    await build({ entryPoints: [path.join(root, 'web/src', file)], outfile: out, bundle: true, format: 'esm', target: 'es2022', logLevel: 'error' });
    return await import(pathToFileURL(out).href);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
const moduleOf = async (name) => new WebAssembly.Module(await readFile(path.join(root, `build/wasm/wasm/${name}.wasm`)));

export const loadEngine = async () => (await importSource('engine/engine.ts')).Engine.from(await moduleOf('engine'));
export const loadDigits = async () => (await importSource('engine/digits.ts')).Digits.from(await moduleOf('digits'));
