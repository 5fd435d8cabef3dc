// What <fm-grid> says.
export const words = {
  label: 'The times at which a solver stops',
  warp: 'time grid',
  warps: { uniform: 'uniform', power: 'power', cosine: 'cosine', shift: 'shift' },
  steps: 'steps',
  shift: 'shift s',
  power: 'power',
  done: 'steps taken',
  of: (taken: number, all: number) => `${taken} of ${all}`,
  time: 'time t now',
  half: 't after half the steps',
  longest: 'longest / shortest step',
  // in words
  picture: (warp: string, steps: number, taken: number, t: string, longest: string, shortest: string) =>
    `Four rulers of time with a tick at every stop; the grid ${warp} with ${steps} steps also as a curve. After ${taken} steps the time is ${t}; ` +
    `the longest step is ${longest}, the shortest ${shortest}.`,
} as const;
