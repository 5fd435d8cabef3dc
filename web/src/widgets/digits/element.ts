// <fm-digits>: a grid of digits sampled here from the published network, and the way of each from noise.
import { stages, type Solver } from '../../engine/names';
import { Cancelled } from '../../engine/runtime/protocol';
import type { Sampling } from '../../engine/runtime/pool';
import { drawDigits, quantise, side } from '../../plot/digits';
import { button, choice, message, options, readout, slider } from '../../ui/controls';
import { element, fixed } from '../../ui/dom';
import { Sheet, whenSeen } from '../../ui/screen';
import { oneOf, UrlState, within, wholeWithin } from '../../ui/url_state';
import { openNetwork, pool } from '../../weights/studio';
import { keys, solverOptions } from '../../ui/names';

const pixels = side * side, noLabel = 10;
const counts = [['1', '1'], ['16', '16'], ['64', '64']] as const;
const stepCounts = [1, 2, 3, 4, 5, 8, 10, 20, 30, 50, 100];
export const labelOptions = [['turn', '0 to 9 in turn'], ['any', 'any'], ...Array.from({ length: 10 }, (_, i) => [String(i), String(i)] as const)] as const;
type Label = (typeof labelOptions)[number][0];

interface Values extends Record<string, number | string | boolean> {
  count: string; seed: number; solver: Solver; steps: number; label: string; guidance: number; frame: number;
}

export function labelsFor(label: Label | string, count: number): number[] {
  return Array.from({ length: count }, (_, i) => (label === 'turn' ? i % 10 : label === 'any' ? noLabel : Number(label)));
}

/** Evaluations of the network an image takes. Guidance asks it twice. */
export const evaluations = (solver: Solver, steps: number, guidance: number, label: string) =>
  steps * stages[solver] * (guidance === 0 || guidance === 1 || label === 'any' ? 1 : 2);

class DigitsElement extends HTMLElement {
  private readonly url = new UrlState<Values>('digits', {
    count: '16', seed: 1, solver: 'euler', steps: 20, label: 'turn', guidance: 2, frame: -1,
  }, {
    count: oneOf(keys(counts)), seed: wholeWithin(0, 4294967295), solver: oneOf(keys(solverOptions)),
    steps: (v: number) => stepCounts.includes(v), label: oneOf(keys(labelOptions)), guidance: within(0, 6), frame: wholeWithin(-1, 100),
  });
  /** What is on show: frames x count x 784 grey values; frame 0 is the noise. */
  private frames: Uint8ClampedArray[] = [];
  private reached: number[] = [];
  private sampling: Sampling | null = null;
  private run = 0;
  private readonly sheet = new Sheet((ctx, w, h) => {
    const count = this.reached.length, frame = this.shownFrame();
    if (!count) return;
    // Each image is as far as it has come.
    const images = new Uint8ClampedArray(count * pixels);
    this.reached.forEach((last, i) => {
      const from = i * pixels;
      images.set(this.frames[Math.min(frame, last)].subarray(from, from + pixels), from);
    });
    drawDigits(ctx, w, h, images, Math.sqrt(count), count > 20 ? 3 : 6);
  });
  private readonly bar = element('progress', { max: '1', value: '0', 'aria-label': 'loading the network' });
  private readonly note = message();
  private readonly read = { time: readout('time taken', 'time'), cost: readout('evaluations', 'evaluations'), net: readout('network', 'network'), seed: readout('seed', 'seed-shown') };
  private readonly go = button('Sample', () => (this.sampling ? this.cancel() : void this.sample()), { primary: true, name: 'sample' });
  private readonly scrub = slider({
    label: 'time t', name: 'frame', min: 0, max: 20, step: 1, value: 20,
    format: (v) => fixed(this.frames.length > 1 ? v / (this.frames.length - 1) : 1),
    change: (v) => { this.url.set('frame', v === this.frames.length - 1 ? -1 : v); this.sheet.invalidate(); },
  });

