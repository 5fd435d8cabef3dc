// What every figure says, and every picture's keys.
export const words = {
  empty: 'Nothing has been drawn yet.',
  working: 'working',
  more: 'More',
  nextSeed: 'The next seed',
  tryAgain: 'Try again',
  // to take away
  copyLink: 'Copy link',
  savePicture: 'Save picture',
  saveNumbers: 'Save numbers',
  saveNetwork: 'Save network (.safetensors)',
  noNetwork: 'There is no network yet: it can be saved once it is trained.',
  copied: 'The link to what is shown now is on the clipboard.',
  // A and B
  pin: 'Pin beside itself',
  unpin: 'Take B away',
  pinTitle: 'Two of this figure, A and B, that differ in what you set',
  covered: 'Answer the question first: then there can be two of it.',
  second: (label: string) => `${label}: B, pinned beside it`,
  lost: (why: string) => `The engine of this figure stopped (${why}). Change any setting to start it again.`,
  // the bar under it
  play: 'Play',
  pause: 'Pause',
  loop: 'Loop',
  time: 'time t',
  // a number of the text
  setting: (name: string) => `${name} of the figure`,
  // keys in a picture
  speed: (v: string) => `speed ${v}`,
  from0: (what: string) => `${what} 0`,
  // a field in words
  asLines: (n: number) => ` The field is drawn as ${n} streamlines.`,
  asArrows: ' The field is drawn as arrows.',
  // settings of more than one
  solver: 'solver',
  solverSteps: 'solver steps',
  source: 'source',
  data: 'data',
  show: 'show',
  class: 'class',
  wind: 'wind',
  strength: 'strength of the wind',
} as const;
