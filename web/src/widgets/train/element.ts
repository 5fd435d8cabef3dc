// <fm-train>: a velocity network that learns while one watches; its field beside the exact one, its loss above
// the floor, and particles that it carries from noise to data.
import { PlaneClient, latestOnly, type Job } from '../../engine/runtime/client';
import { stages } from '../../engine/names';
import { Cancelled, type PlaneJobs, type Problem, type TrainProgress } from '../../engine/runtime/protocol';
import { drawLoss, LossHistory } from '../../plot/loss_chart';
import { palette } from '../../plot/palette';
import { button, choice, message, options, readout, slider, toggle } from '../../ui/controls';
import { element, fixed, thousands } from '../../ui/dom';
import { animate, reducedMotion, Sheet } from '../../ui/screen';
import { oneOf, UrlState, within, wholeWithin } from '../../ui/url_state';
import { bins, lastExactTime, places, presence } from '../../plot/field_view';
import { dataOptions, keys, nameOf, solverOptions, sourceOptions } from '../../ui/names';
import { draw, fieldError, particleCount, views, type Scene, type Values } from './scene';

const floorSamples = 6000;
const network = { hidden: [64, 64, 64], activation: 'silu' as const, timeFeatures: 16, batch: 256 };
const stepCounts = [1, 2, 3, 4, 5, 8, 10, 20, 50, 100];

/** Rate of a slider position: 10^position, to two digits. */
const rateOf = (exponent: number) => Number((10 ** exponent).toPrecision(2));

class TrainElement extends HTMLElement {
  private readonly worker = new PlaneClient(); // trains
  private readonly helper = new PlaneClient(); // closed forms, so that they never wait for the training
  private readonly url = new UrlState<Values>('train', {
    t: 0, data: 'moons', source: 'gaussian', seed: 1, rate: -2.7, view: 'learned', particles: true, solver: 'euler', steps: 20,
  }, {
    t: within(0, 1), data: oneOf(keys(dataOptions)), source: oneOf(keys(sourceOptions)), seed: wholeWithin(0, 4294967295),
    rate: within(-4, 1), view: oneOf(keys(views)), solver: oneOf(keys(solverOptions)), steps: (v: number) => stepCounts.includes(v),
  });
  private readonly scene: Scene = { state: this.url.values, points: null, learned: null, exact: null, paths: null, pathSteps: 1 };
  private readonly history = new LossHistory();
  private floor: number | null = null;
  private job: Job<PlaneJobs['train']['result']> | null = null;
  private stepsPerSecond = 0;
  private stopFlow: (() => void) | null = null;
  private generation = 0; // of the network; answers about an older one are dropped

