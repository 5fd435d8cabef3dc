// <fm-dial>: sixty digits at one guidance after the other, read by a network that was trained for nothing else: how many of them are
// what was asked for, and how much they differ among themselves.
import { Cancelled } from '../../engine/runtime/protocol';
import type { Floats } from '../../engine/names';
import { grey, pixels } from '../../plot/digits';
import { choice, pick, slider } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { Sheet } from '../../ui/screen';
import { words } from '../../ui/strings/dial';
import { words as digitWords } from '../../ui/strings/digits';
import { words as common } from '../../ui/strings/figure';
import { oneOf, wholeWithin, within } from '../../ui/url_state';
import { classWords, labelOptions, labelsFor, type Label } from '../../weights/labels';
import { Run } from '../../weights/run';
import { Desk } from '../../weights/studio';
import { realSpread } from './real';
import { count, drawCrowd, drawDial, mostGuidance, type Measured, type Scene } from './scene';

const asked = { network: 'small', solver: 'euler' } as const;
const stepCounts = [5, 10, 20, 50];
const dial = [0.5, 1, 1.5, 2, 3, 4, 6];
const classes = labelOptions.filter(([label]) => label !== 'any');

interface Values extends Record<string, number | string | boolean> {
  w: number;
  seed: number;
  label: Label;
  steps: number;
}

class DialElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'dial', words.label, { w: 1, seed: 1, label: 'turn', steps: 10 }, {
    w: within(0, mostGuidance),
    seed: wholeWithin(0, 4294967295),
    label: oneOf(classes.map(([label]) => label)),
    steps: (v: number) => stepCounts.includes(v),
  });
  private readonly desk = this.figure.worker(() => new Desk());
  private readonly measured = new Map<number, Measured>();
  private readonly scene: Scene = { w: 1, images: null, labels: [], digits: [], measured: this.measured };
  private readonly sheets = {
    crowd: new Sheet((ctx, w, h) => drawCrowd(ctx, w, h, this.scene)),
    dial: new Sheet((ctx, w, h) => drawDial(ctx, w, h, this.scene)),
  };
  private readonly all = this.figure.action(words.all, () => (this.tour.length ? this.stop() : this.goThrough()), { primary: true, name: 'all' });
  private readonly read = {
    right: this.figure.readout(words.right, 'right'),
    spread: this.figure.readout(words.spread, 'spread'),
    sure: this.figure.readout(words.sure, 'sure'),
  };
  /** Guidances that are still to come. */
  private tour: number[] = [];
  private readonly run = new Run(() => this.sample());

  connectedCallback(): void {
    const f = this.figure, anew = () => {
      this.measured.clear();
      this.sample();
    };
    f.view(this.sheets.crowd, 'grid');
    f.aside(this.sheets.dial);
    f.nextSeed('seed', words.noise, anew, digitWords.noiseTitle);
    f.control('w', (b) => slider({ ...b, label: words.w, min: 0, max: mostGuidance, step: 0.5, format: (v) => fixed(v, 1) }), () => {
      this.tour = [];
      this.sample();
    });
    f.control('label', (b) => choice({ ...b, label: common.class, options: classes }), anew);
    f.extra('steps', (b) => pick({ ...b, label: common.solverSteps, values: stepCounts }), anew);
    f.follow('seed', anew);
    f.legend([['velocity', words.legend.right], ['noise', words.legend.spread], ['error', words.legend.wrong]]);
    f.mount(() => this.sample(), { sight: (visible) => this.run.sight(visible), wake: () => this.sample() });
  }

  disconnectedCallback(): void {
    this.tour = [];
    this.run.cancel();
    this.figure.dispose();
  }

  private goThrough(): void {
    this.tour = dial.filter((w) => !this.measured.has(w));
    if (!this.tour.length) this.tour = [...dial];
    this.all.label(words.stop);
    this.next();
  }
  private stop(): void {
    this.tour = [];
    this.all.label(words.all);
    this.run.cancel();
  }
  private next(): void {
    const w = this.tour[0];
    if (w === undefined) return this.all.label(words.all);
    this.figure.set('w', w);
    this.sample();
  }

  private sample(): void {
    if (!this.tour.length) this.all.label(words.all);
    this.run.cancel();
    this.sampleNow();
  }
  private readonly sampleNow = this.figure.latest(async () => {
    const f = this.figure, { w, seed, label, steps } = f.values, labels = labelsFor(label, count), desk = this.desk();
    f.say('');
    f.stale(true);
    Object.assign(this.scene, { w, digits: [] });
    this.sheets.dial.invalidate();
    const { sha256: network } = await desk.open(asked.network, (share) => f.busy(share));
    const x0 = await desk.pool.run('noise', { seed, count, numbers: pixels });
    const shown = (step: number, x: Floats, belief: Floats) => {
      Object.assign(this.scene, { images: grey(step < steps ? belief : x), labels });
      f.busy(step / steps);
      this.sheets.crowd.invalidate();
    };
    const last = await this.run.sample(desk.pool, { ...asked, network, labels, steps, guidance: w, x0 }, shown).catch((error) => {
      if (error instanceof Cancelled && !this.run.interrupted) f.stale(false);
      throw error;
    });
    const classifier = await desk.openReader((share) => f.busy(share));
    const { digits, sure, spread } = await desk.pool.run('read', { classifier, images: last, labels }, classifier);
    f.busy(null);
    f.stale(false);
    // Without guidance's label nobody asked for a class, but the pictures stand under one all the same.
    const right = digits.filter((d, i) => d === labels[i]).length / count, variety = spread / realSpread;
    this.measured.set(w, { right, spread: variety });
    this.scene.digits = digits;
    this.read.right.set(words.percent(right));
    this.read.spread.set(fixed(variety));
    this.read.sure.set(words.percent(sure.reduce((a, b) => a + b) / count));
    this.tell(w, label, right);
    if (this.tour[0] === w) {
      this.tour.shift();
      this.next();
    }
  });

  private tell(w: number, label: Label, right: number): void {
    const rows = [...this.measured].sort(([a], [b]) => a - b).map(([at, m]) => words.row(fixed(at, 1), words.percent(m.right), fixed(m.spread)));
    this.figure.describe(this.sheets.crowd.canvas, words.picture(count, classWords(label), fixed(w, 1), words.percent(right), Math.round((1 - right) * count)));
    this.figure.describe(this.sheets.dial.canvas, words.graph(rows.join('; ')));
    this.figure.invalidate();
  }
}

customElements.define('fm-dial', DialElement);
