// The worker of <fm-labels>: two classes, pairs that are sorted with or without a look at them, and what a network that is
// asked by class makes of it.
import { Engine } from '../../engine/engine';
import { condOT, type Coupling, type Floats } from '../../engine/names';
import { serve, type Handlers } from '../../engine/runtime/serve';
import { learned, network } from '../train/net';

export type Way = Extract<Coupling['kind'], 'independent' | 'minibatch-ot' | 'classwise-ot'>;
export interface Labelled {
  /** Of each class: the noises that its data were paired with, and the data. */
  noise: Floats[];
  paired: Floats[];
  /** Of each class: true points, and the network's ways when asked for it, (steps + 1) x count x 2. */
  truth: Floats[];
  states: Floats[];
  /** Means over classes: W2 of the samples to the true class and its floor, and of a class's noises to all noise and its floor. */
  distance: number;
  floor: number;
  ofNoise: number;
  noiseFloor: number;
}
export interface LabelsJobs {
  labels: { payload: { way: Way; seed: number }; progress: { training: number }; result: Labelled };
}

export const classes = 2, count = 250, steps = 30;
const data = 'moons' as const, source = 'gaussian' as const, batch = 128, batches = 8, updates = 1500, rate = 0.012;
const seeds = { pairs: 100, noise: 40, other: 41, truth: 50 };

const ofClass = (points: Floats, labels: ArrayLike<number>, c: number, most = Infinity): Floats => {
  const out: number[] = [];
  for (let i = 0; i < labels.length && out.length < 2 * most; i++) if (labels[i] === c) out.push(points[2 * i], points[2 * i + 1]);
  return Float32Array.from(out);
};
const mean = (v: number[]) => v.reduce((a, b) => a + b, 0) / v.length;

const handlersOf = (engine: Engine): Handlers<LabelsJobs> => ({
  async labels({ way, seed }, context) {
    const coupling: Coupling = { kind: way, regularisation: 0 }, each = [...Array(classes).keys()];
    const { points, labels } = engine.data.labelled(data, 2048, seed);
    const net = await learned(engine, `${way} ${seed}`, { ...network, points, labels, classes, labelDrop: 0, source, coupling, batch, seed, schedule: condOT(),
      learningRate: rate }, context, updates);

    const drawn = { x0: new Float32Array(2 * batch * batches), x1: new Float32Array(2 * batch * batches), labels: new Int32Array(batch * batches) };
    for (let k = 0; k < batches; k++) {
      const pairs = engine.transport.drawPairs(points, source, batch, seed, seeds.pairs + k, coupling, labels);
      drawn.x0.set(pairs.x0, 2 * k * batch);
      drawn.x1.set(pairs.x1, 2 * k * batch);
      drawn.labels.set(pairs.labels, k * batch);
    }
    const noise = each.map((c) => ofClass(drawn.x0, drawn.labels, c, count)), paired = each.map((c) => ofClass(drawn.x1, drawn.labels, c, count));
    const fresh = engine.data.labelled(data, 4 * classes * count, seed, seeds.truth), all = each.map((c) => ofClass(fresh.points, fresh.labels, c));
    const truth = all.map((x) => x.slice(0, 2 * count));
    const start = engine.data.sample(source, count, seed, seeds.noise), another = engine.data.sample(source, count, seed, seeds.other);
    const states = each.map((c) => {
      const field = net.field(c, 1);
      try {
        return field.solve('heun', engine.fields.grid(0, 1, steps), start);
      } finally {
        field.dispose();
      }
    });
    const far = each.map((c) => engine.transport.distance('w2', states[c].slice(-2 * count), truth[c], all[c].slice(2 * count, 4 * count)));
    const off = each.map((c) => engine.transport.distance('w2', noise[c], start, another));
    return { noise, paired, truth, states, distance: mean(far.map((f) => f.value)), floor: mean(far.map((f) => f.floor)),
      ofNoise: mean(off.map((f) => f.value)), noiseFloor: mean(off.map((f) => f.floor)) };
  },
});

serve(async (module) => handlersOf(await Engine.from(module)));
