// <fm-grid>: which times a solver with so many steps stops at.
import { Client } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import { warps } from '../../engine/names';
import { options, slider } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { keys } from '../../ui/names';
import { Sheet } from '../../ui/screen';
import { words } from '../../ui/strings/grid';
import { oneOf, wholeWithin, within } from '../../ui/url_state';
import type { GridJobs } from './job';
import { draw, kinds, taken, type Scene, type Values } from './scene';

const mostSteps = 50;

class GridElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'grid', words.label, { done: 0, warp: 'shift', steps: 10, power: 2, shift: 3 }, {
    done: within(0, 1),
    warp: oneOf(keys(kinds)),
    steps: wholeWithin(1, mostSteps),
    power: within(0.25, 4),
    shift: within(0.25, 9),
  });
  private readonly client = this.figure.worker(() => new Client<GridJobs>(planeModule, worker));
  private readonly scene: Scene = { state: this.figure.values, grids: null };
  private readonly sheet = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene));
  private readonly read = {
    time: this.figure.readout(words.time, 'time'),
    half: this.figure.readout(words.half, 'half'),
    longest: this.figure.readout(words.longest, 'longest'),
  };

  connectedCallback(): void {
    const f = this.figure, anew = () => this.refresh();
    f.view(this.sheet, 'plane striped');
    f.time('done', () => this.show(), { seconds: 5, label: words.done, format: (v) => words.of(Math.round(v * f.values.steps), f.values.steps) });
    f.control('warp', (b) => options({ ...b, label: words.warp, options: kinds }), () => this.show());
    f.control('steps', (b) => slider({ ...b, label: words.steps, min: 1, max: mostSteps, step: 1, format: String }), anew);
    f.control('shift', (b) => slider({ ...b, label: words.shift, min: 0.25, max: 9, step: 0.25, format: (v) => fixed(v) }), anew);
    f.extra('power', (b) => slider({ ...b, label: words.power, min: 0.25, max: 4, step: 0.25, format: (v) => fixed(v) }), anew);
    f.mount(anew, { wake: anew });
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private readonly refresh = this.figure.latest(async () => {
    const { steps, power, shift } = this.figure.values;
    this.scene.grids = await this.client().run('grids', { steps, power, shift });
    this.show();
  });

  private show(): void {
    const { grids, state } = this.scene;
    if (!grids) return;
    const { stops, curve } = grids[warps.indexOf(state.warp)], i = Math.min(taken(state), stops.length - 1);
    const lengths = Array.from(stops.subarray(1), (t, k) => t - stops[k]), longest = Math.max(...lengths), shortest = Math.min(...lengths);
    this.read.time.set(fixed(stops[i], 3));
    this.read.half.set(fixed(curve[(curve.length - 1) / 2], 3));
    this.read.longest.set(`${fixed(longest, 3)} / ${fixed(shortest, 3)}`);
    this.figure.describe(this.sheet.canvas,
      words.picture(words.warps[state.warp], stops.length - 1, i, fixed(stops[i], 3), fixed(longest, 3), fixed(shortest, 3)));
    this.sheet.invalidate();
  }
}

customElements.define('fm-grid', GridElement);
