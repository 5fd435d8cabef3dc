// <fm-targets>: the regression targets of conditional flow matching. With view="line" one pair, ten, a hundred on their
// straight lines; else many pairs, their average, the exact field, and at any one place all the lines that pass it.
import { PlaneClient } from '../../engine/runtime/client';
import type { Problem } from '../../engine/runtime/protocol';
import { bins, half, lattice } from '../../plot/field_view';
import { choice, options, pick } from '../../ui/controls';
import { fixed, thousands } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { dataOptions, keys, rows, sourceOptions } from '../../ui/names';
import { AtRest } from '../../ui/rest';
import { Sheet } from '../../ui/screen';
import { words as common } from '../../ui/strings/figure';
import { words } from '../../ui/strings/targets';
import type { Transport } from '../../ui/transport';
import { oneOf, wholeWithin, within } from '../../ui/url_state';
import { listenToProbe } from './probe';
import { draw, fields, type Scene, type Values } from './scene';
import { probed, pictured } from './words';

const few = [1, 10, 100], many = [10, 30, 100, 300, 1000, 3000, 10000, 30000, 100000];
const none = 99; // a probe coordinate outside the plane: no probe
/** Later than this a square of the average is wider than what the exact field does within it. */
const lastTime = 0.95;

const legends = { line: rows(words.legendOfLine), field: rows(words.legend) };

class TargetsElement extends HTMLElement {
  private readonly kind = this.getAttribute('view') === 'line' ? 'line' : 'field';
  private readonly last = this.kind === 'line' ? 1 : lastTime;
  private readonly counts = this.kind === 'line' ? few : many;
  private readonly figure = new Figure<Values>(this, this.kind === 'line' ? 'line' : 'targets', this.kind === 'line' ? words.labelOfLine : words.label, {
    t: this.kind === 'line' ? 0 : 0.5,
    data: 'moons',
    source: 'gaussian',
    pairs: this.kind === 'line' ? 1 : 300,
    field: 'pairs',
    seed: this.kind === 'line' ? 55 : 1,
    x: none,
    y: none,
  }, {
    t: within(0, this.last),
    data: oneOf(keys(dataOptions)),
    source: oneOf(keys(sourceOptions)),
    seed: wholeWithin(0, 4294967295),
    pairs: (v: number) => this.counts.includes(v),
    field: oneOf(keys(fields)),
  });
  private readonly client = this.figure.worker(() => new PlaneClient());
  private readonly scene: Scene = { state: this.figure.values, pairs: this.kind === 'line', targets: null, lines: null, probe: null };
  private readonly sheet = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene));
  private pinned = false;
  private bar!: Transport;
  private difference?: { set(text: string): void };
  private first?: { place: { set(text: string): void }; velocity: { set(text: string): void } }; // of the first pair

  connectedCallback(): void {
    const f = this.figure, canvas = f.view(this.sheet), redraw = () => this.refresh(), anew = () => {
      f.stale(true);
      this.refresh();
    };
    f.legend(legends[this.kind]);
    this.bar = f.time('t', redraw, { max: this.last, seconds: 2.5 });
    f.control('pairs', (b) => pick({ ...b, label: words.pairs, values: this.counts, format: thousands }), anew);
    if (this.kind === 'line') this.first = { place: f.readout(words.place, 'place'), velocity: f.readout(words.velocity, 'velocity') };
    else {
      f.control('field', (b) => options({ ...b, label: common.show, options: fields }), redraw);
      this.difference = f.readout(words.difference, 'bin-error');
      canvas.tabIndex = 0;
      canvas.setAttribute('role', 'application');
      listenToProbe(canvas, {
        place: (x, y, pin) => this.place(x, y, pin),
        clear: () => this.clearProbe(),
        pinned: () => this.pinned,
        at: () => this.scene.probe,
      });
      for (const key of ['x', 'y'] as const) f.follow(key, () => this.probeFromLink());
    }
    f.extra('source', (b) => choice({ ...b, label: common.source, options: sourceOptions }), anew);
    f.extra('data', (b) => choice({ ...b, label: common.data, options: dataOptions }), anew);
    f.nextSeed('seed', this.kind === 'line' ? words.drawOfLine : words.draw, anew, words.drawTitle);
    this.probeFromLink();
    f.mount(() => {
      this.refresh();
      if (this.kind === 'line') f.playOnce();
    }, { wake: () => this.refresh() });
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private get problem(): Problem {
    const { data, source, seed } = this.figure.values;
    return { data, source, seed, sigmaMin: 0, points: 1024 };
  }

  private readonly ask = this.figure.latest(async () => {
    const { pairs, t, field } = this.figure.values, exact = field === 'exact' || field === 'both';
    this.scene.targets = await this.client().run('targets', { problem: this.problem, pairs, t, bins, halfWidth: half, exact });
    this.difference?.set(exact ? words.rms(fixed(this.scene.targets.difference, 3)) : '–');
    if (this.first) {
      const { xt, ut } = this.scene.targets.path;
      this.first.place.set(`(${fixed(xt[0])}, ${fixed(xt[1])})`);
      this.first.velocity.set(`(${fixed(ut[0])}, ${fixed(ut[1])})`);
    }
    this.figure.stale(false);
    this.show();
    if (this.scene.probe) this.look();
  });
  private refresh(): void {
    const { t, field, data, source, seed } = this.figure.values;
    this.lines.shows([t, field, data, source, seed].join());
    this.ask();
  }
  private readonly lines = new AtRest(async () => {
    const { t, field } = this.figure.values;
    return field === 'exact' && this.isConnected ? this.client().start('streamlines', { problem: this.problem, t, velocities: null, ...lattice }) : null;
  }, (lines) => {
    this.scene.lines = lines;
    if (lines) this.show();
  }, (error) => this.figure.complain(error));

  private readonly look = this.figure.latest(async () => {
    const { probe } = this.scene;
    if (!probe) return;
    const at = await this.client().run('posterior', { problem: this.problem, t: this.figure.values.t, x: probe.x, y: probe.y });
    if (this.scene.probe !== probe) return;
    probe.at = at;
    this.figure.say(probed(this.scene));
    this.show();
  });

  private show(): void {
    this.figure.describe(this.sheet.canvas, pictured(this.scene));
    this.sheet.invalidate();
  }

  private place(x: number, y: number, pin: boolean): void {
    const clamp = (v: number) => Math.max(-half, Math.min(half, v));
    this.pinned = pin;
    this.bar.stop();
    this.scene.probe = { x: clamp(x), y: clamp(y), at: this.scene.probe?.at ?? null };
    if (pin) {
      this.figure.set('x', Number(clamp(x).toFixed(2)));
      this.figure.set('y', Number(clamp(y).toFixed(2)));
    }
    this.look();
  }
  private clearProbe(): void {
    this.scene.probe = null;
    this.pinned = false;
    this.figure.set('x', none);
    this.figure.set('y', none);
    this.figure.say('');
    this.show();
  }
  private probeFromLink(): void {
    const { x, y } = this.figure.values;
    if (Math.abs(x) > half || Math.abs(y) > half) return;
    this.pinned = true;
    this.scene.probe = { x, y, at: null };
    if (this.figure.inSight) this.look();
  }
}

customElements.define('fm-targets', TargetsElement);
