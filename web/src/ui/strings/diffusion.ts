// What <fm-diffusion> says.
export const words = {
  label: 'The flow, and the diffusion with the same laws',
  strength: 'noise on the way',
  none: 'none: the flow',
  steps: 'steps',
  anew: 'Other draw',
  distance: 'W2 to the law',
  floor: 'two draws of it',
  length: 'length of a path',
  legend: { early: 'at t = 0', late: 'at t = 1' },
  // in words
  picture: (n: number, data: string, strength: string, steps: number, t: string, distance: string, floor: string, length: string) =>
    `${n} particles on their way from noise to ${data}, noise on the way ${strength}, in ${steps} steps, at time ${t}. At the end W2 to the law is ${distance}, ` +
    `two draws of it are ${floor} apart; a path is ${length} long on average.`,
} as const;
