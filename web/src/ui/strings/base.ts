// What <fm-base> says.
export const words = {
  label: 'From N(0, I) and from a base that knows the data',
  base: 'base at the right',
  bases: { normal: 'N(0, I)', fitted: 'fitted Gaussian', copy: 'blurred copy, own pairs', 'copy-any': 'blurred copy, any pairs' },
  mixtures: { moons: 'two moons', arc: 'an arc', dots: 'four dots' },
  width: 'width of the blur',
  anew: 'Other draw',
  cost: 'squared length of a pair',
  straightness: 'straightness (0: straight)',
  evaluations: 'Euler evaluations until good',
  floor: 'loss of a perfect network',
  novelty: 'how new samples are',
  distance: 'W2 of the exact flow',
  distanceFloor: 'floor of W2',
  over: (most: number) => `over ${most}`,
  legend: { noise: 'base', data: 'data' },
  // in words
  picture: (base: string, data: string, t: string) => `Plane with the ways of particles from ${base} to ${data} by the exact flow, time ${t}. `,
  lane: (cost: string, straightness: string, evaluations: string, floor: string, novelty: string) =>
    `A pair has the squared length ${cost}; straightness ${straightness}; ${evaluations} Euler evaluations until W2 is within 1.5 times its floor; ` +
    `a perfect network's loss is ${floor}; samples are ${novelty} as far from known data as fresh data is.`,
} as const;
