// <fm-targets>: the regression targets of conditional flow matching, one pair at a time, on average, and in
// closed form; and at any one place, all the conditional lines that pass through it.
import { PlaneClient, latestOnly } from '../../engine/runtime/client';
import type { Problem } from '../../engine/runtime/protocol';
import { Plane } from '../../plot/plane';
import { button, choice, message, options, readout, slider } from '../../ui/controls';
import { element, fixed, thousands } from '../../ui/dom';
import { Sheet } from '../../ui/screen';
import { oneOf, UrlState, within, wholeWithin } from '../../ui/url_state';
import { bins, half, lastExactTime } from '../../plot/field_view';
import { dataOptions, keys, nameOf, sourceOptions } from '../../ui/names';
import { binError, draw, fields, type Scene, type Values } from './scene';

const pairCounts = [10, 30, 100, 300, 1000, 3000, 10000, 30000, 100000];
const none = 99; // a probe coordinate outside the plane: no probe

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
        ? `At t = 1 each data point stands alone, and the velocity of anything beside it grows without bound. Shown at t = ${lastExactTime}.` : '');
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
