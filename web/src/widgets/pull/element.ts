// <fm-pull>: a few data points and one place x_t at which each pulls with its posterior weight: at t = 0 everyone, at the end the
// nearest alone.
import { Client } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import { choice, pick } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { movable } from '../../ui/movable';
import { dataOptions, keys, rows } from '../../ui/names';
import { Sheet } from '../../ui/screen';
import { words } from '../../ui/strings/pull';
import { words as common } from '../../ui/strings/figure';
import { oneOf, wholeWithin, within } from '../../ui/url_state';
import { half, lastExactTime } from '../../plot/field_view';
import type { PullJobs } from './job';
import { draw, drawCourse, planeOf, type Scene, type Values } from './scene';

const counts = [5, 8, 12, 20, 30];

class PullElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'pull', words.label, { t: 0.4, points: 12, data: 'moons', seed: 3, x: -1.1, y: -1.6 }, {
    t: within(0, lastExactTime),
    points: (v: number) => counts.includes(v),
    data: oneOf(keys(dataOptions)),
    seed: wholeWithin(0, 4294967295),
    x: within(-half, half),
    y: within(-half, half),
  });
  private readonly client = this.figure.worker(() => new Client<PullJobs>(planeModule, worker));
  private readonly scene: Scene = { state: this.figure.values, pull: null, course: null };
  private readonly sheet = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene));
  private readonly chart = new Sheet((ctx, w, h) => drawCourse(ctx, w, h, this.scene));
  private readonly read = {
    largest: this.figure.readout(words.largest, 'largest'),
    number: this.figure.readout(words.number, 'number'),
    velocity: this.figure.readout(words.velocity, 'velocity'),
  };
  private solved = '';

  connectedCallback(): void {
    const f = this.figure, canvas = f.view(this.sheet), look = () => this.look();
    f.aside(this.chart);
    f.time('t', look, { max: lastExactTime, seconds: 5 });
    f.legend(rows(words.legend));
    f.control('points', (b) => pick({ ...b, label: words.points, values: counts }), look);
    f.extra('data', (b) => choice({ ...b, label: common.data, options: dataOptions }), look);
    f.nextSeed('seed', words.others, look);
    movable(f, canvas, () => planeOf(canvas.getContext('2d')!, canvas.clientWidth, canvas.clientHeight), 0.1, look);
    f.mount(look, { wake: look });
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private readonly look = this.figure.latest(async () => {
    const { t, x, y, points: count, data, seed } = this.figure.values, of = { data, count, seed }, key = JSON.stringify([of, x, y]);
    this.scene.pull = await this.client().run('pull', { ...of, t, x, y });
    if (this.solved !== key) this.scene.course = await this.client().run('course', { ...of, x, y });
    this.solved = key;
    this.show();
  });

  private show(): void {
    const { pull, course, state: s } = this.scene;
    if (!pull || !course) return;
    const pair = (x: number, y: number) => `(${fixed(x)}, ${fixed(y)})`, all = pull.weights.length, number = fixed(pull.number, 1);
    const largest = words.percent(Math.max(...pull.weights)), velocity = pair(...pull.velocity);
    this.read.largest.set(largest);
    this.read.number.set(words.of(number, all));
    this.read.velocity.set(velocity);
    const [lastX, lastY] = pull.way.slice(-2);
    this.figure.describe(this.sheet.canvas, words.picture(all, pair(s.x, s.y), fixed(s.t), largest, number, velocity, pair(...pull.end), pair(lastX, lastY)));
    this.figure.describe(this.chart.canvas, words.course(all, number, fixed(s.t), fixed(course.average[Math.round(100 * s.t)], 1)));
    this.figure.invalidate();
  }
}

customElements.define('fm-pull', PullElement);
