// Place a point.
import { fixed } from '../../../ui/dom';
import { clamp, Frame, onArrows, onDrag, share, valueAt } from '../frame';
import type { Point } from '../question';
import { operable, settled, type Make } from './input';

const spoken = ([x, y]: Point) => `(${fixed(x)}, ${fixed(y)})`;

export const point: Make<'point'> = (q, { changed, commit }) => {
  const frame = new Frame(q.axes, q.marks);
  let at: Point | null = null;
  const show = (place: Point) => {
    at = [clamp(q.axes.x, place[0]), clamp(q.axes.y, place[1])];
    frame.guess.replaceChildren(frame.dot(at, 'ink'));
    changed();
  };
  operable(frame, q.what, 'Arrow keys move the point, with Shift further; Enter commits.');
  onDrag(frame, show);
  onArrows(frame.svg, (dx, dy) => {
    const [x, y] = at ?? q.start;
    show([valueAt(q.axes.x, share(q.axes.x, x) + dx), valueAt(q.axes.y, share(q.axes.y, y) + dy)]);
  }, commit);
  const words = () => (at ? `Your point: ${spoken(at)}.` : '');
  return {
    element: frame.svg, guess: () => at, words,
    reveal(answer) {
      const truth = answer.truth as Point;
      settled(frame, answer, `${words()} ${q.what}: ${spoken(truth)}.`);
      if (at) frame.truth.append(frame.drawn({ mark: 'line', through: [...at, ...truth], colour: 'error', dashed: true }));
      frame.truth.append(frame.dot(truth, 'exact'));
    },
  };
};
