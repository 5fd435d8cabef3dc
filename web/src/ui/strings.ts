// What the pages say outside of their lessons, in one table, so that a translation is one file.
export const words = {
  // predictions
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
  // progress
  read: 'read',
  predictions: (n: number) => (n === 1 ? 'one prediction' : `${n} predictions`),
  exercises: (n: number) => (n === 1 ? 'one exercise' : `${n} exercises`),
  keptHere: 'Lessons read, predictions and exercises are kept in this browser and nowhere else. A file takes them to another.',
  save: 'Save to a file', saveAs: 'flow-matching-progress.json', saved: 'Saved. The file is yours: nothing was sent.',
  restore: 'Read a file', restored: 'Read. What was here already is kept.', notProgress: 'That file holds no progress of this course. Nothing was changed.',
  forget: 'Forget all', forgetReally: 'Yes, forget all', forgetWarning: 'Everything that you have done will be forgotten here. Save it first if you may want it back.', forgotten: 'Forgotten.',
  // a glossary's word
  closeTerm: 'Close',
  // search
  search: 'Search',
  searchHint: 'Search the course',
  noSearch: 'The index of the course could not be loaded',
  noResults: 'Nothing of that name.',
  results: (n: number) => (n === 1 ? 'one result' : `${n} results`),
  glossary: 'glossary',
} as const;
