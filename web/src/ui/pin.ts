// A figure pinned beside itself: A and B begin alike, with the same seed, and what is then set in one differs from the
// other. Both are in the link, and the time of A moves both.
import { button } from './controls';
import { words } from './strings/figure';
import { drive, onChange, retract, stated, statedOf } from './url_state';

const pinned = 'pinned';

/** The figure's name in the link, on this host: that of B is one of its own. */
export const nameOn = (host: HTMLElement, name: string): string => (isSecond(host) ? `${name}-b` : name);
export const isSecond = (host: HTMLElement): boolean => 'second' in host.dataset;
/** Whether there is room: a figure that stands alone in its frame. */
export const canPin = (host: HTMLElement): boolean => host.parentElement?.classList.contains('widget') ?? false;

export const isPinned = (name: string): boolean => stated(`${name}.${pinned}`) === '1';
/** B begins where A is. */
export function pin(name: string): void {
  const said = statedOf(name).map(([key, text]) => [`${name}-b.${key}`, text] as const);
  drive({ ...Object.fromEntries(said), [`${name}.${pinned}`]: '1' });
}
export function unpin(name: string): void {
  retract([`${name}.${pinned}`, ...statedOf(`${name}-b`).map(([key]) => `${name}-b.${key}`)]);
}

/** Puts a second one of the figure beside it, or that one away. */
export function pinButton(host: HTMLElement, name: string, say: (sentence: string) => void): HTMLElement {
  const away = isSecond(host);
  return button(away ? words.unpin : words.pin, () => {
    if (away) return unpin(name);
    if (host.querySelector('[data-covered]')) say(words.covered);
    else pin(name);
  }, { name: 'pin', title: words.pinTitle }).element;
}

/** Keeps B beside A for as long as the link says so. `times`: the settings that A's bars move. Returns what ends that. */
export function keepPinned(host: HTMLElement, name: string, times: () => readonly string[]): () => void {
  let second: HTMLElement | null = null;
  const look = () => {
    const wanted = isPinned(name);
    host.parentElement?.classList.toggle('two', wanted);
    if (!wanted) {
      second?.remove();
      second = null;
    } else if (!second) {
      // From a document without scripts, so that it becomes a figure only when it has its attributes.
      second = document.implementation.createHTMLDocument().importNode(host, false);
      second.removeAttribute('id');
      second.dataset.second = '';
      host.after(second);
    }
  };
  if (isPinned(name)) look();
  const end = onChange(name, (change) => {
    if (pinned in change) look();
    if (!second) return;
    for (const key of times()) {
      const text = change[key], other = `${name}-b.${key}`;
      if (text === null) retract([other]);
      else if (text !== undefined) drive({ [other]: text });
    }
  });
  return () => {
    end();
    second?.remove();
  };
}
