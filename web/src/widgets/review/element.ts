// <fm-review>: at the end of a lesson, the predictions of other lessons that are due, with new numbers.
import { element } from '../../ui/dom';
import { due } from '../../ui/progress';
import { words } from '../../ui/strings/predict';

const most = 3;
const listed = new URL('../predictions.json', import.meta.url);

class ReviewElement extends HTMLElement {
  connectedCallback(): void {
    const names = due(document.body.dataset.lesson ?? '').slice(0, most);
    this.hidden = names.length === 0;
    if (names.length && !this.childElementCount) void this.fill(names);
  }

  private async fill(names: string[]): Promise<void> {
    try {
      const all = (await (await fetch(listed)).json()) as Record<string, { lesson: string; html: string }>;
      const known = names.filter((name) => Object.hasOwn(all, name));
      this.hidden = known.length === 0;
      await import('../predict/element');
      this.append(element('h2', {}, words.review), element('p', {}, words.reviewLead), ...known.map((name) => {
        const asked = element('div');
        asked.innerHTML = all[name].html; // of our own lessons
        const predict = document.createElement('fm-predict');
        predict.setAttribute('name', name);
        predict.setAttribute('lesson', all[name].lesson);
        predict.append(...asked.childNodes);
        return predict;
      }));
    } catch {
      this.hidden = true; // without a network, and never visited before: the lesson ends without it
    }
  }
}

customElements.define('fm-review', ReviewElement);
