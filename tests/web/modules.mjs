// A TypeScript module of the pages, run in node: for those that compute and need no page.
import { build } from 'esbuild';
import path from 'node:path';

const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '../..');

/** A fresh copy of web/src/FILE. */
export async function load(file) {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, 'web/src', file)],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
  });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}#${Math.random()}`);
}
