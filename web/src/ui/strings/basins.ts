// What <fm-basins> says.
export const words = {
  label: 'Which data point each noise lands on',
  titles: { flow: 'by the flow', optimal: 'by optimal transport' },
  sites: 'data points',
  others: 'Other points',
  cost: 'squared length, flow | optimal',
  differ: 'noise that lands elsewhere',
  shares: 'noise for each point',
  from: (least: string, most: string) => `${least} – ${most}`,
  // in words
  picture: (way: string, data: string, sites: number, t: string, start: string, end: string, cost: string, differ: string) =>
    `Plane coloured by the one of ${sites} data points (${data}) that a noise lands on ${way}, time ${t}. The noise at ${start} lands on ${end}. ` +
    `Mean squared length ${cost}; ${differ} of the noise land elsewhere by the other way. Arrow keys move the noise.`,
} as const;
