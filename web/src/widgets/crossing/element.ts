// <fm-crossing>: pairs that cross, what their velocities average to where they meet, and what is left of it when they no longer do.
import { Client } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import { slider } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { movable } from '../../ui/movable';
import { Sheet } from '../../ui/screen';
import { words } from '../../ui/strings/crossing';
import { wholeWithin, within } from '../../ui/url_state';
import { half } from '../../plot/field_view';
import type { CrossingJobs } from './job';
import { draw, planeOf, type Scene, type Values } from './scene';

class CrossingElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'crossing', words.label, { t: 0.5, share: 0, x: 0, y: 0, seed: 1 }, {
    t: within(0, 1),
    share: within(0, 1),
    x: within(-half, half),
    y: within(-half, half),
    seed: wholeWithin(0, 4294967295),
  });
  private readonly client = this.figure.worker(() => new Client<CrossingJobs>(planeModule, worker));
  private readonly scene: Scene = { state: this.figure.values, crossing: null, here: null };
  private readonly sheet = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene));
  private readonly read = {
    spread: this.figure.readout(words.spread, 'spread'),
    floor: this.figure.readout(words.floor, 'floor'),
    straightness: this.figure.readout(words.straightness, 'straightness'),
  };
  private solved = '';

  connectedCallback(): void {
    const f = this.figure, canvas = f.view(this.sheet), look = () => this.refresh();
    f.time('t', look, { seconds: 3 });
    f.legend([['between', words.legend.pairs], ['velocity', words.legend.mean], ['error', words.legend.spread]]);
    f.control('share', (b) => slider({ ...b, label: words.share, min: 0, max: 1, step: 0.01, format: words.shareText }), look);
    f.nextSeed('seed', words.others, look);
    movable(f, canvas, () => planeOf(canvas.getContext('2d')!, canvas.clientWidth, canvas.clientHeight), 0.1, look);
    f.mount(look, { wake: look });
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private readonly refresh = this.figure.latest(async () => {
    const { share, seed, t, x, y } = this.figure.values, key = `${share} ${seed}`;
    this.sheet.invalidate();
    const here = this.client().run('here', { share, t, x, y });
    if (this.solved !== key) this.scene.crossing = await this.client().run('crossing', { share, seed });
    this.solved = key;
    this.scene.here = await here;
    this.show();
  });

  private show(): void {
    const { crossing, here, state: s } = this.scene;
    if (!crossing || !here) return;
    this.read.spread.set(fixed(here.spread));
    this.read.floor.set(fixed(crossing.floor));
    this.read.straightness.set(fixed(crossing.straightness));
    const pair = (a: number, b: number) => `(${fixed(a)}, ${fixed(b)})`;
    this.figure.describe(this.sheet.canvas,
      words.picture(words.shareText(s.share), fixed(s.t), pair(s.x, s.y), pair(...here.mean), fixed(here.spread), fixed(crossing.floor),
        fixed(crossing.straightness)) + (here.shown < 0.05 ? words.nobody : ''));
    this.sheet.invalidate();
  }
}

customElements.define('fm-crossing', CrossingElement);
