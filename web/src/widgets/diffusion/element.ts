// <fm-diffusion>: the flow beside the diffusion that has its laws, noise on a dial.
import { Client } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import { choice, pick, slider } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { dataOptions, keys, nameOf } from '../../ui/names';
import { Sheet } from '../../ui/screen';
import { words } from '../../ui/strings/diffusion';
import { words as common } from '../../ui/strings/figure';
import { oneOf, wholeWithin, within } from '../../ui/url_state';
import { count, type DiffusionJobs } from './job';
import { draw, type Scene, type Values } from './scene';

const stepCounts = [2, 5, 10, 20, 50, 100, 200];

class DiffusionElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'diffusion', words.label, { t: 1, data: 'moons', strength: 1, steps: 100, seed: 1 }, {
    t: within(0, 1),
    data: oneOf(keys(dataOptions)),
    strength: within(0, 2),
    steps: (v: number) => stepCounts.includes(v),
    seed: wholeWithin(0, 4294967295),
  });
  private readonly client = this.figure.worker(() => new Client<DiffusionJobs>(planeModule, worker));
  private readonly scene: Scene = { state: this.figure.values, walk: null };
  private readonly sheet = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene));
  private readonly read = {
    distance: this.figure.readout(words.distance, 'distance'),
    floor: this.figure.readout(words.floor, 'floor'),
    length: this.figure.readout(words.length, 'length'),
  };

  connectedCallback(): void {
    const f = this.figure, anew = () => this.refresh();
    f.view(this.sheet);
    f.time('t', () => this.show(), { seconds: 4 });
    f.legend([['noise', words.legend.early], ['data', words.legend.late]]);
    f.control('strength', (b) => slider({ ...b, label: words.strength, min: 0, max: 2, step: 0.1, format: (v) => (v === 0 ? words.none : fixed(v, 1)) }), anew);
    f.control('steps', (b) => pick({ ...b, label: words.steps, values: stepCounts }), anew);
    f.control('data', (b) => choice({ ...b, label: common.data, options: dataOptions }), anew);
    f.nextSeed('seed', words.anew, anew);
    f.mount(() => {
      anew();
      f.playOnce();
    }, { wake: anew });
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private readonly refresh = this.figure.latest(async () => {
    const { data, strength, steps, seed } = this.figure.values;
    this.scene.walk = await this.client().run('walk', { data, strength, steps, seed });
    this.show();
  });

  private show(): void {
    const { walk, state: s } = this.scene;
    if (!walk) return;
    this.read.distance.set(fixed(walk.distance, 3));
    this.read.floor.set(fixed(walk.floor, 3));
    this.read.length.set(fixed(walk.length));
    this.figure.describe(this.sheet.canvas,
      words.picture(count, nameOf(dataOptions, s.data), s.strength === 0 ? words.none : fixed(s.strength, 1), s.steps, fixed(s.t), fixed(walk.distance, 3),
        fixed(walk.floor, 3), fixed(walk.length)));
    this.sheet.invalidate();
  }
}

customElements.define('fm-diffusion', DiffusionElement);
