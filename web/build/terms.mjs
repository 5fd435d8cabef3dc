// Words that explain themselves and symbols that light up together, from lessons/glossary.md.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const idOf = (word) => word.toLowerCase().replace(/[^a-z0-9]+/g, '-');
const quoted = (cell) => [...cell.matchAll(/`([^`]+)`/g)].map((m) => m[1]);
const byHand = 'by hand'; // such a word means something else in most sentences
const plain = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** {words: [{id, word, forms, sentence}], symbols: [{term, formulas, names}]}. */
export function readGlossary(root) {
  const file = 'lessons/glossary.md', text = readFileSync(path.join(root, file), 'utf8');
  const words = [], symbols = [];
  for (const line of text.split('\n')) {
    const word = /^- \*\*([^*]+)\*\*(?: \(([^)]+)\))?: (.+)$/.exec(line);
    const others = word?.[2]?.split(', ') ?? [];
    if (word)
      words.push({ id: idOf(word[1]), word: word[1], forms: [word[1], ...others.filter((o) => o !== byHand)], byHand: others.includes(byHand),
        sentence: word[3] });
    else if (line.startsWith('- ')) throw new Error(`${file}: a word is written '- **word** (other forms): One sentence.', not '${line}'`);
    const row = /^\| ([a-z]+) \| (.*`.*) \| (.*) \|$/.exec(line);
    if (row) symbols.push({ term: row[1], formulas: quoted(row[2]), names: quoted(row[3]) });
  }
  const twice = words.find((w, i) => words.findIndex((v) => v.id === w.id) !== i);
  if (twice) throw new Error(`${file}: '${twice.word}' is explained twice`);
  return { words, symbols };
}

/**
 * For markdown-it: the first time that a text uses a word of the glossary, or wherever `[text]{term}` and
 * `[text]{term=word}` say so, it becomes a button that shows its sentence. `used` collects the words that need a note.
 */
export function wordsPlugin(md, { glossary, used, where }) {
  const byForm = new Map(glossary.words.flatMap((w) => w.forms.map((form) => [form.toLowerCase(), w])));
  const forms = [...byForm.keys()].filter((form) => !byForm.get(form).byHand).sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?<![\\w-])(${forms.map(plain).join('|')})(?![\\w-])`, 'gi');
  const button = (text, word) => {
    used.add(word);
    return `<button type="button" class="term" popovertarget="word-${word.id}" aria-describedby="word-${word.id}">${md.utils.escapeHtml(text)}</button>`;
  };

  md.inline.ruler.before('link', 'term', (state, silent) => {
    const match = /^\[([^[\]]+)\]\{term(?:=([^}]+))?\}/.exec(state.src.slice(state.pos));
    if (!match) return false;
    if (!silent) {
      const word = byForm.get((match[2] ?? match[1]).toLowerCase());
      if (!word) throw new Error(`${where}: lessons/glossary.md does not explain '${match[2] ?? match[1]}'`);
      state.push('html_inline', '', 0).content = button(match[1], word);
    }
    state.pos += match[0].length;
    return true;
  });

  md.core.ruler.push('first_use', (state) => {
    if (state.inlineMode) return; // a caption
    const parents = [];
    for (const token of state.tokens) {
      if (token.nesting === 1) parents.push(token.type);
      if (token.nesting === -1) parents.pop();
      if (token.type !== 'inline' || parents.some((p) => /^(heading|table|blockquote)/.test(p))) continue;
      let inside = 0; // of links and emphasis, which keep their own look
      token.children = token.children.flatMap((child) => {
        if (child.nesting) inside += child.nesting;
        if (child.type !== 'text' || inside > 0) return [child];
        const out = [], at = { from: 0 };
        const text = (content) => {
          if (content) {
            const t = new state.Token('text', '', 0);
            t.content = content;
            out.push(t);
          }
        };
        for (const match of child.content.matchAll(pattern)) {
          const word = byForm.get(match[0].toLowerCase());
          if (used.has(word)) continue;
          text(child.content.slice(at.from, match.index));
          const html = new state.Token('html_inline', '', 0);
          html.content = button(match[0], word);
          out.push(html);
          at.from = match.index + match[0].length;
        }
        if (at.from === 0) return [child];
        text(child.content.slice(at.from));
        return out;
      });
    }
  });
}

/** What the buttons show, for the end of the page. `inline` renders a sentence. */
export const notes = (used, inline) =>
  [...used].map(({ id, word, sentence }) => `<div popover id="word-${id}" class="word"><b>${word}</b> ${inline(sentence)}</div>`).join('\n');

/** TeX with its symbols marked; KaTeX needs `trust` for \htmlData alone, and `strict` off for it. */
export function markFormula(tex, symbols) {
  const terms = new Map(symbols.flatMap((s) => s.formulas.map((f) => [f, s.term])));
  const longest = [...terms.keys()].sort((a, b) => b.length - a.length).map(plain).join('|');
  // Not behind a command, whose argument it may be, and not where a further index belongs to it.
  return tex.replace(new RegExp(`(?<![A-Za-z\\\\_^])(${longest})(?![A-Za-z0-9]|\\s*[\\^_'])`, 'g'),
    (symbol) => `\\htmlData{term=${terms.get(symbol)}}{${symbol}}`);
}
export const katexOptions = { trust: ({ command }) => command === '\\htmlData', strict: (code) => (code === 'htmlExtension' ? 'ignore' : 'warn') };

/** Highlighted code with its symbols marked; the first of each can be reached by keyboard. */
export function markCode(html, symbols) {
  const terms = new Map(symbols.flatMap((s) => s.names.map((n) => [n, s.term]))), seen = new Set();
  const pattern = new RegExp(`(<[^>]*>|&[a-z]+;)|\\b(${[...terms.keys()].map(plain).join('|')})\\b`, 'g');
  let comment = 0; // words of a comment are words
  return html.replace(pattern, (all, skipped, name) => {
    if (skipped) {
      if (comment) comment += skipped.startsWith('<span') ? 1 : skipped === '</span>' ? -1 : 0;
      else if (skipped.includes('hljs-comment')) comment = 1;
      return skipped;
    }
    if (comment) return all;
    const term = terms.get(name), first = !seen.has(term);
    seen.add(term);
    return `<span data-term="${term}"${first ? ' tabindex="0"' : ''}>${name}</span>`;
  });
}
