// Every source has the form that ./course format gives it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import test from 'node:test';

const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '../..');
const run = (...command) => {
  const { status, stdout, stderr } = spawnSync(command[0], command.slice(1), { cwd: root, encoding: 'utf8' });
  return { status, text: stdout + stderr };
};

test('TypeScript and the modules for node are formatted', () => {
  const { status, text } = run('node', 'tools/lib/format.mjs', '--check');
  assert.equal(status, 0, text);
});

test('C++ is formatted', (t) => {
  const version = spawnSync('clang-format', ['--version'], { encoding: 'utf8' }).stdout ?? '';
  if (!/version 14\./.test(version))
    return t.skip(`clang-format 14, Debian 12's, is not here (${version.trim() || 'none'}), and others form some lines otherwise`);
  const { status, text } = run('tools/format', '--check');
  assert.equal(status, 0, text);
});
