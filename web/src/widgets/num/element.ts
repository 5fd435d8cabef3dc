// <fm-num for="train.t" min="0" max="1" step="0.01" label="time t">0.30</fm-num>: a number of the text that is a setting
// of a figure. It can be dragged, typed, and moved by arrow keys; the figure follows, and it follows the figure.
import { element } from '../../ui/dom';
import { words } from '../../ui/strings/figure';
import { drive, onChange, stated } from '../../ui/url_state';

const pixelsPerStep = 5;

class NumElement extends HTMLElement {
  private readonly input = element('input', { type: 'number', inputmode: 'decimal' });
  private stop: () => void = () => {};
  private written = '';

  private get name(): string {
    return this.getAttribute('for') ?? '';
  }
  private read(attribute: 'min' | 'max' | 'step', otherwise: number): number {
    const value = Number.parseFloat(this.getAttribute(attribute) ?? '');
    return Number.isFinite(value) ? value : otherwise;
  }

  connectedCallback(): void {
    const { input } = this, step = this.read('step', 1), [prefix, key] = this.name.split('.');
    if (!this.contains(input)) {
      this.written = (this.textContent ?? '').trim().replace('\u2212', '-');
      for (const limit of ['min', 'max', 'step'] as const) if (this.hasAttribute(limit)) input.setAttribute(limit, this.getAttribute(limit)!);
      input.setAttribute('aria-label', this.getAttribute('label') ?? words.setting(key));
      this.replaceChildren(input);
      this.scrub(step);
      input.addEventListener('input', () => {
        if (Number.isFinite(input.valueAsNumber) && input.checkValidity()) this.say(input.valueAsNumber);
      });
      input.addEventListener('change', () => this.say(Number.isFinite(input.valueAsNumber) ? input.valueAsNumber : Number(this.written)));
    }
    this.show(stated(this.name) ?? this.written);
    this.stop = onChange(prefix, (change) => {
      if (key in change) this.show(change[key] ?? this.written);
    });
  }

  disconnectedCallback(): void {
    this.stop();
  }

  private show(text: string): void {
    const digits = (this.getAttribute('step') ?? '1').split('.')[1]?.length ?? 0, value = Number(text);
    if (!Number.isFinite(value)) return;
    const shown = value.toFixed(digits);
    if (document.activeElement !== this.input || this.input.valueAsNumber !== value) this.input.value = shown;
    this.input.style.width = `${shown.length + 0.6}ch`;
  }

  /** To the figure: a whole number of steps from the least value, within the limits. */
  private say(wanted: number): void {
    const step = this.read('step', 1), min = this.read('min', -Infinity), max = this.read('max', Infinity), base = Number.isFinite(min) ? min : 0;
    const value = Math.min(max, Math.max(min, base + Math.round((wanted - base) / step) * step)), text = String(Number(value.toFixed(10)));
    this.show(text);
    drive({ [this.name]: text });
  }

  /** A horizontal drag changes the number, a tap leaves it to be typed. */
  private scrub(step: number): void {
    let from: { x: number; value: number } | null = null, moved = false;
    this.addEventListener('pointerdown', (e) => {
      if (e.button !== 0 || e.ctrlKey) return;
      from = { x: e.clientX, value: this.input.valueAsNumber };
      moved = false;
    });
    this.addEventListener('pointermove', (e) => {
      if (!from || !e.buttons) return;
      if (!moved && Math.abs(e.clientX - from.x) < pixelsPerStep) return;
      if (!moved) this.setPointerCapture(e.pointerId);
      moved = true;
      this.classList.add('held');
      this.say(from.value + Math.trunc((e.clientX - from.x) / pixelsPerStep) * step);
    });
    const end = () => {
      from = null;
      this.classList.remove('held');
    };
    this.addEventListener('pointerup', () => {
      if (!moved) this.input.focus();
      end();
    });
    this.addEventListener('pointercancel', end);
    this.addEventListener('dragstart', (e) => e.preventDefault());
  }
}

customElements.define('fm-num', NumElement);
