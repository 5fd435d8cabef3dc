// The picture that others show beside a link to the course: noise becoming two moons, drawn by the engine, as a PNG.
import { build } from 'esbuild';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateSync } from 'node:zlib';
import { root } from './bundle.mjs';

const width = 1200, height = 630, panels = 5, points = 6000;
const paper = [250, 248, 243], noise = [58, 110, 196], data = [222, 120, 31];

async function clouds() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'fm-'));
  try {
    const file = path.join(folder, 'engine.mjs');
    await build({ entryPoints: [path.join(root, 'web/src/engine/engine.ts')], outfile: file, bundle: true, format: 'esm', target: 'es2022',
      logLevel: 'error' });
    const { Engine } = await import(pathToFileURL(file).href);
    const engine = await Engine.from(new WebAssembly.Module(await readFile(path.join(root, 'build/wasm/wasm/engine.wasm'))));
    const x0 = engine.data.sample('gaussian', points, 1), x1 = engine.data.sample('moons', points, 2);
    return Array.from({ length: panels }, (_, k) => engine.paths.sample(x0, x1, k / (panels - 1), { kind: 'cond-ot', parameter: 0 }).xt);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The PNG's bytes. */
export async function preview() {
  const ink = new Float32Array(3 * width * height);
  for (const [k, cloud] of (await clouds()).entries()) {
    const t = k / (panels - 1), middle = width * (0.11 + 0.74 * t), scale = 58;
    const colour = noise.map((c, i) => c + t * (data[i] - c));
    for (let p = 0; p < points; p++) {
      const x = Math.round(middle + scale * cloud[2 * p]), y = Math.round(height / 2 - scale * cloud[2 * p + 1]);
      if (x < 1 || y < 1 || x >= width - 1 || y >= height - 1) continue;
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++)
          for (let i = 0; i < 3; i++) ink[3 * ((y + dy) * width + x + dx) + i] += (0.22 / (1 + dx * dx + dy * dy)) * Math.log(paper[i] / colour[i]);
    }
  }
  const rows = Buffer.alloc(height * (1 + 3 * width)); // each begins with its filter: none
  for (let y = 0; y < height; y++)
    for (let j = 0; j < 3 * width; j++) rows[y * (1 + 3 * width) + 1 + j] = Math.round(paper[j % 3] * Math.exp(-Math.min(3, ink[3 * width * y + j])));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8); // eight bits, red green blue
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0))]);
}

/** The check sum of PNG's chunks. */
function crc32(bytes) {
  let c = -1;
  for (const b of bytes) {
    c ^= b;
    for (let k = 0; k < 8; k++) c = (c >>> 1) ^ (c & 1 ? 0xedb88320 : 0);
  }
  return ~c >>> 0;
}

function chunk(name, body) {
  const whole = Buffer.concat([Buffer.alloc(4), Buffer.from(name), body, Buffer.alloc(4)]);
  whole.writeUInt32BE(body.length, 0);
  whole.writeUInt32BE(crc32(whole.subarray(4, -4)), whole.length - 4);
  return whole;
}
