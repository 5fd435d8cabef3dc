// Put items in order: by the two buttons of each, or by dragging it.
import { element } from '../../../ui/dom';
import { words as strings } from '../../../ui/strings/predict';
import type { Make } from './input';

export const order: Make<'order'> = (q, { changed, commit }) => {
  const now = q.items.map((_, i) => i);
  const list = element('ol', { class: 'ask-order', 'aria-label': strings.order.list(q.what, q.first, q.last) });
  const rows = q.items.map((text, item) => {
    const move = (by: number, label: string, sign: string) => {
      const b = element('button', { type: 'button', class: 'button', 'aria-label': strings.order.move(text, label) }, sign);
      b.addEventListener('click', () => {
        put(item, now.indexOf(item) + by);
        b.focus();
      });
      return b;
    };
    const row = element('li', {}, element('span', {}, text), move(-1, strings.order.towards(q.first), '↑'), move(1, strings.order.towards(q.last), '↓'));
    row.addEventListener('pointerdown', (e) => {
      if (e.button !== 0 || list.dataset.done || (e.target as Element).closest('button')) return;
      row.setPointerCapture(e.pointerId);
      row.classList.add('held');
    });
    row.addEventListener('pointermove', (e) => {
      if (!row.hasPointerCapture(e.pointerId)) return;
      // It goes past a neighbour once the pointer is past the neighbour's middle.
      const at = now.indexOf(item), middle = (i: number) => {
        const r = rows[now[i]].getBoundingClientRect();
        return r.top + r.height / 2;
      };
      if (at > 0 && e.clientY < middle(at - 1)) put(item, at - 1);
      else if (at < now.length - 1 && e.clientY > middle(at + 1)) put(item, at + 1);
    });
    row.addEventListener('lostpointercapture', () => row.classList.remove('held'));
    return row;
  });
  list.addEventListener('keydown', (e) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[e.key], item = rows.findIndex((r) => r.contains(e.target as Node));
    if (e.key === 'Enter' && e.ctrlKey) commit();
    if (!by || item < 0 || list.dataset.done) return;
    e.preventDefault();
    const focused = document.activeElement as HTMLElement;
    put(item, now.indexOf(item) + by);
    focused.focus();
  });
  /** Moves an item; only its neighbour is moved in the page, so that a held pointer is kept. */
  function put(item: number, to: number): void {
    const at = now.indexOf(item);
    if (to < 0 || to >= now.length || to === at) return;
    now.splice(at, 1);
    now.splice(to, 0, item);
    const other = rows[now[to + (to < at ? 1 : -1)]];
    if (to < at) rows[item].after(other);
    else rows[item].before(other);
    changed();
  }
  list.append(...rows);
  const spoken = (items: number[]) => items.map((i) => q.items[i]).join(', ');
  const box = element('div', { class: 'ask-ordering' }, element('p', { class: 'end' }, q.first), list, element('p', { class: 'end' }, q.last));
  return {
    element: box,
    guess: () => now.slice(),
    words: () => strings.order.guess(q.first, spoken(now)),
    reveal({ truth }) {
      list.dataset.done = 'true';
      for (const b of list.querySelectorAll('button')) b.hidden = true;
      now.forEach((item, at) => {
        const is = truth.indexOf(item) + 1, right = is === at + 1;
        rows[item].classList.add(right ? 'right' : 'wrong');
        rows[item].append(element('b', {}, right ? '✓' : strings.order.is(is)));
      });
    },
  };
};
