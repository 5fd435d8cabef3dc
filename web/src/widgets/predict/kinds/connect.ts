// Connect each point of one set with one of another: by a stroke from one to the other, or by its row of buttons.
import { options, type Control } from '../../../ui/controls';
import { element } from '../../../ui/dom';
import { words as strings } from '../../../ui/strings/predict';
import { Frame, node } from '../frame';
import type { Point } from '../question';
import { settled, type Make } from './input';

const letter = (i: number) => String.fromCharCode(65 + i);

export const connect: Make<'connect'> = (q, { changed }) => {
  const frame = new Frame(q.axes, q.marks), n = q.from.length;
  const partner: (number | null)[] = q.from.map(() => null);
  const rows: Control<string>[] = q.from.map((_, i) =>
    options({
      label: strings.connect.goesTo(letter(i)),
      options: q.to.map((_p, j) => [String(j), String(j + 1)] as const),
      value: '',
      change: (j) => join(i, Number(j)),
    })
  );
  const segment = (a: Point, b: Point, colour: 'ink' | 'exact' | 'muted', dashed = false) =>
    frame.drawn({ mark: 'line', through: [...a, ...b], colour, dashed });
  const named = (p: Point, text: string,
    colour: string) => [frame.dot(p, colour, 6), node('text', { x: frame.px(p[0]), y: frame.py(p[1]) - 11, 'text-anchor': 'middle', class: 'name' }, text)];
  const points = node('g', {}, ...q.from.flatMap((p, i) => named(p, letter(i), 'noise')), ...q.to.flatMap((p, j) => named(p, String(j + 1), 'data')));
  frame.svg.append(points);

  function show(free: [Point, Point] | null = null): void {
    frame.guess.replaceChildren(...partner.flatMap((j, i) => (j === null ? [] : [segment(q.from[i], q.to[j], 'ink')])),
      ...(free ? [segment(...free, 'muted', true)] : []));
  }
  /** Whoever had that partner gets the one that is left over, or none. */
  function join(i: number, j: number): void {
    const other = partner.indexOf(j), before = partner[i];
    if (other >= 0 && other !== i) partner[other] = before;
    partner[i] = j;
    rows.forEach((row, k) => row.set(partner[k] === null ? '' : String(partner[k])));
    show();
    changed();
  }

  const px = (p: Point): Point => [frame.px(p[0]), frame.py(p[1])];
  const nearest = (set: Point[], at: Point) => {
    const [x, y] = px(at), far = set.map((p) => Math.hypot(px(p)[0] - x, px(p)[1] - y)), best = far.indexOf(Math.min(...far));
    return far[best] < 32 ? best : null;
  };
  let held: number | null = null;
  frame.svg.addEventListener('pointerdown', (e) => {
    if (e.button !== 0 || frame.svg.dataset.done) return;
    held = nearest(q.from, frame.place(e));
    if (held !== null) frame.svg.setPointerCapture(e.pointerId);
  });
  frame.svg.addEventListener('pointermove', (e) => {
    if (held !== null) show([q.from[held], frame.place(e)]);
  });
  frame.svg.addEventListener('pointerup', (e) => {
    if (held === null) return;
    const i = held, j = nearest(q.to, frame.place(e));
    held = null;
    if (j !== null) join(i, j);
    else show();
  });
  frame.svg.addEventListener('pointercancel', () => {
    held = null;
    show();
  });
  frame.svg.setAttribute('role', 'img');
  const placed = (name: string, p: Point) => strings.connect.at(name, p.map((c) => c.toFixed(1)).join(', '));
  const all = [...q.from.map((p, i) => placed(letter(i), p)), ...q.to.map((p, j) => placed(String(j + 1), p))];
  frame.svg.setAttribute('aria-label', `${strings.truth(q.what, all.join('; '))} ${strings.connect.keys}`);

  const buttons = element('div', { class: 'ask-pairs' }, ...rows.map((row) => row.element));
  const spoken = (pairs: (number | null)[]) => pairs.flatMap((j, i) => (j === null ? [] : [strings.connect.pair(letter(i), j + 1)])).join(', ');
  const words = () => (partner.some((j) => j !== null) ? strings.connect.guess(spoken(partner)) : '');
  return {
    element: element('div', { class: 'ask-connect' }, frame.svg as unknown as HTMLElement, buttons),
    words,
    guess: () => (partner.every((j) => j !== null) && partner.length === n ? (partner as number[]).slice() : null),
    reveal(answer) {
      settled(frame, answer, `${words()} ${strings.truth(q.what, spoken(answer.truth))}`);
      frame.truth.append(...answer.truth.map((j, i) => segment(q.from[i], q.to[j], 'exact')));
      frame.guess.classList.add('under');
      buttons.remove();
    },
  };
};
