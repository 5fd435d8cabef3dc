// The build on its own: widgets by their tags, and names that change with the content.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { root, tagsOf } from '../../web/build/bundle.mjs';

test('a page’s widgets are its tags, each once; code that only speaks of one is not a tag', () => {
  assert.deepEqual(tagsOf('<fm-train x="1"></fm-train> <fm-digits></fm-digits><fm-train></fm-train> <code>&lt;fm-other></code>', ['digits', 'train'], 'lesson'), ['digits', 'train']);
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
