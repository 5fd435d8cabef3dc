// The poster: drawn whole, as SVG and as PNG.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';

const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '../..');

test('the poster holds its points, the ways to them and two pictures, and its PNG is twice as wide as its SVG', () => {
  const out = mkdtempSync(path.join(os.tmpdir(), 'poster-'));
  try {
    execFileSync(process.execPath, [path.join(root, 'web/build/poster.mjs'), out], { stdio: ['ignore', 'ignore', 'ignore'] });
    const svg = readFileSync(path.join(out, 'poster.svg'), 'utf8').replaceAll(/base64,[^"]*/g, ''), png = readFileSync(path.join(out, 'poster.png'));
    const count = (what) => svg.split(what).length - 1;
    assert.deepEqual([count('<circle '), count('<path d="M'), count('<image ')], [24, 90, 2]);
    assert.ok(!svg.includes('NaN'));
    // Every way ends at one of the points.
    const points = [...svg.matchAll(/cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
    const ends = [...svg.matchAll(/L([\d.-]+) ([\d.-]+)"\/>/g)].map(([, x, y]) => [Number(x), Number(y)]);
    const far = ends.map(([x, y]) => Math.min(...points.map(([a, b]) => Math.hypot(a - x, b - y))));
    assert.equal(ends.length, 90);
    assert.ok(far.every((d) => d < 12), `${Math.max(...far)}`); // the flow stops at t = 0.995
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [4000, 2480]);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});
