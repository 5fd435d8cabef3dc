// Fonts with the letters that this course writes and no others, in the weights that its styles name: half of their bytes.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import subsetFont from 'subset-font';

const ascii = String.fromCodePoint(...Array.from({ length: 95 }, (_, i) => 32 + i));
const weights = { min: 400, max: 700 };

/** What stands in the formulas of a page, as KaTeX sets them. */
export function formulasOf(html) {
  const parts = html.split('<span class="katex-html"').slice(1).map((part) => {
    let depth = 1;
    for (const tag of part.matchAll(/<(\/?)span/g)) {
      depth += tag[1] ? -1 : 1;
      if (depth === 0) return part.slice(part.indexOf('>') + 1, tag.index);
    }
    return part;
  });
  return parts.join('').replace(/<[^>]*>/g, '');
}

/** {text, formulas}: the letters of `pages` ({name: html}) and of what the modules below `folder` may say. */
export async function lettersOf(pages, folder) {
  const html = Object.values(pages).join('');
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts'));
  const said = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  const once = (text) => [...new Set(text)].sort().join('');
  return { text: once([ascii, '\u00a0', html, ...said].join('')), formulas: once(formulasOf(html).replace(/&lt;/g, '<').replace(/&gt;/g, '>')) };
}

/** The plugin of the bundler. */
export const fontsOf = ({ text, formulas }) => ({
  name: 'fonts',
  setup(host) {
    host.onLoad({ filter: /\.woff2$/ }, async ({ path: file }) => {
      const whole = await readFile(file);
      const variable = /-wght-/.test(file), options = variable ? { variationAxes: { wght: weights } } : {};
      const contents = await subsetFont(whole, /KaTeX_/.test(file) ? formulas : text, { targetFormat: 'woff2', ...options });
      return { contents, loader: 'file' };
    });
  },
});
