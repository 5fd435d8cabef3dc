// The worker of <fm-guide>: a network that knows three overlapping classes, asked for each of them with guidance.
import { Engine } from '../../engine/engine';
import { condOT, type Floats, type Gaussian } from '../../engine/names';
import { serve, type Context, type Handlers } from '../../engine/runtime/serve';
import type { Trainer } from '../../engine/trainer';
import { learned, network } from '../train/net';

export interface Guided {
  /** Of each class: count x 2, drawn from its true law, and by the network; the ways of the network's, (steps + 1) x count x 2. */
  truth: Floats[];
  states: Floats[];
  /** At the one place and time: the free velocity, that of the class, and the guided one. */
  at: { free: [number, number]; conditional: [number, number]; guided: [number, number] };
  /** Mean of log p(class | x) over the samples, by the true posterior, and over true ones; W2 to the class's law and its floor, both means over classes. */
  sureness: number;
  trueSureness: number;
  distance: number;
  floor: number;
}
export interface GuideJobs {
  guide: {
    payload: { w: number; drop: number; seed: number; t: number; x: number; y: number; label: number };
    progress: { training: number };
    result: Guided;
  };
}

export const classes = 3, count = 250, steps = 20;
const perClass = 700, updates = 1500, rate = 0.008, streams = { noise: 40, truth: 50, fresh: 60 };
/** Three normals at the corners of a triangle, wide enough to overlap. */
const laws: Gaussian[] = [[0, 1.5], [-1.3, -0.75], [1.3, -0.75]].map(([x, y]) => ({ weight: 1 / classes, mean: [x, y], covariance: [0.6, 0, 0.6] }));

/** Each of them alone. */
const alone = laws.map((law): [Gaussian] => [{ ...law, weight: 1 }]);

const handlersOf = (engine: Engine): Handlers<GuideJobs> => {
  const taught = (drop: number, seed: number, context: Context<{ training: number }>): Promise<Trainer> => {
    const points = new Float32Array(2 * perClass * classes), labels = new Int32Array(perClass * classes);
    alone.forEach((law, c) => {
      points.set(engine.data.mixture(law, perClass, seed, c), 2 * perClass * c);
      labels.fill(c, perClass * c, perClass * (c + 1));
    });
    return learned(engine, `${drop} ${seed}`, { ...network, points, labels, classes, labelDrop: drop, source: 'gaussian', schedule: condOT(), seed,
      learningRate: rate }, context, updates);
  };
  /** Mean log of the true posterior of a class. */
  const sure = (x: Floats, c: number) => {
    const own = engine.data.logDensity(alone[c], x).logP, all = engine.data.logDensity(laws, x).logP;
    return own.reduce((sum, v, i) => sum + v + Math.log(laws[c].weight) - all[i], 0) / own.length;
  };
  const mean = (v: number[]) => v.reduce((a, b) => a + b, 0) / v.length;
  return {
    async guide({ w, drop, seed, t, x, y, label }, context) {
      const net = await taught(drop, seed, context), grid = engine.fields.grid(0, 1, steps), place = Float32Array.of(x, y);
      const asked = <T>(c: number, guidance: number, use: (field: ReturnType<Trainer['field']>) => T): T => {
        const field = net.field(c, guidance);
        try {
          return use(field);
        } finally {
          field.dispose();
        }
      };
      const truth = alone.map((law, c) => engine.data.mixture(law, count, seed, streams.truth + c));
      const states = laws.map((_, c) => asked(c, w, (field) => field.solve('heun', grid, engine.data.sample('gaussian', count, seed, streams.noise + c))));
      const far = alone.map((law, c) =>
        engine.transport.distance('w2', states[c].slice(-2 * count), truth[c], engine.data.mixture(law, count, seed, streams.fresh + c))
      );
      const velocity = (c: number, guidance: number) => Array.from(asked(c, guidance, (field) => field.velocity(place, t))) as [number, number];
      return {
        truth,
        states,
        at: { free: velocity(-1, 1), conditional: velocity(label, 1), guided: velocity(label, w) },
        sureness: mean(laws.map((_, c) => sure(states[c].slice(-2 * count), c))),
        trueSureness: mean(laws.map((_, c) => sure(truth[c], c))),
        distance: mean(far.map((f) => f.value)),
        floor: mean(far.map((f) => f.floor)),
      };
    },
  };
};

serve(async (module) => handlersOf(await Engine.from(module)));
