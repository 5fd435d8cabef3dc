// The page's own furniture: the contents show where one is, menus close when one leaves them.

const entries = [...document.querySelectorAll<HTMLAnchorElement>('.contents a')];
if (entries.length) {
  const headings = entries.map((a) => document.getElementById(a.hash.slice(1))!);
  const mark = () => {
    // The last heading that has passed the upper third.
    const at = headings.filter((h) => h.getBoundingClientRect().top < innerHeight / 3).length - 1;
    entries.forEach((a, i) => (i === at ? a.setAttribute('aria-current', 'true') : a.removeAttribute('aria-current')));
  };
  let waiting = false;
  addEventListener('scroll', () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mark();
    });
  }, { passive: true });
  mark();
}

for (const menu of document.querySelectorAll<HTMLDetailsElement>('.bar details')) {
  document.addEventListener('click', (e) => {
    if (!menu.contains(e.target as Node)) menu.open = false;
  });
  menu.addEventListener('keydown', (e) => {
    if (e.key !== 'Escape') return;
    menu.open = false;
    menu.querySelector('summary')!.focus();
  });
}
