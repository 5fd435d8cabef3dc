// Place a point.
import { fixed } from '../../../ui/dom';
import { words as strings } from '../../../ui/strings/predict';
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
  operable(frame, q.what, strings.point.keys);
  onDrag(frame, show);
  onArrows(frame.svg, (dx, dy) => {
    const [x, y] = at ?? q.start;
    show([valueAt(q.axes.x, share(q.axes.x, x) + dx), valueAt(q.axes.y, share(q.axes.y, y) + dy)]);
  }, commit);
  const words = () => (at ? strings.point.guess(spoken(at)) : '');
  return {
    element: frame.svg,
    guess: () => at,
    words,
    reveal(answer) {
      const truth = answer.truth as Point;
      settled(frame, answer, `${words()} ${strings.truth(q.what, spoken(truth))}`);
      if (at) frame.truth.append(frame.drawn({ mark: 'line', through: [...at, ...truth], colour: 'error', dashed: true }));
      frame.truth.append(frame.dot(truth, 'exact'));
    },
  };
};
