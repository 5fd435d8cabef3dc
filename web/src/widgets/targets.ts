// <fm-targets>: the regression targets of conditional flow matching, one pair at a time, on average, and in
// closed form; and at any one place, all the conditional lines that pass through it.
import { PlaneClient, latestOnly } from '../engine/client';
import type { Posterior } from '../engine/field';
import type { Distribution } from '../engine/names';
import { centres } from '../engine/grid';
import type { PlaneJobs, Problem } from '../engine/protocol';
import { palette, type Palette } from '../plot/palette';
import { Plane } from '../plot/plane';
import { button, choice, message, options, readout, slider } from '../ui/controls';
import { element, fixed, thousands } from '../ui/dom';
import { Sheet } from '../ui/screen';
import { oneOf, UrlState, within, wholeWithin } from '../ui/url_state';
import { dataOptions, keys, nameOf, sourceOptions } from './names';

const half = 4.2, bins = 19, velocityScale = 0.16, lastExactTime = 0.99, linesShown = 110;
const places = centres(bins, half);
const pairCounts = [10, 30, 100, 300, 1000, 3000, 10000, 30000, 100000];
const fields = [['pairs', 'each pair'], ['average', 'average'], ['exact', 'exact'], ['both', 'both']] as const;
type FieldView = (typeof fields)[number][0];

interface Values extends Record<string, number | string | boolean> {
  t: number; data: Distribution; source: Distribution; pairs: number; field: FieldView; seed: number; x: number; y: number;
}
type Targets = PlaneJobs['targets']['result'];
interface Scene { state: Values; targets: Targets | null; probe: { x: number; y: number; at: (Posterior & { points: Float32Array }) | null } | null }

const none = 99; // a probe coordinate outside the plane: no probe

/** Root mean square distance between the binned and the exact field, weighted by the pairs in each bin. */
function binError({ binned, exact }: Targets): number {
  if (!exact) return NaN;
  let sum = 0, weight = 0;
  binned.counts.forEach((count, i) => {
    if (count === 0 || !Number.isFinite(exact.logDensity[i])) return;
    sum += count * ((binned.mean[2 * i] - exact.u[2 * i]) ** 2 + (binned.mean[2 * i + 1] - exact.u[2 * i + 1]) ** 2);
    weight += count;
  });
  return Math.sqrt(sum / weight);
}

function drawField(plane: Plane, u: Float32Array, weight: (i: number) => number, color: string, width: number): void {
  for (let i = 0; i < bins * bins; i++) {
    const alpha = weight(i);
    if (alpha <= 0.02) continue;
    plane.arrow(places[2 * i], places[2 * i + 1], u[2 * i] * velocityScale, u[2 * i + 1] * velocityScale, color, width, alpha);
  }
}

/** The conditional lines through one place: thickness is posterior weight; the arrow runs to where they end on average. */
function drawProbe(plane: Plane, colors: Palette, scene: Scene): void {
  const { probe, state } = scene;
  if (!probe) return;
  const { x, y, at } = probe;
  if (at) {
    const { weights, points, partners, mean, covariance } = at, left = 1 - state.t; // time left to fly
    const largest = weights.reduce((a, b) => Math.max(a, b), 0);
    // The first points are as good a sample of the data as any; all of them would be a blot.
    for (let i = 0; i < Math.min(linesShown, weights.length); i++) {
      const share = weights[i] / largest;
      if (!(share > 0.003)) continue;
      const x1 = points[2 * i], y1 = points[2 * i + 1];
      const x0 = partners[2 * i], y0 = partners[2 * i + 1];
      plane.line(x0, y0, x1, y1, colors.between, 0.3 + 2.4 * share, 0.12 + 0.4 * share);
      plane.dots(Float32Array.of(x0, y0), 1.2 + 2 * share, colors.noise, 0.35 + 0.6 * share);
      plane.dots(Float32Array.of(x1, y1), 1.2 + 2 * share, colors.data, 0.35 + 0.6 * share);
    }
    if (largest > 0) {
      const ex = x + left * mean[0], ey = y + left * mean[1], s2 = left * left;
      plane.ellipse(ex, ey, covariance[0] * s2, covariance[1] * s2, covariance[3] * s2, colors.velocity, 1.5);
      plane.arrow(x, y, left * mean[0], left * mean[1], colors.card, 7);
      plane.arrow(x, y, left * mean[0], left * mean[1], colors.velocity, 3.5);
    }
  }
  plane.dots(Float32Array.of(x, y), 5.5, colors.card, 1);
  plane.dots(Float32Array.of(x, y), 4, colors.ink, 1);
}

