// Sentences that drive figures: <a href="#train.steps=1">with one Euler step</a> puts <fm-train> into that state and
// brings it into sight. And whoever opens a link with a state sees the figure that it is about.
import { drive } from './url_state';

const figureOf = (name: string) => {
  const prefix = CSS.escape(name.slice(0, name.indexOf('.')));
  return document.querySelector<HTMLElement>(`[data-figure="${prefix}"], fm-${prefix}, fm-predict[name="${prefix}"]`);
};

/** Scrolls only if its upper part is out of sight. */
function bringIntoSight(figure: HTMLElement): void {
  const { top } = figure.getBoundingClientRect();
  if (top < 0 || top > 0.4 * innerHeight) figure.scrollIntoView({ block: 'start' });
}

const namesIn = (hash: string) => [...new URLSearchParams(hash.slice(1))].filter(([name]) => name.includes('.'));

document.addEventListener('click', (e) => {
  const link = e.target instanceof Element ? e.target.closest<HTMLAnchorElement>('a[href^="#"]') : null;
  if (!link || e.defaultPrevented || e.button !== 0 || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
  const changes = namesIn(link.hash);
  if (!changes.length) return; // to a heading
  e.preventDefault();
  drive(Object.fromEntries(changes), true);
  const figure = figureOf(changes[0][0]);
  if (figure) bringIntoSight(figure);
});

const opened = namesIn(location.hash).map(([name]) => figureOf(name)).find((figure) => figure !== null);
if (opened) void document.fonts.ready.then(() => requestAnimationFrame(() => bringIntoSight(opened)));
addEventListener('hashchange', () => {
  const figure = namesIn(location.hash).map(([name]) => figureOf(name)).find((f) => f !== null);
  if (figure) bringIntoSight(figure);
});
