// What <fm-crossing> says.
export const words = {
  label: 'Two pairs that cross, and what is learned where they meet',
  share: 'pairs',
  shareText: (share: number) => (share === 0 ? 'independent' : share === 1 ? 'optimal' : `${Math.round(100 * share)} % of the way to optimal`),
  others: 'Other noise',
  spread: 'spread of u_t at the point',
  floor: 'loss of a perfect network',
  straightness: 'straightness',
  legend: { pairs: 'pairs', mean: 'mean velocity at the point', spread: 'spread of the velocities there' },
  // in words
  picture: (pairs: string, t: string, place: string, mean: string, spread: string, floor: string, straightness: string) =>
    `Plane with two clouds of noise at the left and two of data at the right; pairs: ${pairs}; time ${t}. At ${place} the mean velocity is ${mean}, ` +
    `and velocities spread by ${spread} around it. The least loss is ${floor}, the straightness ${straightness}. Arrow keys move the point. `,
  nobody: 'Hardly anything passes there.',
} as const;
