// What <fm-read> says.
export const words = {
  label: 'One field, read four ways',
  quantity: 'arrows',
  readings: { velocity: 'velocity', data: 'data', noise: 'noise', score: 'score' },
  legend: { data: 'expected data', noise: 'expected noise' },
  // in words
  picture: (data: string, t: string, quantity: string, place: string, all: string) =>
    `Plane with ${data}; at time ${t} arrows show the ${quantity} that the exact field says. At the place ${place}: ${all}. Arrow keys move the place.`,
} as const;
