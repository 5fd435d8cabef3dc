// The pages beside the lessons, from Markdown in lessons/: notation, glossary, references, and one for teachers.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { exercisesOf } from './exercises.mjs';
import { escape, renderLesson } from './lesson.mjs';
import { readGlossary } from './terms.mjs';

/** What the foot of every page leads to. */
export const appendix = [
  { folder: 'notation', name: 'Notation', summary: 'Every symbol of the course, its name in the code, and what the papers call it.' },
  { folder: 'glossary', name: 'Glossary', summary: 'Every word that the course explains, in one sentence each.' },
  { folder: 'references', name: 'References', summary: 'The texts and papers that the course stands on.' },
  { folder: 'teacher', name: 'For teachers',
    summary: 'Plans for 10, 50 and 90 minutes, answers to the predictions, and the mistakes that the exercises know.' },
];

const number = ({ folder }) => Number.parseInt(folder, 10);
const link = (lesson) => `[lesson ${number(lesson)}](../${lesson.folder}/)`;

/** In the repository a link leads to a lesson's text, on a page to its page. */
const toPages = (markdown) => markdown.replace(/\]\((\d\d-[a-z-]+)\/lesson\.md/g, '](../$1/');

/** The words in the order of the alphabet, each with its sentence and the lessons that explain it. */
export function glossaryOf({ words }, lessons) {
  const rows = [...words].sort((a, b) => a.word.localeCompare(b.word, 'en')).map(({ id, word, forms, byHand, sentence }) => {
    const said = new RegExp(`(?<![\\w-])(${forms.join('|')})(?![\\w-])`, 'i');
    const first = lessons.find(({ html, markdown }) => html.includes(`popovertarget="word-${id}"`) || (!byHand && said.test(markdown)));
    return `- <a id="${id}"></a>**${word}**: ${sentence}${first ? ` First met in ${link(first)}.` : ''}`;
  });
  return `# Glossary\n\n${rows.join('\n')}\n`;
}

const mistakesIn = (folder) =>
  existsSync(folder)
    ? readdirSync(folder).sort().map((file) => /must say: (.*)$/m.exec(readFileSync(path.join(folder, file), 'utf8'))?.[1]).filter(Boolean)
    : [];

/** What the class will answer and do in each lesson; `predictions` as predictionsOf lists them. */
export function answersOf(lessons, predictions, root) {
  const parts = lessons.map((lesson) => {
    const asked = Object.entries(predictions).filter(([, { lesson: of }]) => of === lesson.folder).map(([, { html }]) => {
      const question = html.replace(/<p slot="why">[^]*$/, ''), why = /<p slot="why">([^]*?)<\/p>/.exec(html)?.[1] ?? '';
      return `<dt>${question.replace(/<\/?p[^>]*>/g, '').trim()}</dt><dd>${why}</dd>`;
    });
    const home = path.join(root, 'lessons', lesson.folder, 'exercises');
    const done = exercisesOf(lesson.folder, root).map(({ number: name, title }, i) => {
      const mistakes = mistakesIn(path.join(home, readdirSync(home).sort()[i], 'wrong'));
      return `<li><b>${name}</b> ${escape(title)}.${mistakes.length ? ` Its checker knows: “${mistakes.map(escape).join('”, “')}”.` : ''}</li>`;
    });
    return `<h3 id="answers-${number(lesson)}"><a href="../${lesson.folder}/">${number(lesson)}. ${escape(lesson.title)}</a></h3>
${asked.length ? `<dl class="answers">${asked.join('\n')}</dl>` : ''}
${done.length ? `<ul>${done.join('\n')}</ul>` : ''}`;
  });
  return `<h2 id="answers">Answers, and mistakes with a name</h2>
<p>Every prediction is graded by the engine, with numbers of its own each time; what stays is the reason.</p>
${parts.join('\n')}`;
}

/** {folder: {title, summary, html, headings}}; `lessons` are rendered already. */
export async function renderAppendix(lessons, predictions, root) {
  const texts = {
    notation: readFileSync(path.join(root, 'lessons/NOTATION.md'), 'utf8'),
    glossary: glossaryOf(readGlossary(root), lessons),
    references: readFileSync(path.join(root, 'lessons/references.md'), 'utf8'),
    teacher: readFileSync(path.join(root, 'lessons/teacher.md'), 'utf8'),
  };
  return Promise.all(appendix.map(async ({ folder, summary }) => {
    const [, title, markdown] = /^# (.+)\n([^]*)$/.exec(texts[folder]);
    const { html, headings } = await renderLesson({ file: `lessons/${folder}`, markdown: toPages(markdown), recap: '' }, root);
    const tail = folder === 'teacher' ? answersOf(lessons, predictions, root) : '';
    return { folder, title, summary, html: html + tail, headings };
  }));
}
