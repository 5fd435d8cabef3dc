// The predictions of all lessons: checked when the pages are built, and listed, so that one that was missed can be
// asked again in another lesson.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** `lessons`: [{folder, html}]. Returns {name: {lesson, html}}; html is what stands inside the element. */
export function predictionsOf(lessons, root) {
  const out = {};
  for (const { folder, html } of lessons)
    for (const [, attributes, inside] of html.matchAll(/<fm-predict\b([^>]*)>([\s\S]*?)<\/fm-predict>/g)) {
      const of = (name) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1], name = of('name') ?? '', covers = of('covers');
      const where = `${folder}: prediction '${name}'`, file = `web/src/predictions/${name}.ts`;
      if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new Error(`${where}: name="..." is missing, or is not of small letters, digits and dashes`);
      if (!existsSync(path.join(root, file))) throw new Error(`${where}: there is no ${file} to ask and grade it`);
      if (out[name]) throw new Error(`${where}: ${out[name].lesson} asks it too`);
      if (!/\bslot="why"/.test(inside)) throw new Error(`${where}: nothing inside is marked slot="why", the reason that is shown at the end`);
      if (/<p>\s*$/.test(inside))
        throw new Error(`${where}: </fm-predict> stands on a line of its own, after an empty one`);
      const target = covers && /^\s*(fm-[\w-]+|#[\w-]+)/.exec(covers)?.[1];
      if (covers && !(target && (target[0] === '#' ? html.includes(`id="${target.slice(1)}"`) : new RegExp(`<${target}[\\s>]`).test(html))))
        throw new Error(`${where}: it covers '${covers}', and the lesson has no such figure`);
      out[name] = { lesson: folder, html: inside.trim().replace(/<button[^>]*class="term"[^>]*>(.*?)<\/button>/g, '$1') };
    }
  return out;
}

/** The same lesson, where each prediction says of which kind it is, so that its place is kept before its script is there. */
export const withKinds = (html, root) =>
  html.replace(/<fm-predict\b[^>]*\bname="([a-z0-9-]+)"/g, (tag, name) => {
    const kind = /\bkind: '(point|arrow|curve|slider|choose|order|connect)'/.exec(readFileSync(path.join(root, `web/src/predictions/${name}.ts`), 'utf8'))?.[1];
    if (!kind) throw new Error(`web/src/predictions/${name}.ts: it does not say its kind, kind: 'point' or another`);
    return `${tag} data-kind="${kind}"`;
  });
