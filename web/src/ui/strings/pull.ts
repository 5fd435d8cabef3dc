// What <fm-pull> says.
export const words = {
  label: 'How strongly each data point pulls at one place',
  points: 'data points',
  others: 'Other points',
  largest: 'largest weight',
  number: 'points that pull',
  of: (number: string, all: number) => `${number} of ${all}`,
  velocity: 'mean velocity',
  percent: (share: number) => `${Math.round(100 * share)} %`,
  here: 'points that pull here',
  average: 'on average over all particles',
  legend: { between: 'pulls: the thicker, the likelier', data: 'data', velocity: 'the mean of the pulls', exact: 'where the flow goes' },
  // in words
  picture: (all: number, place: string, t: string, largest: string, number: string, velocity: string, end: string, last: string) =>
    `Plane with ${all} data points that pull at x_t, which is at ${place} at time ${t}. The largest weight is ${largest}; ${number} points pull. ` +
    `The mean velocity is ${velocity} and leads to ${end}; the flow ends at ${last}. Arrow keys move x_t.`,
  course: (all: number, number: string, t: string, average: string) =>
    `How many of ${all} points pull at x_t, from time 0 to 1: now, at time ${t}, ${number}; on average over particles ${average}.`,
} as const;
