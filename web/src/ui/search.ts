// Search in the page's head: over lessons, headings and the glossary. The index comes when the field is first opened.
import { element } from './dom';
import { matches, type Row } from './matches';
import { words } from './strings/course';

const root = new URL('../', import.meta.url); // modules lie in assets/
let index: Promise<Row[]> | null = null;
function rows(): Promise<Row[]> {
  index ??= fetch(new URL('search.json', root)).then((r) => r.json() as Promise<Row[]>);
  index.catch(() => {
    index = null;
  });
  return index;
}

function glass(): Element {
  const holder = element('i', { 'aria-hidden': 'true' });
  holder.innerHTML =
    '<svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"><circle cx="6.5" cy="6.5" r="4.5"/><path d="m10 10 4.5 4.5"/></svg>';
  return holder;
}

function build(before: Element): void {
  const input = element('input', { type: 'search', 'aria-label': words.searchHint, placeholder: words.searchHint, autocomplete: 'off', spellcheck: 'false' });
  const status = element('p', { role: 'status' }), list = element('ul');
  const menu = element('details', { class: 'search' }, element('summary', { 'aria-label': words.search }, glass(), element('span', {}, words.search)),
    element('div', {}, input, status, list));

  const look = async () => {
    const typed = input.value;
    try {
      const found = matches(await rows(), typed);
      if (typed !== input.value) return;
      status.textContent = !typed.trim() ? '' : found.length ? words.results(found.length) : words.noResults;
      list.replaceChildren(...found.map(([title, where, beside]) => {
        const text = [element('b', {}, title), element('span', {}, beside)];
        return element('li', {}, where
          ? element('a', { href: new URL(where, root).href }, ...text)
          : element('div', { class: 'entry' }, ...text, element('small', {}, words.glossary)));
      }));
    } catch (error) {
      status.textContent = `${words.noSearch} (${error instanceof Error ? error.message : String(error)})`;
    }
  };
  menu.addEventListener('toggle', () => {
    if (!menu.open) return;
    input.focus();
    void rows().catch(() => {});
  });
  input.addEventListener('input', () => void look());
  list.addEventListener('click', (e) => {
    if ((e.target as Element).closest('a')) menu.open = false;
  });
  menu.addEventListener('keydown', (e) => {
    const links = [...list.querySelectorAll('a')], at = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (e.key === 'Escape') {
      menu.open = false;
      menu.querySelector('summary')!.focus();
    }
    if (e.key === 'ArrowDown' && links.length) {
      e.preventDefault();
      links[Math.min(links.length - 1, at + 1)].focus();
    }
    if (e.key === 'ArrowUp' && at >= 0) {
      e.preventDefault();
      (at === 0 ? input : links[at - 1]).focus();
    }
    if (e.key === 'Enter' && document.activeElement === input && links.length) {
      e.preventDefault();
      links[0].click();
    }
  });
  document.addEventListener('click', (e) => {
    if (!menu.contains(e.target as Node)) menu.open = false;
  });
  document.addEventListener('keydown', (e) => {
    const typing = e.target instanceof Element && e.target.closest('input, textarea, select, [contenteditable]');
    if (e.key === '/' && !typing && !e.ctrlKey && !e.metaKey && !e.altKey) {
      e.preventDefault();
      menu.open = true;
      input.focus();
    }
  });
  before.before(menu);
}

const theme = document.querySelector('.bar #theme');
if (theme) build(theme);
