// What <fm-ellipses> says.
export const words = {
  label: 'Between two Gaussians: the flow, and optimal transport',
  turn: 'turn of the target',
  stretch: 'its length over its width',
  degrees: (v: number) => `${String(v).replace('-', '\u2212')}°`,
  distance: 'distance of the two maps',
  flowCost: 'squared length, flow',
  optimalCost: 'squared length, optimal',
  legend: { flow: 'by the flow', optimal: 'by optimal transport', gap: 'between the two' },
  // in words
  picture: (turn: string, stretch: string, t: string, distance: string, flow: string, optimal: string) =>
    `Plane with two Gaussians as ellipses; the target is turned by ${turn} and ${stretch} times as long as wide, time ${t}. ` +
    `The ends by the flow and by optimal transport are ${distance} apart on the root mean square; mean squared lengths ${flow} and ${optimal}. ` +
    'Arrow keys turn the target.',
} as const;
