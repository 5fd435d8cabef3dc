// <fm-schedules>: how much data and how much noise there is at each time, and what that does to paths and to the law.
import { Client } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import { choice, options, slider } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { keys, nameOf } from '../../ui/names';
import { kinds, scheduleOf } from '../../ui/schedules';
import { Sheet } from '../../ui/screen';
import { words } from '../../ui/strings/schedules';
import { oneOf, wholeWithin, within } from '../../ui/url_state';
import type { ScheduleJobs } from './job';
import { curves, draw, drawCurves, stepOf, ways, type Scene, type Values } from './scene';

class SchedulesElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'schedules', words.label, {
    t: 0.5,
    kind: 'cond-ot',
    sigma: 0,
    way: 'pairs',
    curves: 'values',
    seed: 1,
  }, {
    t: within(0, 1),
    kind: oneOf(keys(kinds)),
    sigma: within(0, 0.5),
    way: oneOf(keys(ways)),
    curves: oneOf(keys(curves)),
    seed: wholeWithin(0, 4294967295),
  });
  private readonly client = this.figure.worker(() => new Client<ScheduleJobs>(planeModule, worker));
  private readonly scene: Scene = { state: this.figure.values, course: null };
  private readonly sheet = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene));
  private readonly chart = new Sheet((ctx, w, h) => drawCurves(ctx, w, h, this.scene));
  private readonly read = {
    alpha: this.figure.readout(words.alpha, 'alpha'),
    sigma: this.figure.readout(words.sigma, 'sigma'),
    snr: this.figure.readout(words.snr, 'snr'),
    dAlpha: this.figure.readout(words.dAlpha, 'd-alpha'),
    dSigma: this.figure.readout(words.dSigma, 'd-sigma'),
  };

  connectedCallback(): void {
    const f = this.figure, anew = () => this.refresh(), redraw = () => this.show();
    f.view(this.sheet);
    f.aside(this.chart);
    f.time('t', redraw, { seconds: 4 });
    f.legend([['noise', words.legend.noise], ['data', words.legend.data], ['between', words.legend.pairs], ['velocity', words.legend.velocity], ['exact',
      words.legend.flow]]);
    f.control('kind', (b) => choice({ ...b, label: words.schedule, options: kinds }), anew);
    f.control('way', (b) => options({ ...b, label: words.lines, options: ways }), redraw);
    f.control('curves', (b) => options({ ...b, label: words.beside, options: curves }), redraw);
    f.extra('sigma', (b) => slider({ ...b, label: words.sigmaMin, min: 0, max: 0.5, step: 0.01, format: (v) => fixed(v) }), anew);
    f.nextSeed('seed', words.draw, anew);
    f.mount(() => {
      anew();
      f.playOnce();
    }, { wake: anew });
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private readonly refresh = this.figure.latest(async () => {
    const { kind, sigma, seed } = this.figure.values;
    this.scene.course = await this.client().run('course', { schedule: scheduleOf(kind, sigma), seed });
    this.figure.say(sigma > 0 && kind !== 'cond-ot' ? words.noSigmaMin : '');
    this.show();
  });

  private show(): void {
    const { course, state } = this.scene;
    if (!course) return;
    const { alpha, sigma, dAlpha, dSigma, logSnr } = course.values[stepOf(state.t)], signed = (v: number) => fixed(v, Math.abs(v) < 100 ? 2 : 0);
    this.read.alpha.set(fixed(alpha));
    this.read.sigma.set(fixed(sigma));
    this.read.snr.set(Number.isFinite(logSnr) ? fixed(Math.round(10 * logSnr) / 10 || 0, 1) : logSnr > 0 ? '∞' : '\u2212∞');
    this.read.dAlpha.set(signed(dAlpha));
    this.read.dSigma.set(signed(dSigma));
    const canvas = this.sheet.canvas, chart = this.chart.canvas;
    this.figure.describe(canvas, words.law(nameOf(kinds, state.kind), fixed(state.t), state.way === 'pairs' ? words.onPaths : words.inFlow));
    this.figure.describe(chart, words.values(nameOf(kinds, state.kind), fixed(state.t), fixed(alpha), fixed(sigma), signed(dAlpha), signed(dSigma)));
    this.figure.invalidate();
  }
}

customElements.define('fm-schedules', SchedulesElement);
