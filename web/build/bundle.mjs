// Modules, styles, fonts, workers and WebAssembly, all under names that change with their content: whatever an old
// page asks for is what it was built with, or nothing.
import { build } from 'esbuild';
import { access, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bind } from '../../wasm/bind.mjs';
import { fontsOf, lettersOf } from './letters.mjs';

bind(); // whoever bundles needs the generated types

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const widgetFolder = path.join(root, 'web/src/widgets');

/** A module whose default export is the address of a file that lies beside the module that imports it. */
const addressOf = (name) => `export default new URL(${JSON.stringify(`./${name}`)}, import.meta.url).href;`;

/**
 * `import url from './job.ts?worker'`: the address of a worker's script, built on its own.
 * `import url from 'wasm:engine'`: the address of engine.wasm.
 */
export const addresses = {
  name: 'addresses',
  setup(host) {
    const { outdir, outfile, write = true } = host.initialOptions, extra = [];
    host.onResolve({ filter: /\?worker$/ },
      ({ path: name, resolveDir }) => ({ path: path.resolve(resolveDir, name.slice(0, -'?worker'.length)), namespace: 'worker' }));
    host.onLoad({ filter: /.*/, namespace: 'worker' }, async ({ path: file }) => {
      const named = path.basename(file, '.ts'), where = path.basename(path.dirname(file));
      const result = await build({
        ...common,
        write,
        outdir: outdir ?? path.dirname(outfile),
        metafile: true,
        splitting: true, // a worker, too, loads only what it is asked for
        entryPoints: [{ in: file, out: named === 'job' ? `${where}_job` : named }],
      });
      if (!write) extra.push(...result.outputFiles);
      const script = Object.keys(result.metafile.outputs).find((f) => result.metafile.outputs[f].entryPoint === path.relative(root, file));
      return { contents: addressOf(path.basename(script)), watchFiles: Object.keys(result.metafile.inputs) };
    });
    host.onResolve({ filter: /^wasm:/ }, ({ path: name }) => ({ path: name.slice('wasm:'.length), namespace: 'wasm' }));
    host.onLoad({ filter: /.*/, namespace: 'wasm' }, async ({ path: name }) => {
      const file = path.join(root, `build/wasm/wasm/${name}.wasm`);
      await access(file).catch(() => {
        throw new Error(`${path.relative(root, file)} is missing: run ./course serve, which builds it`);
      });
      return { contents: `import name from ${JSON.stringify(file)};\nexport default new URL(name, import.meta.url).href;`, resolveDir: root };
    });
    host.onEnd((result) => {
      result.outputFiles?.push(...extra);
    });
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  logLevel: 'warning',
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  loader: { '.woff2': 'file', '.woff': 'empty', '.ttf': 'empty', '.wasm': 'file' },
  plugins: [addresses],
};

/** The widgets that there are: each a folder with its element.ts, which defines <fm-FOLDER>. */
async function widgets() {
  const folders = (await readdir(widgetFolder, { withFileTypes: true })).filter((e) => e.isDirectory()).map((e) => e.name);
  const there = await Promise.all(folders.map((name) => access(path.join(widgetFolder, name, 'element.ts')).then(() => true, () => false)));
  return folders.filter((_, i) => there[i]).sort();
}

/** The widgets that a page shows, by its tags; `where` names the page when one of them does not exist. */
export function tagsOf(html, known, where) {
  const tags = [...new Set([...html.matchAll(/<fm-([a-z0-9-]+)/g)].map((match) => match[1]))].sort();
  for (const tag of tags)
    if (!known.includes(tag))
      throw new Error(`${where}: there is no widget <fm-${tag}>: web/src/widgets/${tag}/element.ts would define it. There are ${known.join(', ')}.`);
  return tags;
}

/**
 * Bundles what `pages` ({name: html}) show into `outdir`, and what two of them share into chunks of their own.
 * Returns, for each page, its modules, those that they load in turn, and its styles, by file name.
 */
export async function bundlePages(pages, outdir) {
  const known = await widgets();
  const tags = Object.fromEntries(Object.entries(pages).map(([name, html]) => [name, tagsOf(html, known, name)]));
  const used = [...new Set(Object.values(tags).flat())].sort();
  const { metafile: { outputs } } = await build({
    ...common,
    plugins: [addresses, fontsOf(await lettersOf(pages, path.join(root, 'web/src')))],
    outdir,
    splitting: true,
    metafile: true,
    entryPoints: [{ in: 'web/src/main.ts', out: 'main' }, ...used.map((tag) => ({ in: `web/src/widgets/${tag}/element.ts`, out: tag }))],
  });
  const entries = new Map(Object.entries(outputs).filter(([, o]) => o.entryPoint).map(([file, o]) => [o.entryPoint, file]));
  const below = (file, seen = new Set()) => {
    for (const { path: next, kind } of outputs[file].imports)
      if (kind === 'import-statement' && !seen.has(next)) below(next, seen.add(next));
    return seen;
  };
  return Object.fromEntries(Object.entries(tags).map(([name, shown]) => {
    const scripts = ['web/src/main.ts', ...shown.map((tag) => `web/src/widgets/${tag}/element.ts`)].map((entry) => entries.get(entry));
    const styles = scripts.map((file) => outputs[file].cssBundle).filter(Boolean);
    // Asked for with the page, letters are there before they are needed, and lines do not break anew.
    const fonts = Object.keys(outputs).filter((file) => /(inter|source-serif)[^/]*-wght-normal[^/]*\.woff2$/.test(file));
    const shared = new Set(scripts.flatMap((file) => [...below(file)]));
    return [name, Object.fromEntries(Object.entries({ scripts, shared: [...shared].filter((f) => !scripts.includes(f)), styles, fonts })
      .map(([kind, files]) => [kind, files.map((file) => path.basename(file))]))];
  }));
}
