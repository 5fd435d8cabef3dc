// Choose one of a few.
import { element, uniqueId } from '../../../ui/dom';
import { words as strings } from '../../../ui/strings/predict';
import type { Make } from './input';

export const choose: Make<'choose'> = (q, { changed, commit }) => {
  const group = uniqueId('choose');
  let chosen: number | null = null;
  const inputs = q.options.map((_, i) => {
    const input = element('input', { type: 'radio', name: group, value: String(i) });
    input.addEventListener('change', () => {
      chosen = i;
      changed();
    });
    return input;
  });
  const rows = q.options.map((text, i) => element('label', {}, inputs[i], element('span', {}, text)));
  const box = element('fieldset', { class: 'ask-choose' }, element('legend', {}, q.what), ...rows);
  box.addEventListener('keydown', (e) => {
    if (e.key === 'Enter') {
      e.preventDefault();
      commit();
    }
  });
  return {
    element: box,
    guess: () => (chosen === null ? null : [chosen]),
    words: () => (chosen === null ? '' : strings.choose.guess(q.options[chosen])),
    reveal({ truth }) {
      for (const input of inputs) input.disabled = true;
      rows[truth[0]].classList.add('true');
      rows[truth[0]].append(element('b', {}, strings.choose.answer));
    },
  };
};
