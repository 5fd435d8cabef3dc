// What <fm-density> says.
export const words = {
  label: 'The law at a time, and particles in the exact field',
  same: 'the source itself',
  start: 'particles start from',
  shows: { both: 'both', law: 'the law', particles: 'particles' },
  sigma: 'noise left at t = 1',
  draw: 'Other draw',
  distance: 'particles to the law',
  floor: 'two draws of the law',
  legend: { early: 'at t = 0', late: 'at t = 1' },
  // in words
  picture: (source: string, data: string, t: string, n: number, start: string, distance: string, floor: string) =>
    `Plane with the law that is at time ${t} between ${source} noise and ${data}, as heat with contours, and ${n} particles that started from ${start}. ` +
    `Sliced W2 between the two ${distance}; two fresh draws of the law are ${floor} apart.`,
} as const;
