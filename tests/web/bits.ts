// What one seed gives: digests of the engine's outputs, to be held against those of other browsers and of node.
import { Engine } from '../../web/src/engine/engine';
import { condOT, distributions, solvers, type Floats } from '../../web/src/engine/names';

/** FNV-1a over the bytes. */
function digest(array: ArrayBufferView): string {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(array.buffer, array.byteOffset, array.byteLength)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16);
}

export async function digests(module: WebAssembly.Module): Promise<Record<string, string>> {
  const engine = await Engine.from(module), out: Record<string, string> = {};
  for (const kind of distributions) out[kind] = digest(engine.data.sample(kind, 500, 7));
  const x0 = engine.data.sample('gaussian', 500, 1), x1 = engine.data.sample('moons', 500, 2);
  const { xt, ut } = engine.paths.sample(x0, x1, 0.3, condOT());
  out.path = digest(xt) + digest(ut);
  const field = engine.fields.ofPoints(x1, 'gaussian', condOT());
  out.exact = digest(field.sample(x0, 0.4).u);
  field.dispose();
  const trainer = engine.trainer({
    points: x1,
    source: 'gaussian',
    schedule: condOT(),
    hidden: [32, 32],
    activation: 'silu',
    timeFeatures: 8,
    batch: 64,
    learningRate: 1e-2,
    seed: 5,
  });
  out.losses = digest(Float32Array.from(trainer.run(40)));
  for (const solver of solvers) out[solver] = digest(trainer.solve(solver, 8, x0.slice(0, 100) as Floats));
  trainer.dispose();
  return out;
}
(globalThis as { digests?: typeof digests }).digests = digests;
