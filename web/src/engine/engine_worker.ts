// The worker of the plane: closed forms, and networks in training.
import { Engine } from './engine';
import { condOT, type Floats } from './names';
import { nodes as latticeOf, square } from './picture';
import { Cancelled, type ExactSample, type PlaneJobs, type Problem, type TrainProgress } from './runtime/protocol';
import { serve, type Handlers } from './runtime/serve';
import type { Trainer } from './trainer';

const sliceMilliseconds = 12;
const streams = { data: 0, pairs: 1, particles: 2 };

let trainer: Trainer | null = null;
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

function exactField(engine: Engine, p: Problem, t: number, places: Floats): ExactSample {
  const field = engine.fields.ofPoints(pointsOf(engine, p), p.source, condOT(p.sigmaMin));
  try {
    const at = field.sample(places, t);
    return { places, ...at, ...engine.fields.presence(at.logDensity) };
  } finally {
    field.dispose();
  }
}

function theTrainer(): Trainer {
  if (!trainer) throw new Error('no network has been set up yet');
  return trainer;
}

function handlersOf(engine: Engine): Handlers<PlaneJobs> {
  return {
    targets({ problem, pairs, t, bins, halfWidth, exact }) {
      const points = pointsOf(engine, problem);
      const { x0, x1 } = engine.transport.drawPairs(points, problem.source, pairs, problem.seed, streams.pairs);
      const path = engine.paths.sample(x0, x1, t, condOT(problem.sigmaMin));
      const places = engine.fields.binCentres(bins, halfWidth), binned = engine.fields.binAverage(path.xt, path.ut, bins, halfWidth);
      const field = exact ? exactField(engine, problem, t, places) : null;
      return { points, x0, x1, path, places, binned, exact: field, difference: field ? engine.fields.binError(binned, field) : NaN };
    },
    posterior({ problem, t, x, y }) {
      const points = pointsOf(engine, problem);
      return { ...engine.fields.posterior(points, problem.source, condOT(problem.sigmaMin), t, x, y), points };
    },
    exactField: ({ problem, t, bins, halfWidth }) => exactField(engine, problem, t, engine.fields.binCentres(bins, halfWidth)),
    floor: ({ problem, samples }) =>
      engine.fields.irreducibleLoss(
        pointsOf(engine, problem),
        problem.source,
        condOT(problem.sigmaMin),
        samples,
        problem.seed,
      ),
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
    learnedField({ t, exact }) {
      const u = theTrainer().velocity(exact.places, t), { each: error, rms } = engine.fields.error(u, exact.u, exact.density);
      return { u, error, rms, largestSpeed: engine.fields.largestSpeed(u, exact.shown) };
    },
    networkFile: () => theTrainer().file(),
    learnedVelocity: ({ t, nodes, halfWidth }) => theTrainer().velocity(latticeOf(nodes, nodes, square(halfWidth)), t),
    async streamlines({ problem, t, velocities, separation, nodes, halfWidth }, context) {
      const box = square(halfWidth), places = latticeOf(nodes, nodes, box), u = new Float32Array(places.length), logDensity = new Float32Array(nodes * nodes);
      const field = engine.fields.ofPoints(pointsOf(engine, problem), problem.source, condOT(problem.sigmaMin));
      try {
        // A row at a time: whoever drags is answered in between.
        for (let row = 0; row < nodes; row++) {
          const at = field.sample(places.slice(2 * row * nodes, 2 * (row + 1) * nodes), t);
          u.set(at.u, 2 * row * nodes);
          logDensity.set(at.logDensity, row * nodes);
          if (!(await context.goOn())) throw new Cancelled();
        }
      } finally {
        field.dispose();
      }
      return {
        ...engine.pictures.streamlines({ nx: nodes, ny: nodes, box, values: velocities ?? u }, separation),
        nodes,
        halfWidth,
        shown: engine.fields.presence(logDensity).shown,
      };
    },
    particles: ({ source, count, seed, solver, steps }) => theTrainer().solve(solver, steps, engine.data.sample(source, count, seed, streams.particles)),
  };
}

serve(async (module) => handlersOf(await Engine.from(module)));
