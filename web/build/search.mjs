// What search looks through: the lessons, their headings, and the glossary. A page loads it when someone searches.

/** Rows of [title, where in the site, what stands beside it]; `lessons` and `beside`: [{folder, title, summary, headings}]. */
export function searchIndex(lessons, words, beside = []) {
  const text = (markdown) => markdown.replace(/\$([^$]*)\$/g, '$1');
  return [
    ...lessons.flatMap(({ folder, title, summary, headings }) => [
      [title, `${folder}/`, summary],
      ...headings.map((h) => [text(h.text), `${folder}/#${h.id}`, title]),
    ]),
    ...words.map(({ id, word, sentence }) => [word, `glossary/#${id}`, text(sentence)]),
    ...beside.map(({ folder, title, summary }) => [title, `${folder}/`, summary]),
  ];
}
