// What a prediction says, whatever it asks: web/src/predictions/NAME.ts asks.
export const words = {
  predict: 'Your prediction',
  answerFirst: 'Predict first',
  commit: 'Commit',
  showMe: 'Show me',
  again: 'New numbers',
  shown: 'Shown without a prediction.',
  thinking: 'Computing …',
  right: 'Right.',
  near: 'Near.',
  off: 'Not so.',
  before: { right: 'You had it right last time.', near: 'You were near last time.', off: 'You missed it last time.', shown: 'You had it shown last time.' },
  review: 'Once more',
  reviewLead: 'Predictions of earlier lessons that went wrong or are a while ago, with new numbers.',
  // by kind: its keys, the guess, and the truth
  truth: (what: string, value: string) => `${what}: ${value}.`,
  arrow: {
    keys: 'Arrow keys move the arrow’s head, with Shift further; Enter commits.',
    guess: (arrow: string, length: string) => `Your arrow: ${arrow}, ${length} long.`, truth: (what: string, arrow: string, length: string) => `${what}: ${arrow}, ${length} long.`,
  },
  choose: { guess: (option: string) => `You say: ${option}.`, answer: 'the answer' },
  connect: {
    goesTo: (letter: string) => `${letter} goes to`, at: (name: string, place: string) => `${name} at ${place}`,
    keys: 'The buttons below connect them.', guess: (pairs: string) => `You connect ${pairs}.`, pair: (letter: string, number: number) => `${letter} with ${number}`,
  },
  curve: {
    keys: (columns: number) => `${columns} columns: left and right choose one, up and down move it, with Shift further; Enter commits.`,
    guess: (at: string, height: string) => `Your curve at ${at}: ${height}.`,
    truth: (what: string, from: string, first: string, to: string, last: string) => `${what}: from ${from} at ${first} to ${to} at ${last}.`,
  },
  order: {
    list: (what: string, first: string, last: string) => `${what}: from ${first} to ${last}`, move: (item: string, to: string) => `${item}: ${to}`,
    towards: (end: string) => `towards ${end}`, guess: (first: string, items: string) => `Your order, from ${first}: ${items}.`, is: (place: number) => `is number ${place}`,
  },
  point: { keys: 'Arrow keys move the point, with Shift further; Enter commits.', guess: (place: string) => `Your point: ${place}.` },
  slider: { guess: (value: string) => `You say ${value}.` },
} as const;
