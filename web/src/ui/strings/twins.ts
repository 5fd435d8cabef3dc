// What <fm-twins> says.
export const words = {
  label: 'Two networks that differ in one thing',
  difference: 'what differs',
  differences: {
    average: 'averaged weights',
    times: 'times spread evenly',
    'late-times': 'times in the middle',
    rate: 'learning rate',
    batch: 'size of a batch',
    width: 'size of the network',
    features: 'how it is told the time',
    activation: 'its nonlinearity',
    sigma: 'noise left on the data',
  },
  sides: {
    average: ['last weights', 'averaged, 0.999'],
    times: ['t uniform', 't stratified'],
    'late-times': ['t uniform', 't logit-normal'],
    rate: ['rate 0.001', 'rate 0.016'],
    batch: ['batch of 16', 'batch of 256'],
    width: ['two layers of 16', 'three layers of 64'],
    features: ['4 waves of t', '16 waves of t'],
    activation: ['ReLU', 'SiLU'],
    sigma: ['σ_min 0.2', 'σ_min 0'],
  },
  anew: 'Another seed',
  errors: 'field error',
  distances: 'W2 to fresh data',
  floor: 'floor',
  losses: 'loss, last updates',
  legend: { left: 'left', right: 'right', points: 'data' },
  // in words
  samples: (side: string, data: string, error: string, distance: string, floor: string) =>
    `Samples of the network with ${side} over ${data}: field error ${error}, W2 to fresh data ${distance}, the floor is ${floor}.`,
  chart: (left: string, a: string, right: string, b: string) => `Losses during training, at the end: ${left} ${a}, ${right} ${b}.`,
} as const;
