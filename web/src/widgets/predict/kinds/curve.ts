// Draw a curve: a height at each column, by a stroke or one column at a time.
import { words as strings } from '../../../ui/strings/predict';
import { clamp, Frame, node, onArrows, onDrag, share, valueAt } from '../frame';
import type { Point } from '../question';
import { operable, settled, type Make } from './input';

export const curve: Make<'curve'> = (q, { changed, commit }) => {
  const frame = new Frame(q.axes, q.marks), { x, y } = q.axes, { columns } = q;
  const heights = columns.map(() => q.start);
  let drawn = false, cursor = 0, last: Point | null = null;
  const spoken = (v: number) => String(Number(v.toPrecision(2)));
  const line = (h: number[]) => columns.flatMap((c, i) => [c, h[i]]);
  const show = (withCursor: boolean) => {
    frame.guess.replaceChildren(frame.drawn({ mark: 'line', through: line(heights), colour: 'ink', dashed: !drawn }));
    if (withCursor) frame.guess.append(node('circle', { cx: frame.px(columns[cursor]), cy: frame.py(heights[cursor]), r: 6, class: 'fill ink handle' }));
  };
  const nearest = (v: number) =>
    columns.reduce((best, c, i) => (Math.abs(share(x, c) - share(x, v)) < Math.abs(share(x, columns[best]) - share(x, v)) ? i : best), 0);
  operable(frame, q.what, strings.curve.keys(columns.length));
  onDrag(frame, (at, first) => {
    // Every column between this place and the last one, so that a quick stroke leaves no gap.
    const from = first || !last ? at : last, a = nearest(from[0]), b = nearest(at[0]);
    for (let i = Math.min(a, b); i <= Math.max(a, b); i++) {
      const s = a === b ? 1 : (i - a) / (b - a);
      heights[i] = valueAt(y, share(y, from[1]) + s * (share(y, at[1]) - share(y, from[1])));
    }
    last = at;
    drawn = true;
    show(false);
    changed();
  });
  onArrows(frame.svg, (dx, dy) => {
    cursor = Math.max(0, Math.min(columns.length - 1, cursor + Math.sign(dx)));
    if (dy) {
      heights[cursor] = clamp(y, valueAt(y, share(y, heights[cursor]) + dy));
      drawn = true;
    }
    show(true);
    changed();
  }, commit);
  show(false);
  const words = () => (drawn ? strings.curve.guess(spoken(columns[cursor]), spoken(heights[cursor])) : '');
  return {
    element: frame.svg,
    guess: () => (drawn ? heights.slice() : null),
    words,
    reveal(answer) {
      const { truth } = answer;
      settled(frame, answer,
        strings.curve.truth(q.what, spoken(truth[0]), spoken(columns[0]), spoken(truth[truth.length - 1]), spoken(columns[columns.length - 1])));
      if (!drawn) frame.guess.replaceChildren();
      frame.truth.append(frame.drawn({ mark: 'line', through: line(truth.map((v) => clamp(y, v))), colour: 'exact' }));
    },
  };
};
