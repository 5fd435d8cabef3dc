// The poster: who lands where in the plane, and a square of digits between four noises; computed by the engine, drawn as SVG, and
// as PNG by a browser.   node web/build/poster.mjs FOLDER
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './bundle.mjs';
import { importSource, loadDigits, loadEngine } from './engines.mjs';
import { png } from './png.mjs';

const paper = [250, 248, 243], ink = '#22262e', faint = '#5c6270';
const straight = { kind: 'cond-ot', parameter: 0 };
const say = (text) => console.error(`» ${text}`);

/** Basins of the exact flow from noise to a few points: a picture, the points, and some ways. */
async function basins() {
  const sites = 24, half = 3.4, grid = 512, steps = 60, ways = 90, last = 0.995; // the exact flow of points has no bound at t = 1
  const engine = await loadEngine(), { hues, cellPixels } = await importSource('plot/cells.ts');
  const data = engine.data.sample('moons', sites, 4), field = engine.fields.ofPoints(data, 'gaussian', straight), times = engine.fields.grid(0, last, steps);
  const labels = new Int32Array(grid * grid), row = 2 * grid, places = engine.fields.binCentres(grid, half);
  for (let j = 0; j < grid; j++)
    labels.set(engine.transport.cells(field.solve('heun', times, places.slice(j * row, (j + 1) * row)).slice(-row), data), j * grid);
  const noise = [{ weight: 1, mean: [0, 0], covariance: [1, 0, 1] }], begun = engine.fields.ofMixture(noise, noise, straight);
  const { density } = engine.fields.presence(begun.sample(places, 0).logDensity);
  const shown = density.map((p) => 0.25 + 0.75 * Math.sqrt(p)), rgba = new Uint8ClampedArray(4 * grid * grid);
  cellPixels({ labels, weights: shown, n: grid }, hues(sites, false), 0.85, rgba);
  const start = engine.data.sample('gaussian', ways, 9), states = field.solve('heun', times, start);
  const place = (x, y) => [(x + half) / (2 * half), (half - y) / (2 * half)];
  return {
    picture: png(grid, grid, (x, y) => {
      const at = 4 * (y * grid + x), a = rgba[at + 3] / 255;
      return paper.map((c, i) => c + a * (rgba[at + i] - c));
    }),
    points: Array.from({ length: sites }, (_, i) => place(data[2 * i], data[2 * i + 1])),
    ways: Array.from({ length: ways },
      (_, i) => Array.from({ length: steps + 1 }, (_, s) => place(...states.slice(2 * (s * ways + i), 2 * (s * ways + i) + 2)))),
  };
}

/** Digits of the network for few steps, from mixtures of four noises. */
async function digits() {
  const side = 15, pixels = 784, edge = 28, steps = 4, noLabel = 10;
  const seed = 5; // of the first forty the one whose digits are most of five kinds and surely read
  const { networks } = JSON.parse(await readFile(path.join(root, 'web/weights/manifest.json'), 'utf8'));
  const engine = await loadDigits(), net = engine.unet(new Uint8Array(await readFile(path.join(root, 'web/weights', networks.turbo.file))));
  const [a, b, c, d] = [0, 1, 2, 3].map((k) => engine.noise.normal(pixels, seed, k)), mix = (from, to, s) => engine.noise.blend(from, to, s, true);
  const images = [];
  for (let k = 0; k < side * side; k++) {
    const [right, down] = [(k % side) / (side - 1), Math.floor(k / side) / (side - 1)];
    let x = mix(mix(a, b, right), mix(c, d, right), down);
    for (let s = 0; s < steps; s++) ({ x } = net.step('euler', x, s / steps, 1 / steps, [noLabel], 1));
    images.push(x);
  }
  net.dispose();
  return png(side * edge, side * edge, (x, y) => {
    const v = 127.5 * (1 + images[Math.floor(y / edge) * side + Math.floor(x / edge)][(y % edge) * edge + (x % edge)]);
    return [v, v, v].map((grey) => Math.max(0, Math.min(255, grey)));
  });
}

const width = 2000, height = 1240, size = 900, left = [70, 1030], top = 190;
function svg(plane, square) {
  const at = ([x, y]) => `${(left[0] + size * x).toFixed(1)} ${(top + size * y).toFixed(1)}`;
  const image = (bytes, x, smooth) =>
    `<image x="${x}" y="${top}" width="${size}" height="${size}" style="image-rendering:${smooth ? 'auto' : 'pixelated'}" href="data:image/png;base64,${
      bytes.toString('base64')
    }"/>`;
  const text = (x, y, words, px, fill, weight = 400) =>
    `<text x="${x}" y="${y}" font-family="Inter, system-ui, sans-serif" font-size="${px}" font-weight="${weight}" fill="${fill}">${words}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<rect width="100%" height="100%" fill="rgb(${paper})"/>
${text(left[0], 92, 'Where noise goes', 56, ink, 700)}
${text(left[0], 142, 'Flow matching learns a velocity that carries noise to data. The same noise always becomes the same thing.', 26, faint)}
${image(plane.picture, left[0], true)}
<clipPath id="plane"><rect x="${left[0]}" y="${top}" width="${size}" height="${size}"/></clipPath>
<g clip-path="url(#plane)" fill="none" stroke="${ink}" stroke-width="1.4" stroke-opacity="0.55">
${plane.ways.map((way) => `<path d="M${way.map(at).join('L')}"/>`).join('\n')}
</g>
${
    plane.points.map((p) => `<circle cx="${at(p).split(' ')[0]}" cy="${at(p).split(' ')[1]}" r="7" fill="${ink}" stroke="rgb(${paper})" stroke-width="2.5"/>`)
      .join('\n')
  }
${image(square, left[1], false)}
${text(left[0], top + size + 46, 'The colour of a place is that of the data point its noise becomes.', 24, ink, 600)}
${text(left[0], top + size + 80, 'Twenty-four data points, the exact flow, ninety ways.', 22, faint)}
${text(left[1], top + size + 46, 'At the corners four noises, between them their mixtures.', 24, ink, 600)}
${text(left[1], top + size + 80, 'And what each becomes: a network of 0.65 million weights, in four steps.', 22, faint)}
${text(left[0], height - 26, 'Flow Matching, Live', 20, faint, 600)}
</svg>
`;
}

const out = path.resolve(process.argv[2] ?? 'build/poster');
say('who lands where');
const plane = await basins();
say('digits between four noises');
const drawn = svg(plane, await digits());
await mkdir(out, { recursive: true });
await writeFile(path.join(out, 'poster.svg'), drawn);
const { chromium } = await import('playwright-core');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
try {
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 2 });
  await page.setContent(`<style>body{margin:0}</style>${drawn}`);
  await page.screenshot({ path: path.join(out, 'poster.png') });
} finally {
  await browser.close();
}
console.log(`poster.svg and poster.png are in ${out}`);
