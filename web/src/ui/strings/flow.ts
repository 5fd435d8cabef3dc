// What <fm-flow> says.
export const words = {
  label: 'A wind on the plane',
  views: { boat: 'one boat', two: 'two boats', grid: 'flow map', back: 'and back' },
  solver: 'solver, there and back', steps: 'its steps', tracersAnew: 'Other tracers', tracersAnewTitle: 'Drop the tracers elsewhere: the next seed',
  place: 'the boat is at', end: 'it lands at', distance: 'distance', ofTheTwo: 'distance of the two', ofTheReturn: 'error of the return', ofTheWay: 'from start to end',
  legend: {
    grid: 'where a grid of places is now', tracers: 'tracers', first: 'first boat', second: 'second boat', there: (solver: string) => `there, by ${solver}`,
    back: 'and back', boat: 'the boat and its trajectory',
  },
  // in words
  windAt: (wind: string, strength: string, t: string) => `The wind ${wind} of strength ${strength} at time ${t}. `,
  boat: (start: string, now: string, end: string) => `A boat that starts at ${start} is at ${now} and lands at ${end}. `,
  secondBoat: (start: string, away: string) => `A second boat, from ${start}, is ${away} away from it. `,
  thereAndBack: (solver: string, steps: number, error: string) => `There and back by ${solver} in ${steps} steps each way it misses its start by ${error}. `,
  flowMap: 'Every place of a grid is carried along: the flow map. ',
  keys: 'Arrow keys move the start.', keysOfTwo: 'Arrow keys move the start, Enter takes the other boat.',
  apart: 'The distance of the two boats over time. It never comes to 0: trajectories do not cross.',
} as const;
