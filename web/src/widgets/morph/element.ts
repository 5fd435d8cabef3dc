// <fm-morph>: two noises, and the digits that grow from the noises between them.
import { Cancelled } from '../../engine/runtime/protocol';
import type { Sampling } from '../../engine/runtime/pool';
import { drawDigits, quantise, side } from '../../plot/digits';
import { button, choice, message, slider, toggle } from '../../ui/controls';
import { element } from '../../ui/dom';
import { Sheet, whenSeen } from '../../ui/screen';
import { oneOf, UrlState, wholeWithin } from '../../ui/url_state';
import { openNetwork, pool } from '../../weights/studio';
import { labelOptions, labelsFor } from '../digits/element';
import { keys } from '../../ui/names';

const count = 9, pixels = side * side, steps = 20;
const classes = labelOptions.filter(([key]) => key !== 'turn');

interface Values extends Record<string, number | string | boolean> { a: number; b: number; label: string; normalised: boolean }

class MorphElement extends HTMLElement {
  private readonly url = new UrlState<Values>('morph', { a: 42, b: 38, label: 'any', normalised: true },
    { a: wholeWithin(0, 200), b: wholeWithin(0, 200), label: oneOf(keys(classes)) });
  private readonly images = new Uint8ClampedArray(count * pixels);
  private sampling: Sampling | null = null;
  private run = 0;
  private readonly sheet = new Sheet((ctx, w, h) => drawDigits(ctx, w, h, this.images, w < 480 ? 3 : count, 6));
  private readonly note = message();

  connectedCallback(): void {
    const s = this.url.values, { canvas } = this.sheet;
    canvas.className = 'strip';
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', 'No digits have been sampled yet.');
    const set = <K extends keyof Values & string>(key: K) => (v: Values[K]) => { this.url.set(key, v); void this.sample(); };
    const seed = (key: 'a' | 'b', label: string) =>
      slider({ label, name: key, min: 0, max: 200, step: 1, value: s[key], format: String, change: set(key) }).element;
    this.append(element('div', { class: 'figure rows' }, canvas, element('div', { class: 'panel row' },
      seed('a', 'seed at the left'), seed('b', 'seed at the right'),
      choice({ label: 'class', name: 'label', options: classes, value: s.label, change: set('label') }).element,
      toggle({ label: 'keep the variance', name: 'normalised', value: s.normalised, change: set('normalised') }).element,
      button('Other seeds', () => {
        this.url.set('a', (s.a + 7) % 201);
        this.url.set('b', (s.b + 11) % 201);
        this.querySelectorAll<HTMLInputElement>('input[type=range]').forEach((input, i) => {
          input.value = String(i ? s.b : s.a);
          input.dispatchEvent(new Event('input'));
        });
      }, { name: 'other' }).element,
      this.note.element)));
    whenSeen(this, () => void this.sample());
  }

  disconnectedCallback(): void {
    this.sampling?.cancel();
  }

  private async sample(): Promise<void> {
    this.sampling?.cancel();
    const run = ++this.run, s = { ...this.url.values };
    try {
      await openNetwork(() => {});
      const x0 = await pool.run('morph', { seedA: s.a, seedB: s.b, count, normalised: s.normalised });
      if (run !== this.run) return;
      this.sampling = pool.sample({ x0, labels: labelsFor(s.label, count), solver: 'euler', steps, guidance: 1 }, (image, _, x) => {
        if (run !== this.run) return;
        quantise(x, this.images.subarray(image * pixels, (image + 1) * pixels));
        this.sheet.invalidate();
      });
      await this.sampling.result;
      if (run !== this.run) return;
      this.note.say('');
      this.sheet.canvas.setAttribute('aria-label', `A row of ${count} digits: from the digit of seed ${s.a} to that of seed ${s.b}, by mixing their starting noise.`);
    } catch (error) {
      if (run === this.run && !(error instanceof Cancelled)) this.note.say(error instanceof Error ? error.message : String(error), 'problem');
    }
  }
}

customElements.define('fm-morph', MorphElement);
