// The frame around a lesson, and the index.
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
<link rel="stylesheet" href="${base}assets/main.css">
<script type="module" src="${base}assets/main.js"></script>
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
  foot: 'The figures of the lessons are computed in your browser. Nothing is sent anywhere.',
  body: `<h1>Flow Matching, Live</h1>
<p class="lead">How noise learns to become data. A course in which every figure is alive: drag the time, press train, and watch a network learn in your browser.</p>
<ul class="cards">
${lessons.map((l) => `<li><a href="${l.folder}/"><strong>${number(l)}. ${l.title}</strong><span>${l.summary}</span></a></li>`).join('\n')}
</ul>`,
});
