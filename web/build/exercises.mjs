// The exercises of a lesson, by their folders, as the list in which a reader ticks them off.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { escape } from './lesson.mjs';

/** [{number: 'NN.K', title}] of lessons/FOLDER, as ./course exercise calls them. */
export function exercisesOf(folder, root) {
  const home = path.join(root, 'lessons', folder, 'exercises');
  if (!existsSync(home)) return [];
  return readdirSync(home).sort().map((name) => {
    const title = /^# (.+)$/m.exec(readFileSync(path.join(home, name, 'README.md'), 'utf8'))?.[1];
    if (!title) throw new Error(`lessons/${folder}/exercises/${name}/README.md: its first line is its title, '# ...'`);
    return { number: `${/^\d+/.exec(folder)[0]}.${Number.parseInt(name, 10)}`, title };
  });
}

export const exerciseList = (exercises) =>
  exercises.length === 0 ? '' : `<fieldset class="exercises"><legend>Exercises that you have done</legend>
${
    exercises.map(({ number, title }) =>
      `<label><input type="checkbox" data-exercise="${number}" autocomplete="off"> <b>${number}</b> ${escape(title)}</label>`
    ).join('\n')
  }
</fieldset>`;
