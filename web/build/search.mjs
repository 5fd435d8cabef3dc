// What search looks through: the lessons, their headings, and the glossary. A page loads it when someone searches.

/** Rows of [title, where in the site, what stands beside it]; `lessons`: [{folder, title, summary, headings}]. */
export function searchIndex(lessons, words) {
  const text = (markdown) => markdown.replace(/\$([^$]*)\$/g, '$1');
  return [
    ...lessons.flatMap(({ folder, title, summary, headings }) => [
      [title, `${folder}/`, summary],
      ...headings.map((h) => [text(h.text), `${folder}/#${h.id}`, title]),
    ]),
    ...words.map(({ word, sentence }) => [word, '', text(sentence)]),
  ];
}
