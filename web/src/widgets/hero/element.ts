// <fm-hero>: noise flows into a drawing, over and over; the reader draws another, and a network learns it while they
// watch. It stands on the index, above all else.
import planeModule from 'wasm:engine';
import { Client, type Job } from '../../engine/runtime/client';
import { button, choice } from '../../ui/controls';
import { element } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { rows } from '../../ui/names';
import { reducedMotion, Sheet } from '../../ui/screen';
import { words } from '../../ui/strings/hero';
import { inBox, inkFromText, inkToText, pen, thinned, type Ink } from '../../ui/ink';
import { box, drawings, type DrawingName } from './ink';
import script from './job.ts?worker';
import type { HeroJobs } from './job';
import { draw, planeOf, type Scene } from './scene';

const particles = 1600, steps = 24;
const idle = 900; // milliseconds after the last stroke
const names = rows<DrawingName | 'own'>(words.names);
interface Values extends Record<string, string | number | boolean> {
  of: DrawingName | 'own';
  ink: string;
  t: number;
}

class HeroElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'hero', words.label, { of: 'heart', ink: '', t: 0 }, {
    of: (v: string) => names.some(([n]) => n === v),
    ink: (v: string) => inkFromText(v, box) !== null,
    t: (v: number) => v >= 0 && v <= 1,
  });
  private readonly worker = this.figure.worker(() => new Client<HeroJobs>(planeModule, script));
  private readonly scene: Scene = { ink: [], drawing: false, paths: null, steps, particles, t: 0 };
  private readonly sheet = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene));
  private readonly bar = this.figure.time('t', (t) => {
    this.scene.t = t;
    this.sheet.invalidate();
  }, { seconds: 2.4 });
  private job: Job<HeroJobs['learn']['result']> | null = null;
  private file: Uint8Array<ArrayBuffer> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private learning = false;
  private interrupted = false; // by being out of sight
  private readonly penButton = button(words.draw, () => (this.scene.drawing ? this.learn() : this.begin()), { primary: true, name: 'draw' });
  private readonly undo = button(words.undo, () => {
    this.scene.ink.pop();
    this.sheet.invalidate();
    this.wait();
  }, { name: 'undo' });

  connectedCallback(): void {
    const f = this.figure, canvas = f.view(this.sheet, 'plane');
    this.undo.element.hidden = true;
    const pick = choice({ label: words.what, name: 'of', options: names, value: f.values.of, change: (v) => {
      if (v === 'own' && !f.values.ink) return this.begin();
      f.set('of', v);
      this.learn();
    } });
    f.follow('of', () => {
      pick.set(f.values.of);
      this.learn();
    });
    f.follow('ink', () => this.learn());
    f.stage.append(
      element('div', { class: 'hero-actions' }, this.penButton.element, this.undo.element, pick.element,
        element('a', { class: 'button', href: this.getAttribute('how') ?? '#content' }, words.how)),
    );
    this.listen(canvas);
    f.savesNetwork(async () => this.file);
    f.mount(() => this.learn(), { sight: (visible) => {
      if (!visible && this.learning) {
        this.interrupted = true;
        this.job?.cancel();
      } else if (visible && this.interrupted) this.learn();
    } });
  }
  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private get ink(): Ink {
    const { of, ink } = this.figure.values;
    return of === 'own' ? inkFromText(ink, box) ?? drawings.heart : drawings[of];
  }

  /** An empty sheet and a pen. */
  private begin(): void {
    this.job?.cancel();
    this.bar.stop();
    Object.assign(this.scene, { ink: [], drawing: true });
    this.sheet.canvas.classList.add('drawing');
    this.penButton.label(words.learn);
    this.undo.element.hidden = false;
    this.figure.say(words.drawing);
    this.figure.describe(this.sheet.canvas, words.sheet);
    this.sheet.invalidate();
  }
  private wait(): void {
    clearTimeout(this.timer);
    if (this.scene.ink.length) this.timer = setTimeout(() => this.learn(), idle);
  }
  private end(): void {
    clearTimeout(this.timer);
    if (!this.scene.drawing) return;
    this.scene.drawing = false;
    this.sheet.canvas.classList.remove('drawing');
    this.penButton.label(words.draw);
    this.undo.element.hidden = true;
    if (!this.scene.ink.length) return;
    this.figure.set('ink', inkToText(thinned(this.scene.ink, box), box));
    this.figure.set('of', 'own');
    this.querySelector<HTMLSelectElement>('select')!.value = 'own';
  }

  private learn(): void {
    this.job?.cancel();
    this.train();
  }
  private readonly train = this.figure.latest(async () => {
    this.end();
    this.interrupted = false;
    this.learning = true;
    this.file = null;
    const f = this.figure;
    f.say(words.learning);
    if (!reducedMotion()) this.bar.play();
    const job = (this.job = this.worker().start('learn', { strokes: this.ink, seed: 1, particles, steps }, ({ share, paths }) => {
      if (this.job !== job) return;
      f.busy(share);
      this.scene.paths = paths;
      this.sheet.invalidate();
    }));
    const { paths, loss, file } = await job.result.finally(() => {
      this.learning = false;
    });
    if (this.job !== job) return;
    this.scene.paths = paths;
    this.file = file;
    f.busy(null);
    if (reducedMotion()) {
      this.scene.t = 1;
      this.bar.set(1);
    }
    f.say(words.learned(loss.toFixed(2)));
    f.describe(this.sheet.canvas, words.flows(particles, words.names[f.values.of]));
    this.sheet.invalidate();
  });

  private listen(canvas: HTMLCanvasElement): void {
    pen(canvas, {
      active: () => this.scene.drawing,
      at: (x, y) => inBox(planeOf(canvas.getContext('2d')!, canvas.clientWidth, canvas.clientHeight).world(x, y), box),
      ink: () => this.scene.ink,
      begun: () => clearTimeout(this.timer),
      moved: () => this.sheet.invalidate(),
      lifted: () => this.wait(),
    });
  }
}

customElements.define('fm-hero', HeroElement);
