// <fm-train>: a velocity network that learns while one watches; its field beside the exact one, its loss above the
// floor, and particles that it carries from noise to data.
import { stages } from '../../engine/names';
import { PlaneClient } from '../../engine/runtime/client';
import type { Problem } from '../../engine/runtime/protocol';
import { bins, half, lastExactTime, lattice } from '../../plot/field_view';
import { drawLoss } from '../../plot/loss_chart';
import { palette } from '../../plot/palette';
import { choice, options, pick, slider, toggle } from '../../ui/controls';
import { fixed, thousands } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { dataOptions, nameOf, solverOptions, sourceOptions } from '../../ui/names';
import { AtRest } from '../../ui/rest';
import { reducedMotion, Sheet } from '../../ui/screen';
import { words as common } from '../../ui/strings/figure';
import { words } from '../../ui/strings/train';
import { rateOf, Run, segmentsOf, textOf, type Segment } from './run';
import { Numbers } from './numbers';
import { draw, emptyScene, particleCount } from './scene';
import { start, stepCounts, valid, views, type Values } from './settings';

const floorSamples = 6000, forever = 2 ** 30;
const explosion = 1200; // milliseconds for which a run that blew up is left on show

class TrainElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'train', words.label, start, valid);
  private readonly worker = this.figure.worker(() => new PlaneClient()); // trains
  private readonly helper = this.figure.worker(() => new PlaneClient()); // closed forms: they never wait for the training
  private readonly run = new Run(this.worker, () => this.learned());
  private readonly scene = emptyScene(this.figure.values);
  private floor: number | null = null;
  private exactKey = '';
  private interrupted = false; // by being out of sight
  private opening: Promise<unknown> = Promise.resolve();
  private readonly plane = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene));
  private readonly chart = new Sheet((ctx, w, h) => drawLoss(ctx, w, h, this.run.history, this.floor, palette()));
  private readonly buttons = {
    train: this.figure.action(words.train, () => (this.run.training ? this.pause() : void this.train(forever)), { primary: true, name: 'train' }),
    step: this.figure.action(words.step, () => void this.train(1), { name: 'step' }),
    rewind: this.figure.action(words.rewind, () => void this.open([]), { name: 'rewind', title: words.rewindTitle }),
    seed: this.figure.nextSeed('seed', words.seed, () => void this.open(), words.seedTitle),
  };
  private readonly numbers = new Numbers(this.figure);
  private readonly bar = this.figure.time('t', () => {
    this.look();
    this.plane.invalidate();
  });

  connectedCallback(): void {
    const f = this.figure, reopen = () => void this.open(), resolve = () => this.solve(), redraw = () => this.look();
    f.view(this.plane);
    f.aside(this.chart);
    f.legend([['noise', words.legend.particles], ['data', words.legend.data], ['velocity', words.legend.learned], ['exact', words.legend.exact], ['error',
      words.legend.error]]);
    f.control('view', (b) => options({ ...b, label: words.field, options: views }), redraw);
    f.control('steps', (b) => pick({ ...b, label: common.solverSteps, values: stepCounts, format: (v) => words.cost(v, v * stages[f.values.solver]) }),
      resolve);
    f.control('data', (b) => choice({ ...b, label: common.data, options: dataOptions }), reopen);
    f.extra('solver', (b) => choice({ ...b, label: common.solver, options: solverOptions }), () => {
      f.set('steps', f.values.steps);
      resolve();
    });
    f.extra('source', (b) => choice({ ...b, label: common.source, options: sourceOptions }), reopen);
    f.extra('rate',
      (b) => slider({ ...b, label: words.rate, min: -4, max: 1, step: 0.1, format: (v) => String(rateOf(v)), change: (v) => b.change(Number(v.toFixed(1))) }),
      () => this.setRate());
    f.extra('particles', (b) => toggle({ ...b, label: words.particles }), redraw);
    f.savesNetwork(() => this.opening.then(() => this.worker().run('networkFile', {})));
    f.follow('run', () => void this.open(segmentsOf(f.values.run) ?? []));
    f.mount(() => void this.open(segmentsOf(f.values.run) ?? []).then(() => f.playOnce()), {
      sight: (visible) => this.seen(visible),
      wake: () => void this.open(this.run.segments),
    });
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private get problem(): Problem {
    const { data, source, seed } = this.figure.values;
    return { data, source, seed, sigmaMin: 0, points: 2048 };
  }

  /** A fresh network, trained as it is said: as the last one was when left out. */
  private async open(segments: readonly Segment[] = this.run.segments.map((s) => ({ ...s }))): Promise<void> {
    const f = this.figure, problem = this.problem;
    this.interrupted = false;
    f.say('');
    // Nothing old stays on show: neither picture nor number.
    Object.assign(this.scene, { points: null, learned: null, exact: null, paths: null });
    this.exactKey = '';
    this.lines.shows('');
    this.floor = null;
    this.numbers.clear();
    f.stale(true);
    try {
      const opening = this.run.open(problem, f.values.rate);
      this.opening = opening.catch(() => null);
      const points = await opening, network = this.run.network;
      if (!points) return;
      this.scene.points = points;
      f.stale(false);
      this.show();
      void this.findFloor(problem);
      if (segments.length) await this.run.replay(segments, (share) => network === this.run.network && f.busy(share));
      if (network !== this.run.network) return;
      f.busy(null);
      this.done();
    } catch (error) {
      f.complain(error);
    }
  }

  private async findFloor(problem: Problem): Promise<void> {
    const network = this.run.network;
    try {
      const floor = await this.helper().run('floor', { problem, samples: floorSamples });
      if (network !== this.run.network) return;
      this.floor = floor.mean;
      this.numbers.floor(floor);
      this.show();
    } catch (error) {
      this.figure.complain(error);
    }
  }

  private async train(steps: number): Promise<void> {
    await this.opening; // a click is not lost on a network that is still being made
    if (this.run.training) return;
    const { rate } = this.figure.values, before = this.run.network;
    this.figure.say('');
    if (steps > 1 && !reducedMotion()) this.bar.play();
    try {
      const training = this.run.train(steps, rate);
      this.show();
      const outcome = await training;
      if (before !== this.run.network) return;
      if (outcome === 'diverged') await this.explode(rate);
      this.done();
    } catch (error) {
      this.show();
      this.figure.complain(error);
    }
  }

  /** A run that went wrong is seen to go wrong; then it is back where it was good, and says so. */
  private async explode(rate: number): Promise<void> {
    this.figure.stage.classList.add('exploded');
    await new Promise((done) => setTimeout(done, explosion));
    this.figure.stage.classList.remove('exploded');
    const { step } = this.run;
    this.run.cut(step);
    this.figure.say(words.tooLarge(rateOf(rate)) + (step ? words.backAt(thousands(step)) : words.backAtStart), 'problem');
  }

  private pause(): void {
    this.run.pause();
    this.show();
  }
  private setRate(): void {
    if (!this.run.training) return;
    this.run.pause();
    setTimeout(() => void this.train(forever));
  }
  private seen(visible: boolean): void {
    if (!visible && this.run.training) {
      this.interrupted = true;
      this.run.pause();
    } else if (visible && this.interrupted) {
      this.interrupted = false;
      void this.train(forever);
    }
  }

  private learned(): void {
    this.show();
    this.look();
    this.solve();
  }
  /** After training: what was done goes into the link. */
  private done(): void {
    this.figure.set('run', textOf(this.run.segments));
    this.learned();
  }

  /** Numbers and chart, from what is known here. */
  private show(): void {
    const { history, training, stepsPerSecond } = this.run;
    this.buttons.train.label(training ? common.pause : history.steps ? words.trainOn : words.train);
    this.buttons.step.enable(!training);
    this.numbers.run(history, stepsPerSecond);
    this.figure.describe(this.chart.canvas,
      words.lossAfter(history.steps, fixed(history.ema)) + (this.floor === null ? '' : words.wouldReach(fixed(this.floor))));
    this.chart.invalidate();
  }

  /** Asks for the fields at the time that is shown; once they rest there, for the lines along the one that is shown. */
  private look(): void {
    const { t, view, data, source, seed } = this.figure.values, { network, history } = this.run;
    this.lines.shows([view, t, data, source, seed, network, ...(view === 'exact' ? [] : [history.steps])].join());
    this.ask();
  }
  private readonly lines = new AtRest(async () => {
    const { t, view } = this.figure.values, { problem } = this;
    if (view === 'error' || !this.scene.points || !this.isConnected) return null;
    const velocities = view === 'learned' ? await this.worker().run('learnedVelocity', { t, ...lattice }) : null;
    return this.helper().start('streamlines', { problem, t: Math.min(t, lastExactTime), velocities, ...lattice });
  }, (lines) => {
    this.scene.lines = lines;
    if (lines) this.tell();
  }, (error) => this.figure.complain(error));

  private readonly ask = this.figure.latest(async () => {
    // All of one moment: the settings may change while the workers answer.
    const network = this.run.network, { t } = this.figure.values, problem = this.problem;
    const key = [t, problem.data, problem.source, problem.seed].join();
    const exact = (this.exactKey === key ? this.scene.exact : null) ??
      await this.helper().run('exactField', { problem, t: Math.min(t, lastExactTime), bins, halfWidth: half });
    const learned = await this.worker().run('learnedField', { t, exact });
    if (network !== this.run.network) return;
    Object.assign(this.scene, { learned, exact });
    this.exactKey = key;
    this.numbers.field(learned);
    this.tell();
  });

  /** The plane in words. */
  private tell(): void {
    const { learned, lines } = this.scene, { t, view, data, particles } = this.figure.values;
    if (!learned) return;
    this.figure.describe(this.plane.canvas,
      words.plane(words.views[view === 'exact' ? 'exact' : 'learned'], fixed(t), nameOf(dataOptions, data), fixed(learned.largestSpeed), fixed(learned.rms)) +
        (particles ? words.withParticles(particleCount) : words.withoutParticles) + (lines ? common.asLines(lines.ends.length) : common.asArrows));
    this.plane.invalidate();
  }

  /** Sends the particles through the field as it is now. */
  private readonly solve = this.figure.latest(async () => {
    const { source, seed, solver, steps } = this.figure.values, network = this.run.network;
    const paths = await this.worker().run('particles', { source, count: particleCount, seed, solver, steps });
    if (network !== this.run.network) return;
    Object.assign(this.scene, { paths, pathSteps: steps });
    this.plane.invalidate();
    // While it trains, a few times a second is enough to see them follow.
    if (this.run.training) await new Promise((done) => setTimeout(done, 100));
  });
}

customElements.define('fm-train', TrainElement);
