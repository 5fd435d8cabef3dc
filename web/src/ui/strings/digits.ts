// What <fm-digits> and <fm-morph> say, and their pictures.
export const words = {
  label: 'Digits on their way from noise',
  stop: 'Stop',
  again: 'Sample again',
  noise: 'New noise',
  noiseTitle: 'Other noise: the next seed',
  time: 'time taken',
  cost: 'evaluations',
  quality: 'distance from real digits',
  each: (n: number) => `${n} an image`,
  measured: (times: string, evaluations: number) => `${times} (at ${evaluations})`,
  notMeasured: 'not measured',
  milliseconds: (n: number) => `${n} ms`,
  seconds: (n: string) => `${n} s`,
  guidance: 'guidance w',
  ignored: '0 (label ignored)',
  plain: '1 (plain)',
  count: 'digits',
  network: 'network',
  loss: (name: string, size: string, loss: string) => `${name} (${size}, loss ${loss})`,
  few: (name: string, size: string, steps: number) => `${name} (${size}, ${steps} Euler steps or fewer)`,
  megabytes: (n: string) => `${n} MB`,
  otherTimes: (name: string, steps: readonly number[]) =>
    `“${name}” has learned what Euler asks it in ${steps.slice(0, -1).join(', ')} or ${steps[steps.length - 1]} steps; at other times it guesses.`,
  classes: {
    turn: '0 to 9 in turn',
    any: 'any',
    noLabel: 'any (no label)',
    ofAll: 'the classes 0 to 9 in turn',
    ofNone: 'of no class in particular',
    of: (label: string) => `all of class ${label}`,
  },
  stopped: 'Stopped. What was reached is on show.',
  // over the two halves of the picture
  now: (t: string) => `where they are at t = ${t}`,
  nowShort: (t: string) => `t = ${t}`,
  expected: 'what the network expects now',
  expectedShort: 'expected',
  // in words
  one: 'A digit',
  many: (n: string) => `${n} digits`,
  it: 'it',
  them: 'them',
  picture: (digits: string, classes: string, t: string, seed: number, steps: number, them: string) =>
    `${digits}, ${classes}, at time ${t} on the way from the noise of seed ${seed} in ${steps} steps, and what the network expects ${them} to become.`,
  // from one noise to another
  morph: {
    label: 'From one noise to another',
    seeds: 'Other seeds',
    left: 'seed at the left',
    right: 'seed at the right',
    normalised: 'keep the variance',
    picture: (count: number, t: string, a: number, b: number) =>
      `${count} digits at time ${t}: from the digit of seed ${a} to that of seed ${b}, by mixing their noise; and what the network expects of each.`,
  },
} as const;
