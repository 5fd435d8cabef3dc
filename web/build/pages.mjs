// The frame around a lesson, and the index. At <!-- loading --> the build puts the modules and styles of what a page shows.
const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

const frame = ({ title, summary, base, nav, body, foot }) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
<meta name="description" content="${summary}">
<link rel="icon" href="${base}icon.svg" type="image/svg+xml">
<!-- loading -->
</head>
<body>
<a class="skip" href="#content">Skip to the lesson</a>
<header class="bar"><a class="home" href="${base}">Flow Matching, Live</a><nav aria-label="lessons">${nav}</nav><button type="button" id="theme" aria-label="Switch colours">Dark</button></header>
<main id="content">
${body}
</main>
<footer>${foot}</footer>
</body>
</html>
`;

const number = (lesson) => Number.parseInt(lesson.folder, 10);

export function lessonPage(lesson, html, lessons) {
  const nav = lessons.filter((l) => l !== lesson).map((l) => `<a href="../${l.folder}/">${number(l)}. ${l.title}</a>`).join('');
  return frame({
    title: `${lesson.title} · Flow Matching, Live`, summary: lesson.summary, base: '../', nav,
    foot: 'Everything on this page is computed here, by the C++ of the listings, compiled to WebAssembly. Nothing is sent anywhere.',
    body: `<p class="kicker">Lesson ${number(lesson)}</p>\n<h1>${lesson.title}</h1>\n<p class="lead">${lesson.summary}</p>\n${html}`,
  });
}

export const indexPage = (lessons) => frame({
  title: 'Flow Matching, Live', summary: 'A course on flow matching in which every figure is alive.', base: './', nav: '',
  foot: 'The figures of the lessons are computed in your browser. Nothing is sent anywhere. <a href="bench.html">How fast is it on your machine?</a>',
  body: `<h1>Flow Matching, Live</h1>
<p class="lead">How noise learns to become data. A course in which every figure is alive: drag the time, press train, and watch a network learn in your browser.</p>
<ul class="cards">
${lessons.map((l) => `<li><a href="${l.folder}/"><strong>${number(l)}. ${l.title}</strong><span>${l.summary}</span></a></li>`).join('\n')}
</ul>`,
});

export const benchPage = () => frame({
  title: 'How fast is it here? · Flow Matching, Live', summary: 'The engine of the lessons against plain JavaScript, on your machine.', base: './',
  nav: '', foot: 'Everything is measured here. Nothing is sent anywhere.',
  body: `<p class="kicker">The race</p>
<h1>How fast is it here?</h1>
<p class="lead">The engine of the lessons against plain JavaScript, on your machine, in about twenty seconds.</p>
<p>Both train two small networks by conditional flow matching with Adam, from the same weights: that of lesson 3 (three layers of 64), and a wide one
(four layers of 128, and three of 16 that read the time). First they have to agree: each computes the
velocity at the same points, and the race begins only if the answers are the same up to rounding. Then they run in turn, 0.3 seconds each,
so that a busy machine is as busy for the one as for the other; what counts is their ratio.</p>
<p>The plain side is what one writes by hand: loops over typed arrays, a little unrolled. It is given its batches ready-made, while the engine draws its own.
The last column compares the products that training does in a second with those that the engine’s kernel does when it runs alone, on matrices of 128.</p>
<fm-race></fm-race>
<h2>Why the difference?</h2>
<p>Nearly all of the work is in matrix products. JavaScript multiplies one pair of numbers at a time; WebAssembly’s vectors hold four. And a product that
keeps a tile of its result in registers reads memory less often than it computes. The whole kernel is one short file, <code>shared/include/fm/net/gemm.hpp</code>,
with its tiling drawn at the top.</p>`,
});
