// What <fm-budget> says.
export const words = {
  label: 'How good samples are, by the number of evaluations',
  floor: 'floor',
  enough: (solver: string) => `${solver} needs`,
  never: 'more',
  anew: 'Another network',
  legend: 'floor: between two draws of the data',
  learning: 'A network of three layers of 64 learns the data first.',
  axes: { evaluations: 'evaluations of the network', distance: 'W2 to fresh data' },
  // in words
  picture: (kind: string, data: string, floor: string) =>
    `W2 between samples of a trained network (schedule ${kind}, ${data}) and fresh data, against evaluations, for Euler, Heun, RK4 and dopri5; the floor is ${floor}. `,
  found: (factor: number, numbers: string) => `Evaluations to stay within ${factor} times the floor: ${numbers}.`,
} as const;
