// What <fm-speed> says.
export const words = {
  run: 'Run the race',
  bar: 'the race',
  caption: 'Updates a second, by network and batch size.',
  columns: ['training', 'engine', 'plain JS', 'ratio', 'of kernel'],
  lesson: (batch: string) => `lesson, ${batch}`,
  wide: (batch: string) => `wide, ${batch}`,
  percent: (n: number) => `${n} %`,
  keep: 'Keep this page in front: browsers slow down the others.',
  disagree: (off: string) => `The two do not agree: they differ by ${off} of the largest value. Please report this browser.`,
  diverged: 'training diverged',
  medians: (rounds: number) => `Medians of ${rounds} rounds. `,
  digits: (count: number, base: number, evaluations: number, seconds: string, workers: number) =>
    `${count} digits of lesson 8 (base ${base}, ${evaluations} evaluations) took ${seconds} s on ${workers === 1 ? 'one worker' : `${workers} workers`}.`,
} as const;
