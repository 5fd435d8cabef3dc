// What <fm-labels> says.
export const words = {
  label: 'Pairs of two classes, and a network that is asked for one of them',
  way: 'pairs',
  ways: {
    independent: 'independent',
    'minibatch-ot': 'sorted, blind to classes',
    'classwise-ot': 'sorted within classes',
  },
  titles: { pairs: 'noise of each class', asked: (label: string) => `asked for: ${label}` },
  asked: 'class that is asked for',
  classes: ['upper', 'lower'],
  anew: 'Other draw',
  distance: 'W2 to the true class',
  floor: 'floor',
  ofNoise: 'W2 of a class’s noise to all noise',
  noiseFloor: 'its floor',
  learning: 'A network learns both classes.',
  legend: { upper: 'upper class', lower: 'lower class' },
  // in words
  pairs: (way: string, label: string, off: string, floor: string) =>
    `Plane with the noises that each of two classes was paired with; pairs: ${way}; lines for the ${label} class. W2 of a class’s noise to all noise ${off}, floor ${floor}.`,
  picture: (way: string, label: string, t: string, distance: string, floor: string) =>
    `Plane with two classes and the network’s samples when asked for the ${label} one, time ${t}; pairs: ${way}. W2 to the true class ${distance}, floor ${floor}.`,
} as const;
