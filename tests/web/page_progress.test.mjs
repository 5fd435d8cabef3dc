// What a reader has done: kept, exported, never in the way; and when a prediction is asked again.
import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './modules.mjs';

function storage(entries = {}, broken = false) {
  const kept = new Map(Object.entries(entries));
  const refuse = () => {
    throw new Error('QuotaExceededError');
  };
  return { kept, getItem: (k) => (broken ? refuse() : kept.get(k) ?? null), setItem: (k, v) => (broken ? refuse() : void kept.set(k, v)) };
}
async function open(entries, broken) {
  globalThis.localStorage = storage(entries, broken);
  return load('ui/progress.ts');
}
const day = 24 * 3600 * 1000, minute = 60 * 1000;

test('remembered: asked again after 5 days, then 2.3 times as long each time', async () => {
  const { after, isDue } = await load('ui/review.ts');
  let m = after(null, true, 0);
  assert.equal(m.due, 5 * day);
  assert.deepEqual([isDue(m, 5 * day - 1), isDue(m, 5 * day)], [false, true]);
  for (const factor of [2.3, 2.3 ** 2, 2.3 ** 3]) {
    const now = m.due;
    m = after(m, true, now);
    assert.ok(Math.abs(m.due - now - factor * 5 * day) < 1);
  }
});

test('an answer before its time changes nothing', async () => {
  const { after } = await load('ui/review.ts');
  const m = after(null, true, 0);
  assert.deepEqual(after(m, true, 2 * day), m);
});

test('forgotten: again in 10 minutes, and then not after longer than before; never under 5 days', async () => {
  const { after } = await load('ui/review.ts');
  const long = { interval: 60 * day, due: 100 * day, at: 40 * day };
  const missed = after(long, false, 100 * day);
  assert.deepEqual([missed.due, missed.interval], [100 * day + 10 * minute, (60 / 2.3) * day]);
  assert.deepEqual(after(missed, true, 100 * day + minute), missed, 'the right answer just told proves nothing');
  const again = after(missed, true, missed.due);
  assert.deepEqual([again.interval, again.due], [(60 / 2.3) * day, missed.due + (60 / 2.3) * day], 'what was missed does not grow');
  assert.equal(after(null, false, 0).interval, 5 * day);
  assert.equal(after(after(null, false, 0), false, 1).interval, 5 * day);
});

test('a missed prediction is due at the end of another lesson, not of its own', async () => {
  const p = await open();
  p.markPredicted('a', '01-flows', 'off', 1, 0);
  p.markPredicted('b', '01-flows', 'right', 1, 0);
  p.markPredicted('c', '03-cfm', 'shown', 1, -minute);
  assert.deepEqual(p.due('02-paths', 0), []);
  assert.deepEqual(p.due('02-paths', 10 * minute), ['c', 'a'], 'the longest due first');
  assert.deepEqual(p.due('03-cfm', 10 * minute), ['a']);
  assert.deepEqual(p.due('02-paths', 6 * day), ['c', 'a', 'b']);
});

test('what is done is counted by lesson, is told to whoever listens, and survives a reload', async () => {
  const p = await open();
  let told = 0;
  const stop = p.onProgress(() => told++);
  p.markRead('01-flows', 5);
  p.markRead('01-flows', 9);
  p.markPredicted('a', '01-flows', 'near', 3, 5);
  p.markExercised('01.2', true, 5);
  p.markExercised('03.1', true, 5);
  assert.equal(told, 5);
  stop();
  const { kept } = localStorage, again = await open(Object.fromEntries(kept));
  assert.deepEqual(again.done('01-flows'), { read: true, predicted: 1, exercised: 1 });
  assert.equal(JSON.parse(kept.get('progress')).read['01-flows'], 5, 'the first time counts');
  assert.equal(again.predicted('a').seed, 3);
});

test('a storage that is barred or full costs the memory, not the page', async () => {
  const p = await open({}, true);
  p.markRead('01-flows');
  assert.equal(p.isRead('01-flows'), true, 'for as long as the page is open');
});

test('a storage that holds anything else is taken for what can be used of it', async () => {
  const good = { lesson: '01-flows', outcome: 'right', seed: 1, interval: 1, due: 2, at: 1 };
  for (const text of ['', 'null', '[]', '{', '{"version":9,"read":{"x":1}}', '7']) {
    const p = await open({ progress: text });
    assert.deepEqual(p.done('x'), { read: false, predicted: 0, exercised: 0 }, text);
    p.markRead('x');
    assert.equal(p.isRead('x'), true);
  }
  const p = await open({
    progress: JSON.stringify({ version: 1, read: { a: 'yes', b: 2 }, predicted: { good, bad: { ...good, outcome: 'best' }, worse: null } }),
  });
  assert.deepEqual([p.isRead('a'), p.isRead('b'), p.predicted('good'), p.predicted('bad'), p.predicted('worse')], [false, true, good, null, null]);
});

test('exported and imported it is the same; a file that is none changes nothing', async () => {
  const p = await open();
  p.markRead('01-flows', 5);
  p.markPredicted('a', '01-flows', 'off', 2, 5);
  const file = p.exportProgress(), other = await open();
  assert.equal(other.importProgress('hello'), false);
  assert.equal(other.importProgress(file), true);
  assert.equal(other.exportProgress(), file);
  other.forgetProgress();
  assert.deepEqual(other.done('01-flows'), { read: false, predicted: 0, exercised: 0 });
});
