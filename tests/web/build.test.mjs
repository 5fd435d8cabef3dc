// The build on its own: widgets by their tags, and names that change with the content.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { root, tagsOf } from '../../web/build/bundle.mjs';

test('a page’s widgets are its tags, each once; code that only speaks of one is not a tag', () => {
  assert.deepEqual(tagsOf('<fm-train x="1"></fm-train> <fm-digits></fm-digits><fm-train></fm-train> <code>&lt;fm-other></code>', ['digits', 'train'], 'lesson'),
    ['digits', 'train']);
});

test('a tag without a widget fails the build in a sentence', () => {
  assert.throws(() => tagsOf('<fm-trian></fm-trian>', ['digits', 'train'], '03-x/index.html'),
    /03-x\/index\.html: there is no widget <fm-trian>: web\/src\/widgets\/trian\/element\.ts would define it. There are digits, train\./);
});

test('every asset has a name that carries a hash', async () => {
  const names = await readdir(path.join(root, 'build/site/assets'));
  assert.ok(names.length > 10);
  assert.deepEqual(names.filter((name) => !/-[A-Z0-9]{8}\.[a-z0-9]+$/.test(name)), []);
});

test('the types hold', () => {
  const { status, stdout } = spawnSync(path.join(root, 'node_modules/.bin/tsc'), ['-p', 'web'], { cwd: root, encoding: 'utf8' });
  assert.equal(status, 0, stdout);
});

test('a site for another host: links are relative, what the world reads is absolute, and no folder of something else is replaced', async () => {
  const home = await mkdtemp(path.join(os.tmpdir(), 'build-')), out = path.join(home, 'site'), base = 'https://example.org/fm/';
  const build = (...args) => spawnSync('node', [path.join(root, 'web/build/build.mjs'), ...args], { encoding: 'utf8' });
  const read = (name) => readFile(path.join(out, name), 'utf8');
  try {
    const { status, stderr } = build(out, base);
    assert.equal(status, 0, stderr);
    for (const [name, address] of [['index.html', base], ['08-digits/index.html', `${base}08-digits/`], ['bench.html', `${base}bench.html`]]) {
      const html = await read(name);
      assert.ok(html.includes(`<link rel="canonical" href="${address}">`) && html.includes(`<meta property="og:image" content="${base}preview.png">`), name);
      assert.deepEqual([...html.matchAll(/(?:href|src)="(\/[^"]*)"/g)].map((m) => m[1]), [], `${name}: a link from the root`);
      assert.ok((await read('sitemap.xml')).includes(`<loc>${address}</loc>`));
    }
    const [, course] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(await read('index.html'));
    assert.deepEqual([JSON.parse(course)['@type'], JSON.parse(course).url], ['Course', base]);
    assert.match(await read('index.html'), /@misc\{flow-matching-live,[\s\S]*year {3}= \{\d{4}\}/);
    assert.match(await read('404.html'), /href="\/fm\/assets\/main-/);
    for (const file of ['_headers', '.htaccess', 'nginx.conf.txt']) assert.match(await read(file), /frame-ancestors 'none'/);
    const picture = await readFile(path.join(out, 'preview.png'));
    assert.deepEqual([picture.readUInt32BE(16), picture.readUInt32BE(20)], [1200, 630]);

    await writeFile(path.join(home, 'thesis.txt'), 'three years of work');
    const refused = build(home);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /holds something that is not a built course: choose an empty folder/);
    assert.equal(await readFile(path.join(home, 'thesis.txt'), 'utf8'), 'three years of work');
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});
