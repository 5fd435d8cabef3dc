// What <fm-guide> says.
export const words = {
  label: 'Guidance in the plane, with the true classes',
  guidance: 'guidance w',
  asked: 'class that is asked for',
  classes: ['top', 'left', 'right'],
  drop: 'labels dropped in training',
  anew: 'Another network',
  distance: 'W2 to the true class',
  floor: 'floor',
  sureness: 'mean log p(class | x)',
  trueSureness: 'the same of true samples',
  learning: 'A network learns three overlapping classes.',
  legend: { free: 'free velocity', conditional: 'for the class', guided: 'guided' },
  // in words
  picture: (label: string, w: string, t: string, distance: string, floor: string, sure: string, trueSure: string) =>
    `Plane with three overlapping classes and the network’s samples of each; asked for: ${label}, guidance ${w}, time ${t}. W2 to the true class ${distance}, floor ${floor}; ` +
    `mean log-probability of the class ${sure}, of true samples ${trueSure}. Arrow keys move the place of the three velocities.`,
} as const;
