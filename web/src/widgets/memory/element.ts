// <fm-memory>: the exact field of a few points gives them back; what does a network that learns it?
import { Client, type Job } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import { choice, options, pick } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { dataOptions, keys, rows } from '../../ui/names';
import { Sheet } from '../../ui/screen';
import { words as common } from '../../ui/strings/figure';
import { words } from '../../ui/strings/memory';
import { oneOf, wholeWithin } from '../../ui/url_state';
import type { MemoryJobs } from './job';
import { ages, draw, shownOf, type Scene, type Side, type Values } from './scene';

const counts = [20, 64, 128, 256], widths = [16, 32, 64, 128];
const planes: readonly Side[] = ['exact', 'network'];

class MemoryElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'memory', words.label, { points: 20, width: 64, age: 'late', data: 'moons', seed: 1 }, {
    points: (v: number) => counts.includes(v),
    width: (v: number) => widths.includes(v),
    age: oneOf(keys(ages)),
    data: oneOf(keys(dataOptions)),
    seed: wholeWithin(0, 4294967295),
  });
  private readonly client = this.figure.worker(() => new Client<MemoryJobs>(planeModule, worker));
  private readonly scene: Scene = { state: this.figure.values, known: null, early: null, late: null };
  private readonly sheets = planes.map((side) => new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene, side)));
  private readonly read = {
    exact: this.figure.readout(words.distances, 'exact'),
    network: this.figure.readout(words.network, 'network'),
    fresh: this.figure.readout(words.fresh, 'fresh'),
  };
  private running: Job<unknown> | null = null;

  connectedCallback(): void {
    const f = this.figure, again = () => this.again();
    for (const sheet of this.sheets) f.view(sheet);
    f.legend(rows(words.legend));
    f.control('points', (b) => pick({ ...b, label: words.points, values: counts }), again);
    f.control('age', (b) => options({ ...b, label: words.age, options: ages }), () => this.show());
    f.control('width', (b) => pick({ ...b, label: words.width, values: widths }), again);
    f.extra('data', (b) => choice({ ...b, label: common.data, options: dataOptions }), again);
    f.nextSeed('seed', words.others, again);
    f.mount(again, { wake: again, sight: (visible) => {
      if (!visible) this.running?.cancel();
      else if (!this.scene.late) again();
    } });
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private again(): void {
    Object.assign(this.scene, { known: null, early: null, late: null });
    this.running?.cancel();
    this.show();
    this.run();
  }
  private readonly run = this.figure.latest(async () => {
    const mine = { ...this.figure.values }, { figure: f, scene } = this;
    const current = () => (['points', 'width', 'data', 'seed'] as const).every((key) => f.values[key] === mine[key]);
    const job = this.client().start('learn', mine, ({ share, known, early }) => {
      if (!current()) return;
      f.busy(share);
      if (known) scene.known = known;
      if (early) scene.early = early;
      if (known || early) this.show();
    });
    this.running = job;
    const late = await job.result;
    if (!current()) return;
    scene.late = late;
    f.busy(null);
    this.show();
  });

  private show(): void {
    const { known, early, late } = this.scene, said = (v: number | undefined) => (v === undefined ? '–' : fixed(v)), fresh = said(known?.fresh.distance);
    this.read.exact.set(said(known?.exact.distance));
    this.read.network.set(`${said(early?.distance)} | ${said(late?.distance)}`);
    this.read.fresh.set(fresh);
    planes.forEach((side, k) => {
      const { title, ends } = shownOf(this.scene, side), { points } = this.figure.values;
      this.figure.describe(this.sheets[k].canvas, ends ? words.picture(title, points, said(ends.distance), fresh) : words.waiting(title, points));
    });
    this.figure.invalidate();
  }
}

customElements.define('fm-memory', MemoryElement);
