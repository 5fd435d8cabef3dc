// <fm-base>: where one starts. From N(0, I) at the left, from a base that knows the data at the right, by exact flows.
import { Client } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import { choice, slider } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { keys, nameOf } from '../../ui/names';
import { Sheet } from '../../ui/screen';
import { words } from '../../ui/strings/base';
import { words as common } from '../../ui/strings/figure';
import { oneOf, wholeWithin, within } from '../../ui/url_state';
import type { BaseJobs } from './job';
import { most, type Base, type Lane } from './lane';
import { bases, draw, mixtureOptions, type Scene, type Values } from './scene';

const widest = 1.2;
const evaluationsOf = (l: Lane) => (l.evaluations === null ? words.over(most) : String(l.evaluations)),
  noveltyOf = (l: Lane) => `${fixed(100 * l.novelty, 0)} %`;

class BaseElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'base', words.label, { t: 1, base: 'fitted', width: 0.4, data: 'moons', seed: 1 }, {
    t: within(0, 1),
    base: oneOf(keys(bases)),
    width: within(0, widest),
    data: oneOf(keys(mixtureOptions)),
    seed: wholeWithin(0, 4294967295),
  });
  private readonly client = this.figure.worker(() => new Client<BaseJobs>(planeModule, worker));
  private readonly scene: Scene = { state: this.figure.values, lanes: { left: null, right: null } };
  private readonly left = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene, this.scene.lanes.left, words.bases.normal));
  private readonly right = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene, this.scene.lanes.right, words.bases[this.figure.values.base]));
  private readonly read = {
    cost: this.figure.readout(words.cost, 'cost'),
    straightness: this.figure.readout(words.straightness, 'straightness'),
    evaluations: this.figure.readout(words.evaluations, 'evaluations'),
    floor: this.figure.readout(words.floor, 'floor'),
    novelty: this.figure.readout(words.novelty, 'novelty'),
    distance: this.figure.readout(words.distance, 'distance'),
    distanceFloor: this.figure.readout(words.distanceFloor, 'distance-floor'),
  };
  private widthRow: HTMLElement | null = null;
  private drawn = '';

  connectedCallback(): void {
    const f = this.figure, anew = () => this.refresh();
    f.view(this.left);
    f.view(this.right);
    f.time('t', () => this.show(), { seconds: 3 });
    f.legend([['noise', words.legend.noise], ['data', words.legend.data]]);
    f.control('base', (b) => choice({ ...b, label: words.base, options: bases }), anew);
    f.control('width', (b) => {
      const made = slider({ ...b, label: words.width, min: 0, max: widest, step: 0.02, format: (v) => fixed(v) });
      this.widthRow = made.element;
      return made;
    }, anew);
    f.control('data', (b) => choice({ ...b, label: common.data, options: mixtureOptions }), anew);
    f.nextSeed('seed', words.anew, anew);
    f.mount(anew, { wake: anew });
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private readonly refresh = this.figure.latest(async () => {
    const { base, width, data, seed } = this.figure.values, { figure: f, scene } = this, problem = JSON.stringify([data, seed]);
    this.widthRow!.hidden = base === 'fitted'; // which has none
    f.stale(true);
    const lane = (of: Base) => this.client().run('lane', { base: of, width, data, seed });
    const left = scene.lanes.left && this.drawn === problem ? scene.lanes.left : await lane('normal');
    Object.assign(scene.lanes, { left, right: await lane(base) });
    this.drawn = problem;
    f.stale(false);
    this.show();
  });

  private show(): void {
    const { lanes: { left, right }, state: s } = this.scene;
    if (!left || !right) return;
    const both = (of: (lane: Lane) => string) => `${of(left)} | ${of(right)}`;
    this.read.cost.set(both((l) => fixed(l.cost)));
    this.read.straightness.set(both((l) => fixed(l.straightness)));
    this.read.evaluations.set(both(evaluationsOf));
    this.read.floor.set(both((l) => fixed(l.floor)));
    this.read.novelty.set(both(noveltyOf));
    this.read.distance.set(both((l) => fixed(l.distance)));
    this.read.distanceFloor.set(fixed(left.distanceFloor));
    for (const [sheet, lane, base] of [[this.left, left, 'normal'], [this.right, right, s.base]] as const)
      this.figure.describe(sheet.canvas, words.picture(words.bases[base], nameOf(mixtureOptions, s.data), fixed(s.t)) +
        words.lane(fixed(lane.cost), fixed(lane.straightness), evaluationsOf(lane), fixed(lane.floor), noveltyOf(lane)));
    this.figure.invalidate();
  }
}

customElements.define('fm-base', BaseElement);
