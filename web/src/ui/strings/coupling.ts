// What <fm-coupling> says.
export const words = {
  label: 'Two couplings, and the flows that are learned from them',
  way: 'coupling at the right',
  ways: {
    independent: 'independent',
    'ot-16': 'optimal in batches of 16',
    'ot-128': 'optimal in batches of 128',
    sinkhorn: 'Sinkhorn, softened',
    reflow: 'reflow: its own pairs',
    'reflow-2': 'reflow, a second round',
    'reflow-3': 'reflow, a third round',
  },
  shows: { pairs: 'pairs', flow: 'the ways of particles', time: 'their x over time', field: 'velocity, and how large it is', density: 'density of particles' },
  speed: 'speed',
  anew: 'Other draw',
  cost: 'squared length of a pair',
  straightness: 'straightness (0: straight)',
  oneStep: 'W2 after one step',
  crossings: 'crossings of trajectories',
  manySteps: 'W2 after 40 steps',
  floor: 'floor of W2',
  legend: { noise: 'noise', data: 'data' },
  learning: 'A network learns each of the two.',
  // in words
  picture: (source: string, data: string, shown: string, t: string) => `Plane with ${source} noise and ${data}; ${shown} at time ${t}. Coupling: `,
  lane: (cost: string, straightness: string, crossings: number, oneStep: string, many: string) =>
    `. A pair has the squared length ${cost}; learned: straightness ${straightness}, ${crossings} crossings, W2 to fresh data ${oneStep} after one step and ${many} after forty.`,
} as const;
