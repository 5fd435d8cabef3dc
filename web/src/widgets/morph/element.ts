// <fm-morph>: two noises, and the digits that grow from the noises between them.
import { drawFrame } from '../../plot/digits';
import { choice, slider, toggle } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { keys } from '../../ui/names';
import { Sheet } from '../../ui/screen';
import { words as digits } from '../../ui/strings/digits';
import { words as common } from '../../ui/strings/figure';
import { oneOf, wholeWithin, within } from '../../ui/url_state';
import { classOptions, labelsFor } from '../../weights/labels';
import { Sampler } from '../../weights/sampler';
import { Desk } from '../../weights/studio';
import { count, first, mostSeed, otherSeeds, steps } from './seeds';

const words = digits.morph;

interface Values extends Record<string, number | string | boolean> {
  t: number;
  a: number;
  b: number;
  label: (typeof classOptions)[number][0];
  normalised: boolean;
}

class MorphElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'morph', words.label, { t: 1, ...first, normalised: true }, {
    t: within(0, 1),
    a: wholeWithin(0, mostSeed),
    b: wholeWithin(0, mostSeed),
    label: oneOf(keys(classOptions)),
  });
  private readonly desk = this.figure.worker(() => new Desk());
  private readonly sampler = new Sampler(this.desk, {
    loading: (share) => this.figure.busy(share),
    opened: () => {},
    moved: () => {
      this.figure.stale(false);
      this.show();
    },
    ended: (_, error) => this.ended(error),
  }, () => void this.sample());
  private readonly sheet = new Sheet((ctx, w, h) => drawFrame(ctx, w, h, this.sampler.frames?.at(this.figure.values.t) ?? null));
  private readonly bar = this.figure.time('t', () => this.show(), { loop: false, format: (t) => fixed(this.sampler.frames?.at(t).t ?? t) });
  private readonly retry = this.figure.action(common.tryAgain, () => void this.sample(), { name: 'sample' });

  connectedCallback(): void {
    const f = this.figure, again = () => void this.sample();
    this.classList.add('wide');
    this.retry.element.hidden = true;
    f.view(this.sheet, 'grid');
    f.action(words.seeds, () => {
      const { a, b } = otherSeeds(f.values);
      f.set('a', a);
      f.set('b', b);
      again();
    }, { name: 'other' });
    for (const [key, label] of [['a', words.left], ['b', words.right]] as const)
      f.control(key, (b) => slider({ ...b, label, min: 0, max: mostSeed, step: 1, format: String }), again);
    f.control('normalised', (b) => toggle({ ...b, label: words.normalised }), again);
    f.extra('label', (b) => choice({ ...b, label: common.class, options: classOptions }), again);
    f.mount(again, { sight: (visible) => this.sampler.sight(visible), wake: () => {} });
  }

  disconnectedCallback(): void {
    this.sampler.stop();
    this.figure.dispose();
  }

  private sample(): Promise<void> {
    const { a, b, label, normalised } = this.figure.values;
    this.figure.say('');
    this.figure.stale(true);
    this.retry.element.hidden = true;
    return this.sampler.sample({
      network: '',
      labels: labelsFor(label, count),
      solver: 'euler',
      steps,
      guidance: 1,
      noise: (pool) => pool.run('morph', { seedA: a, seedB: b, count, normalised }),
    });
  }

  private ended(error: unknown): void {
    const { frames } = this.sampler;
    this.figure.busy(null);
    if (error !== null) {
      this.retry.element.hidden = false;
      this.figure.complain(error);
    } else if (frames?.fault) this.figure.say(frames.fault, 'problem');
    this.show();
  }

  private show(): void {
    const f = this.figure, { frames } = this.sampler, { a, b, t } = f.values;
    if (!frames) return;
    const now = frames.at(t);
    if (!this.bar.playing) this.bar.set(t === 1 ? now.t : t);
    f.describe(this.sheet.canvas, words.picture(count, fixed(now.t), a, b));
    this.sheet.invalidate();
  }
}

customElements.define('fm-morph', MorphElement);
