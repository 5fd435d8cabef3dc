// The picture that others show beside a link to the course: noise becoming two moons, drawn by the engine, as a PNG.
import { loadEngine } from './engines.mjs';
import { png } from './png.mjs';

const width = 1200, height = 630, panels = 5, points = 6000;
const paper = [250, 248, 243], noise = [58, 110, 196], data = [222, 120, 31];

async function clouds() {
  const engine = await loadEngine(), x0 = engine.data.sample('gaussian', points, 1), x1 = engine.data.sample('moons', points, 2);
  return Array.from({ length: panels }, (_, k) => engine.paths.sample(x0, x1, k / (panels - 1), { kind: 'cond-ot', parameter: 0 }).xt);
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
  return png(width, height, (x, y) => paper.map((c, i) => c * Math.exp(-Math.min(3, ink[3 * (width * y + x) + i]))));
}
