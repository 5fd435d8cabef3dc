// lessons/CLAIMS.md: what it names exists, and nothing that a lesson shows or counts is missing from it.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const read = (file) => readFileSync(path.join(root, file), 'utf8');
const lessons = readdirSync(path.join(root, 'lessons')).filter((name) => /^\d\d-/.test(name)).sort();
const tests = readdirSync(path.join(root, 'tests'), { recursive: true }).filter((file) => /\.(cpp|mjs)$/.test(file));
/** The sources of that name, with long strings in one piece and quotes as they are read. */
const sources = (name) =>
  tests.filter((file) => path.basename(file) === name).map((file) => read(`tests/${file}`).replaceAll("\\'", "'").replace(/"\s*\n\s*"/g, ''));

/** {lesson number: [{claim, shown, test}]} */
export function claimsOf(page) {
  const parts = page.split(/^## (\d+)\. .*$/m).slice(1);
  const rows = (text) =>
    [...text.matchAll(/^\| (.*?) \| (.*?) ?\| (.*?) \|$/gm)].slice(2).map(([, claim, shown, test]) => ({ claim,
      shown: [...shown.matchAll(/`([^`]+)`/g)].map((m) => m[1]), test })
    );
  return Object.fromEntries(parts.flatMap((number, i) => (i % 2 ? [] : [[number, rows(parts[i + 1])]])));
}

/** Decimals in what a reader reads as sentences: not in formulas, listings, tables, links, tags, nor above the text. */
export function decimalsOf(lesson) {
  const sentences = lesson.replace(/^---[^]*?^---$/m, '').replace(/^```[^]*?^```$/gm, '').replace(/\$\$[^]*?\$\$/g, '').replace(/\$[^$]*\$/g, '')
    .replace(/^\|.*$/gm, '').replace(/\]\([^)]*\)/g, ']').replace(/\]\{[^}]*\}/g, ']').replace(/<[^>]*>/g, '').replace(/`[^`]*`/g, '');
  return [...new Set(sentences.match(/\d+\.\d+/g) ?? [])];
}

const claims = claimsOf(read('lessons/CLAIMS.md'));

for (const folder of lessons) {
  const number = String(Number(folder.slice(0, 2))), rows = claims[number] ?? [], lesson = read(`lessons/${folder}/lesson.md`);
  test(`lesson ${number}: each test that a claim names exists`, () => {
    assert.ok(rows.length > 0, 'it has rows');
    for (const { claim, test: named } of rows) {
      const [file, ...title] = named.split(': ');
      assert.ok(sources(file).length > 0, `${claim}: there is no ${file}`);
      assert.ok(sources(file).some((text) => text.includes(title.join(': '))), `${claim}: ${file} has no test “${title.join(': ')}”`);
    }
  });
  test(`lesson ${number}: each figure and each prediction is there for a claim, and each claim’s figure is there`, () => {
    const shown = new Set(rows.flatMap((row) => row.shown));
    const there = new Set(
      [...lesson.matchAll(/<(fm-[a-z]+)(?: name="([^"]+)")?/g)].map(([, tag, name]) => (tag === 'fm-predict' ? name : tag)).filter((tag) => tag !== 'fm-num'),
    );
    assert.deepEqual([...there].filter((one) => !shown.has(one)), [], 'without a claim');
    assert.deepEqual([...shown].filter((one) => !there.has(one)), [], 'not in the lesson');
  });
  test(`lesson ${number}: each decimal of its sentences stands in a claim`, () => {
    const said = rows.map((row) => row.claim).join(' ');
    assert.deepEqual(decimalsOf(lesson).filter((decimal) => !said.includes(decimal)), []);
  });
}

test('decimals are looked for in sentences alone', () => {
  assert.deepEqual(decimalsOf('---\na: 0.1\n---\nIt is 1.25, $0.2$ and [3](#a.t=0.4).\n\n| 0.5 |\n\n```sh\n0.6\n```\n<fm-a t="0.7">'), ['1.25']);
});
