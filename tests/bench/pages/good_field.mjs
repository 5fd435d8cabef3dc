// How much training a reader waits for: updates of <fm-train>'s network until its particles are good, that is until W2 to
// fresh data is within 1.5 times its floor. Moons, the figure's own settings, and those it had before, over five seeds.
import { importTs, loadEngine } from '../../wasm/load.mjs';

const seeds = [1, 2, 3, 4, 5], count = 1000, good = 1.5, every = 20, most = 4000;
const straight = { kind: 'cond-ot', parameter: 0 };
const mean = (x) => x.reduce((a, b) => a + b) / x.length;

/** [{what, unit, median, least, most}] */
export async function measureGoodField() {
  const engine = await loadEngine(), { network, rateOf } = await importTs('web/src/widgets/train/run.ts');
  const { emaDecay: _, times: __, ...plain } = network;
  const ways = {
    'updates until the field is good': { ...network, learningRate: rateOf(-1.8) },
    'the same at rate 2e-3, without averaged weights and even times': { ...plain, learningRate: 2e-3 },
  };
  return Object.entries(ways).map(([what, way]) => {
    const needed = seeds.map((seed) => updates(engine, way, seed)).sort((a, b) => a - b);
    return { what, unit: needed.at(-1) < most ? 'updates' : `updates (${most}: not reached)`, median: needed[2], least: needed[0], most: needed[4] };
  });
}

function updates(engine, way, seed) {
  const draw = (k) => engine.data.sample('moons', count, 1000 * seed + k), w2 = (a, b) => engine.transport.distance('w2', a, b, b).value;
  const fresh = [1, 2, 3, 4, 5].map(draw), floor = mean(fresh.map((x, i) => w2(x, draw(i + 6))));
  const noise = engine.data.sample('gaussian', count, seed), grid = engine.fields.grid(0, 1, 20);
  const trainer = engine.trainer({ ...way, points: engine.data.sample('moons', 2048, seed), source: 'gaussian', schedule: straight, seed });
  let done = 0;
  for (; done < most; done += every) {
    const samples = trainer.solve('euler', 20, noise).slice(-2 * count);
    if (mean(fresh.map((x) => w2(samples, x))) < good * floor) break;
    trainer.run(every);
  }
  trainer.dispose();
  return done;
}
