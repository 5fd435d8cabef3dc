// Covers the answer of a figure until its question is answered: the pictures of <fm-train> for "fm-train" or the id
// "#first", or whatever a longer selector names.
import { element } from '../../ui/dom';
import { words } from '../../ui/strings/predict';
import { speaksOf } from '../../ui/url_state';

const isFigure = (selector: string) => /^\s*(fm-[\w-]+|#[\w-]+)\s*$/.test(selector);

/** Whoever opens a link to a state of the figure is shown that state. */
export function linked(selector: string): boolean {
  const figure = document.querySelector<HTMLElement>(/^\s*(fm-[\w-]+|#[\w-]+)/.exec(selector)?.[1] ?? 'nothing');
  return figure !== null && speaksOf(figure.dataset.figure ?? figure.localName.replace(/^fm-/, ''));
}

/** Figures build themselves when they please: `then` hears of each match, now or later, until it is ended. */
function whenThere(selector: string, then: (found: HTMLElement) => void): () => void {
  const seen = new Set<Element>();
  const look = () => {
    for (const found of document.querySelectorAll<HTMLElement>(selector))
      if (!seen.has(found)) {
        seen.add(found);
        then(found);
      }
  };
  const watch = new MutationObserver(look);
  watch.observe(document.querySelector('main') ?? document.body, { childList: true, subtree: true });
  look();
  return () => watch.disconnect();
}

/** `question`: its first words; `go` brings the reader to it. Returns what uncovers. */
export function cover(selector: string, question: string, go: () => void): () => void {
  const covered: [HTMLElement, HTMLElement][] = [];
  let said = false;
  const stop = whenThere(isFigure(selector) ? `:is(${selector}) .views` : selector, (place) => {
    const sheet = element('div', { class: 'cover' });
    if (!said) {
      const answer = element('button', { type: 'button', class: 'button primary' }, words.answerFirst);
      answer.addEventListener('click', go);
      sheet.append(element('p', {}, question), answer);
      said = true;
    }
    place.setAttribute('data-covered', String(Number(place.dataset.covered ?? 0) + 1));
    place.append(sheet);
    covered.push([place, sheet]);
  });
  return () => {
    stop();
    for (const [place, sheet] of covered) {
      sheet.remove();
      const left = Number(place.dataset.covered) - 1;
      if (left) place.setAttribute('data-covered', String(left));
      else place.removeAttribute('data-covered');
    }
    covered.length = 0;
  };
}
