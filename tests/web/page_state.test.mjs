// The state in the address: who sets it, and who hears of it.
import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './modules.mjs';

/** A page with this address, as far as url_state.ts sees one. */
async function open(hash) {
  const heard = {};
  globalThis.location = { hash, pathname: '/lesson/', search: '', reloads: 0, reload() {
    this.reloads++;
  } };
  const put = (_s, _t, address) => {
    location.hash = address.startsWith('#') ? address : '';
  };
  globalThis.history = { replaceState: put, pushed: [], pushState(...a) {
    this.pushed.push(a[2]);
    put(...a);
  } };
  globalThis.addEventListener = (kind, call) => {
    heard[kind] = call;
  };
  const module = await load('ui/url_state.ts');
  return { ...module, goTo(to) {
    location.hash = to;
    heard.hashchange();
  } };
}
const defaults = { t: 0.5, steps: 20, loop: false, data: 'moons' };
const written = () => new Promise((r) => setTimeout(r, 170));

test('a figure opens with what its link says, and with defaults where that is nonsense', async () => {
  const { UrlState, within } = await open('#train.t=7&train.steps=3&train.loop=1&other.t=0.1');
  assert.deepEqual(new UrlState('train', defaults, { t: within(0, 1) }).values, { ...defaults, steps: 3, loop: true });
});

test('only what differs from the default is written; headings and other figures are left alone', async () => {
  const { UrlState } = await open('#other.t=0.1');
  const url = new UrlState('train', defaults);
  url.set('t', 0.25);
  url.set('loop', true);
  await written();
  assert.equal(location.hash, '#other.t=0.1&train.t=0.25&train.loop=1');
  url.set('t', 0.5);
  url.set('loop', false);
  await written();
  assert.equal(location.hash, '#other.t=0.1');
});

test('a sentence sets what it names and keeps the rest; the figure hears which; Back can undo it', async () => {
  const { UrlState, drive } = await open('#train.t=0.25');
  const url = new UrlState('train', defaults), heard = [];
  const stop = url.follow((keys, by) => heard.push([keys, by]));
  drive({ 'train.steps': '1' }, true);
  assert.deepEqual(url.values, { ...defaults, t: 0.25, steps: 1 });
  assert.deepEqual(heard, [[['steps'], 'text']]);
  assert.deepEqual(history.pushed, ['#train.t=0.25&train.steps=1']);
  stop();
  drive({ 'train.steps': '2' });
  assert.equal(heard.length, 1, 'after stop() it hears nothing');
  assert.equal(location.reloads, 0);
});

test('a pasted link is the whole state: what it does not name is at its default', async () => {
  const { UrlState, goTo } = await open('#train.t=0.25&train.steps=3');
  const url = new UrlState('train', defaults), heard = [];
  url.follow((keys, by) => heard.push([keys, by]));
  goTo('#train.steps=4');
  assert.deepEqual(url.values, { ...defaults, steps: 4 });
  assert.deepEqual(heard, [[['t', 'steps'], 'link']]);
  goTo('#a-heading');
  assert.deepEqual(url.values, { ...defaults, steps: 4 }, 'a heading is no state');
  url.set('t', 0.75);
  await written();
  assert.equal(location.hash, '#train.steps=4&train.t=0.75', 'and none is lost by going to one');
});

test('a value that the figure cannot show, or does not know, changes nothing', async () => {
  const { UrlState, drive, within } = await open('');
  const url = new UrlState('train', defaults, { t: within(0, 1) }), heard = [];
  url.follow((keys) => heard.push(keys));
  drive({ 'train.t': '2', 'train.nothing': '1', 'train.toString': '1' });
  assert.deepEqual([url.values, heard], [defaults, []]);
});

test("a number in the text hears of the figure's own changes too", async () => {
  const { UrlState, onChange, stated } = await open('#train.t=0.25');
  assert.equal(stated('train.t'), '0.25');
  const url = new UrlState('train', defaults), heard = [];
  url.follow(() => assert.fail('a figure does not follow itself'));
  onChange('train', (change, by) => heard.push([change, by]));
  url.set('t', 0.5);
  assert.deepEqual(heard, [[{ t: '0.5' }, 'figure']]);
  assert.equal(stated('train.t'), null);
});

test('an element that cannot follow begins anew with its link', async () => {
  const { UrlState, goTo } = await open('');
  new UrlState('digits', { seed: 1 });
  goTo('#digits.seed=2');
  assert.equal(location.reloads, 1);
});
