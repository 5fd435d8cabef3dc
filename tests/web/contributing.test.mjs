// CONTRIBUTING.md's list of what a widget is made of, followed to the letter: its page loads it, and it runs.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { inCopy, listed } from '../course/copy.mjs';
import { close, root, visit } from './browser.mjs';

after(close);
const contributing = readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8');

test('a widget made from the list builds and runs', async () => {
  assert.deepEqual(listed(contributing, 'widget').filter((name) => name.includes('/')), ['web/src/widgets/NAME/element.ts', 'web/src/ui/strings/NAME.ts',
    'lessons/NN-x/lesson.md', 'tests/web/NAME.test.mjs', 'lessons/CLAIMS.md']);
  const made = path.join(root, 'build/test-pages/test-made'); // where the tests' server finds it
  inCopy(({ folder, write, run }) => {
    write('web/src/widgets/made/element.ts', `import { words } from '../../ui/strings/made';
import script from './job.ts?worker';
class Made extends HTMLElement {
  connectedCallback(): void { new Worker(script, { type: 'module' }).onmessage = ({ data }) => { this.textContent = words.computed(data); }; }
}
customElements.define('fm-made', Made);
`);
    write('web/src/widgets/made/job.ts', "postMessage('a worker');\n");
    write('web/src/ui/strings/made.ts', 'export const words = { computed: (where: string) => `computed in ${where}` } as const;\n');
    const lesson = 'lessons/08-digits/lesson.md';
    write(lesson, `${readFileSync(path.join(root, lesson), 'utf8')}\n\n<div class="widget"><fm-made></fm-made></div>\n`);
    const { status, text } = run('node', 'web/build/build.mjs', 'build/site', '/test-made/');
    assert.equal(status, 0, text);
    rmSync(made, { recursive: true, force: true });
    cpSync(path.join(folder, 'build/site'), made, { recursive: true });
  });
  await visit('/test-made/08-digits/', async (page) => {
    await page.waitForFunction(() => document.querySelector('fm-made')?.textContent === 'computed in a worker');
  }, { serviceWorkers: 'block', allowed: /Service Worker/ });
});
