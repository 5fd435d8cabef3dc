// The frame around a lesson, and the index. At <!-- loading --> the build puts the modules and styles of what a page shows.
import { appendix } from './appendix.mjs';
import { policy } from './host.mjs';
import { exerciseList } from './exercises.mjs';
import { escape } from './lesson.mjs';

const frame = ({ title, summary, base, body, foot, lessons = [], current = null, data = '' }) =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escape(title)}</title>
<meta name="description" content="${escape(summary)}">
<link rel="icon" href="${base}icon.svg" type="image/svg+xml">
<!-- loading -->
</head>
<body${data}>
<a class="skip" href="#content">Skip to the lesson</a>
<header class="bar"><div><a class="home" href="${base}">Flow Matching, Live</a><span class="space"></span>${
    menu(lessons, current, base)
  }<button type="button" id="theme" aria-label="Switch colours">Dark</button></div></header>
<main id="content">
${body}
</main>
<footer>${foot}<nav aria-label="beside the lessons">${appendix.map(({ folder, name }) => `<a href="${base}${folder}/">${name}</a>`).join(' ')}</nav></footer>
</body>
</html>
`;

const number = (lesson) => Number.parseInt(lesson.folder, 10);

const menu = (lessons, current, base) =>
  lessons.length === 0 ? '' : `<details class="menu"><summary>Lessons</summary><div><nav aria-label="lessons"><ol>
${
    lessons.map((l) =>
      `<li><a href="${base}${l.folder}/" data-lesson="${l.folder}"${l === current ? ' aria-current="page"' : ''}>${number(l)}. ${escape(l.title)}</a></li>`
    ).join('\n')
  }
</ol></nav></div></details>`;

const contents = (headings) =>
  `<nav class="contents" aria-label="on this page"><ol>
${headings.filter((h) => h.level === 2).map((h) => `<li><a href="#${h.id}">${escape(h.text)}</a></li>`).join('\n')}
</ol></nav>`;

const step = (lesson, rel, word) =>
  lesson ? `<a class="${rel}" rel="${rel}" href="../${lesson.folder}/"><small>${word}</small>${number(lesson)}. ${escape(lesson.title)}</a>` : '';

/** `rendered`: what renderLesson made of it. */
export function lessonPage(lesson, { html, headings, recap, exercises = [] }, lessons) {
  const at = lessons.indexOf(lesson);
  return frame({
    title: `${lesson.title} · Flow Matching, Live`,
    summary: lesson.summary,
    base: '../',
    lessons,
    current: lesson,
    data: ` data-lesson="${lesson.folder}"`,
    foot: 'Everything on this page is computed here, by the C++ of the listings, compiled to WebAssembly. Nothing is sent anywhere.',
    body: `<p class="kicker">Lesson ${number(lesson)}</p>
<h1>${escape(lesson.title)}</h1>
<p class="lead">${escape(lesson.summary)}</p>
<ul class="head"><li><b>You need</b> ${escape(lesson.need)}</li><li><b>You will see</b> ${
      escape(lesson.see)
    }</li><li><b>${lesson.minutes}</b> minutes</li><li class="present"><button type="button" id="slides">Show as slides</button></li></ul>
${contents(headings)}
${html}
<section class="foot" aria-label="end of the lesson">
<h2 id="in-two-minutes">In two minutes</h2>
<p>${recap}</p>
${exerciseList(exercises)}
<fm-review></fm-review>
<nav aria-label="previous and next lesson">${step(lessons[at - 1], 'prev', 'Before')}${step(lessons[at + 1], 'next', 'Next')}</nav>
</section>`,
  });
}

/** A page beside the lessons, as renderAppendix made it. */
export const appendixPage = ({ title, summary, html, headings }, lessons) =>
  frame({
    title: `${title} · Flow Matching, Live`,
    summary,
    base: '../',
    lessons,
    foot: 'Nothing is sent anywhere.',
    body: `<p class="kicker">Beside the lessons</p>
<h1>${escape(title)}</h1>
<p class="lead">${escape(summary)}</p>
${headings.length > 1 ? contents(headings) : ''}
${html}`,
  });

const card = (l) =>
  `<li><a href="${l.folder}/" data-lesson="${l.folder}"><fm-card picture="${l.picture}"></fm-card><span class="text"><strong>${number(l)}. ${
    escape(l.title)
  }</strong><span>${escape(l.summary)}</span><span class="state">${l.minutes} minutes</span></span></a></li>`;

export const indexPage = (lessons) =>
  frame({
    title: 'Flow Matching, Live',
    summary: 'A course on flow matching in which every figure is alive.',
    base: './',
    lessons,
    foot: 'The figures of the lessons are computed in your browser. Nothing is sent anywhere. <a href="bench.html">How fast is it on your machine?</a>',
    body: `<h1>Flow Matching, Live</h1>
<p class="lead">How noise becomes data. A course in which every figure is alive: draw, press train, drag the time, and watch a network learn in your browser.</p>
<div class="widget"><fm-hero how="${lessons[0]?.folder ?? '.'}/"><p>Noise flows into a drawing here, once scripts are allowed.</p></fm-hero></div>
<h2 id="lessons">Lessons</h2>
<ul class="cards">
${lessons.map(card).join('\n')}
</ul>
<details class="keep" hidden><summary>What you have done</summary></details>`,
  });

export const benchPage = () =>
  frame({
    title: 'How fast is it here? · Flow Matching, Live',
    summary: 'The engine of the lessons against plain JavaScript, on your machine.',
    base: './',
    foot: 'Everything is measured here. Nothing is sent anywhere.',
    body: `<p class="kicker">The race</p>
<h1>How fast is it here?</h1>
<p class="lead">The engine of the lessons against plain JavaScript, on your machine, in about twenty seconds.</p>
<p>Both train two small networks by conditional flow matching with Adam, from the same weights: that of lesson 3 (three layers of 64), and a wide one
(four layers of 128, and three of 16 that read the time). First they have to agree: each computes the
velocity at the same points, and the race begins only if the answers are the same up to rounding. Then they run in turn, 0.3 seconds each,
so that a busy machine is as busy for the one as for the other; what counts is their ratio.</p>
<p>The plain side is what one writes by hand: loops over typed arrays, a little unrolled. It is given its batches ready-made, while the engine draws its own.
The last column compares the products that training does in a second with those that the engine’s kernel does when it runs alone, on matrices of 128.</p>
<fm-speed></fm-speed>
<h2>Why the difference?</h2>
<p>Nearly all of the work is in matrix products. JavaScript multiplies one pair of numbers at a time; WebAssembly’s vectors hold four. And a product that
keeps a tile of its result in registers reads memory less often than it computes. The whole kernel is one short file, <code>shared/include/fm/net/gemm.hpp</code>,
with its tiling drawn at the top.</p>`,
  });

/** `base`: the path of the site's root, because a lost reader may be at any address. */
export const missingPage = (base) =>
  frame({
    title: 'There is no such page · Flow Matching, Live',
    summary: 'This address leads nowhere.',
    base,
    foot: 'Nothing is sent anywhere.',
    body: `<h1>There is no such page</h1>
<p class="lead">This address leads nowhere. Perhaps a lesson was renamed.</p>
<p><a href="${base}">All lessons</a></p>`,
  });
