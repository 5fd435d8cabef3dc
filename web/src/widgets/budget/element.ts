// <fm-budget>: how many evaluations until samples are as good as they can be, measured while one watches.
import { Client, type Job } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import { choice } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { dataOptions, keys, nameOf, solverName } from '../../ui/names';
import { distinctKinds } from '../../ui/schedules';
import { Sheet } from '../../ui/screen';
import { words } from '../../ui/strings/budget';
import { words as common } from '../../ui/strings/figure';
import { words as schedule } from '../../ui/strings/schedules';
import { oneOf, wholeWithin } from '../../ui/url_state';
import { solvers, type BudgetJobs } from './job';
import { draw, enough, type Scene, type Values } from './scene';

/** As good as it gets: within this factor of the floor. */
const good = 1.25;

class BudgetElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'budget', words.label, { data: 'moons', kind: 'cond-ot', seed: 1 }, {
    data: oneOf(keys(dataOptions)),
    kind: oneOf(keys(distinctKinds)),
    seed: wholeWithin(0, 4294967295),
  });
  private readonly client = this.figure.worker(() => new Client<BudgetJobs>(planeModule, worker));
  private readonly scene: Scene = { floor: null, points: [] };
  private readonly sheet = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene));
  private readonly read = [this.figure.readout(words.floor, 'floor'), ...solvers.map((s) => this.figure.readout(words.enough(solverName(s)), s))];
  private running: Job<null> | null = null;
  private finished = false;

  connectedCallback(): void {
    const f = this.figure, again = () => this.again();
    f.view(this.sheet, 'plane wide');
    f.legend([['exact', words.legend]]);
    f.control('kind', (b) => choice({ ...b, label: schedule.schedule, options: distinctKinds }), again);
    f.control('data', (b) => choice({ ...b, label: common.data, options: dataOptions }), again);
    f.nextSeed('seed', words.anew, again);
    f.mount(again, { wake: again, sight: (visible) => {
      if (!visible) this.running?.cancel();
      else if (!this.finished) again();
    } });
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private again(): void {
    Object.assign(this.scene, { floor: null, points: [] });
    this.finished = false;
    this.running?.cancel();
    this.show();
    this.run();
  }
  private readonly run = this.figure.latest(async () => {
    const { data, kind, seed } = this.figure.values, { figure: f, scene } = this;
    const current = () => f.values.data === data && f.values.kind === kind && f.values.seed === seed;
    const job = this.client().start('measure', { data, kind, seed }, (p) => {
      if (!current()) return;
      if ('training' in p) {
        f.busy(p.training);
        return f.say(words.learning);
      }
      f.busy(null);
      f.say('');
      if ('floor' in p) scene.floor = p.floor;
      else scene.points.push(p.point);
      this.show();
    });
    this.running = job;
    await job.result;
    if (!current()) return;
    this.finished = true;
    this.show();
  });

  private show(): void {
    const { floor, points } = this.scene, { data, kind } = this.figure.values;
    const numbers = solvers.map((s) => (floor && this.finished ? enough(points, s, good * floor.mean) : null));
    this.read[0].set(floor ? fixed(floor.mean, 3) : '–');
    numbers.forEach((n, i) => this.read[i + 1].set(n === null ? (this.finished ? words.never : '–') : String(n)));
    this.figure.describe(this.sheet.canvas, words.picture(nameOf(distinctKinds, kind), nameOf(dataOptions, data), floor ? fixed(floor.mean, 3) : '–') +
      (this.finished ? words.found(good, solvers.map((s, i) => `${solverName(s)} ${numbers[i] ?? words.never}`).join(', ')) : ''));
    this.figure.invalidate();
  }
}

customElements.define('fm-budget', BudgetElement);
