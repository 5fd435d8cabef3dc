// What one seed gives in a browser: digests of the engine's outputs, under the names that tests/bits/frozen.txt has them by.
import { Engine } from '../../web/src/engine/engine';
import { condOT, schedules, solvers, type Floats } from '../../web/src/engine/names';

/** FNV-1a over the bytes of all of them. */
function digest(...arrays: ArrayBufferView[]): string {
  let hash = 0x811c9dc5;
  for (const array of arrays)
    for (const byte of new Uint8Array(array.buffer, array.byteOffset, array.byteLength)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

export async function digests(module: WebAssembly.Module): Promise<Record<string, string>> {
  const engine = await Engine.from(module), out: Record<string, string> = {}, n = 500;
  const noise = engine.data.sample('gaussian', n, 1), moons = engine.data.sample('moons', n, 2), fresh = engine.data.sample('moons', n, 8);
  const times = Array.from({ length: 301 }, (_, i) => i / 300);
  schedules.forEach((kind, i) => {
    const schedule = { kind, parameter: kind === 'polynomial' ? 3 : 0, reversed: false };
    const values = engine.paths.schedule(schedule, times).flatMap((v) => [v.alpha, v.sigma, v.dAlpha, v.dSigma, v.logSnr, v.halfVarianceSlope]);
    out[`schedule ${i}`] = digest(Float64Array.from(values));
    const { xt, ut } = engine.paths.sample(noise, moons, 0.3, schedule);
    out[`path ${i}`] = digest(xt, ut);
    const field = engine.fields.ofPoints(moons, 'gaussian', schedule), { u, logDensity } = field.sample(noise, 0.4);
    field.dispose();
    out[`exact ${i}`] = digest(u, logDensity);
  });
  const trainer = engine.trainer({ points: moons, source: 'gaussian', schedule: condOT(), hidden: [32, 32], activation: 'silu', timeFeatures: 8, batch: 64,
    learningRate: 1e-2, seed: 5 });
  out['losses, plain'] = digest(Float32Array.from(trainer.run(40)));
  const grid = engine.fields.grid(0, 0.95, 8), field = trainer.field(-1, 1);
  out['velocity, plain'] = digest(field.velocity(noise, 0.4));
  for (const solver of solvers) out[`learned by ${solver}`] = digest(field.solve(solver, grid, noise.slice(0, 100) as Floats));
  field.dispose();
  trainer.dispose();
  (['w1', 'w2', 'sliced-w2', 'energy-distance', 'mmd', 'gaussian-w2'] as const).forEach((metric, i) => {
    const d = engine.transport.distance(metric, noise, moons, fresh, { parameter: metric === 'sliced-w2' ? 20 : 0, seed: 5 });
    out[`distance ${i}`] = digest(Float64Array.of(d.value, d.floor, d.n));
  });
  const m = 60, costs = Float64Array.from(engine.transport.squaredDistances(noise.slice(0, 2 * m) as Floats, moons.slice(0, 2 * m) as Floats));
  const { plan, cost, marginalError, iterations, converged } = engine.transport.sinkhorn(m, costs, 0.2, 1e-6, 2000);
  out['entropic transport'] = digest(plan, Float64Array.of(cost, marginalError, iterations, Number(converged)));
  return out;
}
(globalThis as { digests?: typeof digests }).digests = digests;
