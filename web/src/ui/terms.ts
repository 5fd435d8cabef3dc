// A symbol that is pointed at, or has the focus, is lit wherever it stands: in formulas, listings and legends; figures
// hear of it by the event `term`, whose detail is the term or null.
let held: string | null = null; // by a tap, until the next

function light(term: string | null): void {
  for (const lit of document.querySelectorAll('.lit')) if (lit.getAttribute('data-term') !== term) lit.classList.remove('lit');
  if (term) { for (const found of document.querySelectorAll(`[data-term="${CSS.escape(term)}"]`)) found.classList.add('lit'); }
  document.dispatchEvent(new CustomEvent('term', { detail: term }));
}
const termOf = (target: EventTarget | null) => (target instanceof Element ? target.closest('[data-term]')?.getAttribute('data-term') ?? null : null);

let now: string | null = null;
const show = (term: string | null) => {
  if (term !== now) light(now = term);
};
document.addEventListener('pointerover', (e) => {
  if (e.pointerType === 'mouse') show(termOf(e.target) ?? held);
});
document.addEventListener('focusin', (e) => {
  if (termOf(e.target)) show(termOf(e.target));
});
document.addEventListener('focusout', (e) => {
  if (termOf(e.target)) show(held);
});
document.addEventListener('click', (e) => {
  const term = termOf(e.target);
  held = term === held ? null : term;
  show(held);
});
document.addEventListener('keydown', (e) => {
  if (e.key === 'Escape') show(held = null);
});

export {}; // a module of its own, with names of its own
