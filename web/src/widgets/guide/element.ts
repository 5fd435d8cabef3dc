// <fm-guide>: guidance on a dial, in the plane, with the true answer beside it.
import { Client } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import { options, pick, slider } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { movable } from '../../ui/movable';
import { Sheet } from '../../ui/screen';
import { words } from '../../ui/strings/guide';
import { wholeWithin, within } from '../../ui/url_state';
import { half } from '../../plot/field_view';
import { classes, type GuideJobs } from './job';
import { draw, planeOf, type Scene, type Values } from './scene';

const drops = [0, 0.1, 0.2, 0.5], mostGuidance = 6;
const names = words.classes.map((name, c) => [String(c), name] as const);

class GuideElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'guide', words.label, { t: 1, w: 1, drop: 0.2, label: 0, x: 0.3, y: 0.2, seed: 1 }, {
    t: within(0, 1),
    w: within(0, mostGuidance),
    drop: (v: number) => drops.includes(v),
    label: wholeWithin(0, classes - 1),
    x: within(-half, half),
    y: within(-half, half),
    seed: wholeWithin(0, 4294967295),
  });
  private readonly client = this.figure.worker(() => new Client<GuideJobs>(planeModule, worker));
  private readonly scene: Scene = { state: this.figure.values, guided: null };
  private readonly sheet = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene));
  private readonly read = {
    distance: this.figure.readout(words.distance, 'distance'),
    floor: this.figure.readout(words.floor, 'floor'),
    sureness: this.figure.readout(words.sureness, 'sureness'),
    trueSureness: this.figure.readout(words.trueSureness, 'true-sureness'),
  };

  connectedCallback(): void {
    const f = this.figure, look = () => this.look(), canvas = f.view(this.sheet);
    f.time('t', look, { seconds: 3 });
    f.legend([['between', words.legend.free], ['velocity', words.legend.conditional], ['exact', words.legend.guided]]);
    f.control('w', (b) => slider({ ...b, label: words.guidance, min: 0, max: mostGuidance, step: 0.1, format: (v) => fixed(v, 1) }), look);
    f.control('label', (b) => options({ ...b, value: String(b.value), label: words.asked, options: names, change: (v) => b.change(Number(v)) }), look);
    f.control('drop', (b) => pick({ ...b, label: words.drop, values: drops, format: (v) => `${Math.round(100 * v)}%` }), look);
    f.nextSeed('seed', words.anew, look);
    movable(f, canvas, () => planeOf(canvas.getContext('2d')!, canvas.clientWidth, canvas.clientHeight), 0.1, look);
    f.mount(look, { wake: look });
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private readonly look = this.figure.latest(async () => {
    const { figure: f } = this, { w, drop, seed, t, x, y, label } = f.values;
    this.sheet.invalidate();
    const guided = await this.client().start('guide', { w, drop, seed, t, x, y, label }, (p) => {
      f.busy(p.training);
      f.say(words.learning);
    }).result;
    f.busy(null);
    f.say('');
    this.scene.guided = guided;
    this.read.distance.set(fixed(guided.distance));
    this.read.floor.set(fixed(guided.floor));
    this.read.sureness.set(fixed(guided.sureness));
    this.read.trueSureness.set(fixed(guided.trueSureness));
    f.describe(this.sheet.canvas,
      words.picture(words.classes[label], fixed(w, 1), fixed(t), fixed(guided.distance), fixed(guided.floor), fixed(guided.sureness),
        fixed(guided.trueSureness)));
    this.sheet.invalidate();
  });
}

customElements.define('fm-guide', GuideElement);
