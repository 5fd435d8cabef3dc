// A lesson as slides: one figure or prediction at a time, as large as the screen, with the arrow keys between them.
import { button } from './controls';
import { element } from './dom';
import { words } from './strings/course';
import { UrlState, wholeWithin } from './url_state';

const enter = document.querySelector<HTMLButtonElement>('#slides');
if (enter) build(enter, [...document.querySelectorAll<HTMLElement>('main>.widget,main>fm-predict')]);

/** The heading that a slide stands under. */
function titleOf(slide: Element): string {
  for (let at: Element | null = slide; at; at = at.previousElementSibling) if (/^H[12]$/.test(at.tagName)) return at.textContent ?? '';
  return document.querySelector('h1')?.textContent ?? '';
}

function build(enter: HTMLButtonElement, slides: HTMLElement[]): void {
  // 0: no slides; 1: the first.
  const state = new UrlState('slides', { at: 0 }, { at: wholeWithin(0, slides.length) });
  const title = element('b'), count = element('span');
  const back = button(words.previousSlide, () => go(state.values.at - 1), { name: 'slide-back' });
  const next = button(words.nextSlide, () => go(state.values.at + 1), { name: 'slide-next' });
  const leave = button(words.leaveSlides, () => go(0), { name: 'slide-leave' });
  const bar = element('nav', { class: 'slide-bar', 'aria-label': words.slides }, back.element, count, next.element, title, leave.element);
  document.body.append(bar);

  function show(): void {
    const { at } = state.values, before = document.querySelector('[data-slide]');
    for (const slide of slides) slide.toggleAttribute('data-slide', slide === slides[at - 1]);
    document.body.toggleAttribute('data-slides', at > 0);
    back.enable(at > 1);
    next.enable(at < slides.length);
    if (at === 0) {
      before?.scrollIntoView({ block: 'center' }); // on in the lesson where the slides were left
      return;
    }
    title.textContent = titleOf(slides[at - 1]);
    count.textContent = words.slideOf(at, slides.length);
    scrollTo(0, 0);
  }
  function go(at: number): void {
    if (at < 0 || at > slides.length) return;
    state.set('at', at);
    show();
  }

  enter.addEventListener('click', () => go(Math.max(1, 1 + slides.findIndex((slide) => slide.getBoundingClientRect().bottom > 0))));
  state.follow(show);
  document.addEventListener('keydown', (e: KeyboardEvent) => {
    const { at } = state.values, target = e.target as Element;
    if (at === 0 || e.defaultPrevented || e.altKey || e.ctrlKey || e.metaKey) return;
    if (e.key === 'Escape') return go(0);
    // What has the focus comes first: arrows move a slider, and the point of a figure.
    const own = target.closest('input, select, textarea, canvas, [contenteditable], [tabindex="0"]') !== null;
    const by = (e.key === 'ArrowRight' ? 1 : 0) - (e.key === 'ArrowLeft' ? 1 : 0), page = (e.key === 'PageDown' ? 1 : 0) - (e.key === 'PageUp' ? 1 : 0);
    if (page || (by && !own)) {
      e.preventDefault();
      go(Math.min(slides.length, Math.max(1, at + (page || by))));
    }
  });
  if (state.values.at > 0) show();
}
