// What the pages say around their lessons: what was done, how it is kept, search, light and dark.
export const words = {
  // progress
  read: 'read',
  predictions: (n: number) => (n === 1 ? 'one prediction' : `${n} predictions`),
  exercises: (n: number) => (n === 1 ? 'one exercise' : `${n} exercises`),
  keptHere: 'Lessons read, predictions and exercises are kept in this browser and nowhere else. A file takes them to another.',
  save: 'Save to a file',
  saveAs: 'flow-matching-progress.json',
  saved: 'Saved. The file is yours: nothing was sent.',
  restore: 'Read a file',
  restored: 'Read. What was here already is kept.',
  notProgress: 'That file holds no progress of this course. Nothing was changed.',
  forget: 'Forget all',
  forgetReally: 'Yes, forget all',
  forgetWarning: 'Everything that you have done will be forgotten here. Save it first if you may want it back.',
  forgotten: 'Forgotten.',
  // search
  search: 'Search',
  searchHint: 'Search the course',
  noSearch: 'The index of the course could not be loaded',
  noResults: 'Nothing of that name.',
  results: (n: number) => (n === 1 ? 'one result' : `${n} results`),
  glossary: 'glossary',
  // a lesson as slides
  slides: 'slides',
  slideOf: (at: number, of: number) => `${at} of ${of}`,
  previousSlide: 'Back',
  nextSlide: 'Next',
  leaveSlides: 'Leave',
  // light and dark
  light: 'Light',
  dark: 'Dark',
  toLight: 'Switch to light colours',
  toDark: 'Switch to dark colours',
} as const;
