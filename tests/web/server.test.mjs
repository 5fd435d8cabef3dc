// Our server as a hostile or unlucky client meets it: whatever is asked, it goes on, and gives away nothing but the site.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { nameOf, rangeOf } from '../../web/build/files.mjs';
import { serverOf } from '../../web/build/serve.mjs';

let home, site, server, port;
before(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'site-'));
  site = path.join(home, 'site');
  await mkdir(path.join(site, 'assets'), { recursive: true });
  await mkdir(path.join(site, '08-digits'));
  await mkdir(path.join(site, '.secret'));
  for (const [name, text] of Object.entries({
    'index.html': '<title>home</title>',
    '404.html': 'lost',
    '08-digits/index.html': 'digits',
    'ten.txt': '0123456789',
    '.htaccess': 'secret',
    '.secret/key.txt': 'secret',
    'empty.txt': '',
    'assets/a-ABCDEFGH.js': 'export {}',
    'assets/a-ABCDEFGH.wasm': '',
    '../outside.txt': 'secret',
  })) await writeFile(path.join(site, name), text);
  await writeFile(path.join(site, 'large.safetensors'), Buffer.alloc(20e6));
  await symlink('../outside.txt', path.join(site, 'link.txt'));
  server = serverOf(site, 500).listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address());
});
after(async () => {
  server.closeAllConnections();
  server.close();
  await rm(home, { recursive: true, force: true });
});

/** The raw path goes out as it is: fetch would tidy it. */
const ask = (where, { method = 'GET', headers = {} } = {}) =>
  new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path: where, method, headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (d) => {
        text += d;
      }).on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    }).on('error', reject).end();
  });

test('ranges: what makes sense is answered in part, what does not in whole, and the server goes on', async () => {
  const asked = async (range) => {
    const { status, text, headers } = await ask('/ten.txt', { headers: { range } });
    return [status, text, headers['content-range']];
  };
  assert.deepEqual(await asked('bytes=2-4'), [206, '234', 'bytes 2-4/10']);
  assert.deepEqual(await asked('bytes=-5'), [206, '56789', 'bytes 5-9/10']);
  assert.deepEqual(await asked('bytes=-50'), [206, '0123456789', 'bytes 0-9/10']);
  assert.deepEqual(await asked('bytes=0-0'), [206, '0', 'bytes 0-0/10']);
  assert.deepEqual(await asked('bytes=7-99'), [206, '789', 'bytes 7-9/10']);
  for (const none of ['bytes=10-', 'bytes=-0', 'bytes=99999999999999999999999-']) assert.deepEqual(await asked(none), [416, '', 'bytes */10']);
  for (const nonsense of ['bytes=10-5', 'bytes=-', 'bytes=a-b', 'lines=1-2', 'bytes=0-1,4-5', 'bytes=--1', 'x'.repeat(4000)])
    assert.deepEqual((await asked(nonsense)).slice(0, 2), [200, '0123456789'], nonsense);
  assert.equal(rangeOf('bytes=-5', 0), null);
});

test('a reader who goes away leaves no open file', async () => {
  const openFiles = async () => {
    const names = await readdir('/proc/self/fd');
    return (await Promise.all(names.map((n) => readlink(`/proc/self/fd/${n}`).catch(() => '')))).filter((f) => f.startsWith(site)).length;
  };
  for (let i = 0; i < 40; i++)
    await new Promise((resolve) => {
      const going = request({ port, host: '127.0.0.1', path: '/large.safetensors', agent: false }, (response) =>
        response.once('data', () => {
          response.destroy();
          resolve();
        }));
      going.on('error', resolve);
      going.end();
    });
  for (let i = 0; i < 50 && (await openFiles()) > 0; i++) await new Promise((r) => setTimeout(r, 50));
  assert.equal(await openFiles(), 0);
});

test('the folder may be exchanged under it, and be gone for a while', async () => {
  await rename(site, `${site}.old`);
  assert.equal((await ask('/')).status, 404);
  await mkdir(site);
  await writeFile(path.join(site, 'index.html'), 'new');
  assert.equal((await ask('/')).text, 'new');
  await rm(site, { recursive: true });
  await rename(`${site}.old`, site);
  assert.equal((await ask('/')).status, 200);
});

test('only GET and HEAD', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
    const { status, headers } = await ask('/', { method });
    assert.deepEqual([status, headers.allow], [405, 'GET, HEAD'], method);
  }
  const { status, text, headers } = await ask('/ten.txt', { method: 'HEAD' });
  assert.deepEqual([status, text, headers['content-length']], [200, '', '10']);
});

test('dot files, links that lead out and paths that climb are not there', async () => {
  for (const where of ['/.htaccess', '/.secret/key.txt', '/%2esecret/key.txt', '/link.txt', '/../outside.txt', '/..%2foutside.txt', '/%2e%2e/outside.txt',
    '/assets/..%5c..%5coutside.txt', '/a%00b', '/%', '//etc/passwd', '/assets/', '/nowhere'])
  {
    const { status, text } = await ask(where);
    assert.deepEqual([where, status, text], [where, 404, 'lost']);
  }
  assert.equal(nameOf('/%'), null);
});

test('a folder without its last stroke leads to the folder, and keeps the question', async () => {
  const { status, headers } = await ask('/08-digits?a=1');
  assert.deepEqual([status, new URL(headers.location, 'http://host/08-digits').href], [301, 'http://host/08-digits/?a=1']);
  assert.equal((await ask('/08-digits/index.html')).text, 'digits');
});

test('each answer has its type, a policy that reaches workers, and says how long it is good', async () => {
  const types = { '/': 'text/html; charset=utf-8', '/assets/a-ABCDEFGH.js': 'text/javascript; charset=utf-8', '/assets/a-ABCDEFGH.wasm': 'application/wasm',
    '/nowhere': 'text/html; charset=utf-8' };
  for (const [where, type] of Object.entries(types)) {
    const { headers } = await ask(where);
    assert.equal(headers['content-type'], type);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.match(headers['content-security-policy'], /default-src 'self';.*worker-src 'self'.*frame-ancestors 'none'/);
    assert.equal(headers['cache-control'], where.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
  }
  const { headers: { etag } } = await ask('/ten.txt');
  assert.equal((await ask('/ten.txt', { headers: { 'if-none-match': etag } })).status, 304);
  assert.equal((await ask('/ten.txt', { headers: { 'if-range': '"other"', range: 'bytes=0-1' } })).status, 200);
});

test('who never finishes a request is let go, and who speaks another language is answered', async () => {
  const slow = connect(port, '127.0.0.1');
  slow.on('error', () => {});
  slow.write('GET / HTTP/1.1\r\nHost: x\r\n');
  const begun = Date.now();
  await once(slow.resume(), 'close');
  assert.ok(Date.now() - begun < 5000);
  const other = connect(port, '127.0.0.1');
  other.write('\x16\x03\x01hello\r\n\r\n');
  const [answer] = await once(other, 'data');
  assert.match(String(answer), /^HTTP\/1\.1 400/);
  assert.equal((await ask('/')).status, 200);
});
