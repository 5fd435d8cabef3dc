// <fm-race>: nine solvers on one problem: error against evaluations with the order that each shows, and where particles
// end when all have spent the same.
import { Client, type Job } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import { orders, solvers, stages } from '../../engine/names';
import { choice, options, slider, toggle } from '../../ui/controls';
import { element, fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { keys, nameOf, solverName } from '../../ui/names';
import { Sheet } from '../../ui/screen';
import { words as common } from '../../ui/strings/figure';
import { words } from '../../ui/strings/race';
import { oneOf, wholeWithin } from '../../ui/url_state';
import type { RaceJobs } from './job';
import { count, draw, inOrder, problems, views, type Scene, type Values } from './scene';

class RaceElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'race', words.label, {
    problem: 'worked',
    view: 'errors',
    late: false,
    evaluations: 12,
    solver: 'rk4',
    seed: 1,
  }, {
    problem: oneOf(keys(problems)),
    view: oneOf(keys(views)),
    evaluations: wholeWithin(2, 120),
    solver: oneOf(solvers),
    seed: wholeWithin(1, 4294967295),
  });
  private readonly scene: Scene = { state: this.figure.values, curves: [], ends: null };
  private readonly sheet = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene));
  private readonly client = this.figure.worker(() => new Client<RaceJobs>(planeModule, worker));
  private readonly canvas = this.figure.view(this.sheet, 'plane wide');
  private readonly table = element('div', { class: 'curves', role: 'group', 'aria-label': words.table });
  private running: Job<unknown> | null = null;
  private readonly budget = element('div');

  connectedCallback(): void {
    const f = this.figure;
    f.append(this.table);
    f.control('problem', (b) => choice({ ...b, label: words.problem, options: problems }), () => this.again());
    f.control('view', (b) => options({ ...b, label: common.show, options: views }), () => this.again());
    f.control('late', (b) => toggle({ ...b, label: words.late }), () => this.again());
    f.control('evaluations', (b) => {
      const made = slider({ ...b, label: words.evaluations, min: 2, max: 120, step: 1, format: String });
      this.budget.append(made.element);
      return { element: this.budget, set: made.set };
    }, () => this.again());
    f.nextSeed('seed', words.particlesAnew, () => this.again(), words.particlesAnewTitle);
    f.follow('solver', () => this.show());
    for (const solver of solvers) {
      const row = element('button', { type: 'button', 'data-name': `solver-${solver}`, 'aria-pressed': 'false' }, element('span', {}, solverName(solver)),
        element('b', {}, '–'));
      row.addEventListener('click', () => {
        f.set('solver', solver);
        this.show();
      });
      this.table.append(row);
    }
    f.mount(() => this.again(), { wake: () => this.again(), sight: (visible) => {
      if (!visible) this.running?.cancel(); else if (this.unfinished) this.again();
    } });
    this.show();
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private get unfinished(): boolean {
    return this.scene.state.view === 'errors' ? this.scene.curves.length < solvers.length : !this.scene.ends;
  }

  /** Cancels what runs and begins with what is asked for now. */
  private again(): void {
    this.scene.curves = [];
    this.scene.ends = null;
    this.figure.say('');
    this.running?.cancel();
    this.show();
    this.run();
  }
  private readonly run = this.figure.latest(async () => {
    const { problem, view, late, evaluations, seed } = this.figure.values, mine = { ...this.figure.values };
    const current = () => (['problem', 'view', 'late', 'evaluations', 'seed'] as const).every((key) => this.figure.values[key] === mine[key]);
    const client = this.client();
    const heard = (p: { training: number } | RaceJobs['race']['progress']) => {
      if (!current()) return;
      if ('training' in p) {
        this.figure.busy(p.training);
        this.figure.say(words.learning);
        return;
      }
      this.figure.busy(null);
      this.scene.curves = [...this.scene.curves.filter((c) => c.solver !== p.curve.solver), p.curve];
      this.show();
    };
    if (view === 'errors') {
      const job = client.start('race', { problem, late, seed }, heard);
      this.running = job;
      await job.result;
    } else {
      this.figure.say(words.carrying(count));
      const job = client.start('ends', { problem, evaluations, count, seed }, heard);
      this.running = job;
      const ends = await job.result;
      if (current()) this.scene.ends = ends;
    }
    if (!current()) return;
    this.figure.busy(null);
    this.figure.say('');
    this.show();
  });

  private show(): void {
    const { state: s, curves, ends } = this.scene, f = this.figure, known = inOrder(curves);
    this.budget.hidden = s.view !== 'ends';
    this.querySelector<HTMLInputElement>('[data-name="late"]')?.toggleAttribute('disabled', s.view === 'ends');
    f.legend(
      s.view === 'errors'
        ? [['error', solverName(s.solver)]]
        : [['exact', words.legend.truth], ['data', words.legend.ends], ['error', words.legend.by(solverName(s.solver))]],
    );
    this.table.querySelectorAll('button').forEach((row, i) => {
      const solver = solvers[i], curve = curves.find((c) => c.solver === solver), end = ends?.ends.find((e) => e.solver === solver);
      row.setAttribute('aria-pressed', String(solver === s.solver));
      row.title = words.row(stages[solver], orders[solver]);
      row.querySelector('b')!.textContent = s.view === 'errors'
        ? (!curve ? '–' : Number.isNaN(curve.slope) ? words.noSlope : words.slope(fixed(curve.slope)))
        : end
        ? words.off(end.distance.toPrecision(2))
        : '–';
    });
    const chosen = curves.find((c) => c.solver === s.solver);
    if (s.view === 'errors' && known.length === solvers.length) {
      f.say(s.late
        ? (s.problem === 'rotation' ? words.lateRotation : words.lateOthers)
        : s.problem === 'worked'
        ? words.luckyHeun
        : s.problem === 'net'
        ? words.rounding
        : '');
    } else if (s.view === 'ends' && s.problem === 'worked') f.say(words.noPlane);
    f.describe(this.canvas, s.view === 'errors'
      ? words.errorsOn(nameOf(problems, s.problem)) + (s.late ? words.askedLate : '') +
        words.slopes(known.map((c) => `${solverName(c.solver)} ${Number.isNaN(c.slope) ? words.notSeen : fixed(c.slope)}`).join(', ')) +
        (chosen
          ? words.chosen(solverName(s.solver), chosen.evaluations[0], chosen.errors[0].toPrecision(2), chosen.evaluations.at(-1)!,
            chosen.errors.at(-1)!.toPrecision(2))
          : '')
      : words.endsOf(count, s.evaluations, ends?.ends.map((e) => `${solverName(e.solver)} ${e.distance.toPrecision(2)}`).join(', ') ?? words.notKnown));
    f.invalidate();
  }
}

customElements.define('fm-race', RaceElement);
