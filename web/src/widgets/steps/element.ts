// <fm-steps>: the worked equation in the plane of t and x, and what a solver asks of it, one slope at a time.
import { Client } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import { stages } from '../../engine/names';
import { options, slider } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { handles } from '../../ui/handles';
import { keys, nameOf, solverOptions } from '../../ui/names';
import { Sheet } from '../../ui/screen';
import { words as common } from '../../ui/strings/figure';
import { words } from '../../ui/strings/steps';
import { oneOf, within, wholeWithin } from '../../ui/url_state';
import type { StepsJobs } from './job';
import { belongs, Chart, columns, curvePoints, draw, high, low, rows, shown, type Scene, type Values } from './scene';

const lowest = 1.75, highest = 2.25, most = 32;
const scientific = (v: number) => (v >= 0.001 ? fixed(v, 5) : v.toExponential(2).replace('-', '\u2212'));

class StepsElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'steps', words.label, {
    done: 1,
    solver: 'rk4',
    steps: 1,
    start: 2,
  }, { done: within(0, 1), solver: oneOf(keys(solverOptions)), steps: wholeWithin(1, most), start: within(lowest, highest) });
  private readonly scene: Scene = { state: this.figure.values, field: null, run: null };
  private readonly sheet = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene));
  private readonly client = this.figure.worker(() => new Client<StepsJobs>(planeModule, worker));
  private readonly canvas = this.figure.view(this.sheet, 'plane wide');
  private readonly measures = {
    end: this.figure.readout(words.end, 'end'),
    error: this.figure.readout(words.error, 'error'),
    ratio: this.figure.readout(words.ratio, 'ratio'),
    exact: this.figure.readout(words.exact, 'exact'),
  };

  connectedCallback(): void {
    const f = this.figure, s = f.values;
    f.time('done', () => this.show(), {
      label: words.slopes,
      seconds: 6,
      loop: false,
      step: 0.001,
      format: () => words.of(shown(s), s.steps * stages[s.solver]),
    });
    f.control('solver', (b) => options({ ...b, label: common.solver, options: solverOptions }), () => this.refresh());
    f.control('steps', (b) => slider({ ...b, label: words.steps, min: 1, max: most, step: 1, format: (n) => words.length(n, fixed(1 / n, 3)) }),
      () => this.refresh());
    f.control('start', (b) => slider({ ...b, label: words.start, min: lowest, max: highest, step: 0.01, format: (v) => fixed(v) }), () => this.refresh());
    f.action(words.next, () => this.next(), { name: 'next', title: words.nextTitle });
    handles(this.canvas, {
      at: () => {
        const c = this.chart();
        return [[c.px(0), c.py(s.start)]];
      },
      move: (_, __, py) => this.move(this.chart().x(py)),
      nudge: (_, __, dy) => this.move(s.start + 0.01 * dy),
    });
    f.mount(() => this.open(), { wake: () => this.open() });
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private chart(): Chart {
    return new Chart(this.canvas.getContext('2d')!, this.canvas.clientWidth, this.canvas.clientHeight);
  }
  private move(x: number): void {
    this.figure.set('start', Math.round(100 * Math.max(lowest, Math.min(highest, x))) / 100);
    this.refresh();
  }
  private next(): void {
    const s = this.figure.values, all = s.steps * stages[s.solver], seen = shown(s);
    this.figure.set('done', seen >= all ? 0 : Math.ceil(1000 * ((seen + 1) / all)) / 1000);
    this.show();
  }
  private async open(): Promise<void> {
    const times = Float64Array.from({ length: columns * rows }, (_, i) => (i % columns) / (columns - 1));
    const places = Float64Array.from({ length: columns * rows }, (_, i) => low + ((Math.floor(i / columns) + 0.5) / rows) * (high - low));
    this.refresh();
    try {
      this.scene.field = { times, places, slopes: await this.client().run('slopes', { times, places }) };
    } catch (error) {
      this.figure.complain(error);
    }
    this.figure.invalidate();
  }
  private readonly refresh = this.figure.latest(async () => {
    const { solver, steps, start } = this.figure.values;
    this.scene.run = await this.client().run('run', { solver, steps, x0: start, points: curvePoints });
    this.show();
  });

  private show(): void {
    const { state: s, run } = this.scene, perStep = stages[s.solver], seen = shown(s);
    this.figure.set('done', s.done); // the bar's words, whose "of" has changed
    if (!run || !belongs(run, s)) return;
    this.figure.legend([['velocity', words.legend.slopes], ['exact', words.legend.exact], ['noise', words.legend.start], ['error', words.legend.error]]);
    const finished = seen === s.steps * perStep, m = this.measures;
    m.end.set(finished ? fixed(run.states[s.steps], 5) : '–');
    m.error.set(finished ? scientific(run.error) : '–');
    m.ratio.set(finished && run.halved > 0 ? fixed(run.error / run.halved, 1) : '–');
    m.exact.set(fixed(run.curve[curvePoints], 5));
    const k = run.slopes[Math.max(0, seen - 1)];
    this.figure.describe(this.canvas, words.equation(fixed(s.start)) +
      words.taken(nameOf(solverOptions, s.solver), s.steps, seen, s.steps * perStep, fixed(k.slope, 3), fixed(k.t), fixed(k.x, 3)) +
      (finished ? words.ended(fixed(run.states[s.steps], 5), fixed(run.curve[curvePoints], 5)) : '') + words.keys);
    this.figure.say(s.solver === 'heun' && finished ? words.luckyHeun : '');
    this.figure.invalidate();
  }
}

customElements.define('fm-steps', StepsElement);