  connectedCallback(): void {
    const s = this.url.values, { canvas } = this.sheet;
    canvas.className = 'plane';
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', 'No digits have been sampled yet.');
    const set = <K extends keyof Values & string>(key: K) => (v: Values[K]) => { this.url.set(key, v); this.showCost(); };
    const panel = element('div', { class: 'panel' },
      element('div', { class: 'buttons' }, this.go.element,
        button('New seed', () => { this.url.set('seed', (s.seed % 4294967295) + 1); void this.sample(); }, { name: 'seed' }).element),
      this.bar, this.note.element,
      this.scrub.element,
      element('dl', { class: 'readouts' }, ...Object.values(this.read).map((r) => r.element)),
      options({ label: 'digits', name: 'count', options: counts, value: s.count as '1' | '16' | '64', change: set('count') }).element,
      element('div', { class: 'pair' },
        choice({ label: 'class', name: 'label', options: labelOptions, value: s.label, change: set('label') }).element,
        choice({ label: 'solver', name: 'solver', options: solverOptions, value: s.solver, change: set('solver') }).element),
      slider({
        label: 'solver steps', name: 'steps', min: 0, max: stepCounts.length - 1, step: 1, value: stepCounts.indexOf(s.steps),
        format: (v) => String(stepCounts[v]), change: (v) => set('steps')(stepCounts[v]),
      }).element,
      slider({
        label: 'guidance w', name: 'guidance', min: 0, max: 6, step: 0.25, value: s.guidance,
        format: (v) => (v === 0 ? '0 (label ignored)' : v === 1 ? '1 (plain)' : fixed(v)), change: set('guidance'),
      }).element);
    this.append(element('div', { class: 'figure' }, canvas, panel));
    this.bar.hidden = true;
    this.showCost();
    whenSeen(this, () => void this.sample());
  }

  disconnectedCallback(): void {
    this.sampling?.cancel();
  }

  private shownFrame(): number {
    const { frame } = this.url.values, last = Math.max(0, ...this.reached);
    return this.sampling || frame < 0 ? last : Math.min(frame, last);
  }

  private showCost(): void {
    const { solver, steps, guidance, label } = this.url.values;
    this.read.cost.set(`${evaluations(solver, steps, guidance, label)} an image`);
  }

  private cancel(): void {
    this.run++;
    this.sampling?.cancel();
    this.sampling = null;
    this.go.label('Sample');
    this.note.say('Cancelled. What was reached is on show.');
    this.settle();
  }

  private async sample(): Promise<void> {
    this.sampling?.cancel();
    this.sampling = null;
    const run = ++this.run, s = { ...this.url.values }, count = Number(s.count);
    try {
      this.go.enable(false);
      this.read.time.set('–');
      this.note.say('');
      const entry = await openNetwork((share) => {
        this.bar.hidden = false;
        this.bar.value = share;
      });
      this.bar.hidden = true;
      this.go.enable(true);
      this.read.net.set(`base ${entry.architecture.base}`);
      if (run !== this.run) return;
      const x0 = await pool.run('noise', { seed: s.seed, count });
      if (run !== this.run) return;
      this.frames = Array.from({ length: s.steps + 1 }, () => new Uint8ClampedArray(count * pixels));
      this.reached = new Array<number>(count).fill(0);
      const range = this.scrub.element.querySelector('input')!;
      range.max = String(s.steps);
      range.disabled = true;
      this.scrub.set(0);
      this.read.cost.set(`${evaluations(s.solver, s.steps, s.guidance, s.label)} an image`);
      this.read.seed.set(String(s.seed));
      quantise(x0, this.frames[0]);
      this.sheet.invalidate();
      const start = performance.now();
      const sampling = pool.sample({ x0, labels: labelsFor(s.label, count), solver: s.solver, steps: s.steps, guidance: s.guidance },
        (image, step, x) => {
          if (run !== this.run) return;
          quantise(x, this.frames[step].subarray(image * pixels, (image + 1) * pixels));
          this.reached[image] = step;
          this.scrub.set(this.shownFrame());
          this.sheet.invalidate();
        });
      this.sampling = sampling;
      this.go.label('Cancel');
      await sampling.result;
      if (run !== this.run) return;
      this.read.time.set(`${fixed((performance.now() - start) / 1000)} s`);
      this.finish(s);
    } catch (error) {
      if (run !== this.run || error instanceof Cancelled) return;
      this.note.say(error instanceof Error ? error.message : String(error), 'problem');
      this.bar.hidden = true;
      this.sampling = null;
      this.go.enable(true);
      this.go.label('Try again');
      if (this.frames.length) this.settle();
    }
  }

  /** The slider over what there is to see. */
  private settle(): void {
    const input = this.scrub.element.querySelector('input')!, last = Math.max(...this.reached);
    input.disabled = false;
    input.max = String(Math.max(1, last));
    this.scrub.set(this.shownFrame());
    this.sheet.invalidate();
  }

  private finish(s: Values): void {
    this.sampling = null;
    this.go.label('Sample');
    this.settle();
    this.sheet.canvas.setAttribute('aria-label',
      `${s.count} handwritten digits, ${s.label === 'turn' ? 'the classes 0 to 9 in turn' : s.label === 'any' ? 'of any class' : `all of class ${s.label}`}, ` +
      `sampled from seed ${s.seed} in ${s.steps} steps.`);
  }
}

customElements.define('fm-digits', DigitsElement);