function draw(ctx: CanvasRenderingContext2D, width: number, height: number, scene: Scene): void {
  const colors = palette(), plane = new Plane(ctx, width, height, half), { targets, state, probe } = scene;
  plane.axes(colors);
  if (!targets) return;
  const dim = probe ? 0.35 : 1, pairs = targets.x0.length / 2, shown = Math.min(pairs, 1500);
  plane.dots(targets.x0, 1.6, colors.noise, 0.4 * dim, shown);
  plane.dots(targets.points, 1.6, colors.data, 0.5 * dim, Math.min(targets.points.length / 2, 1000));
  if (state.field === 'pairs') {
    const { xt, ut } = targets.path, arrows = Math.min(pairs, 400);
    for (let i = 0; i < arrows; i++)
      plane.arrow(xt[2 * i], xt[2 * i + 1], ut[2 * i] * velocityScale, ut[2 * i + 1] * velocityScale, colors.velocity, 1.3, 0.7 * dim);
    plane.dots(xt, pairs > 400 ? 1.4 : 2.2, colors.between, 0.9 * dim, shown);
  } else {
    plane.dots(targets.path.xt, 1.3, colors.between, 0.35 * dim, shown);
  }
  const { binned, exact } = targets;
  if (exact && (state.field === 'exact' || state.field === 'both')) {
    const peak = Math.max(...exact.logDensity);
    const seen = (i: number) => dim * Math.max(0, Math.min(1, 1 + (exact.logDensity[i] - peak) / 9));
    drawField(plane, exact.u, seen, colors.exact, state.field === 'both' ? 4 : 2);
  }
  if (state.field === 'average' || state.field === 'both')
    drawField(plane, binned.mean, (i) => dim * Math.min(1, binned.counts[i] === 0 ? 0 : 0.35 + binned.counts[i] / 12), colors.velocity, 1.8);
  drawProbe(plane, colors, scene);
}

