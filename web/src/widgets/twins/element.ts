// <fm-twins>: what one choice of training is worth: two networks of one seed, one difference.
import { Client, type Job } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import { choice } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { dataOptions, keys, nameOf } from '../../ui/names';
import { Sheet } from '../../ui/screen';
import { words as common } from '../../ui/strings/figure';
import { words } from '../../ui/strings/twins';
import { oneOf, wholeWithin } from '../../ui/url_state';
import type { TwinJobs } from './job';
import { differences, draw, drawLosses, type Scene, type Values } from './scene';

class TwinsElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'twins', words.label, { difference: 'average', data: 'moons', seed: 1 }, {
    difference: oneOf(keys(differences)),
    data: oneOf(keys(dataOptions)),
    seed: wholeWithin(0, 4294967295),
  });
  private readonly client = this.figure.worker(() => new Client<TwinJobs>(planeModule, worker));
  private readonly scene: Scene = { losses: [], result: null };
  private readonly sheets = ([0, 1] as const).map((which) =>
    new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene, which, words.sides[this.figure.values.difference][which]))
  );
  private readonly chart = new Sheet((ctx, w, h) => drawLosses(ctx, w, h, this.scene));
  private readonly read = {
    errors: this.figure.readout(words.errors, 'errors'),
    losses: this.figure.readout(words.losses, 'losses'),
    distances: this.figure.readout(words.distances, 'distances'),
    floor: this.figure.readout(words.floor, 'floor'),
  };
  private running: Job<unknown> | null = null;

  connectedCallback(): void {
    const f = this.figure, again = () => this.again();
    for (const sheet of this.sheets) f.view(sheet);
    f.aside(this.chart);
    f.legend([['error', words.legend.left], ['data', words.legend.right], ['between', words.legend.points]]);
    f.control('difference', (b) => choice({ ...b, label: words.difference, options: differences }), again);
    f.control('data', (b) => choice({ ...b, label: common.data, options: dataOptions }), again);
    f.nextSeed('seed', words.anew, again);
    f.mount(again, { wake: again, sight: (visible) => {
      if (!visible) this.running?.cancel();
      else if (!this.scene.result) again();
    } });
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private again(): void {
    Object.assign(this.scene, { losses: [], result: null });
    this.running?.cancel();
    this.show();
    this.run();
  }
  private readonly run = this.figure.latest(async () => {
    const mine = { ...this.figure.values }, { figure: f, scene } = this;
    const current = () => (['difference', 'data', 'seed'] as const).every((key) => f.values[key] === mine[key]);
    const job = this.client().start('train', mine, ({ losses, share }) => {
      if (!current()) return;
      scene.losses.push(losses);
      f.busy(share);
      this.show();
    });
    this.running = job;
    const result = await job.result;
    if (!current()) return;
    scene.result = result;
    f.busy(null);
    this.show();
  });

  private show(): void {
    const { losses, result } = this.scene, { difference, data } = this.figure.values, [left, right] = words.sides[difference];
    const recent = losses.slice(-10), mean = (k: 0 | 1) => fixed(recent.reduce((sum, l) => sum + l[k], 0) / recent.length);
    this.read.losses.set(recent.length ? `${mean(0)} | ${mean(1)}` : '–');
    this.read.errors.set(result ? result.outcomes.map((o) => fixed(o.fieldError)).join(' | ') : '–');
    this.read.distances.set(result ? result.outcomes.map((o) => fixed(o.distance)).join(' | ') : '–');
    this.read.floor.set(result ? fixed(result.floor) : '–');
    if (result)
      this.sheets.forEach((sheet, k) =>
        this.figure.describe(sheet.canvas,
          words.samples([left, right][k], nameOf(dataOptions, data), fixed(result.outcomes[k].fieldError), fixed(result.outcomes[k].distance),
            fixed(result.floor)))
      );
    if (recent.length) this.figure.describe(this.chart.canvas, words.chart(left, mean(0), right, mean(1)));
    this.figure.invalidate();
  }
}

customElements.define('fm-twins', TwinsElement);