  private readonly plane = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene));
  private readonly chart = new Sheet((ctx, w, h) => drawLoss(ctx, w, h, this.history, this.floor, palette()));
  private readonly note = message();
  private readonly read = {
    step: readout('step', 'step-count'), loss: readout('loss (mean)', 'loss'), floor: readout('floor', 'floor'),
    speed: readout('steps / s', 'speed'), peak: readout('max |v|', 'max-v'), error: readout('field error', 'field-error'), seed: readout('seed', 'seed-shown'),
  };
  private readonly buttons = {
    train: button('Train', () => (this.job ? this.pause() : this.train(2 ** 30)), { primary: true, name: 'train' }),
    step: button('One step', () => this.train(1), { name: 'step' }),
    rewind: button('Rewind', () => void this.open(), { name: 'rewind', title: 'Back to step 0 with the same initial weights' }),
    seed: button('New seed', () => { this.url.set('seed', (this.url.values.seed % 4294967295) + 1); void this.open(); },
      { name: 'seed', title: 'Other data, other weights, other batches' }),
    flow: button('Release particles', () => this.flow(), { name: 'flow' }),
  };
  private readonly time = slider({
    label: 'time t', name: 't', min: 0, max: 1, step: 0.01, value: this.url.values.t, format: (v) => fixed(v),
    change: (v) => { this.stopFlow?.(); this.setTime(v); },
  });

  connectedCallback(): void {
    const s = this.url.values, { canvas } = this.plane;
    canvas.className = 'plane';
    canvas.setAttribute('role', 'img');
    this.chart.canvas.className = 'chart';
    this.chart.canvas.setAttribute('role', 'img');
    const reopen = <K extends keyof Values & string>(key: K) => (v: Values[K]) => { this.url.set(key, v); void this.open(); };
    const resolve = <K extends keyof Values & string>(key: K) => (v: Values[K]) => { this.url.set(key, v); this.solve(); };
    const redraw = <K extends keyof Values & string>(key: K) => (v: Values[K]) => { this.url.set(key, v); this.look(); };
    const count = slider({
      label: 'solver steps', name: 'steps', min: 0, max: stepCounts.length - 1, step: 1, value: stepCounts.indexOf(s.steps),
      format: (v) => `${stepCounts[v]} (${stepCounts[v] * stages[s.solver]} evaluations)`, change: (v) => resolve('steps')(stepCounts[v]),
    });
    const panel = element('div', { class: 'panel' },
      element('div', { class: 'buttons four' }, this.buttons.train.element, this.buttons.step.element, this.buttons.rewind.element, this.buttons.seed.element),
      this.chart.canvas,
      element('dl', { class: 'readouts' }, ...Object.values(this.read).map((r) => r.element)),
      this.note.element,
      this.time.element,
      options({ label: 'field', name: 'view', options: views, value: s.view, change: redraw('view') }).element,
      element('div', { class: 'buttons' }, this.buttons.flow.element),
      element('div', { class: 'pair' },
        choice({ label: 'solver', name: 'solver', options: solverOptions, value: s.solver,
          change: (v) => { resolve('solver')(v); count.set(stepCounts.indexOf(s.steps)); } }).element,
        toggle({ label: 'particles', name: 'particles', value: s.particles, change: redraw('particles') }).element),
      count.element,
    );
    const setting = element('div', { class: 'under' },
      slider({
        label: 'learning rate', name: 'rate', min: -4, max: 1, step: 0.1, value: s.rate, format: (v) => String(rateOf(v)),
        change: (v) => { this.url.set('rate', Number(v.toFixed(1))); if (this.job) { this.pause(); this.train(2 ** 30); } },
      }).element,
      choice({ label: 'source', name: 'source', options: sourceOptions, value: s.source, change: reopen('source') }).element,
      choice({ label: 'data', name: 'data', options: dataOptions, value: s.data, change: reopen('data') }).element);
    this.append(element('div', { class: 'figure' }, element('div', { class: 'stage' }, canvas, setting), panel));
    void this.open();
  }

  disconnectedCallback(): void {
    this.stopFlow?.();
    this.worker.terminate();
    this.helper.terminate();
  }

  private get problem(): Problem {
    const { data, source, seed } = this.url.values;
    return { data, source, seed, sigmaMin: 0, points: 2048 };
  }

  /** A fresh network at step 0. */
  private async open(): Promise<void> {
    this.pause();
    const generation = ++this.generation, problem = this.problem, { seed, rate } = this.url.values;
    Object.assign(this.history, new LossHistory());
    this.stepsPerSecond = 0;
    this.note.say('');
    try {
      const { points } = await this.worker.run('open', { problem, network: { ...network, learningRate: rateOf(rate), seed } });
      if (generation !== this.generation) return;
      Object.assign(this.scene, { points, exact: null });
      this.exactKey = '';
      this.show();
      this.look();
      this.solve();
      this.floor = null;
      const floor = await this.helper.run('floor', { problem, samples: floorSamples });
      if (generation !== this.generation) return;
      this.floor = floor.mean;
      this.read.floor.set(`${fixed(floor.mean)} ± ${fixed(floor.standardError)}`);
      this.chart.invalidate();
    } catch (error) {
      this.complain(error);
    }
  }

  private train(steps: number): void {
    if (this.job) return;
    const generation = this.generation;
    this.note.say('');
    const job = this.worker.start('train', { steps, learningRate: rateOf(this.url.values.rate) }, (p) => {
      if (generation === this.generation) this.progress(p);
    });
    this.job = job;
    this.show();
    job.result.then((result) => {
      if (this.job === job) this.job = null;
      if (generation !== this.generation) return;
      this.progress(result);
      if (result.diverged) {
        this.history.cut(result.step);
        this.note.say(`A learning rate of ${rateOf(this.url.values.rate)} is too large: the loss grew to more than 20 times its first value. ` +
          (result.step ? `The network is back at step ${thousands(result.step)}, before it went wrong. Lower the rate and train on.`
            : 'The network is back at its initial weights. Lower the rate and train again.'), 'problem');
      }
      this.show();
      this.look();
      this.solve();
    }, (error) => {
      if (this.job === job) this.job = null;
      this.complain(error);
    });
  }

  private pause(): void {
    this.job?.cancel();
    this.job = null;
    this.show();
  }

  private progress({ losses, seconds }: TrainProgress): void {
    this.history.add(losses);
    if (losses.length > 3 && seconds > 0) {
      const now = losses.length / seconds;
      this.stepsPerSecond = this.stepsPerSecond ? this.stepsPerSecond + 0.05 * (now - this.stepsPerSecond) : now;
    }
    this.show();
    this.look();
    this.solve();
  }

  /** Numbers and chart, from what is known here. */
  private show(): void {
    this.buttons.train.label(this.job ? 'Pause' : this.history.steps ? 'Train on' : 'Train');
    this.buttons.step.enable(!this.job);
    this.read.step.set(thousands(this.history.steps));
    this.read.seed.set(String(this.url.values.seed));
    this.read.loss.set(fixed(this.history.ema));
    this.read.speed.set(this.stepsPerSecond ? thousands(Math.round(this.stepsPerSecond)) : '–');
    this.chart.canvas.setAttribute('aria-label',
      `Loss after ${this.history.steps} steps: ${fixed(this.history.ema)}. ` +
      (this.floor === null ? '' : `A perfect network would reach ${fixed(this.floor)}.`));
    this.chart.invalidate();
  }

  /** Asks for the fields at the time that is shown. */
  private readonly look = latestOnly(async () => {
    // All of one moment: the settings may change while the workers answer.
    const generation = this.generation, { t, view } = this.url.values, problem = this.problem;
    const key = [t, problem.data, problem.source, problem.seed].join();
    try {
      const [learned, exact] = await Promise.all([
        this.worker.run('velocity', { x: places, t }),
        this.exactKey === key ? this.scene.exact
          : this.helper.run('exactField', { problem, t: Math.min(t, lastExactTime), x: places }),
      ]);
      if (generation !== this.generation) return;
      Object.assign(this.scene, { learned, exact });
      this.exactKey = key;
    } catch (error) {
      return this.complain(error);
    }
    const { learned, exact } = this.scene;
    let peak = 0;
    const seen = presence(exact);
    if (learned)
      for (let i = 0; i < bins * bins; i++)
        if (seen(i) > 0.1) peak = Math.max(peak, Math.hypot(learned[2 * i], learned[2 * i + 1]));
    this.read.peak.set(fixed(peak));
    const rms = fieldError(learned, exact)?.rms ?? NaN;
    this.read.error.set(fixed(rms));
    this.plane.canvas.setAttribute('aria-label',
      `The ${view === 'exact' ? 'exact' : 'learned'} velocity at time ${fixed(t)} for ${nameOf(dataOptions, this.url.values.data)}: ` +
      `largest speed ${fixed(peak)}, mean error against the exact field ${fixed(rms)}, ` +
      `${this.url.values.particles ? `with ${particleCount} particles on their way from noise to data` : 'without particles'}.`);
    this.plane.invalidate();
  });
  private exactKey = '';

  /** Sends the particles through the field as it is now. */
  private readonly solve = latestOnly(async () => {
    const { source, seed, solver, steps } = this.url.values;
    try {
      const paths = await this.worker.run('particles', { source, count: particleCount, seed, solver, steps });
      Object.assign(this.scene, { paths, pathSteps: steps });
      this.plane.invalidate();
      // While it trains, a few times a second is enough to see them follow.
      if (this.job) await new Promise((done) => setTimeout(done, 100));
    } catch (error) {
      this.complain(error);
    }
  });

  private setTime(t: number): void {
    this.url.set('t', t);
    this.time.set(t);
    this.look();
    this.plane.invalidate();
  }

  /** Runs t from 0 to 1 once. */
  private flow(): void {
    this.stopFlow?.();
    this.solve();
    if (reducedMotion()) return this.setTime(1);
    let t = 0;
    const stop = animate((seconds) => {
      t = Math.min(1, t + seconds / 2.5);
      this.setTime(Math.round(t * 1000) / 1000);
      return t < 1;
    });
    this.stopFlow = () => { stop(); this.stopFlow = null; };
  }

  private complain(error: unknown): void {
    if (!(error instanceof Cancelled)) this.note.say(error instanceof Error ? error.message : String(error), 'problem');
  }
}

customElements.define('fm-train', TrainElement);
