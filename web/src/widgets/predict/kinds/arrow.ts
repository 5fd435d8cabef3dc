// Draw an arrow from a given place.
import { fixed } from '../../../ui/dom';
import { words as strings } from '../../../ui/strings/predict';
import { Frame, onArrows, onDrag, share, valueAt } from '../frame';
import type { Point } from '../question';
import { operable, settled, type Make } from './input';

const spoken = ([u, v]: Point) => `(${fixed(u)}, ${fixed(v)})`;

export const arrow: Make<'arrow'> = (q, { changed, commit }) => {
  const frame = new Frame(q.axes, q.marks), [x, y] = q.at;
  const scaled = ([u, v]: Point): Point => [u * q.scale, v * q.scale];
  let by: Point | null = null;
  /** The head goes to this place. */
  const show = (head: Point) => {
    by = [(head[0] - x) / q.scale, (head[1] - y) / q.scale];
    frame.guess.replaceChildren(frame.arrow(q.at, scaled(by), 'ink'), frame.dot(q.at, 'between', 5));
    changed();
  };
  frame.guess.append(frame.dot(q.at, 'between', 5));
  operable(frame, q.what, strings.arrow.keys);
  onDrag(frame, show);
  onArrows(frame.svg, (dx, dy) => {
    const [u, v] = scaled(by ?? [0, 0]);
    show([valueAt(q.axes.x, share(q.axes.x, x + u) + dx), valueAt(q.axes.y, share(q.axes.y, y + v) + dy)]);
  }, commit);
  const words = () => (by ? strings.arrow.guess(spoken(by), fixed(Math.hypot(...by))) : '');
  return {
    element: frame.svg,
    guess: () => by,
    words,
    reveal(answer) {
      const truth = answer.truth as Point;
      settled(frame, answer, `${words()} ${strings.arrow.truth(q.what, spoken(truth), fixed(Math.hypot(...truth)))}`);
      frame.truth.append(frame.arrow(q.at, scaled(truth), 'exact'));
    },
  };
};
