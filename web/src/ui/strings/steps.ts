// What <fm-steps> says.
export const words = {
  label: 'A solver on the worked equation, one slope at a time',
  end: 'x at t = 1',
  error: 'error there',
  ratio: 'half the step divides it by',
  exact: 'exact',
  slopes: 'slopes asked for',
  of: (seen: number, all: number) => `${seen} of ${all}`,
  steps: 'steps',
  length: (n: number, h: string) => `${n}, of length ${h}`,
  start: 'start x(0)',
  next: 'Next slope',
  nextTitle: 'Ask for one more slope',
  legend: { slopes: 'slopes dx/dt', exact: 'exact solution', start: 'start', error: 'error at t = 1' },
  luckyHeun: 'Heun is lucky here: at t = 1 the errors of its steps cancel, and halving the step divides the rest by 8. At t = 1/2, or elsewhere, it is by 4.',
  // in words
  equation: (start: string) => `The equation dx/dt = (x + t² − 2)/(t + 1) from x(0) = ${start}. `,
  taken: (solver: string, steps: number, seen: number, all: number, slope: string, t: string, x: string) =>
    `${solver} in ${steps} step${steps > 1 ? 's' : ''}: ${seen} of ${all} slopes; the last is ${slope}, taken at t = ${t}, x = ${x}. `,
  ended: (end: string, exact: string) => `It ends at ${end}; exact is ${exact}. `,
  keys: 'Arrow up and down move the start.',
} as const;
