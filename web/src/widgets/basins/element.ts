// <fm-basins>: which data point does a noise land on? By the exact flow at the left, by optimal transport at the right.
import { Client } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import { choice, pick } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { movable } from '../../ui/movable';
import { dataOptions, keys, nameOf } from '../../ui/names';
import { Sheet } from '../../ui/screen';
import { words } from '../../ui/strings/basins';
import { words as common } from '../../ui/strings/figure';
import { oneOf, wholeWithin, within } from '../../ui/url_state';
import { half } from '../../plot/field_view';
import type { BasinsJobs } from './job';
import { draw, planeOf, type Scene, type Values, type Way } from './scene';

const counts = [2, 3, 5, 8, 12];

class BasinsElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'basins', words.label, { t: 0, data: 'moons', sites: 8, seed: 1, x: 0.6, y: -1.1 }, {
    t: within(0, 1),
    data: oneOf(keys(dataOptions)),
    sites: (v: number) => counts.includes(v),
    seed: wholeWithin(0, 4294967295),
    x: within(-half, half),
    y: within(-half, half),
  });
  private readonly client = this.figure.worker(() => new Client<BasinsJobs>(planeModule, worker));
  private readonly scene: Scene = { state: this.figure.values, basins: null, probed: null };
  private readonly sheets = { flow: this.sheet('flow'), optimal: this.sheet('optimal') };
  private readonly read = {
    cost: this.figure.readout(words.cost, 'cost'),
    differ: this.figure.readout(words.differ, 'differ'),
    shares: this.figure.readout(words.shares, 'shares'),
  };

  private sheet(way: Way): Sheet {
    return new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene, way));
  }

  connectedCallback(): void {
    const f = this.figure, anew = () => this.refresh(), probe = () => this.probe();
    for (const way of ['flow', 'optimal'] as const) {
      const canvas = f.view(this.sheets[way]);
      movable(f, canvas, () => planeOf(canvas.getContext('2d')!, canvas.clientWidth, canvas.clientHeight), 0.1, probe);
    }
    f.time('t', () => this.show(), { seconds: 4 });
    f.control('data', (b) => choice({ ...b, label: common.data, options: dataOptions }), anew);
    f.control('sites', (b) => pick({ ...b, label: words.sites, values: counts }), anew);
    f.nextSeed('seed', words.others, anew);
    f.mount(anew, { wake: anew });
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private get problem() {
    const { data, sites, seed } = this.figure.values;
    return { data, sites, seed };
  }

  private readonly refresh = this.figure.latest(async () => {
    const f = this.figure, { x, y } = f.values;
    f.stale(true);
    const basins = await this.client().run('basins', this.problem), probed = await this.client().run('probe', { ...this.problem, x, y });
    Object.assign(this.scene, { basins, probed });
    f.stale(false);
    this.show();
  });
  private readonly probe = this.figure.latest(async () => {
    const { x, y } = this.figure.values;
    if (!this.scene.basins) return;
    this.scene.probed = await this.client().run('probe', { ...this.problem, x, y });
    this.show();
  });

  private show(): void {
    const { basins: b, probed, state: s } = this.scene;
    if (!b || !probed) return;
    const percent = (share: number) => `${fixed(100 * share, 1)} %`, [least, most] = b.flow.shares;
    this.read.cost.set(`${fixed(b.flow.cost)} | ${fixed(b.optimal.cost)}`);
    this.read.differ.set(percent(b.differ));
    this.read.shares.set(words.from(fixed(100 * least, 1), percent(most)));
    const place = (i: number) => `(${fixed(b.sites[2 * i])}, ${fixed(b.sites[2 * i + 1])})`, start = `(${fixed(s.x)}, ${fixed(s.y)})`;
    for (const way of ['flow', 'optimal'] as const)
      this.figure.describe(this.sheets[way].canvas,
        words.picture(words.titles[way], nameOf(dataOptions, s.data), b.sites.length / 2, fixed(s.t), start, place(probed[way]), fixed(b[way].cost),
          percent(b.differ)));
    this.figure.invalidate();
  }
}

customElements.define('fm-basins', BasinsElement);
