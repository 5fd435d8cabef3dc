// The page's end of a worker, with workers and servers that do not do as they should: always a sentence, never a
// silence.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { importTs, root } from './load.mjs';

const wasm = await readFile(path.join(root, 'build/wasm/wasm/engine.wasm'));
const served = (type, body = wasm, status = 200) => async () => new Response(body, { status, headers: { 'content-type': type } });
const { arrival, moduleOf } = await importTs('web/src/engine/runtime/module.ts');

test('a module is compiled whatever type the server calls it', async () => {
  for (const type of ['application/wasm', 'text/plain', 'application/wasm; charset=utf-8']) {
    globalThis.fetch = served(type);
    assert.ok(await moduleOf(`http://x/${type}`) instanceof WebAssembly.Module, type);
  }
});

test('a module that is missing, damaged or never comes is a sentence, and is asked for again', async () => {
  globalThis.fetch = served('text/html', 'no', 404);
  await assert.rejects(moduleOf('http://x/engine.wasm'), /the server answers 404 for engine.wasm/);
  for (const type of ['text/html', 'application/wasm']) {
    globalThis.fetch = served(type, '<!doctype html>');
    await assert.rejects(moduleOf('http://x/engine.wasm'), /engine.wasm is damaged/);
  }
  arrival.seconds = 0.05;
  const awake = setInterval(() => {}, 1000); // the time-out of a signal does not keep node waiting
  globalThis.fetch = (_, { signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  await assert.rejects(moduleOf('http://x/engine.wasm'), /has not arrived within 0.05 seconds/);
  globalThis.fetch = (_, { signal }) =>
    served('application/wasm', new ReadableStream({ // begun, and never ended
      start: (c) => {
        c.enqueue(new Uint8Array(wasm.subarray(0, 1000)));
        signal.addEventListener('abort', () => c.error(signal.reason));
      },
    }))();
  await assert.rejects(moduleOf('http://x/engine.wasm'), /has not arrived|damaged/);
  clearInterval(awake);
  globalThis.fetch = served('application/wasm');
  assert.ok(await moduleOf('http://x/engine.wasm'));
});

class FakeWorker {
  static last;
  sent = [];
  ended = false;
  constructor() {
    FakeWorker.last = this;
  }
  postMessage(message) {
    this.sent.push(message);
  }
  terminate() {
    this.ended = true;
  }
  say(data) {
    this.onmessage({ data });
  }
}
const addresses = { name: 'addresses', setup(host) {
  host.onResolve({ filter: /^wasm:|\?worker$/ }, ({ path: name }) => ({ path: name, namespace: 'address' }));
  host.onLoad({ filter: /.*/, namespace: 'address' }, () => ({ contents: 'export default "http://x/engine.wasm"' }));
} };

test('a worker that never starts, or never answers, ends in a sentence; one that reports does not', async () => {
  globalThis.Worker = FakeWorker;
  const { PlaneClient, WorkerLost, patience } = await importTs('web/src/engine/runtime/client.ts', [addresses]);
  mock.timers.enable({ apis: ['setInterval'] });
  const seconds = (n) => {
    for (let i = 0; i < n; i++) mock.timers.tick(1000);
  };
  const outcome = (promise) =>
    promise.then(() => 'done', (error) => {
      assert.ok(error instanceof WorkerLost);
      return error.message;
    });

  const dead = new PlaneClient(), never = outcome(dead.run('velocity', {}));
  seconds(patience.start);
  assert.match(await never, /not started within 60 seconds/);
  assert.ok(FakeWorker.last.ended && dead.gone);
  assert.match(await outcome(dead.run('velocity', {})), /not started/);

  const client = new PlaneClient(), worker = FakeWorker.last;
  worker.say({ started: true });
  seconds(10 * patience.answer); // nothing is asked: nothing is late
  const job = client.start('train', {}, () => {}), { id } = worker.sent.find((m) => m.kind === 'train');
  for (let i = 0; i < 3; i++) {
    seconds(patience.answer - 1);
    worker.say({ id, progress: {} });
  }
  worker.say({ id, result: 7 });
  assert.equal(await job.result, 7);
  const silent = outcome(client.run('velocity', {}));
  seconds(patience.answer);
  assert.match(await silent, /not answered for 120 seconds/);
  assert.ok(worker.ended);
  mock.timers.reset();
});

test('a cancel after the end is forgotten', async () => {
  const { serve } = await importTs('web/src/engine/runtime/serve.ts'), sent = [];
  const self = (globalThis.self = { postMessage: (reply) => sent.push(reply) }), channel = new MessageChannel();
  globalThis.MessageChannel = class {
    constructor() {
      return channel;
    }
  };
  serve(async () => ({ work: async (_, context) => context.goOn() }));
  const done = async (id) => {
    self.onmessage({ data: { id, kind: 'work', payload: null } });
    while (!sent.some((r) => r.id === id)) await new Promise((r) => setTimeout(r, 1));
    return sent.splice(0).find((r) => r.id === id).result;
  };
  self.onmessage({ data: { module: null } });
  assert.equal(await done(1), true);
  self.onmessage({ data: { id: 1, cancel: true } });
  assert.equal(await done(1), true, 'the id is free again');
  channel.port1.close(); // or node would wait for more
  delete globalThis.self;
});
