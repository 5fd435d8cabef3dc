// Small problems that the tests of the engine ask about.
export const straight = { kind: 'cond-ot', parameter: 0 };
export const problem = (engine) => engine.data.sample('moons', 512, 1);
/** A network in training on such points. */
export const config = (points, more = {}) => ({
  points,
  source: 'gaussian',
  schedule: straight,
  hidden: [64, 64, 64],
  activation: 'silu',
  timeFeatures: 16,
  batch: 256,
  learningRate: 2e-3,
  seed: 1,
  ...more,
});
