// <fm-pair>: a pair that the reader drags by its ends and along its path; then ten pairs, then hundreds.
import { Client } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import { choice, pick } from '../../ui/controls';
import { fixed, thousands } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { handles } from '../../ui/handles';
import { inside } from '../../ui/movable';
import { dataOptions, keys, nameOf, sourceOptions } from '../../ui/names';
import { kinds, scheduleOf } from '../../ui/schedules';
import { Sheet } from '../../ui/screen';
import { words as common } from '../../ui/strings/figure';
import { words } from '../../ui/strings/pair';
import { words as schedule } from '../../ui/strings/schedules';
import { oneOf, wholeWithin, within } from '../../ui/url_state';
import { half } from '../../plot/field_view';
import type { PairJobs } from './job';
import { at, draw, planeOf, type Scene, type Values } from './scene';

const counts = [1, 10, 300];

class PairElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'pair', words.label, {
    t: 0.3,
    pairs: 1,
    kind: 'cond-ot',
    data: 'moons',
    source: 'gaussian',
    seed: 1,
    ax: -0.8,
    ay: -1.2,
    bx: 2.2,
    by: 1.4,
  }, {
    t: within(0, 1),
    pairs: (v: number) => counts.includes(v),
    kind: oneOf(keys(kinds)),
    data: oneOf(keys(dataOptions)),
    source: oneOf(keys(sourceOptions)),
    seed: wholeWithin(0, 4294967295),
    ax: within(-half, half),
    ay: within(-half, half),
    bx: within(-half, half),
    by: within(-half, half),
  });
  private readonly client = this.figure.worker(() => new Client<PairJobs>(planeModule, worker));
  private readonly scene: Scene = { state: this.figure.values, ways: null };
  private readonly sheet = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene));
  private readonly read = {
    place: this.figure.readout(words.place, 'place'),
    velocity: this.figure.readout(words.velocity, 'velocity'),
  };

  connectedCallback(): void {
    const f = this.figure, canvas = f.view(this.sheet), anew = () => this.refresh();
    f.time('t', () => this.show(), { seconds: 3 });
    f.legend([['noise', words.legend.noise], ['data', words.legend.data], ['between', words.legend.path], ['velocity', words.legend.velocity]]);
    f.control('pairs', (b) => pick({ ...b, label: words.pairs, values: counts, format: thousands }), anew);
    f.control('kind', (b) => choice({ ...b, label: schedule.schedule, options: kinds }), anew);
    f.control('source', (b) => choice({ ...b, label: common.source, options: sourceOptions }), anew);
    f.extra('data', (b) => choice({ ...b, label: common.data, options: dataOptions }), anew);
    f.nextSeed('seed', words.draw, anew);
    for (const key of ['ax', 'ay', 'bx', 'by'] as const) f.follow(key, anew);
    this.drags(canvas);
    f.mount(() => {
      anew();
      f.playOnce();
    }, { wake: anew });
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  /** The ends of a single pair, and its place along the path. */
  private drags(canvas: HTMLCanvasElement): void {
    const s = this.figure.values, plane = () => planeOf(canvas.getContext('2d')!, canvas.clientWidth, canvas.clientHeight);
    const place = (which: number, x: number, y: number) => {
      if (which === 2) return this.along(x, y);
      this.figure.set(which === 0 ? 'ax' : 'bx', inside(x, half));
      this.figure.set(which === 0 ? 'ay' : 'by', inside(y, half));
      this.refresh();
    };
    const places = (): [number, number][] => {
      const { ways } = this.scene;
      if (s.pairs !== 1 || !ways || ways.x0.length !== 2) return [];
      const { x, y } = at(ways, s.t, 0);
      return [[s.ax, s.ay], [s.bx, s.by], [x, y]];
    };
    handles(canvas, {
      at: () => places().map(([x, y]) => [plane().px(x), plane().py(y)]),
      move: (which, px, py) => place(which, ...plane().world(px, py)),
      nudge: (which, dx, dy) => {
        const p = places()[which];
        if (which === 2) this.setTime(s.t + 0.02 * (dx + dy));
        else if (p) place(which, p[0] + 0.1 * dx, p[1] + 0.1 * dy);
      },
    });
  }
  /** To the time at which the path comes nearest to a place. */
  private along(x: number, y: number): void {
    const { ways } = this.scene;
    if (!ways) return;
    let best = 0, least = Infinity;
    for (let k = 0; k <= 100; k++) {
      const p = at(ways, k / 100, 0), distance = Math.hypot(p.x - x, p.y - y);
      if (distance < least) [best, least] = [k / 100, distance];
    }
    this.setTime(best);
  }
  private setTime(t: number): void {
    this.figure.set('t', Math.round(100 * Math.max(0, Math.min(1, t))) / 100);
    this.show();
  }

  private readonly refresh = this.figure.latest(async () => {
    const { data, source, kind, seed, pairs, ax, ay, bx, by } = this.figure.values;
    this.scene.ways = await this.client().run('ways', {
      data,
      source,
      seed,
      pairs,
      schedule: scheduleOf(kind),
      own: pairs === 1 ? [ax, ay, bx, by] : null,
    });
    this.show();
  });

  private show(): void {
    const { ways, state: s } = this.scene;
    if (!ways) return;
    const { x, y, u, v } = at(ways, s.t, 0), pair = (a: number, b: number) => `(${fixed(a)}, ${fixed(b)})`;
    this.read.place.set(pair(x, y));
    this.read.velocity.set(pair(u, v));
    this.figure.describe(this.sheet.canvas,
      words.picture(nameOf(sourceOptions, s.source), nameOf(dataOptions, s.data), ways.x0.length / 2, nameOf(kinds, s.kind), fixed(s.t), pair(x, y),
        pair(u, v)) +
        (s.pairs === 1 ? words.keys : ''));
    this.sheet.invalidate();
  }
}

customElements.define('fm-pair', PairElement);
