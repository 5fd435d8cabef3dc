// One engine, in a worker of its own. Long jobs run in slices and let messages in between.
import { Engine } from './engine';
import { centres } from './grid';
import { condOT, type Floats } from './names';
import { cancelledMessage, type Jobs, type Kind, type Problem, type Reply, type Request, type TrainProgress } from './protocol';
import type { Trainer } from './trainer';
import { pixels, type UNet } from './unet';

interface Context<K extends Kind> {
  progress(value: Jobs[K]['progress']): void;
  /** Lets messages in; false when the job was cancelled meanwhile. */
  goOn(): Promise<boolean>;
}

type Handlers = {
  [K in Kind]: (payload: Jobs[K]['payload'], context: Context<K>) => Jobs[K]['result'] | Promise<Jobs[K]['result']>;
};

const sliceMilliseconds = 12;
const streams = { data: 0, pairs: 1, particles: 2 };

let trainer: Trainer | null = null;
let unet: UNet | null = null;
const dataSets = new Map<string, Floats>();

function pointsOf(engine: Engine, p: Problem): Floats {
  const key = `${p.data} ${p.points} ${p.seed}`;
  let points = dataSets.get(key);
  if (!points) {
    if (dataSets.size > 8) dataSets.clear();
    points = engine.data.sample(p.data, p.points, p.seed, streams.data);
    dataSets.set(key, points);
  }
  return points;
}

function exactField(engine: Engine, p: Problem, t: number, x: Floats) {
  const field = engine.fields.ofPoints(pointsOf(engine, p), p.source, condOT(p.sigmaMin));
  try {
    return field.sample(x, t);
  } finally {
    field.dispose();
  }
}

function theTrainer(): Trainer {
  if (!trainer) throw new Error('no network has been set up yet');
  return trainer;
}

function handlersOf(engine: Engine): Handlers {
  return {
    targets({ problem, pairs, t, bins, halfWidth, exact }) {
      const points = pointsOf(engine, problem);
      const { x0, x1 } = engine.transport.drawPairs(points, problem.source, pairs, problem.seed, streams.pairs);
      const path = engine.paths.sample(x0, x1, t, condOT(problem.sigmaMin));
      return {
        points, x0, x1, path,
        binned: engine.fields.binAverage(path.xt, path.ut, bins, halfWidth),
        exact: exact ? exactField(engine, problem, t, centres(bins, halfWidth)) : null,
      };
    },
    posterior({ problem, t, x, y }) {
      const points = pointsOf(engine, problem);
      return { ...engine.fields.posterior(points, problem.source, condOT(problem.sigmaMin), t, x, y), points };
    },
    exactField: ({ problem, t, x }) => exactField(engine, problem, t, x),
    floor: ({ problem, samples }) =>
      engine.fields.irreducibleLoss(
        pointsOf(engine, problem), problem.source, condOT(problem.sigmaMin), samples, problem.seed),
    open({ problem, network }) {
      trainer?.dispose();
      trainer = null;
      const points = pointsOf(engine, problem);
      trainer = engine.trainer({ ...network, points, source: problem.source, schedule: condOT(problem.sigmaMin) });
      return { points };
    },
    async train({ steps, learningRate }, context) {
      theTrainer().setLearningRate(learningRate);
      const net = theTrainer();
      let left = steps, diverged = false, chunk = 1;
      const none: TrainProgress = { step: net.steps, losses: new Float32Array(0), seconds: 0 };
      let last = none;
      while (left > 0 && !diverged) {
        const start = performance.now(), losses: number[] = [];
        while (left > 0 && !diverged && performance.now() - start < sliceMilliseconds) {
          const asked = Math.min(left, chunk), done = net.run(asked);
          losses.push(...done);
          left -= done.length;
          diverged = done.length < asked;
          chunk = Math.min(16, chunk + 1);
        }
        last = { step: net.steps, losses: Float32Array.from(losses), seconds: (performance.now() - start) / 1000 };
        if (left > 0 && !diverged) {
          context.progress(last);
          last = { ...none, step: net.steps };
          if (!(await context.goOn())) break;
        }
      }
      return { ...last, diverged };
    },
    velocity: ({ x, t }) => theTrainer().velocity(x, t),
    particles: ({ source, count, seed, solver, steps }) =>
      theTrainer().solve(solver, steps, engine.data.sample(source, count, seed, streams.particles)),
    loadNetwork({ bytes }) {
      unet?.dispose();
      unet = null;
      unet = engine.unet(bytes);
      return null;
    },
    async digits({ x0, labels, solver, steps, guidance }, context) {
      if (!unet) throw new Error('no network has been loaded yet');
      const x = x0.slice();
      for (let i = 0; i < steps; i++) {
        const t = i / steps, h = (i + 1 === steps ? 1 : (i + 1) / steps) - t;
        for (let k = 0; k < labels.length; k++) {
          const image = x.subarray(k * pixels, (k + 1) * pixels);
          image.set(unet.step(solver, image, t, h, [labels[k]], guidance));
          if (!(await context.goOn())) throw new Error(cancelledMessage);
        }
        context.progress({ step: i + 1, x: x.slice() });
      }
      return null;
    },
    noise({ seed, count }) {
      // One stream an image, so that a digit does not change when more are asked for.
      const out = new Float32Array(pixels * count);
      for (let i = 0; i < count; i++) out.set(engine.data.normal(pixels, seed, i), pixels * i);
      return out;
    },
    morph({ seedA, seedB, count, normalised }) {
      const a = engine.data.normal(pixels, seedA), b = engine.data.normal(pixels, seedB), out = new Float32Array(pixels * count);
      for (let i = 0; i < count; i++) out.set(engine.data.blend(a, b, i / (count - 1), normalised), pixels * i);
      return out;
    },
  };
}

const cancelled = new Set<number>();
const channel = new MessageChannel();
const turns: (() => void)[] = [];
channel.port1.onmessage = () => turns.shift()?.();
/** Ends this turn of the event loop, without the delay that timers are clamped to. */
const nextTurn = () => new Promise<void>((resolve) => {
  turns.push(resolve);
  channel.port2.postMessage(null);
});

const ready: { promise: Promise<Handlers>; resolve: (h: Handlers) => void } = (() => {
  let resolve: (h: Handlers) => void = () => {};
  return { promise: new Promise<Handlers>((r) => (resolve = r)), resolve: (h) => resolve(h) };
})();

const post = (reply: Reply) => self.postMessage(reply);

async function answer<K extends Kind>(id: number, kind: K, payload: Jobs[K]['payload']): Promise<void> {
  try {
    const handlers = await ready.promise;
    const result = await handlers[kind](payload, {
      progress: (progress) => post({ id, progress }),
      goOn: async () => {
        await nextTurn();
        return !cancelled.has(id);
      },
    });
    post({ id, result });
  } catch (error) {
    post({ id, error: error instanceof Error ? error.message : String(error) });
  } finally {
    cancelled.delete(id);
  }
}

self.onmessage = ({ data }: MessageEvent<Request | { module: WebAssembly.Module }>) => {
  if ('module' in data) void Engine.from(data.module).then((engine) => ready.resolve(handlersOf(engine)));
  else if ('cancel' in data) cancelled.add(data.id);
  else void answer(data.id, data.kind, data.payload);
};
