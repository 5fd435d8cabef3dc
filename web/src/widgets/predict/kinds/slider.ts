// Set a slider, on a plain or on a logarithmic scale.
import { slider as control } from '../../../ui/controls';
import { element, fixed } from '../../../ui/dom';
import { words as strings } from '../../../ui/strings/predict';
import { share, tickText, ticksOf, valueAt } from '../frame';
import type { Make } from './input';

const positions = 1000; // of a logarithmic scale

export const slider: Make<'slider'> = (q, { changed, commit }) => {
  const axis = { from: q.min, to: q.max, log: q.log }, unit = q.unit ? `\u202f${q.unit}` : '';
  const spoken = (v: number) => fixed(v, q.log && v >= 10 ? 0 : q.digits) + unit;
  const valueOf = (position: number) => (q.log ? Number(valueAt(axis, position / positions).toPrecision(2)) : position);
  let said: number | null = null;
  const input = control({
    label: q.what,
    value: q.log ? Math.round(positions * share(axis, q.start)) : q.start,
    ...(q.log ? { min: 0, max: positions, step: 10 } : { min: q.min, max: q.max, step: q.step }),
    format: (position) => spoken(valueOf(position)),
    change: (position) => {
      said = valueOf(position);
      changed();
    },
  });
  const range = input.element.querySelector('input')!;
  range.addEventListener('keydown', (e) => {
    if (e.key === 'Enter') {
      e.preventDefault();
      commit();
    }
  });
  const at = (v: number) => `--at: ${Math.min(1, Math.max(0, share(axis, v)))}`;
  const scale = element('div', { class: 'ask-scale', 'aria-hidden': 'true' }, ...ticksOf(axis).map((v) => element('span', { style: at(v) }, tickText(v))));
  const box = element('div', { class: 'ask-slider' }, input.element, scale);
  return {
    element: box,
    guess: () => (said === null ? null : [said]),
    words: () => (said === null ? '' : strings.slider.guess(spoken(said))),
    reveal({ truth }) {
      range.disabled = true;
      box.append(element('p', { class: 'ask-true', style: at(truth[0]) }, element('b', {}, spoken(truth[0]))));
    },
  };
};
