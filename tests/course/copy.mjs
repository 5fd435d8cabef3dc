// A copy of the checkout to try things in, with what was built and installed here.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const root = path.resolve(path.dirname(new URL(import.meta.url).pathname), '../..');
const parts = ['course', 'tools', 'cmake', 'CMakeLists.txt', 'CMakePresets.json', 'CITATION.cff', 'shared', 'wasm', 'tests', 'lessons', 'web', 'package.json',
  'package-lock.json', 'native/eval/judges'];

/** Calls body({folder, write, run}) in a copy of the checkout, which goes afterwards. */
export function inCopy(body) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'copy-'));
  const write = (name, text) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  const run = (program, ...args) => {
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
    return { status, text: stdout + stderr };
  };
  try {
    for (const part of parts) cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
    for (const made of ['node_modules', 'build/wasm/wasm']) {
      mkdirSync(path.dirname(path.join(folder, made)), { recursive: true });
      if (existsSync(path.join(root, made))) symlinkSync(path.join(root, made), path.join(folder, made));
    }
    return body({ folder, write, run });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The files that CONTRIBUTING.md's list "a WHAT" names, between backquotes. */
export function listed(contributing, what) {
  const list = new RegExp(`^- \\*a(?:n)? ${what}\\*: ([\\s\\S]*?)(?=^- |\\n\\n)`, 'm').exec(contributing)[1];
  return [...list.matchAll(/`([^`\s<]+)`/g)].map(([, name]) => name).filter((name) => /[/.]/.test(name));
}
