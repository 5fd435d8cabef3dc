// <fm-adaptive>: a solver that chooses its own steps: kept ones, those taken back, what they cost and what they are worth.
import { Client } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import { choice, options, slider } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { movable } from '../../ui/movable';
import { keys, nameOf, solversOf } from '../../ui/names';
import { Sheet } from '../../ui/screen';
import { words } from '../../ui/strings/adaptive';
import { words as common } from '../../ui/strings/figure';
import { oneOf, within } from '../../ui/url_state';
import { half, winds } from '../flow/fields';
import type { AdaptiveJobs } from './job';
import { draw, planeOf, type Scene, type Values } from './scene';

const solvers = solversOf('bosh3', 'dopri5', 'tsit5');
const power = (v: number) => v.toExponential(1).replace('-', '\u2212');

class AdaptiveElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'adaptive', words.label, {
    t: 1,
    wind: 'moons',
    strength: 1,
    solver: 'bosh3',
    tolerance: -4,
    x: -2,
    y: -2.8,
  }, {
    t: within(0, 1),
    wind: oneOf(keys(winds)),
    strength: within(0, 2),
    solver: oneOf(keys(solvers)),
    tolerance: within(-9, -1),
    x: within(-half, half),
    y: within(-half, half),
  });
  private readonly scene: Scene = { state: this.figure.values, run: null };
  private readonly sheet = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene));
  private readonly client = this.figure.worker(() => new Client<AdaptiveJobs>(planeModule, worker));
  private readonly canvas = this.figure.view(this.sheet, 'plane striped');
  private readonly measures = {
    evaluations: this.figure.readout(words.evaluations, 'evaluations'),
    steps: this.figure.readout(words.steps, 'steps'),
    error: this.figure.readout(words.error, 'error'),
    fixed: this.figure.readout(words.fixed, 'fixed'),
  };

  connectedCallback(): void {
    const f = this.figure;
    f.time('t', () => this.show(), { seconds: 4 });
    f.legend([['velocity', words.legend.wind], ['exact', words.legend.trajectory], ['data', words.legend.kept], ['error', words.legend.refused]]);
    f.control('tolerance', (b) => slider({ ...b, label: words.tolerance, min: -9, max: -1, step: 0.25, format: (v) => power(10 ** v) }), () => this.refresh());
    f.control('wind', (b) => choice({ ...b, label: common.wind, options: winds }), () => this.refresh());
    f.control('solver', (b) => options({ ...b, label: common.solver, options: solvers }), () => this.refresh());
    f.extra('strength', (b) => slider({ ...b, label: common.strength, min: 0, max: 2, step: 0.05, format: (v) => fixed(v) }), () => this.refresh());
    movable(f, this.canvas, () => planeOf(this.canvas.getContext('2d')!, this.canvas.clientWidth, this.canvas.clientHeight), 0.05, () => this.refresh());
    f.mount(() => {
      this.refresh();
      f.playOnce();
    }, { wake: () => this.refresh() });
    this.show();
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private readonly refresh = this.figure.latest(async () => {
    const { wind, strength, solver, tolerance, x, y } = this.figure.values;
    this.scene.run = await this.client().run('adapt', { wind, strength, solver, tolerance: 10 ** tolerance, x, y });
    this.show();
  });

  private show(): void {
    const { state: s, run } = this.scene, m = this.measures;
    m.evaluations.set(run ? String(run.evaluations) : '–');
    m.steps.set(run ? `${run.steps}, ${run.refused}` : '–');
    m.error.set(run && Number.isFinite(run.error) ? power(run.error) : '–');
    m.fixed.set(run ? words.fixedError(run.fixed.steps, power(run.fixed.error)) : '–');
    if (run?.outcome === 'reached') this.figure.say('');
    else if (run) this.figure.say(words.gaveUp(fixed(run.t)), 'problem');
    this.figure.describe(this.canvas,
      words.asked(nameOf(winds, s.wind), `(${fixed(s.x)}, ${fixed(s.y)})`, nameOf(solvers, s.solver), power(10 ** s.tolerance)) +
        (run ? words.found(run.steps, run.refused, run.evaluations, power(run.error), run.fixed.steps, power(run.fixed.error)) : '') + words.keys);
    this.figure.invalidate();
  }
}

customElements.define('fm-adaptive', AdaptiveElement);
