// <fm-flow>: a wind on the plane, and what it does: to one boat, to two, to all places at once, and backward.
import { Client } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import { choice, options, slider } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { handles } from '../../ui/handles';
import { inside } from '../../ui/movable';
import { keys, nameOf, solverOptions } from '../../ui/names';
import { Sheet } from '../../ui/screen';
import { words as common } from '../../ui/strings/figure';
import { words } from '../../ui/strings/flow';
import { oneOf, within, wholeWithin } from '../../ui/url_state';
import { fineSteps, half, winds } from './fields';
import type { FlowJobs } from './job';
import { along, apart, draw, drawApart, planeOf, views, type Scene, type Values } from './scene';

/** A small distance in words: 1.2e-7 says nothing to most. */
export const small = (v: number) => (v === 0 ? '0' : v >= 0.001 ? fixed(v, 4) : v.toExponential(1).replace('-', '\u2212'));

class FlowElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'flow', words.label, {
    t: 0.7,
    wind: 'gyre',
    strength: 1,
    view: 'boat',
    x: 0.2,
    y: -0.8,
    bx: 0.5,
    by: -0.8,
    solver: 'heun',
    steps: 20,
    seed: 1,
  }, {
    t: within(0, 1),
    wind: oneOf(keys(winds)),
    strength: within(0, 2),
    view: oneOf(keys(views)),
    x: within(-half, half),
    y: within(-half, half),
    bx: within(-half, half),
    by: within(-half, half),
    solver: oneOf(keys(solverOptions)),
    steps: wholeWithin(1, 200),
    seed: wholeWithin(0, 4294967295),
  });
  private readonly scene: Scene = { state: this.figure.values, film: null, flow: null, boats: null };
  private readonly sheet = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene));
  private readonly chart = new Sheet((ctx, w, h) => drawApart(ctx, w, h, this.scene));
  private readonly client = this.figure.worker(() => new Client<FlowJobs>(planeModule, worker));
  private readonly canvas = this.figure.view(this.sheet);
  private readonly aside = this.figure.aside(this.chart);
  private readonly measures = {
    now: this.figure.readout(words.place, 'place'),
    end: this.figure.readout(words.end, 'end'),
    third: this.figure.readout(words.distance, 'measure'),
  };

  connectedCallback(): void {
    const f = this.figure, s = f.values;
    f.time('t', () => this.show(), { seconds: 4 });
    f.control('wind', (b) => choice({ ...b, label: common.wind, options: winds }), () => {
      this.winds();
    });
    f.control('view', (b) => options({ ...b, label: common.show, options: views }), () => this.show());
    f.control('strength', (b) => slider({ ...b, label: common.strength, min: 0, max: 2, step: 0.05, format: (v) => fixed(v) }), () => this.winds());
    f.extra('solver', (b) => choice({ ...b, label: words.solver, options: solverOptions }), () => this.boats());
    f.extra('steps', (b) => slider({ ...b, label: words.steps, min: 1, max: 200, step: 1, format: String }), () => this.boats());
    f.nextSeed('seed', words.tracersAnew, () => this.film(), words.tracersAnewTitle);
    for (const key of ['x', 'y', 'bx', 'by'] as const) f.follow(key, () => this.boats());
    handles(this.canvas, {
      jump: true,
      at: () => {
        const plane = planeOf(this.canvas.getContext('2d')!, this.canvas.clientWidth, this.canvas.clientHeight);
        const starts = s.view === 'grid' ? [] : s.view === 'two' ? [[s.x, s.y], [s.bx, s.by]] : [[s.x, s.y]];
        return starts.map(([x, y]) => [plane.px(x), plane.py(y)] as const);
      },
      move: (which, px, py) => {
        const plane = planeOf(this.canvas.getContext('2d')!, this.canvas.clientWidth, this.canvas.clientHeight);
        this.place(which, ...plane.world(px, py));
      },
      nudge: (which, dx, dy) => this.place(which, (which ? s.bx : s.x) + 0.05 * dx, (which ? s.by : s.y) + 0.05 * dy),
    });
    f.mount(() => {
      this.winds();
      f.playOnce();
    }, { wake: () => this.winds() });
    this.show();
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private place(which: number, x: number, y: number): void {
    if (this.figure.values.view === 'grid') return;
    this.figure.set(which ? 'bx' : 'x', inside(x, half));
    this.figure.set(which ? 'by' : 'y', inside(y, half));
    this.boats();
  }

  private winds(): void {
    this.scene.film = this.scene.flow = this.scene.boats = null;
    this.show();
    this.boats();
    this.film();
    this.grid();
  }
  private readonly film = this.figure.latest(async () => {
    const { wind, strength, seed } = this.figure.values;
    this.scene.film = await this.client().run('film', { wind, strength, seed });
    this.show();
  });
  private readonly grid = this.figure.latest(async () => {
    const { wind, strength } = this.figure.values;
    this.scene.flow = await this.client().run('grid', { wind, strength });
    this.show();
  });
  private readonly boats = this.figure.latest(async () => {
    const { wind, strength, x, y, bx, by, solver, steps } = this.figure.values;
    const boats = await this.client().run('boats', { wind, strength, starts: [x, y, bx, by], solver, steps });
    if (boats.there.length !== 4 * (this.figure.values.steps + 1)) return; // the reader moved on
    this.scene.boats = boats;
    this.figure.say('');
    this.show();
  });

  private show(): void {
    const { boats, state: s } = this.scene, m = this.measures, key = words.legend, solver = nameOf(solverOptions, s.solver),
      pair = ([x, y]: Iterable<number>) => `(${fixed(x)}, ${fixed(y)})`;
    this.figure.legend(s.view === 'grid'
      ? [['noise', key.grid]]
      : s.view === 'two'
      ? [['muted', key.tracers], ['noise', key.first], ['data', key.second]]
      : s.view === 'back'
      ? [['noise', key.there(solver)], ['error', key.back]]
      : [['muted', key.tracers], ['noise', key.boat]]);
    this.aside.hidden = s.view !== 'two';
    const t = s.view === 'back' ? Math.min(1, 2 * s.t) : s.t;
    let text = words.windAt(nameOf(winds, s.wind), fixed(s.strength), fixed(s.t));
    let third = '–';
    if (boats && s.view !== 'grid') {
      const now = along(boats.fine, fineSteps, 0, t);
      m.now.set(pair(now));
      m.end.set(pair(boats.end));
      text += words.boat(pair([s.x, s.y]), pair(now), pair(boats.end));
      const back = boats.back.slice(-4), error = Math.hypot(back[0] - s.x, back[1] - s.y);
      third = s.view === 'two' ? fixed(apart(boats, s.t), 3) : s.view === 'back' ? small(error) : fixed(Math.hypot(boats.end[0] - s.x, boats.end[1] - s.y));
      if (s.view === 'two') text += words.secondBoat(pair([s.bx, s.by]), third);
      if (s.view === 'back') text += words.thereAndBack(solver, s.steps, third);
    } else {
      m.now.set('–');
      m.end.set('–');
    }
    m.third.set(third);
    m.third.element.querySelector('dt')!.textContent = s.view === 'two' ? words.ofTheTwo : s.view === 'back' ? words.ofTheReturn : words.ofTheWay;
    if (s.view === 'grid') text += words.flowMap;
    this.figure.describe(this.canvas, text + (s.view === 'two' ? words.keysOfTwo : words.keys));
    this.figure.describe(this.aside, words.apart);
    this.figure.invalidate();
  }
}

customElements.define('fm-flow', FlowElement);
