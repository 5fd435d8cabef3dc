// A page that only the tests see: elements that no lesson shows yet, or all kinds of one beside each other.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundlePages, root } from '../../web/build/bundle.mjs';

/** Builds /test-NAME/ with this body; returns its address. */
export async function testPage(name, body) {
  const folder = path.join(root, 'build/test-pages', `test-${name}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { scripts, shared, styles } = (await bundlePages({ page: body }, path.join(folder, 'assets'))).page;
  await writeFile(path.join(folder, 'index.html'), `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>A test</title><link rel="icon" href="data:,">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:">
${styles.map((f) => `<link rel="stylesheet" href="assets/${f}">`).join('\n')}
${shared.map((f) => `<link rel="modulepreload" href="assets/${f}">`).join('\n')}
${scripts.map((f) => `<script type="module" src="assets/${f}"></script>`).join('\n')}
</head><body><main id="content"><h1>A test</h1>
${body}
</main></body></html>`);
  return `/test-${name}/`;
}
/** No service worker is there for such a page. */
export const quiet = { allowed: /Service Worker/i, serviceWorkers: 'block' };
