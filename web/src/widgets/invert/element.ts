// <fm-invert>: a drawn digit goes back to the noise that it would have come from, and forward again: as itself, and as every class.
import type { Floats } from '../../engine/names';
import { noLabel } from '../../engine/unet';
import { choice, slider } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { inBox, inkFromText, inkToText, pen, thinned } from '../../ui/ink';
import { keys, rows } from '../../ui/names';
import { Sheet } from '../../ui/screen';
import { words as digits } from '../../ui/strings/digits';
import { oneOf, within } from '../../ui/url_state';
import { classOptions, labelsFor } from '../../weights/labels';
import { Run } from '../../weights/run';
import { Desk } from '../../weights/studio';
import { box, drawings, raster, type Drawing } from './raster';
import { drawGrown, drawPad, planeOf, type Scene } from './scene';

const words = digits.invert;
const names = rows<Drawing | 'own'>(words.names);
const steps = 20, idle = 900; // milliseconds after the last stroke
const asked = { network: 'small', solver: 'heun' } as const;
/** The root mean square of a pixel. */
const size = (x: Float32Array) => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / x.length);

interface Values extends Record<string, string | number | boolean> {
  of: Drawing | 'own';
  ink: string;
  label: (typeof classOptions)[number][0];
  guidance: number;
}

class InvertElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'invert', words.label, { of: 'three', ink: '', label: '3', guidance: 1 }, {
    of: (v: string) => names.some(([n]) => n === v),
    ink: (v: string) => inkFromText(v, box) !== null,
    label: oneOf(keys(classOptions)),
    guidance: within(0, 4),
  });
  private readonly desk = this.figure.worker(() => new Desk());
  private readonly scene: Scene = { ink: [], drawing: false, image: null, noise: null, grown: null };
  private readonly sheets = {
    pad: new Sheet((ctx, w, h) => drawPad(ctx, w, h, this.scene)),
    grown: new Sheet((ctx, w, h) => drawGrown(ctx, w, h, this.scene)),
  };
  private readonly button = this.figure.action(words.draw, () => (this.scene.drawing ? this.take() : this.begin()), { primary: true, name: 'draw' });
  private readonly read = { error: this.figure.readout(words.error, 'error'), loudness: this.figure.readout(words.loudness, 'loudness') };
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly run = new Run(() => this.take());

  connectedCallback(): void {
    const f = this.figure, anew = () => this.take();
    const canvas = f.view(this.sheets.pad);
    f.view(this.sheets.grown, 'plane grown');
    f.control('of', (b) =>
      choice({ ...b, label: words.what, options: names, change: (v) => {
        if (v === 'own' && !f.values.ink) return this.begin();
        if (v !== 'own') f.set('label', words.labels[v]);
        b.change(v);
      } }), anew);
    f.control('label', (b) => choice({ ...b, label: words.read, options: classOptions }), anew);
    f.extra('guidance', (b) => slider({ ...b, label: words.guidance, min: 0, max: 4, step: 0.25, format: (v) => fixed(v) }), anew);
    f.follow('ink', anew);
    pen(canvas, {
      active: () => this.scene.drawing,
      at: (x, y) => inBox(planeOf(canvas.getContext('2d')!, canvas.clientWidth, canvas.clientHeight).world(x, y), box),
      ink: () => this.scene.ink,
      begun: () => clearTimeout(this.timer),
      moved: () => this.sheets.pad.invalidate(),
      lifted: () => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.take(), idle);
      },
    });
    f.mount(anew, { sight: (visible) => this.run.sight(visible), wake: () => {} });
  }

  disconnectedCallback(): void {
    this.run.cancel();
    this.figure.dispose();
  }

  /** An empty pad and a pen. */
  private begin(): void {
    this.run.cancel();
    Object.assign(this.scene, { ink: [], drawing: true });
    this.sheets.pad.canvas.classList.add('drawing');
    this.button.label(words.take);
    this.figure.say(words.drawing);
    this.figure.describe(this.sheets.pad.canvas, words.sheet);
    this.sheets.pad.invalidate();
  }
  private end(): void {
    clearTimeout(this.timer);
    if (!this.scene.drawing) return;
    this.scene.drawing = false;
    this.sheets.pad.canvas.classList.remove('drawing');
    this.button.label(words.draw);
    this.figure.say('');
    if (!this.scene.ink.length) return;
    this.figure.set('ink', inkToText(thinned(this.scene.ink, box), box));
    this.figure.set('of', 'own');
    this.figure.set('label', 'any');
  }

  private take(): void {
    this.run.cancel();
    this.invert();
  }
  private readonly invert = this.figure.latest(async () => {
    this.end();
    const f = this.figure, { of, ink, label, guidance } = f.values;
    const image = (this.scene.image = raster((of === 'own' ? inkFromText(ink, box) : drawings[of]) ?? drawings.three));
    f.stale(true);
    this.sheets.pad.invalidate();
    const desk = this.desk(), { sha256: network } = await desk.open(asked.network, (share) => f.busy(share));
    const shown = (from: number, part: number) => (step: number) => f.busy(from + (part * step) / steps);
    const run = (x0: Floats, labels: number[], scale: number, backward: boolean, told: (step: number) => void): Promise<Floats> =>
      this.run.sample(desk.pool, { network, labels, solver: asked.solver, steps, guidance: scale, backward, x0 }, told);
    const own = labelsFor(label, 1), noise = await run(image, own, 1, true, shown(0, 0.1));
    this.scene.noise = noise;
    this.sheets.grown.invalidate();
    const again = await run(noise, own, 1, false, shown(0.1, 0.1)), ten = new Float32Array(10 * noise.length);
    for (let c = 0; c < 10; c++) ten.set(noise, c * noise.length);
    const others = await run(ten, Array.from({ length: 10 }, (_, c) => c), guidance, false, shown(0.2, 0.8));
    const grown = (this.scene.grown = new Float32Array(again.length + others.length));
    grown.set(again);
    grown.set(others, again.length);
    f.busy(null);
    f.stale(false);
    const error = size(again.map((v, i) => v - image[i])), loudness = size(noise);
    this.read.error.set(fixed(error, 3));
    this.read.loudness.set(fixed(loudness));
    const read = own[0] === noLabel ? words.noClass : words.ofClass(label);
    f.describe(this.sheets.pad.canvas, words.pad(words.names[of]));
    f.describe(this.sheets.grown.canvas, words.picture(words.names[of], read, fixed(error, 3), fixed(loudness)));
    f.invalidate();
  });
}

customElements.define('fm-invert', InvertElement);
