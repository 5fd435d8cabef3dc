// Builds the site into build/site: lesson Markdown to pages, TypeScript to modules, the engine and the weights
// beside them. Listings are cut from tested source; a region that is not there fails the build.
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundlePages, root } from './bundle.mjs';
import { renderLesson, readLesson } from './lesson.mjs';
import { benchPage, indexPage, lessonPage } from './pages.mjs';
import { predictionsOf } from './predictions.mjs';
import { searchIndex } from './search.mjs';
import { readGlossary } from './terms.mjs';

const site = path.join(root, 'build/site');

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

/** The tags of a page's head that load what it shows. */
function loading({ scripts, shared, styles }, base) {
  return [
    ...styles.map((file) => `<link rel="stylesheet" href="${base}assets/${file}">`),
    ...shared.map((file) => `<link rel="modulepreload" href="${base}assets/${file}">`),
    ...scripts.map((file) => `<script type="module" src="${base}assets/${file}"></script>`),
  ].join('\n');
}

await rm(site, { recursive: true, force: true });
await mkdir(path.join(site, 'assets'), { recursive: true });

const lessons = [];
for (const folder of (await readdir(path.join(root, 'lessons'), { withFileTypes: true })).filter((e) => e.isDirectory()).map((e) => e.name).sort())
  lessons.push({ folder, ...await readLesson(path.join(root, 'lessons', folder, 'lesson.md')) });
const pages = { 'index.html': indexPage(lessons), 'bench.html': benchPage() };
for (const lesson of lessons) {
  Object.assign(lesson, await renderLesson(lesson, root));
  pages[`${lesson.folder}/index.html`] = lessonPage(lesson, lesson, lessons);
}
await writeFile(path.join(site, 'predictions.json'), JSON.stringify(predictionsOf(lessons, root)));
await writeFile(path.join(site, 'search.json'), JSON.stringify(searchIndex(lessons, readGlossary(root).words)));

const loaded = await bundlePages(pages, path.join(site, 'assets'));
for (const [name, html] of Object.entries(pages)) {
  await mkdir(path.dirname(path.join(site, name)), { recursive: true });
  await writeFile(path.join(site, name), html.replace('<!-- loading -->', loading(loaded[name], '../'.repeat(name.split('/').length - 1) || './')));
}
await cp(path.join(root, 'web/weights'), path.join(site, 'weights'), { recursive: true });
await cp(path.join(root, 'web/icon.svg'), path.join(site, 'icon.svg'));
await writeServiceWorker();
console.log(`built ${lessons.length} lessons into ${path.relative(root, site)}`);
