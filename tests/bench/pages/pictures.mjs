// The cost of each picture, in a blank page of headless Chromium with the course's own colours.
import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { addresses, root } from '../../../web/build/bundle.mjs';

/** Puts the pictures into a blank page; then page.evaluate can call measure() and gallery(). Returns engine.wasm in base64. */
export async function preparePictures(page) {
  const { outputFiles: [script] } = await build({
    entryPoints: [path.join(root, 'tests/bench/pages/pictures_page.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'error',
    plugins: [addresses],
  });
  await page.goto('about:blank');
  const tokens = await readFile(path.join(root, 'web/src/styles/tokens.css'), 'utf8');
  await page.setContent(`<!doctype html><style>${tokens} body { margin: 0; background: var(--card) }</style>`);
  await page.addScriptTag({ content: script.text });
  return (await readFile(path.join(root, 'build/wasm/wasm/engine.wasm'))).toString('base64');
}

/** [{what, kind, median, least, most}], in milliseconds. */
export async function measurePictures(page, frames = 60) {
  const wasm = await preparePictures(page);
  return page.evaluate(([base64, n]) => globalThis.measure(base64, n), [wasm, frames]);
}
