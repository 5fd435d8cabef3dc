// The assignment in WebAssembly beside npm's munkres, in node, in turn. Called by peers.py with the problem's file.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { loadEngine, root } from '../../wasm/load.mjs';

const require = createRequire(path.join(root, 'build/bench/peers/'));
const munkres = require('munkres').default ?? require('munkres').munkres ?? require('munkres');
const { x, y, best } = JSON.parse(await readFile(process.argv[2], 'utf8'));
const engine = await loadEngine(), a = Float32Array.from(x), b = Float32Array.from(y), n = a.length / 2;
const costs = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (a[2 * i] - b[2 * j]) ** 2 + (a[2 * i + 1] - b[2 * j + 1]) ** 2));

const close = (cost, what) => {
  if (!(Math.abs(cost - best) <= 1e-6 * best)) throw new Error(`${what} found ${cost}, the least is ${best}`);
};
close([...engine.transport.assignPoints(a, b).columns].reduce((s, j, i) => s + costs[i][j], 0), 'ours');
close(munkres(costs).reduce((s, [i, j]) => s + costs[i][j], 0), 'munkres');

const times = [[], []], repeats = 5;
for (let i = 0; i < repeats; i++)
  [() => engine.transport.assignPoints(a, b), () => munkres(costs)].forEach((f, k) => {
    const start = performance.now();
    f();
    times[k].push(performance.now() - start);
  });
const sorted = times.map((t) => t.sort((p, q) => p - q)), median = (t) => t[Math.floor(t.length / 2)];
const spread = (t) => `${median(t).toPrecision(3)} (${t[0].toPrecision(3)} to ${t.at(-1).toPrecision(3)})`;
console.log(JSON.stringify([{
  what: 'the same assignment in WebAssembly (node)',
  peer: 'npm munkres, costs given',
  ours_ms: spread(sorted[0]),
  peer_ms: spread(sorted[1]),
  ratio: Number((median(sorted[1]) / median(sorted[0])).toFixed(2)),
  target: 30,
}]));
