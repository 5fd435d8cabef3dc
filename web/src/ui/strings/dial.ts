// What <fm-dial> says.
export const words = {
  label: 'Guidance on digits',
  all: 'Go through the dial',
  stop: 'Stop',
  noise: 'Other noise',
  w: 'guidance w',
  class: 'class',
  right: 'read as asked',
  spread: 'variety, of real digits’',
  sure: 'sure of that',
  percent: (share: number) => `${Math.round(100 * share)} %`,
  legend: { right: 'share that is read as the class asked for', spread: 'variety within a class: 1 is that of real digits', wrong: 'read as another digit' },
  reading: 'The digits are being read.',
  waits: 'nothing yet',
  // in words
  picture: (count: number, classes: string, w: string, right: string, wrong: number) =>
    `${count} digits, ${classes}, with guidance ${w}: ${right} are read as asked, ${wrong} as another digit.`,
  graph: (rows: string) => `Share read as asked, and variety within a class, by guidance: ${rows}.`,
  row: (w: string, right: string, spread: string) => `at ${w} ${right} and ${spread}`,
} as const;
