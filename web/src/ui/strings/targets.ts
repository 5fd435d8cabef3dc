// What <fm-targets> says, also as one line of a pair.
export const words = {
  label: 'The targets, their average, and the exact field',
  labelOfLine: 'The straight line of a pair',
  fields: { pairs: 'pairs', average: 'average', exact: 'exact', both: 'both' },
  pairs: 'number of pairs',
  draw: 'New draw',
  drawOfLine: 'Another draw',
  drawTitle: 'Draw other pairs: the next seed',
  place: 'x_t of the first pair',
  velocity: 'its velocity u_t',
  difference: 'difference, average to exact',
  rms: (v: string) => `${v} RMS`,
  legend: { noise: 'noise', data: 'data', between: 'x_t', velocity: 'pairs, average', exact: 'exact' },
  legendOfLine: { noise: 'noise x_0', data: 'data x_1', between: 'x_t on its way', velocity: 'velocity' },
  // what a probe finds
  noLine: (place: string) => `No line passes through ${place} at this time.`,
  found: (place: string, mean: string, spread: string, carriers: number, all: number) =>
    `At ${place}: mean velocity ${mean}, spread ${spread}; ${carriers} of ${all} data points carry 90% of the weight.`,
  // in words
  problem: (source: string, data: string) => `${source} noise, ${data} as data`,
  lines: (problem: string, pairs: string, t: string) =>
    `Plane with ${problem}: ${pairs}, each on the straight line from its noise to its data, at time ${t}, with its velocity.`,
  one: 'one pair',
  many: (n: string) => `${n} pairs`,
  shown: {
    pairs: (n: string) => `the velocity of each of ${n} pairs`,
    average: () => 'their average velocity in squares',
    exact: () => 'the exact marginal velocity',
    both: () => 'the average and the exact velocity together',
  },
  plane: (problem: string, t: string, shown: string) => `Plane with ${problem}, and at time ${t} ${shown}. Arrow keys place a probe, Escape removes it. `,
} as const;
