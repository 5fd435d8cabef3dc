// A lesson: front matter (title, summary), then Markdown with formulas between dollars, rendered here and not in the
// browser, and listings:
//   ```listing shared/include/fm/path/path.hpp#affine-path
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

hljs.registerLanguage('cpp', cpp);

export async function readLesson(file) {
  const text = await readFile(file, 'utf8');
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text);
  if (!match) throw new Error(`${file}: a lesson begins with its title and summary between two lines of ---`);
  const fields = Object.fromEntries(match[1].split('\n').map((line) => {
    const at = line.indexOf(':');
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  }));
  for (const key of ['title', 'summary']) if (!fields[key]) throw new Error(`${file}: '${key}:' is missing`);
  return { file, title: fields.title, summary: fields.summary, markdown: match[2] };
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

const escape = (s) => s.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const highlight = (code, language) =>
  hljs.getLanguage(language) ? hljs.highlight(code, { language }).value : escape(code);

export async function renderLesson(lesson, root) {
  const md = new MarkdownIt({ html: true, typographer: true, highlight });
  md.use(katexPlugin.default ?? katexPlugin, { katex, throwOnError: true, output: 'htmlAndMathml', trust: false });
  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, ...rest) => {
    const token = tokens[index], [kind, target] = token.info.trim().split(/\s+/);
    if (kind !== 'listing') return fence(tokens, index, ...rest).replace('<pre>', '<pre tabindex="0">');
    const [file, name] = (target ?? '').split('#');
    const where = `${path.basename(path.dirname(lesson.file))}: listing ${target}`;
    const code = region(readFileSync(path.join(root, file), 'utf8'), name, where);
    return `<figure class="listing"><figcaption><b>${file}</b> — ${md.renderInline(token.content.trim())}</figcaption>` +
      `<pre tabindex="0"><code>${highlight(code, 'cpp')}</code></pre></figure>\n`;
  };
  md.renderer.rules.table_open = () => '<div class="scroll" tabindex="0" role="region" aria-label="table"><table>\n';
  md.renderer.rules.table_close = () => '</table></div>\n';
  const html = md.render(lesson.markdown);
  if (html.includes('katex-error')) throw new Error(`${lesson.file}: a formula does not parse`);
  return html;
}
