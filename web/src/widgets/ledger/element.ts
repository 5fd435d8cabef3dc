// <fm-ledger>: a box to drag over p_t: what flows in through its sides is what there is more of inside, exactly and counted.
import { Client } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import type { Box } from '../../engine/picture';
import { choice, options } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { handles } from '../../ui/handles';
import { inside } from '../../ui/movable';
import { keys, nameOf, rows } from '../../ui/names';
import { Sheet } from '../../ui/screen';
import { words as common } from '../../ui/strings/figure';
import { words } from '../../ui/strings/ledger';
import { oneOf, wholeWithin, within } from '../../ui/url_state';
import { half } from '../../plot/field_view';
import { windowTime, type LedgerJobs } from './job';
import { boxOf, cornersOf, draw, drawMasses, middleOf, planeOf, shows, withCorner, withMiddle, type Scene, type Values } from './scene';

const lawOptions = rows(words.laws), sides = ['left', 'bottom', 'right', 'top'] as const, place = within(-half, half), keyStep = 0.1;
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b);

class LedgerElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'ledger', words.label, {
    t: 0.65,
    law: 'two',
    show: 'rates',
    seed: 1,
    left: 0.9,
    bottom: -0.2,
    right: 2.7,
    top: 1.6,
  }, {
    t: within(0, 1),
    law: oneOf(keys(lawOptions)),
    show: oneOf(keys(shows)),
    seed: wholeWithin(0, 4294967295),
    left: place,
    bottom: place,
    right: place,
    top: place,
  });
  private readonly client = this.figure.worker(() => new Client<LedgerJobs>(planeModule, worker));
  private readonly scene: Scene = { state: this.figure.values, states: null, entry: null, masses: null };
  private readonly sheet = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene));
  private readonly chart = new Sheet((ctx, w, h) => drawMasses(ctx, w, h, this.scene));
  private readonly read = {
    net: this.figure.readout(words.net, 'net'),
    change: this.figure.readout(words.change, 'change'),
    counted: this.figure.readout(words.counted, 'counted'),
    mass: this.figure.readout(words.mass, 'mass'),
    held: this.figure.readout(words.held, 'held'),
  };
  private carried = '';
  private known = '';

  connectedCallback(): void {
    const f = this.figure, canvas = f.view(this.sheet), look = () => this.look();
    f.aside(this.chart);
    f.time('t', look, { seconds: 5 });
    f.control('show', (b) => options({ ...b, label: common.show, options: shows }), () => this.show());
    f.control('law', (b) => choice({ ...b, label: words.law, options: lawOptions }), look);
    f.nextSeed('seed', words.others, look);
    for (const side of sides) f.follow(side, look);
    const plane = () => planeOf(canvas.getContext('2d')!, canvas.clientWidth, canvas.clientHeight), box = () => boxOf(f.values);
    const places = () => [middleOf(box()), ...cornersOf(box())];
    const move = (which: number, x: number, y: number) => this.put(which === 0 ? withMiddle(box(), x, y) : withCorner(box(), which - 1, x, y));
    handles(canvas, {
      at: () => {
        const p = plane();
        return places().map(([x, y]) => [p.px(x), p.py(y)] as const);
      },
      move: (which, px, py) => move(which, ...plane().world(px, py)),
      nudge: (which, dx, dy) => {
        const [x, y] = places()[which];
        move(which, x + keyStep * dx, y + keyStep * dy);
      },
    });
    f.mount(look, { wake: look });
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private put(box: Box): void {
    sides.forEach((side, k) => this.figure.set(side, inside(box[k], half)));
    this.look();
  }

  private readonly look = this.figure.latest(async () => {
    const f = this.figure, { law, seed, t } = f.values, box = boxOf(f.values), carried = `${law} ${seed}`, known = `${law} ${box}`;
    this.sheet.invalidate();
    if (this.carried !== carried) {
      f.stale(true);
      this.scene.states = await this.client().run('carry', { law, seed });
      this.carried = carried;
      f.stale(false);
    }
    this.scene.entry = await this.client().run('entry', { law, t, box, states: this.scene.states! });
    if (this.known !== known) this.scene.masses = await this.client().run('masses', { law, box });
    this.known = known;
    this.show();
  });

  private show(): void {
    const { entry, state: s } = this.scene, f = this.figure;
    f.legend(s.show === 'rates' ? rows(words.legend.rates) : rows(words.legend.particles(fixed(windowTime))));
    if (!entry) return;
    const { inflow, mass, change } = entry.ledger, { before, after } = entry.counted, [came, went] = [sum(entry.counted.in), sum(entry.counted.out)];
    const net = words.signed(sum(inflow), 4), changed = words.signed(change, 4), counted = words.passed(came, went), box = boxOf(s);
    this.read.net.set(net);
    this.read.change.set(changed);
    this.read.counted.set(counted);
    this.read.mass.set(fixed(mass, 4));
    this.read.held.set(words.then(before, after));
    const [l, b, r, t] = box.map((v) => fixed(v));
    f.describe(this.sheet.canvas,
      words.picture(words.corners(l, b, r, t), nameOf(lawOptions, s.law), fixed(s.t), inflow.map((v) => words.signed(v, 4)), net, changed, came, went, before,
        after));
    f.describe(this.chart.canvas, words.masses(fixed(mass, 4), fixed(s.t), net));
    f.invalidate();
  }
}

customElements.define('fm-ledger', LedgerElement);
