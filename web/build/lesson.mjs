// A lesson: front matter (title, summary, need, see, minutes, picture, recap), then Markdown with formulas between dollars,
// rendered here and not in the browser, and listings, of which at most twelve lines are open, here 3 to 7:
//   ```listing shared/include/fm/path/path.hpp#affine-path 3-7
//   the caption
//   ```
import katexPlugin from '@vscode/markdown-it-katex';
import hljs from 'highlight.js/lib/core';
import cpp from 'highlight.js/lib/languages/cpp';
import katex from 'katex';
import MarkdownIt from 'markdown-it';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { katexOptions, markCode, markFormula, notes, readGlossary, wordsPlugin } from './terms.mjs';

hljs.registerLanguage('cpp', cpp);

export async function readLesson(file) {
  const text = await readFile(file, 'utf8');
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text);
  if (!match) throw new Error(`${file}: a lesson begins with its title and summary between two lines of ---`);
  const fields = Object.fromEntries(match[1].split('\n').map((line) => {
    const at = line.indexOf(':');
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  }));
  for (const key of ['title', 'summary', 'need', 'see', 'minutes', 'picture', 'recap'])
    if (!fields[key]) throw new Error(`${file}: '${key}:' is missing`);
  if (!(Number(fields.minutes) > 0)) throw new Error(`${file}: 'minutes:' is a number`);
  return { file, ...fields, minutes: Number(fields.minutes), markdown: match[2] };
}

/** The lines between `// region: name` and `// endregion`, shifted to the left margin. */
export function region(source, name, where) {
  const lines = source.split('\n');
  const start = lines.findIndex((l) => l.trim() === `// region: ${name}`);
  if (start < 0) throw new Error(`${where}: there is no region '${name}'`);
  const length = lines.slice(start + 1).findIndex((l) => l.trim() === '// endregion');
  if (length < 0) throw new Error(`${where}: region '${name}' has no end`);
  const body = lines.slice(start + 1, start + 1 + length);
  const indent = Math.min(...body.filter((l) => l.trim()).map((l) => l.length - l.trimStart().length));
  return body.map((l) => l.slice(indent)).join('\n');
}

export const escape = (s) => s.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
const longestOpen = 12;
/** A formula of up to so many characters is never broken. */
const longestWhole = 24;
const highlight = (code, language) => hljs.getLanguage(language) ? hljs.highlight(code, { language }).value : escape(code);

/** Its HTML, and its headings ({level, id, text}) in their order. */
export async function renderLesson(lesson, root) {
  const md = new MarkdownIt({ html: true, typographer: true, highlight });
  const glossary = readGlossary(root), used = new Set();
  const marking = { ...katex, renderToString: (tex, o) => katex.renderToString(markFormula(tex, glossary.symbols), { ...o, ...katexOptions }) };
  md.use(katexPlugin.default ?? katexPlugin, { katex: marking, throwOnError: true, output: 'htmlAndMathml', trust: false });
  md.use(wordsPlugin, { glossary, used, where: lesson.file });
  const formula = (code) => markCode(highlight(code, 'cpp'), glossary.symbols);
  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, ...rest) => {
    const token = tokens[index], [kind, target, range] = token.info.trim().split(/\s+/);
    if (kind !== 'listing') return fence(tokens, index, ...rest).replace('<pre>', '<pre tabindex="0">');
    const [file, name] = (target ?? '').split('#');
    const where = `${path.basename(path.dirname(lesson.file))}: listing ${target}`;
    const code = region(readFileSync(path.join(root, file), 'utf8'), name, where), lines = code.split('\n');
    const [from, to] = range ? range.split('-').map(Number) : [1, lines.length];
    if (!(from >= 1 && from <= to && to <= lines.length)) throw new Error(`${where}: it has lines 1 to ${lines.length}, not ${range}`);
    if (to - from + 1 > longestOpen)
      throw new Error(`${where} has ${to - from + 1} lines: say which are the formula, ${longestOpen} at most (listing ${target} 3-7)`);
    const open = lines.slice(from - 1, to), left = Math.min(...open.filter((l) => l.trim()).map((l) => l.length - l.trimStart().length));
    const whole = open.length === lines.length
      ? ''
      : `<details><summary>the whole of it, ${lines.length} lines</summary><pre tabindex="0"><code>${formula(code)}</code></pre></details>`;
    return `<figure class="listing"><figcaption><b>${file}</b> — ${md.renderInline(token.content.trim())}</figcaption>` +
      `<pre tabindex="0"><code>${formula(open.map((l) => l.slice(left)).join('\n'))}</code></pre>${whole}</figure>\n`;
  };
  md.renderer.rules.heading_open = (tokens, index) => {
    const { tag } = tokens[index],
      text = tokens[index + 1].children.filter((c) => c.type === 'text' || c.type === 'math_inline').map((c) => c.content).join('');
    const id = slug(text);
    if (headings.some((h) => h.id === id)) throw new Error(`${lesson.file}: two headings are called '${text}'`);
    headings.push({ level: Number(tag[1]), id, text });
    return `<${tag} id="${id}">`;
  };
  const inline = md.renderer.rules.math_inline;
  md.renderer.rules.math_inline = (tokens, index, ...rest) => {
    const drawn = inline(tokens, index, ...rest), next = tokens[index + 1], mark = next?.type === 'text' ? /^[.,;:!?)]*/.exec(next.content)[0] : '';
    if (mark) next.content = next.content.slice(mark.length); // it stays with its formula
    return tokens[index].content.length > longestWhole ? drawn + mark : `<span class="whole">${drawn}${mark}</span>`;
  };
  md.renderer.rules.table_open = () => '<div class="scroll" tabindex="0" role="region" aria-label="table"><table>\n';
  md.renderer.rules.table_close = () => '</table></div>\n';
  const headings = [];
  const html = md.render(lesson.markdown);
  if (html.includes('katex-error')) throw new Error(`${lesson.file}: a formula does not parse`);
  const recap = md.renderInline(lesson.recap);
  return { html: `${html}\n${notes(used, (sentence) => md.renderInline(sentence))}`, headings, recap };
}
