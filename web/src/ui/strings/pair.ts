// What <fm-pair> says.
export const words = {
  label: 'A pair of noise and data on its path',
  pairs: 'number of pairs',
  draw: 'Other pairs',
  place: 'x_t of the first pair',
  velocity: 'its velocity u_t',
  legend: { noise: 'noise x_0', data: 'data x_1', path: 'path', velocity: 'velocity u_t' },
  // in words
  picture: (source: string, data: string, pairs: number, kind: string, t: string, place: string, velocity: string) =>
    `Plane with ${source} noise and ${data}; ${pairs} ${pairs === 1 ? 'pair' : 'pairs'} on the path ${kind} at time ${t}. ` +
    `The first is at ${place} and moves at ${velocity}. `,
  keys: 'Arrow keys move the noise; Enter goes on to the data and then to the place on the path.',
} as const;
