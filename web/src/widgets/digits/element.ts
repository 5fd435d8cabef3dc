// <fm-digits>: digits that are sampled here from a published network, all at the same time t, over what the network
// expects them to become.
import type { Solver } from '../../engine/names';
import { Cancelled } from '../../engine/runtime/protocol';
import { drawFrame, pixels } from '../../plot/digits';
import { choice, options, pick, slider } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { keys, solverOptions } from '../../ui/names';
import { Sheet } from '../../ui/screen';
import { words } from '../../ui/strings/digits';
import { words as common } from '../../ui/strings/figure';
import { oneOf, wholeWithin, within } from '../../ui/url_state';
import { classWords, evaluations, labelOptions, labelsFor, type Label } from '../../weights/labels';
import type { Entry } from '../../weights/manifest';
import { measuredNear } from '../../weights/quality';
import { Sampler } from '../../weights/sampler';
import { Desk } from '../../weights/studio';

/** What a network for any number of steps begins with. */
const usual = { solver: 'euler', steps: 20, guidance: 2 } as const;
const counts = [['1', '1'], ['10', '10'], ['60', '60']] as const;
const stepCounts = [1, 2, 3, 4, 5, 8, 10, 20, 30, 50, 100];

interface Values extends Record<string, number | string | boolean> {
  t: number;
  count: (typeof counts)[number][0];
  seed: number;
  solver: Solver;
  steps: number;
  label: Label;
  guidance: number;
  network: string;
}

class DigitsElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'digits', words.label, {
    t: 1,
    count: '10',
    seed: 1,
    ...usual,
    label: 'turn',
    network: '',
  }, {
    t: within(0, 1),
    count: oneOf(keys(counts)),
    seed: wholeWithin(0, 4294967295),
    solver: oneOf(keys(solverOptions)),
    steps: (v: number) => stepCounts.includes(v),
    label: oneOf(keys(labelOptions)),
    guidance: within(0, 6),
  });
  private readonly desk = this.figure.worker(() => new Desk());
  private readonly sampler = new Sampler(this.desk, {
    loading: (share) => this.figure.busy(share),
    opened: (entry) => void this.opened(entry),
    moved: () => {
      this.figure.stale(false);
      this.show();
    },
    ended: (seconds, error) => this.ended(seconds, error),
  }, () => void this.sample());
  private readonly sheet = new Sheet((ctx, w, h) => drawFrame(ctx, w, h, this.sampler.frames?.at(this.figure.values.t) ?? null));
  private readonly go = this.figure.action(words.stop, () => (this.sampler.running ? this.sampler.stop() : void this.sample()), { name: 'sample' });
  private readonly read = {
    time: this.figure.readout(words.time, 'time'),
    cost: this.figure.readout(words.cost, 'evaluations'),
    quality: this.figure.readout(words.quality, 'quality'),
  };
  private readonly bar = this.figure.time('t', () => this.show(), { loop: false, format: (t) => fixed(this.sampler.frames?.at(t).t ?? t) });
  private offered = false;
  private open: Entry | null = null;

  connectedCallback(): void {
    const f = this.figure, again = () => void this.sample();
    this.classList.add('wide');
    f.view(this.sheet, 'grid');
    f.nextSeed('seed', words.noise, again, words.noiseTitle);
    f.control('label', (b) => choice({ ...b, label: common.class, options: labelOptions }), again);
    f.control('guidance',
      (b) => slider({ ...b, label: words.guidance, min: 0, max: 6, step: 0.25, format: (v) => (v === 0 ? words.ignored : v === 1 ? words.plain : fixed(v)) }),
      again);
    f.control('steps', (b) => pick({ ...b, label: common.solverSteps, values: stepCounts }), again);
    f.extra('solver', (b) => choice({ ...b, label: common.solver, options: solverOptions }), again);
    f.extra('count', (b) => options({ ...b, label: words.count, options: counts }), again);
    f.follow('seed', again);
    f.follow('network', again);
    f.mount(() =>
      void this.sample().then(() => {
        if (this.sampler.frames?.done && f.values.t === 1) f.playOnce();
      }), { sight: (visible) => this.sampler.sight(visible), wake: () => {} });
  }

  disconnectedCallback(): void {
    this.sampler.stop();
    this.figure.dispose();
  }

  private sample(): Promise<void> {
    const { count, seed, solver, steps, label, guidance, network } = this.figure.values;
    this.figure.say('');
    this.figure.stale(true);
    this.read.time.set('–');
    this.read.cost.set(words.each(evaluations(solver, steps, guidance, label)));
    this.tellQuality();
    this.go.label(words.stop);
    return this.sampler.sample({
      network,
      labels: labelsFor(label, Number(count)),
      solver,
      steps,
      guidance,
      noise: (pool) => pool.run('noise', { seed, count: Number(count), numbers: pixels }),
    });
  }

  /** Real test digits have distance 1. */
  private tellQuality(): void {
    const { solver, steps, guidance, label } = this.figure.values, asked = evaluations(solver, steps, guidance, label);
    const found = this.open && measuredNear(this.open.quality, label, guidance, asked);
    this.read.quality.set(found ? words.measured(fixed(found.times_floor, 1), found.network_evaluations) : words.notMeasured);
  }

  private async opened(entry: Entry): Promise<void> {
    this.open = entry;
    this.tellQuality();
    if (this.offered) return;
    this.offered = true;
    const entries = (await this.desk().networks()).filter((e) => !e.latent);
    if (entries.length < 2) return;
    const named = (e: Entry) => {
      const size = words.megabytes(fixed(e.bytes / 1e6, 1)), loss = e.metrics.test_loss;
      return e.eulerSteps ? words.few(e.name, size, e.eulerSteps) : Number.isFinite(loss) ? words.loss(e.name, size, fixed(loss, 3)) : e.name;
    };
    this.figure.extra('network', (b) => choice({ ...b, value: entry.name, label: words.network, options: entries.map((e) => [e.name, named(e)] as const) }),
      () => {
        const few = entries.find((e) => e.name === this.figure.values.network)?.eulerSteps;
        // Between two that take any number of steps the reader's own setting stays.
        if (few || this.open?.eulerSteps) {
          for (const [key, value] of Object.entries(few ? { solver: 'euler', steps: few, guidance: 1 } : usual)) this.figure.set(key, value);
        }
        void this.sample();
      });
  }

  /** A network for few steps, asked at times that those do not come to. */
  private asksElsewhere(): boolean {
    const { solver, steps } = this.figure.values, few = this.open?.eulerSteps ?? 0;
    return few > 0 && (solver !== 'euler' || few % steps !== 0);
  }

  private ended(seconds: number | null, error: unknown): void {
    const { frames } = this.sampler;
    this.figure.busy(null);
    this.go.label(error === null || error instanceof Cancelled ? words.again : common.tryAgain);
    if (error instanceof Cancelled) this.figure.say(words.stopped);
    else if (error !== null) this.figure.complain(error);
    else if (frames?.fault) this.figure.say(frames.fault, 'problem');
    else if (this.open && this.asksElsewhere()) this.figure.say(words.otherTimes(this.open.name, stepCounts.filter((n) => this.open!.eulerSteps % n === 0)));
    if (seconds !== null) this.read.time.set(seconds < 1 ? words.milliseconds(Math.max(1, Math.round(1000 * seconds))) : words.seconds(fixed(seconds)));
    this.show();
  }

  private show(): void {
    const f = this.figure, { frames } = this.sampler, { count, label, seed, steps, t } = f.values;
    if (!frames) return;
    const now = frames.at(t);
    // While it runs the bar says how far all of them are; a reader who has moved it keeps his time.
    if (!this.bar.playing) this.bar.set(t === 1 ? now.t : t);
    f.describe(this.sheet.canvas,
      words.picture(count === '1' ? words.one : words.many(count), classWords(label), fixed(now.t), seed, steps, count === '1' ? words.it : words.them));
    this.sheet.invalidate();
  }
}

customElements.define('fm-digits', DigitsElement);
