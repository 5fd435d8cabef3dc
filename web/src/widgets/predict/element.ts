// <fm-predict name="NAME" covers="fm-FIGURE">: asks before it shows. The question stands inside, and what is marked
// slot="why" is shown once the reader has committed. web/src/predictions/NAME.ts asks and grades.
import { button } from '../../ui/controls';
import { element } from '../../ui/dom';
import { markPredicted, predicted } from '../../ui/progress';
import { words } from '../../ui/strings/predict';
import { UrlState, wholeWithin } from '../../ui/url_state';
import { run } from './client';
import { cover, linked } from './cover';
import { inputOf } from './kinds/index';
import type { Input } from './kinds/input';
import type { Answer, Score } from './question';

/** Enough for whoever sees only the figure: the sentence that asks, or the first words. */
const firstWords = (text: string) => {
  const flat = text.replace(/\s+/g, ' ').trim(), asks = /(?:^|[.:!?] )([^.:!?]*\?)/.exec(flat)?.[1] ?? flat;
  return asks.length < 130 ? asks : `${asks.slice(0, 110).replace(/\s\S*$/, '')} …`;
};

class PredictElement extends HTMLElement {
  private readonly url = new UrlState<{ seed: number }>(this.getAttribute('name') ?? '', { seed: 1 }, { seed: wholeWithin(1, 4294967295) });
  private readonly given = element('p', { class: 'ask-given' });
  private readonly place = element('div', { class: 'ask-place' });
  private readonly said = element('p', { class: 'ask-said', role: 'status', 'aria-live': 'polite' });
  private readonly result = element('div', { class: 'ask-result', tabindex: '-1' });
  private readonly commit = button(words.commit, () => void this.reveal(true), { primary: true, name: 'commit' });
  private readonly show = button(words.showMe, () => void this.reveal(false), { name: 'show' });
  private readonly again = button(words.again, () => this.next(), { name: 'again' });
  private input: Input | null = null;
  private fresh = false;
  private asking = 0; // questions asked so far; answers to an older one are dropped
  private uncover: () => void = () => {};
  private unfollow: () => void = () => {};
  private built = false;

  private get name(): string {
    return this.getAttribute('name') ?? '';
  }
  private get lesson(): string {
    return this.getAttribute('lesson') ?? document.body.dataset.lesson ?? '';
  }

  connectedCallback(): void {
    if (!this.built) this.build();
    const past = predicted(this.name), inLink = this.url.values.seed !== 1;
    if (past && !inLink) this.url.values.seed = (past.seed % 4294967295) + 1;
    const covers = this.getAttribute('covers');
    if (covers && !past && !linked(covers)) this.uncover = cover(covers, firstWords(this.question.textContent ?? ''), () => this.goHere());
    this.unfollow = this.url.follow(() => void this.ask());
    void this.ask();
    if (past) this.said.textContent = words.before[past.outcome];
  }

  disconnectedCallback(): void {
    this.uncover();
    this.unfollow();
    this.asking++;
  }

  private question!: HTMLElement;
  private why!: HTMLElement;

  private build(): void {
    this.built = true;
    const why = [...this.querySelectorAll(':scope > [slot="why"]')];
    this.why = element('div', { class: 'ask-why' }, ...why);
    const label = element('p', { class: 'ask-label' }, words.predict);
    label.id = `predict-${this.name}`;
    this.question = element('div', { class: 'ask-question' }, ...this.childNodes);
    this.setAttribute('role', 'group');
    this.setAttribute('aria-labelledby', label.id);
    this.replaceChildren(label, this.question, this.given, this.place, this.said,
      element('div', { class: 'buttons' }, this.commit.element, this.show.element, this.again.element), this.result);
  }

  private async ask(): Promise<void> {
    const asking = ++this.asking, { seed } = this.url.values;
    this.result.replaceChildren();
    this.said.textContent = '';
    for (const b of [this.commit, this.show]) b.element.hidden = false;
    this.again.element.hidden = true;
    this.commit.enable(false);
    delete this.dataset.outcome;
    this.removeAttribute('data-told');
    try {
      const { question, fresh } = await run('ask', { name: this.name, seed });
      if (asking !== this.asking) return;
      this.fresh = fresh;
      this.input = inputOf(question, { changed: () => this.changed(), commit: () => void this.reveal(true) });
      this.given.textContent = question.given;
      this.place.replaceChildren(this.input.element);
      this.commit.enable(this.input.guess() !== null);
    } catch (error) {
      this.complain(error);
    }
  }

  private changed(): void {
    this.commit.enable(this.input?.guess() != null);
    this.said.textContent = this.input?.words() ?? '';
  }

  /** With the reader's guess, or without. */
  private async reveal(guessed: boolean): Promise<void> {
    const { input, asking } = this, guess = guessed ? input?.guess() ?? null : null, { seed } = this.url.values;
    if (!input || this.hasAttribute('data-told') || (guessed && !guess)) return;
    const hadFocus = this.contains(document.activeElement);
    this.setAttribute('data-told', '');
    this.commit.enable(false);
    this.result.textContent = words.thinking;
    try {
      const { answer, score } = await run('reveal', { name: this.name, seed, guess });
      if (asking !== this.asking) return;
      this.tell(input, answer, score);
      markPredicted(this.name, this.lesson, score?.quality ?? 'shown', seed);
      this.dispatchEvent(new CustomEvent('predicted', { bubbles: true, detail: score?.quality ?? 'shown' }));
      if (hadFocus) this.result.focus({ preventScroll: true });
    } catch (error) {
      this.removeAttribute('data-told');
      this.commit.enable(true);
      this.complain(error);
    }
  }

  private tell(input: Input, answer: Answer, score: Score | null): void {
    input.reveal(answer);
    this.dataset.outcome = score?.quality ?? 'shown';
    for (const b of [this.commit, this.show]) b.element.hidden = true;
    this.again.element.hidden = !this.fresh;
    const verdict = score ? [element('b', {}, words[score.quality]), ` ${score.sentence}`] : [words.shown];
    this.said.replaceChildren(...verdict);
    this.result.replaceChildren(this.why);
    this.uncover();
  }

  private next(): void {
    this.url.set('seed', (this.url.values.seed % 4294967295) + 1);
    this.commit.element.hidden = false;
    this.place.querySelector<HTMLElement>('[tabindex], input, button')?.focus({ preventScroll: true });
    void this.ask();
  }

  private goHere(): void {
    this.scrollIntoView({ block: 'center' });
    this.place.querySelector<HTMLElement>('[tabindex], input, button')?.focus({ preventScroll: true });
  }

  private complain(error: unknown): void {
    this.said.textContent = error instanceof Error ? error.message : String(error);
    this.result.replaceChildren();
  }
}

customElements.define('fm-predict', PredictElement);
