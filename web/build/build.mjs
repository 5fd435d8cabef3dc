// Builds the site into build/site: lesson Markdown to pages, TypeScript to modules, the engine and the weights
// beside them. Listings are cut from tested source; a region that is not there fails the build.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderLesson, readLesson } from './lesson.mjs';
import { benchPage, indexPage, lessonPage } from './pages.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const site = path.join(root, 'build/site');
const modules = ['engine', 'digits'].map((name) => path.join(root, `build/wasm/wasm/${name}.wasm`));

async function filesBelow(folder, prefix = '') {
  const out = [];
  for (const entry of await readdir(path.join(folder, prefix), { withFileTypes: true })) {
    const name = path.posix.join(prefix, entry.name);
    if (entry.isDirectory()) out.push(...await filesBelow(folder, name));
    else out.push(name);
  }
  return out.sort();
}

/** The service worker: everything but the weights, under a name that changes with the content. */
async function writeServiceWorker() {
  const files = (await filesBelow(site)).filter((f) => !f.endsWith('.safetensors'));
  const hash = createHash('sha256');
  for (const f of files) hash.update(f).update(await readFile(path.join(site, f)));
  const source = await readFile(path.join(root, 'web/sw.js'), 'utf8');
  await writeFile(path.join(site, 'sw.js'), source
    .replace("'VERSION'", JSON.stringify(hash.digest('hex').slice(0, 16)))
    .replace('[/* FILES */]', JSON.stringify(['./', ...files.map((f) => f.replace(/(^|\/)index\.html$/, '$1'))])));
}

await rm(site, { recursive: true, force: true });
await mkdir(path.join(site, 'assets'), { recursive: true });
for (const file of modules) await stat(file).catch(() => { throw new Error(`${path.relative(root, file)} is missing: run ./course serve, which builds it`); });

await build({
  entryPoints: ['main', 'engine/engine_worker', 'engine/digits_worker', 'bench/race', 'bench/race_worker'].map((name) => path.join(root, `web/src/${name}.ts`)),
  outdir: path.join(site, 'assets'), entryNames: '[name]', assetNames: '[name]-[hash]', bundle: true, format: 'esm',
  target: 'es2022', minify: true, logLevel: 'warning',
  loader: { '.woff2': 'file', '.woff': 'empty', '.ttf': 'empty' },
});
for (const file of modules) await cp(file, path.join(site, 'assets', path.basename(file)));
await cp(path.join(root, 'web/weights'), path.join(site, 'weights'), { recursive: true });
await cp(path.join(root, 'web/icon.svg'), path.join(site, 'icon.svg'));

const lessons = [];
for (const folder of (await readdir(path.join(root, 'lessons'), { withFileTypes: true })).filter((e) => e.isDirectory()).map((e) => e.name).sort()) {
  const file = path.join(root, 'lessons', folder, 'lesson.md');
  lessons.push({ folder, ...await readLesson(file) });
}
for (const lesson of lessons) {
  await mkdir(path.join(site, lesson.folder), { recursive: true });
  await writeFile(path.join(site, lesson.folder, 'index.html'), lessonPage(lesson, await renderLesson(lesson, root), lessons));
}
await writeFile(path.join(site, 'index.html'), indexPage(lessons));
await writeFile(path.join(site, 'bench.html'), benchPage());
await writeServiceWorker();
console.log(`built ${lessons.length} lessons into ${path.relative(root, site)}`);
