// <fm-coupling>: who is paired with whom, and what a network makes of it: independent pairs at the left, another way at the right.
import { Client } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import { choice } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { dataOptions, keys, nameOf, sourceOptions } from '../../ui/names';
import { Sheet } from '../../ui/screen';
import { words } from '../../ui/strings/coupling';
import { words as common } from '../../ui/strings/figure';
import { oneOf, wholeWithin, within } from '../../ui/url_state';
import type { CouplingJobs, Lane } from './job';
import { draw, shows, ways, type Scene, type Values } from './scene';

const others = ways.filter(([way]) => way !== 'independent');

class CouplingElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'coupling', words.label, {
    t: 1,
    way: 'ot-128',
    show: 'pairs',
    data: 'moons',
    source: 'eight-gaussians',
    seed: 1,
  }, {
    t: within(0, 1),
    way: oneOf(keys(others)),
    show: oneOf(keys(shows)),
    data: oneOf(keys(dataOptions)),
    source: oneOf(keys(sourceOptions)),
    seed: wholeWithin(0, 4294967295),
  });
  private readonly client = this.figure.worker(() => new Client<CouplingJobs>(planeModule, worker));
  private readonly scene: Scene = { state: this.figure.values, lanes: { left: null, right: null } };
  private readonly left = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene, this.scene.lanes.left, words.ways.independent));
  private readonly right = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene, this.scene.lanes.right, words.ways[this.figure.values.way]));
  private readonly read = {
    cost: this.figure.readout(words.cost, 'cost'),
    straightness: this.figure.readout(words.straightness, 'straightness'),
    oneStep: this.figure.readout(words.oneStep, 'one-step'),
    crossings: this.figure.readout(words.crossings, 'crossings'),
    manySteps: this.figure.readout(words.manySteps, 'many-steps'),
    floor: this.figure.readout(words.floor, 'floor'),
  };
  private drawn = '';

  connectedCallback(): void {
    const f = this.figure, anew = () => this.refresh();
    f.view(this.left);
    f.view(this.right);
    f.time('t', () => this.show(), { seconds: 3 });
    f.legend([['noise', words.legend.noise], ['data', words.legend.data]]);
    f.control('way', (b) => choice({ ...b, label: words.way, options: others }), anew);
    f.control('show', (b) => choice({ ...b, label: common.show, options: shows }), () => this.show());
    f.control('source', (b) => choice({ ...b, label: common.source, options: sourceOptions }), anew);
    f.extra('data', (b) => choice({ ...b, label: common.data, options: dataOptions }), anew);
    f.nextSeed('seed', words.anew, anew);
    f.savesNetwork(async () => this.scene.lanes.right?.file ?? null);
    f.mount(anew, { wake: anew });
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private readonly refresh = this.figure.latest(async () => {
    const { way, data, source, seed } = this.figure.values, { figure: f, scene } = this, problem = JSON.stringify([data, source, seed]);
    f.stale(true);
    f.say(words.learning);
    if (this.drawn !== problem) scene.lanes.left = null;
    scene.lanes.right = null;
    this.show();
    const lane = (of: Values['way']) => this.client().start('lane', { way: of, data, source, seed }, (p) => f.busy(p.training)).result;
    scene.lanes.left ??= await lane('independent');
    this.drawn = problem;
    this.show();
    scene.lanes.right = await lane(way);
    f.busy(null);
    f.say('');
    f.stale(false);
    this.show();
  });

  private show(): void {
    const { left, right } = this.scene.lanes, { state: s } = this.scene;
    const both = (of: (lane: Lane) => string) => `${left ? of(left) : '–'} | ${right ? of(right) : '–'}`;
    this.read.cost.set(both((l) => fixed(l.cost)));
    this.read.straightness.set(both((l) => fixed(l.straightness, 3)));
    this.read.oneStep.set(both((l) => fixed(l.oneStep)));
    this.read.crossings.set(both((l) => String(l.crossings)));
    this.read.manySteps.set(both((l) => fixed(l.manySteps)));
    this.read.floor.set(left ? fixed(left.floor) : '–');
    const said = (l: Lane) => words.lane(fixed(l.cost), fixed(l.straightness, 3), l.crossings, fixed(l.oneStep), fixed(l.manySteps));
    const picture = words.picture(nameOf(sourceOptions, s.source), nameOf(dataOptions, s.data), words.shows[s.show], fixed(s.t));
    if (left) this.figure.describe(this.left.canvas, picture + words.ways.independent + said(left));
    if (right) this.figure.describe(this.right.canvas, picture + words.ways[s.way] + said(right));
    this.figure.invalidate();
  }
}

customElements.define('fm-coupling', CouplingElement);
