// What <fm-memory> says.
export const words = {
  label: 'What the exact field and the network remember of the data points',
  titles: { exact: 'exact field', early: 'network, 200 updates', late: 'network, 3,000 updates' },
  age: 'network',
  ages: { early: 'early', late: 'late' },
  points: 'data points',
  width: 'width of the network',
  others: 'Other points',
  distances: 'distance, exact',
  network: 'early | late',
  fresh: 'fresh data',
  legend: { data: 'data points', exact: 'samples, exact', velocity: 'samples, network', error: 'distance to the nearest' },
  // in words
  picture: (title: string, points: number, distance: string, fresh: string) =>
    `Plane with ${points} data points and 500 samples by the ${title}: they are ${distance} from the nearest data point on average, fresh data ${fresh}.`,
  waiting: (title: string, points: number) => `Plane with ${points} data points; samples by the ${title} are on their way.`,
} as const;
