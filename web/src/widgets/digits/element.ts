// <fm-digits>: digits that are sampled here from a published network, all at the same time t, over what the network
// expects them to become.
import type { Solver } from '../../engine/names';
import { Cancelled } from '../../engine/runtime/protocol';
import { drawFrame } from '../../plot/digits';
import { choice, options, pick, slider } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { keys, solverOptions } from '../../ui/names';
import { Sheet } from '../../ui/screen';
import { oneOf, wholeWithin, within } from '../../ui/url_state';
import { classWords, evaluations, labelOptions, labelsFor, type Label } from '../../weights/labels';
import type { Entry } from '../../weights/manifest';
import { measuredNear } from '../../weights/quality';
import { Sampler } from '../../weights/sampler';
import { Desk } from '../../weights/studio';

const counts = [['1', '1'], ['10', '10'], ['60', '60']] as const;
const stepCounts = [1, 2, 3, 4, 5, 8, 10, 20, 30, 50, 100];

interface Values extends Record<string, number | string | boolean> {
  t: number; count: (typeof counts)[number][0]; seed: number; solver: Solver; steps: number; label: Label; guidance: number; network: string;
}

class DigitsElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'digits', 'Digits on their way from noise', {
    t: 1, count: '10', seed: 1, solver: 'euler', steps: 20, label: 'turn', guidance: 2, network: '',
  }, {
    t: within(0, 1), count: oneOf(keys(counts)), seed: wholeWithin(0, 4294967295), solver: oneOf(keys(solverOptions)),
    steps: (v: number) => stepCounts.includes(v), label: oneOf(keys(labelOptions)), guidance: within(0, 6),
  });
  private readonly desk = this.figure.worker(() => new Desk());
  private readonly sampler = new Sampler(this.desk, {
    loading: (share) => this.figure.busy(share), opened: (entry) => void this.opened(entry),
    moved: () => { this.figure.stale(false); this.show(); }, ended: (seconds, error) => this.ended(seconds, error),
  }, () => void this.sample());
  private readonly sheet = new Sheet((ctx, w, h) => drawFrame(ctx, w, h, this.sampler.frames?.at(this.figure.values.t) ?? null));
  private readonly go = this.figure.action('Stop', () => (this.sampler.running ? this.sampler.stop() : void this.sample()), { name: 'sample' });
  private readonly read = {
    time: this.figure.readout('time taken', 'time'), cost: this.figure.readout('evaluations', 'evaluations'),
    quality: this.figure.readout('distance from real digits', 'quality'),
  };
  private readonly bar = this.figure.time('t', () => this.show(), { loop: false, format: (t) => fixed(this.sampler.frames?.at(t).t ?? t) });
  private offered = false;
  private open: Entry | null = null;

  connectedCallback(): void {
    const f = this.figure, again = () => void this.sample();
    this.classList.add('wide');
    f.view(this.sheet, 'grid');
    f.nextSeed('seed', 'New noise', again, 'Other noise: the next seed');
    f.control('label', (b) => choice({ ...b, label: 'class', options: labelOptions }), again);
    f.control('guidance', (b) => slider({ ...b, label: 'guidance w', min: 0, max: 6, step: 0.25,
      format: (v) => (v === 0 ? '0 (label ignored)' : v === 1 ? '1 (plain)' : fixed(v)) }), again);
    f.control('steps', (b) => pick({ ...b, label: 'solver steps', values: stepCounts }), again);
    f.extra('solver', (b) => choice({ ...b, label: 'solver', options: solverOptions }), again);
    f.extra('count', (b) => options({ ...b, label: 'digits', options: counts }), again);
    f.follow('seed', again);
    f.follow('network', again);
    f.mount(() => void this.sample().then(() => {
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
    this.read.cost.set(`${evaluations(solver, steps, guidance, label)} an image`);
    this.tellQuality();
    this.go.label('Stop');
    return this.sampler.sample({
      network, labels: labelsFor(label, Number(count)), solver, steps, guidance,
      noise: (pool) => pool.run('noise', { seed, count: Number(count) }),
    });
  }

  /** Real test digits have distance 1. */
  private tellQuality(): void {
    const { solver, steps, guidance, label } = this.figure.values, asked = evaluations(solver, steps, guidance, label);
    const found = this.open && measuredNear(this.open.quality, label, guidance, asked);
    this.read.quality.set(found ? `${fixed(found.times_floor, 1)} (at ${found.network_evaluations})` : 'not measured');
  }

  private async opened(entry: Entry): Promise<void> {
    this.open = entry;
    this.tellQuality();
    if (this.offered) return;
    this.offered = true;
    const entries = await this.desk().networks();
    if (entries.length < 2) return;
    this.figure.extra('network', (b) => choice({ ...b, value: entry.name, label: 'network',
      options: entries.map((e) => [e.name, Number.isFinite(e.metrics.test_loss) ? `${e.name} (loss ${fixed(e.metrics.test_loss, 3)})` : e.name] as const) }),
    () => void this.sample());
  }

  private ended(seconds: number | null, error: unknown): void {
    const { frames } = this.sampler;
    this.figure.busy(null);
    this.go.label(error === null || error instanceof Cancelled ? 'Sample again' : 'Try again');
    if (error instanceof Cancelled) this.figure.say('Stopped. What was reached is on show.');
    else if (error !== null) this.figure.complain(error);
    else if (frames?.fault) this.figure.say(frames.fault, 'problem');
    if (seconds !== null) this.read.time.set(seconds < 1 ? `${Math.max(1, Math.round(1000 * seconds))} ms` : `${fixed(seconds)} s`);
    this.show();
  }

  private show(): void {
    const f = this.figure, { frames } = this.sampler, { count, label, seed, steps, t } = f.values;
    if (!frames) return;
    const now = frames.at(t);
    // While it runs the bar says how far all of them are; a reader who has moved it keeps his time.
    if (!this.bar.playing) this.bar.set(t === 1 ? now.t : t);
    f.describe(this.sheet.canvas, `${count === '1' ? 'A digit' : `${count} digits`}, ${classWords(label)}, at time ${fixed(now.t)} on the way from ` +
      `the noise of seed ${seed} in ${steps} steps, and what the network expects ${count === '1' ? 'it' : 'them'} to become.`);
    this.sheet.invalidate();
  }
}

customElements.define('fm-digits', DigitsElement);
