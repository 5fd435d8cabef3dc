// <fm-rewind>: back through a training: the same noise, released into the field of an earlier network.
import { Client, type Job } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import { choice, pick } from '../../ui/controls';
import { fixed, thousands } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { dataOptions, keys, nameOf } from '../../ui/names';
import { Sheet } from '../../ui/screen';
import { words as common } from '../../ui/strings/figure';
import { words } from '../../ui/strings/rewind';
import { oneOf, wholeWithin, within } from '../../ui/url_state';
import { moments, type RewindJobs } from './job';
import { draw, last, shown, type Scene, type Values } from './scene';

class RewindElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'rewind', words.label, { t: 1, update: last, data: 'moons', seed: 1 }, {
    t: within(0, 1),
    update: (v: number) => moments.includes(v),
    data: oneOf(keys(dataOptions)),
    seed: wholeWithin(0, 4294967295),
  });
  private readonly client = this.figure.worker(() => new Client<RewindJobs>(planeModule, worker));
  private readonly scene: Scene = { state: this.figure.values, snapshots: [], points: null, floor: NaN };
  private readonly sheet = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene));
  private readonly read = {
    loss: this.figure.readout(words.loss, 'loss'),
    distance: this.figure.readout(words.distance, 'distance'),
    floor: this.figure.readout(words.floor, 'floor'),
  };
  private running: Job<unknown> | null = null;

  connectedCallback(): void {
    const f = this.figure, again = () => this.again(), show = () => this.show();
    f.view(this.sheet);
    f.time('t', show, { seconds: 2.5 });
    f.legend([['noise', words.legend.noise], ['data', words.legend.data]]);
    f.control('update', (b) => pick({ ...b, label: words.update, values: moments, format: thousands }), show);
    f.control('data', (b) => choice({ ...b, label: common.data, options: dataOptions }), again);
    f.nextSeed('seed', words.anew, again);
    f.savesNetwork(async () => shown(this.scene)?.file ?? null);
    f.mount(again, { wake: again, sight: (visible) => {
      if (!visible) this.running?.cancel();
      else if (!this.scene.points) again();
    } });
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private again(): void {
    Object.assign(this.scene, { snapshots: [], points: null, floor: NaN });
    this.running?.cancel();
    this.show();
    this.run();
  }
  private readonly run = this.figure.latest(async () => {
    const { data, seed } = this.figure.values, { figure: f, scene } = this, current = () => f.values.data === data && f.values.seed === seed;
    const job = this.client().start('train', { data, seed }, (p) => {
      if (!current()) return;
      if ('share' in p) return f.busy(p.share);
      scene.snapshots.push(p.snapshot);
      this.show();
    });
    this.running = job;
    const result = await job.result;
    if (!current()) return;
    Object.assign(scene, result);
    f.busy(null);
    this.show();
  });

  private show(): void {
    const now = shown(this.scene), { floor } = this.scene, { data, t } = this.figure.values, number = (v: number) => (Number.isFinite(v) ? fixed(v) : '–');
    this.read.loss.set(now ? number(now.loss) : '–');
    this.read.distance.set(now ? number(now.distance) : '–');
    this.read.floor.set(number(floor));
    if (now)
      this.figure.describe(this.sheet.canvas,
        words.picture(nameOf(dataOptions, data), thousands(now.update), fixed(t), number(now.loss), number(now.distance), number(floor)));
    this.sheet.invalidate();
  }
}

customElements.define('fm-rewind', RewindElement);
