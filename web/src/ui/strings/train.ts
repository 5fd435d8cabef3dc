// What <fm-train> says.
export const words = {
  label: 'A network that learns the velocity',
  train: 'Train', trainOn: 'Train on', step: 'One step', rewind: 'Rewind', rewindTitle: 'Back to step 0 with the same initial weights',
  seed: 'New seed', seedTitle: 'Other data, other weights, other batches',
  steps: 'step', loss: 'loss (mean)', floor: 'floor', fieldError: 'field error', speed: 'steps / s', peak: 'max |v|',
  legend: { particles: 'particles', data: 'data', learned: 'learned', exact: 'exact, floor', error: 'error, loss' },
  field: 'field', views: { learned: 'learned', exact: 'exact', error: 'error' }, rate: 'learning rate', particles: 'particles',
  cost: (steps: number, evaluations: number) => `${steps} (${evaluations} evaluations)`,
  tooLarge: (rate: number) => `A learning rate of ${rate} is too large: the loss grew to more than 20 times its first value. `,
  backAt: (step: string) => `The network is back at step ${step}, before it went wrong. Lower the rate and train on.`,
  backAtStart: 'The network is back at its initial weights. Lower the rate and train again.',
  perfect: (floor: string) => `floor ${floor}: a perfect network`,
  // in words
  lossAfter: (steps: number, loss: string) => `Loss after ${steps} steps: ${loss}. `, wouldReach: (floor: string) => `A perfect network would reach ${floor}.`,
  plane: (view: string, t: string, data: string, peak: string, error: string) =>
    `The ${view} velocity at time ${t} for ${data}: largest speed ${peak}, mean error against the exact field ${error}, `,
  withParticles: (n: number) => `with ${n} particles on their way from noise to data.`, withoutParticles: 'without particles.',
} as const;
