// CONTRIBUTING.md's list of what an exercise is made of, followed to the letter: it builds, runs and is listed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { inCopy, listed, root } from './copy.mjs';

const contributing = readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8');

test('an exercise made from the list builds and runs', () => {
  const answer = (body) => `#pragma once\ninline double half(double x) { ${body} }\n`;
  const files = {
    'README.md': '# Half of it\n',
    'hints.md': '1. Divide.\n',
    'student.hpp': answer('return 0 * x;'),
    'reference.hpp': answer('return x / 2;'),
    'test.cpp': `#include FM_ANSWER
#include <cstdio>
int main() {
  const char* problem = half(2) == 0 ? "half is still to be written." : half(2) == 4 ? "that is twice." : half(2) != 1 ? "no." : nullptr;
  std::printf("%s\\n", problem ? problem : "All right.");
  return problem ? 1 : 0;
}
`,
  };
  assert.deepEqual(listed(contributing, 'exercise').filter((name) => !name.includes('/')).sort(), Object.keys(files).sort());
  inCopy(({ write, run }) => {
    for (const [name, text] of Object.entries(files)) write(`lessons/08-digits/exercises/07-half/${name}`, text);
    write('lessons/08-digits/exercises/07-half/wrong/twice.hpp', `// The checker must say: that is twice\n${answer('return 2 * x;')}`);
    assert.match(run('./course', 'exercise').text, /^08\.7 {2}Half of it$/m);
    const asked = run('./course', 'exercise', '08.7');
    assert.equal(asked.status, 1, asked.text);
    assert.match(asked.text, /half is still to be written\.\nHints: lessons\/08-digits\/exercises\/07-half\/hints\.md/);
    const built = run('ninja', '-C', 'build/dev', 'exercise_08_7_reference', 'exercise_08_7_wrong_twice');
    assert.equal(built.status, 0, built.text);
    assert.equal(run('build/dev/tests/exercise_08_7_reference').status, 0);
    assert.match(run('cat', 'build/dev/tests/exercises.txt').text, /^08\.7\|.*exercise_08_7_wrong_twice\|that is twice$/m);
  });
});
