// <fm-density>: the exact law p_t, and particles that follow the exact field: they agree at every time, if they start right.
import { Client } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import type { Distribution } from '../../engine/names';
import { choice, options, slider } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { dataOptions, keys, nameOf, sourceOptions } from '../../ui/names';
import { kinds, scheduleOf } from '../../ui/schedules';
import { Sheet } from '../../ui/screen';
import { words } from '../../ui/strings/density';
import { words as common } from '../../ui/strings/figure';
import { words as schedule } from '../../ui/strings/schedules';
import { oneOf, wholeWithin, within } from '../../ui/url_state';
import { count, type DensityJobs, type Problem } from './job';
import { draw, shows, type Scene, type Values } from './scene';

/** Without any noise left the exact field has no bound at t = 1. */
const leastSigma = 0.02;
const starts: readonly (readonly [Distribution | 'same', string])[] = [['same', words.same], ...sourceOptions];

class DensityElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'density', words.label, {
    t: 0.6,
    data: 'moons',
    source: 'gaussian',
    start: 'same',
    kind: 'cond-ot',
    sigma: 0.1,
    show: 'both',
    seed: 1,
  }, {
    t: within(0, 1),
    data: oneOf(keys(dataOptions)),
    source: oneOf(keys(sourceOptions)),
    start: oneOf(keys(starts)),
    kind: oneOf(keys(kinds)),
    sigma: within(leastSigma, 0.5),
    show: oneOf(keys(shows)),
    seed: wholeWithin(0, 4294967295),
  });
  private readonly client = this.figure.worker(() => new Client<DensityJobs>(planeModule, worker));
  private readonly scene: Scene = { state: this.figure.values, states: null, law: null };
  private readonly sheet = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene));
  private carried = '';
  private readonly read = {
    distance: this.figure.readout(words.distance, 'distance'),
    floor: this.figure.readout(words.floor, 'floor'),
  };

  connectedCallback(): void {
    const f = this.figure, look = () => this.look();
    f.view(this.sheet);
    f.time('t', look, { seconds: 4 });
    f.legend([['noise', words.legend.early], ['data', words.legend.late]]);
    f.control('data', (b) => choice({ ...b, label: common.data, options: dataOptions }), look);
    f.control('start', (b) => choice({ ...b, label: words.start, options: starts }), look);
    f.control('show', (b) => options({ ...b, label: common.show, options: shows }), () => this.sheet.invalidate());
    f.extra('source', (b) => choice({ ...b, label: common.source, options: sourceOptions }), look);
    f.extra('kind', (b) => choice({ ...b, label: schedule.schedule, options: kinds }), look);
    f.extra('sigma', (b) => slider({ ...b, label: words.sigma, min: leastSigma, max: 0.5, step: 0.01, format: (v) => fixed(v) }), look);
    f.nextSeed('seed', words.draw, look);
    f.mount(look, { wake: look });
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private get problem(): Problem {
    const { data, source, kind, sigma, seed } = this.figure.values;
    return { data, source, seed, schedule: scheduleOf(kind, sigma) };
  }

  private readonly look = this.figure.latest(async () => {
    const { start, source, t } = this.figure.values, { problem } = this, from = start === 'same' ? source : start, key = JSON.stringify([problem, from]);
    // Only the straight line has a noise that is left; the others are looked at a little before their end.
    const until = problem.schedule.kind === 'cond-ot' ? 1 : 0.98;
    this.sheet.invalidate();
    if (this.carried !== key) {
      this.figure.stale(true);
      this.scene.states = await this.client().run('carry', { problem, start: from });
      this.carried = key;
      this.figure.stale(false);
    }
    const law = await this.client().run('law', { problem, t: Math.min(t, until), states: this.scene.states! });
    this.scene.law = law;
    this.read.distance.set(fixed(law.distance.value, 3));
    this.read.floor.set(`${fixed(law.distance.floor, 3)}`);
    this.figure.describe(this.sheet.canvas,
      words.picture(nameOf(sourceOptions, source), nameOf(dataOptions, problem.data), fixed(t), count, nameOf(starts, from), fixed(law.distance.value, 3),
        fixed(law.distance.floor, 3)));
    this.sheet.invalidate();
  });
}

customElements.define('fm-density', DensityElement);
