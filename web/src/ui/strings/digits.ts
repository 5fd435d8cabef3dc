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
  // between four noises
  map: {
    label: 'Between four noises',
    others: 'Other noises',
    picture: (count: number, seed: number, right: string, down: string) =>
      `A square of ${count} digits from the noises between four, of seed ${seed}; the point is ${right} of the way to the right and ${down} of the way down. ` +
      'Arrow keys move it.',
    single: (right: string, down: string) => `The digit at ${right} of the way to the right and ${down} down.`,
  },
  // from a digit back to its noise
  invert: {
    label: 'From a digit back to its noise',
    draw: 'Draw a digit',
    take: 'Take it back',
    what: 'digit',
    names: { three: 'a 3', seven: 'a 7', six: 'a 6', own: 'your own' },
    labels: { three: '3', seven: '7', six: '6' },
    read: 'taken for a',
    guidance: 'guidance on the way forward',
    error: 'error of the round trip, a pixel',
    loudness: 'loudness of its noise',
    noise: 'its noise',
    again: 'again',
    classes: ['as a 0', 'as a 1', 'as a 2', 'as a 3', 'as a 4', 'as a 5', 'as a 6', 'as a 7', 'as an 8', 'as a 9'],
    drawing: 'Draw a digit inside the frame. It goes back to its noise when you stop.',
    noClass: 'no class in particular',
    ofClass: (label: string) => `class ${label}`,
    // in words
    sheet: 'An empty pad to draw on. Without a pointer, choose one of the digits from the list instead.',
    pad: (what: string) => `What goes back to its noise: ${what}.`,
    picture: (what: string, read: string, error: string, loudness: string) =>
      `The noise that ${what} comes from when it is taken for ${read}, of loudness ${loudness}, the digit that grows from it again, off by ${error} a pixel, and what grows from it as each class from 0 to 9.`,
  },
} as const;