class TargetsElement extends HTMLElement {
  private readonly client = new PlaneClient();
  private readonly url = new UrlState<Values>('targets', {
    t: 0.5, data: 'moons', source: 'gaussian', pairs: 300, field: 'pairs', seed: 1, x: none, y: none,
  }, {
    t: within(0, 1), data: oneOf(keys(dataOptions)), source: oneOf(keys(sourceOptions)), seed: wholeWithin(0, 4294967295),
    pairs: (v: number) => pairCounts.includes(v), field: oneOf(keys(fields)),
  });
  private readonly scene: Scene = { state: this.url.values, targets: null, probe: null };
  private pinned = false;
  private readonly sheet = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene));
  private readonly note = message(); // of the probe
  private readonly limit = message(); // of what can be drawn
  private readonly measures = { seed: readout('seed', 'seed-shown'), error: readout('average against exact', 'bin-error') };

  connectedCallback(): void {
    const s = this.url.values, { canvas } = this.sheet;
    const set = <K extends keyof Values & string>(key: K) => (v: Values[K]) => {
      this.url.set(key, v);
      this.refresh();
    };
    canvas.className = 'plane';
    canvas.tabIndex = 0;
    canvas.setAttribute('role', 'application');
    const controls = element('div', { class: 'panel' },
      slider({ label: 'time t', name: 't', min: 0, max: 1, step: 0.01, value: s.t, format: (v) => fixed(v), change: set('t') }).element,
      options({ label: 'show', name: 'field', options: fields, value: s.field, change: set('field') }).element,
      slider({
        label: 'number of pairs', name: 'pairs', min: 0, max: pairCounts.length - 1, step: 1, value: pairCounts.indexOf(s.pairs),
        format: (v) => thousands(pairCounts[v]), change: (v) => set('pairs')(pairCounts[v]),
      }).element,
      element('div', { class: 'pair' },
        choice({ label: 'source', name: 'source', options: sourceOptions, value: s.source, change: set('source') }).element,
        choice({ label: 'data', name: 'data', options: dataOptions, value: s.data, change: set('data') }).element),
      element('div', { class: 'buttons' },
        button('New draw', () => set('seed')((s.seed % 4294967295) + 1), { name: 'seed', title: 'Draw other pairs: the next seed' }).element),
      element('dl', { class: 'readouts' }, this.measures.seed.element, this.measures.error.element),
      this.limit.element, this.note.element);
    this.append(element('div', { class: 'figure' }, canvas, controls));
    this.listen(canvas);
    if (Math.abs(s.x) <= half && Math.abs(s.y) <= half) {
      this.pinned = true;
      this.scene.probe = { x: s.x, y: s.y, at: null };
    }
    this.refresh();
  }

  private get problem(): Problem {
    const { data, source, seed } = this.url.values;
    return { data, source, seed, sigmaMin: 0, points: 1024 };
  }

  private readonly refresh = latestOnly(async () => {
    const { pairs, t, field } = this.url.values, exact = field === 'exact' || field === 'both';
    try {
      const targets = await this.client.run('targets', { problem: this.problem, pairs, t: exact ? Math.min(t, lastExactTime) : t, bins, halfWidth: half, exact });
      this.scene.targets = targets;
      this.measures.seed.set(String(this.url.values.seed));
      this.measures.error.element.hidden = !targets.exact;
      this.measures.error.set(targets.exact ? `${fixed(binError(targets), 3)} RMS` : '–');
      this.limit.say(exact && t > lastExactTime
        ? 'At t = 1 each data point stands alone, and the velocity of anything beside it grows without bound. Shown at t = 0.99.' : '');
    } catch (error) {
      this.limit.say(error instanceof Error ? error.message : String(error), 'problem');
    }
    this.describe();
    this.sheet.invalidate();
    if (this.scene.probe) this.look();
  });

  private readonly look = latestOnly(async () => {
    const { probe } = this.scene, t = Math.min(this.url.values.t, lastExactTime);
    if (!probe) return;
    probe.at = await this.client.run('posterior', { problem: this.problem, t, x: probe.x, y: probe.y });
    this.describe();
    this.sheet.invalidate();
  });

  private place(x: number, y: number, pin: boolean): void {
    const clamp = (v: number) => Math.max(-half, Math.min(half, v));
    this.pinned = pin;
    this.scene.probe = { x: clamp(x), y: clamp(y), at: this.scene.probe?.at ?? null };
    if (pin) {
      this.url.set('x', Number(clamp(x).toFixed(2)));
      this.url.set('y', Number(clamp(y).toFixed(2)));
    }
    this.look();
  }

  private clearProbe(): void {
    this.scene.probe = null;
    this.pinned = false;
    this.url.set('x', none);
    this.url.set('y', none);
    this.note.say('');
    this.describe();
    this.sheet.invalidate();
  }

  private listen(canvas: HTMLCanvasElement): void {
    const at = (e: PointerEvent): [number, number] =>
      new Plane(canvas.getContext('2d')!, canvas.clientWidth, canvas.clientHeight, half).world(e.offsetX, e.offsetY);
    canvas.addEventListener('pointermove', (e) => {
      if (e.pointerType === 'mouse' && !this.pinned) this.place(...at(e), false);
      else if (e.buttons) this.place(...at(e), true);
    });
    canvas.addEventListener('pointerdown', (e) => this.place(...at(e), true));
    canvas.addEventListener('pointerleave', () => { if (!this.pinned && this.scene.probe) this.clearProbe(); });
    canvas.addEventListener('keydown', (e) => {
      const step = e.shiftKey ? 0.5 : 0.1, p = this.scene.probe ?? { x: 0, y: 0 };
      const moves: Record<string, [number, number]> = {
        ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step], Enter: [0, 0],
      };
      if (e.key === 'Escape') this.clearProbe();
      else if (moves[e.key]) {
        e.preventDefault();
        this.place(p.x + moves[e.key][0], p.y + moves[e.key][1], true);
      }
    });
  }

  /** The canvas in words. */
  private describe(): void {
    const { state: s, probe, targets } = this.scene;
    const what = {
      pairs: `the velocity of each of ${thousands(s.pairs)} pairs`, average: 'their average velocity in squares',
      exact: 'the exact marginal velocity', both: 'the average and the exact velocity together',
    }[s.field];
    let text = `Plane with ${nameOf(sourceOptions, s.source)} noise, ${nameOf(dataOptions, s.data)} as data, and at time ${fixed(s.t)} ${what}. ` +
      'Arrow keys place a probe, Escape removes it.';
    if (probe?.at) {
      const { weights, mean, covariance } = probe.at;
      const sorted = Array.from(weights).sort((a, b) => b - a);
      let sum = 0, count = 0;
      while (count < sorted.length && sum < 0.9) sum += sorted[count++];
      const said = sum === 0
        ? `No line passes through (${fixed(probe.x, 1)}, ${fixed(probe.y, 1)}) at this time.`
        : `At (${fixed(probe.x, 1)}, ${fixed(probe.y, 1)}): mean velocity (${fixed(mean[0])}, ${fixed(mean[1])}), ` +
          `spread ${fixed(Math.sqrt(Math.max(0, covariance[0] + covariance[3]) / 2))}; ${count} of ${targets ? targets.points.length / 2 : 0} data points carry 90% of the weight.`;
      this.note.say(said);
      text += ` ${said}`;
    }
    this.sheet.canvas.setAttribute('aria-label', text);
  }
}

customElements.define('fm-targets', TargetsElement);
