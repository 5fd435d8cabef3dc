// The one command: its mistakes get one clear sentence and an exit code that is not 0.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';

const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '../..');
const course = (...args) => {
  const { status, stdout, stderr } = spawnSync(path.join(root, 'course'), args, { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  return { status, text: stdout + stderr };
};
const fails = (args, words) => {
  const { status, text } = course(...args);
  assert.notEqual(status, 0, text);
  assert.match(text, words);
};

test('wrong arguments are refused with a sentence', () => {
  fails(['sail'], /there is no command 'sail'/);
  fails(['serve', '--prot', '1'], /serve does not know '--prot'/);
  fails(['serve', '--port', 'eighty'], /--port wants a number/);
  fails(['serve', '--port', '70000'], /--port wants a number up to 65535/);
  fails(['serve', '--port'], /--port wants a number/);
  const { text } = course('serve', '--port', '12345678901234567890');
  assert.equal(text, "course: --port wants a number up to 65535, not '12345678901234567890'\n");
  fails(['build', '--base', 'moon'], /--base wants a path such as/);
  fails(['build', '--into', 'x'], /build does not know '--into'/);
  fails(['test', 'everything'], /there is no suite 'everything'/);
  fails(['exercise', '99.1'], /there is no exercise '99.1'/);
  fails(['bench', 'moon'], /there is no bench 'moon'/);
  fails(['format', '--all'], /format does not know '--all'/);
});

test('help is printed without a command, and lists all commands', () => {
  const { status, text } = course();
  assert.equal(status, 0);
  for (const command of ['serve', 'test', 'train', 'exercise', 'bench', 'format']) assert.match(text, new RegExp(`^  ${command}`, 'm'));
});

test('each command has its own line of help', () => {
  for (const command of ['serve', 'build', 'test', 'exercise', 'bench', 'golden', 'format']) {
    const { status, text } = course(command, '--help');
    assert.equal(status, 0, text);
    assert.match(text, new RegExp(`^${command} .*\\n`));
  }
});

/** Runs a script with the tools' functions in a checkout that holds nothing else; `programs` stand in for real ones. */
function inCopy(script, programs = {}, prepare = () => {}) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'course-'));
  try {
    cpSync(path.join(root, 'tools'), path.join(folder, 'tools'), { recursive: true });
    mkdirSync(path.join(folder, 'bin'));
    for (const [name, body] of Object.entries(programs)) writeFileSync(path.join(folder, 'bin', name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    prepare(folder);
    const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', PATH: `${folder}/bin:${process.env.PATH}` } });
    return { status, stdout, text: stdout + stderr, left: existsSync(path.join(folder, 'build/dev/old')) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('a build that fails without the usual words still says so, and shows its end', () => {
  const { status, text } = inCopy('. tools/lib/say.sh; . tools/lib/build.sh; build dev all', { cmake: 'exit 0', ninja: 'echo the disk is full; exit 1' });
  assert.notEqual(status, 0);
  assert.match(text, /the disk is full/);
  assert.match(text, /the build of dev failed; the whole story is in build\/dev\.log/);
});

test('a bench with --json prints JSON alone', () => {
  // A python that makes a virtual environment whose python prints what a bench would.
  const python =
    'if [ "$2" = venv ]; then mkdir -p build/peers/bin; printf \'#!/bin/sh\\n[ "$1" = -m ] || echo "{}"\\n\' >build/peers/bin/python3; chmod +x build/peers/bin/python3; fi';
  const { status, stdout, text } = inCopy('tools/bench native --json', { cmake: 'exit 0', ninja: 'exit 0', python3: python });
  assert.equal(status, 0, text);
  assert.match(text, /installing the peers/);
  assert.deepEqual(JSON.parse(stdout), {});
});

test('a copied checkout begins its builds anew', () => {
  const { text, left } = inCopy('. tools/lib/say.sh; . tools/lib/build.sh; build dev all', { cmake: 'exit 0', ninja: 'exit 0' }, (folder) => {
    mkdirSync(path.join(folder, 'build/dev'), { recursive: true });
    for (const file of ['old', 'build.ninja', 'arguments']) writeFileSync(path.join(folder, 'build/dev', file), '');
    writeFileSync(path.join(folder, 'build/dev/CMakeCache.txt'), 'CMAKE_HOME_DIRECTORY:INTERNAL=/another/folder\n');
  });
  assert.match(text, /build\/dev belongs to another folder: beginning anew/);
  assert.match(text, /configuring dev/);
  assert.equal(left, false);
});

test('exercise: the stub is told what is missing, and where the hints are', () => {
  assert.match(course('exercise').text, /^03\.1 {2}A pair on its way$[\s\S]*^03\.2 {2}The loss$/m);
  fails(['exercise', '03.2'], /still to be written[\s\S]*Hints: lessons\/03-conditional-flow-matching\/exercises\/02-the-loss\/hints\.md/);
});

test('a port in use is named', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((r) => server.once('listening', r));
  const { port } = server.address();
  const child = spawnSync('node', [path.join(root, 'web/build/serve.mjs'), String(port)], { encoding: 'utf8' });
  server.close();
  assert.equal(child.status, 1);
  assert.match(child.stderr, new RegExp(`port ${port} is in use: choose another with --port`));
});

test('a second start with nothing changed serves within 5 seconds', { timeout: 600000 }, async () => {
  const start = async () => {
    const began = Date.now(), child = spawn(path.join(root, 'course'), ['serve', '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child.stderr.on('data', (d) => {
      text += d;
    });
    const address = await new Promise((resolve, reject) => {
      child.stdout.on('data', (d) => {
        text += d;
        const match = /at (http:\S+)/.exec(text);
        if (match) resolve(match[1]);
      });
      child.on('exit', () => reject(new Error(text)));
    });
    const seconds = (Date.now() - began) / 1000;
    const page = await fetch(address);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /assets\/main-[A-Z0-9]{8}\.js/);
    assert.equal((await fetch(`${address}no-such-page`)).status, 404);
    child.kill('SIGTERM');
    return seconds;
  };
  await start();
  const second = await start();
  assert.ok(second < 5, `${second} s`);
});
