// What <fm-race> says.
export const words = {
  label: 'Nine solvers: error against evaluations',
  problem: 'problem',
  problems: { worked: 'the worked example', rotation: 'a rotation', moons: 'noise to moons, exact', net: 'noise to moons, a trained network' },
  views: { errors: 'errors', ends: 'where they end' },
  late: 'slopes half a step late',
  evaluations: 'evaluations for each',
  particlesAnew: 'Other particles',
  particlesAnewTitle: 'Other starts, and another network: the next seed',
  table: 'solvers, and the orders that they show',
  row: (stages: number, order: number) => `${stages} evaluation${stages > 1 ? 's' : ''} a step, order ${order}`,
  slope: (v: string) => `slope ${v}`,
  noSlope: 'none seen',
  off: (distance: string) => `off by ${distance}`,
  legend: { truth: 'true ends', ends: 'ends by the solver', by: (solver: string) => `by ${solver}` },
  axes: { evaluations: 'evaluations of the velocity', error: 'error at t = 1' },
  cost: (steps: number, stages: number) => `${steps} step${steps > 1 ? 's' : ''} of ${stages}`,
  // while it runs, and what was found
  learning: 'A network of three layers of 64 learns the moons first.',
  carrying: (count: number) => `Carrying ${count} particles by nine solvers …`,
  lateRotation: 'A rotation does not change with time: it does not matter when it is asked.',
  lateOthers: 'Asked half a step late, every solver falls to order 1: the extra slopes are paid for and wasted.',
  luckyHeun: 'Heun shows a slope of 3 here, not 2: at t = 1 the errors of its steps happen to cancel.',
  rounding: 'The network computes with seven digits: below about 0.00001 there is only rounding.',
  noPlane: 'The worked example has one number, no plane: these particles are carried by the rotation.',
  // in words
  errorsOn: (problem: string) => `Error at t = 1 against evaluations on ${problem}`,
  askedLate: ', all slopes taken half a step late',
  slopes: (of: string) => `. Slopes: ${of}.`,
  notSeen: 'not seen',
  chosen: (solver: string, few: number, large: string, many: number, small: string) =>
    ` ${solver} with ${few} evaluations is off by ${large}, with ${many} by ${small}.`,
  endsOf: (count: number, evaluations: number, distances: string) =>
    `Where ${count} particles end after ${evaluations} evaluations by each solver. Mean distance from the true end: ${distances}.`,
  notKnown: 'not known yet',
} as const;
