// What <fm-rewind> says.
export const words = {
  label: 'Back through a training',
  update: 'the network after so many updates',
  anew: 'Another seed',
  loss: 'loss then',
  distance: 'W2 to fresh data',
  floor: 'floor',
  legend: { noise: 'noise', data: 'data' },
  // in words
  picture: (data: string, update: string, t: string, loss: string, distance: string, floor: string) =>
    `Plane with ${data}, and the same noise in the field of the network after ${update} updates, at time ${t}. Loss ${loss}, W2 of its samples to fresh data ${distance}, floor ${floor}.`,
} as const;
