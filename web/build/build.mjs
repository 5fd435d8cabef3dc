// Builds the site, for any host: lesson Markdown to pages, TypeScript to modules, the engine and the weights beside them.
// Listings are cut from tested source; a region that is not there fails the build.
//   node web/build/build.mjs [folder] [base]: by default build/site, and / as the address or path of its root
import { createHash } from 'node:crypto';
import { access, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { renderAppendix } from './appendix.mjs';
import { bundlePages, root } from './bundle.mjs';
import { exercisesOf } from './exercises.mjs';
import { citation, headOf, sitemap } from './head.mjs';
import { writeHostFiles } from './host.mjs';
import { renderLesson, readLesson } from './lesson.mjs';
import { appendixPage, benchPage, indexPage, lessonPage, missingPage } from './pages.mjs';
import { predictionsOf, withKinds } from './predictions.mjs';
import { preview } from './preview.mjs';
import { searchIndex } from './search.mjs';
import { readGlossary } from './terms.mjs';

const [folder = path.join(root, 'build/site'), base = '/'] = process.argv.slice(2);
const target = path.resolve(folder), site = `${target}.new`;

async function filesBelow(folder, prefix = '') {
  const out = [];
  for (const entry of await readdir(path.join(folder, prefix), { withFileTypes: true })) {
    const name = path.posix.join(prefix, entry.name);
    if (entry.isDirectory()) out.push(...await filesBelow(folder, name));
    else out.push(name);
  }
  return out.sort();
}

/** The network that reads digits: the trainer's judge of accuracy, as a page finds it. */
async function writeReader() {
  const judges = path.join(root, 'native/eval/judges'), { accuracy } = JSON.parse(await readFile(path.join(judges, 'judges.json'), 'utf8'));
  const bytes = await readFile(path.join(judges, 'accuracy.safetensors')), file = `reader-${accuracy.sha256.slice(0, 16)}.safetensors`;
  await writeFile(path.join(site, 'weights', file), bytes);
  await writeFile(path.join(site, 'weights/reader.json'), JSON.stringify({ file, bytes: bytes.length, sha256: accuracy.sha256 }));
}

/** The service worker: what pages are made of, but for the weights, under a name that changes with the content. */
async function writeServiceWorker() {
  const files = (await filesBelow(site)).filter((f) => f.includes('/') || /\.(html|json|svg)$/.test(f)).filter((f) =>
    !f.endsWith('.safetensors') && f !== '404.html'
  );
  const hash = createHash('sha256');
  for (const f of files) hash.update(f).update(await readFile(path.join(site, f)));
  const source = await readFile(path.join(root, 'web/sw.js'), 'utf8');
  hash.update(source);
  await writeFile(path.join(site, 'sw.js'), source
    .replace("'VERSION'", JSON.stringify(hash.digest('hex').slice(0, 16)))
    .replace('[/* FILES */]', JSON.stringify(files.map((f) => f.replace(/(^|\/)index\.html$/, '$1') || './'))));
}

/** The tags of a page's head that load what it shows. */
function loading({ scripts, shared, styles, fonts }, up) {
  return [
    ...fonts.map((file) => `<link rel="preload" href="${up}assets/${file}" as="font" type="font/woff2" crossorigin>`),
    ...styles.map((file) => `<link rel="stylesheet" href="${up}assets/${file}">`),
    ...shared.map((file) => `<link rel="modulepreload" href="${up}assets/${file}">`),
    ...scripts.map((file) => `<script type="module" src="${up}assets/${file}"></script>`),
  ].join('\n');
}

async function readLessons() {
  const folders = (await readdir(path.join(root, 'lessons'), { withFileTypes: true })).filter((e) => e.isDirectory()).map((e) => e.name).sort();
  return Promise.all(folders.map(async (folder) => ({ folder, ...await readLesson(path.join(root, 'lessons', folder, 'lesson.md')) })));
}

const exists = (file) => access(file).then(() => true, () => false);

async function buildInto() {
  await mkdir(path.join(site, 'assets'), { recursive: true });
  const lessons = await readLessons(), cff = await readFile(path.join(root, 'CITATION.cff'), 'utf8');
  const pages = { 'index.html': indexPage(lessons).replace('</main>', `${citation(cff, base)}</main>`), 'bench.html': benchPage(),
    '404.html': missingPage(new URL(base, 'http://x').pathname) };
  for (const lesson of lessons) Object.assign(lesson, await renderLesson(lesson, root), { exercises: exercisesOf(lesson.folder, root) });
  const predictions = predictionsOf(lessons, root), beside = await renderAppendix(lessons, predictions, root);
  await writeFile(path.join(site, 'predictions.json'), JSON.stringify(predictions));
  for (const lesson of lessons) pages[`${lesson.folder}/index.html`] = withKinds(lessonPage(lesson, lesson, lessons), root);
  for (const page of beside) pages[`${page.folder}/index.html`] = appendixPage(page, lessons);
  await writeFile(path.join(site, 'search.json'), JSON.stringify(searchIndex(lessons, readGlossary(root).words, beside)));

  const loaded = await bundlePages(pages, path.join(site, 'assets'));
  for (const [name, html] of Object.entries(pages)) {
    // Relative, so that the site works at any address; but who is lost may be anywhere.
    const up = name === '404.html' ? new URL(base, 'http://x').pathname : '../'.repeat(name.split('/').length - 1) || './';
    await mkdir(path.dirname(path.join(site, name)), { recursive: true });
    await writeFile(path.join(site, name), html.replace('<!-- loading -->', () => `${headOf(html, name, base, lessons)}\n${loading(loaded[name], up)}`));
  }
  await cp(path.join(root, 'web/weights'), path.join(site, 'weights'), { recursive: true });
  await writeReader();
  for (const file of ['web/icon.svg', 'CITATION.cff']) await cp(path.join(root, file), path.join(site, path.basename(file)));
  await writeFile(path.join(site, 'preview.png'), await preview());
  await writeFile(path.join(site, 'sitemap.xml'), sitemap(Object.keys(pages), base));
  await writeFile(path.join(site, 'robots.txt'), base.startsWith('http') ? `Sitemap: ${base}sitemap.xml\n` : 'User-agent: *\nAllow: /\n');
  await writeHostFiles(site, new URL(base, 'http://x').pathname);
  await writeServiceWorker();
  return lessons.length;
}

// Into a folder of its own, then in place of the old one: whoever serves it never serves half of it.
try {
  if (await exists(target) && (await readdir(target)).length > 0 && !await exists(path.join(target, 'sw.js')))
    throw new Error(`${target} holds something that is not a built course: choose an empty folder`);
  await rm(site, { recursive: true, force: true });
  const count = await buildInto(), old = `${target}.old`;
  await rm(old, { recursive: true, force: true });
  if (await exists(target)) await rename(target, old);
  await rename(site, target);
  await rm(old, { recursive: true, force: true });
  console.log(`built ${count} lessons into ${path.relative(process.cwd(), target) || target}`);
} catch (error) {
  await rm(site, { recursive: true, force: true });
  console.error(error.errors ? error.message : `course: ${error.message}`);
  process.exitCode = 1;
}
