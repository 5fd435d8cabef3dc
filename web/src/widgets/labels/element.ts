// <fm-labels>: what sorting across classes does to a network that is asked by class.
import { Client } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import { choice, options } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { keys, rows } from '../../ui/names';
import { Sheet } from '../../ui/screen';
import { words } from '../../ui/strings/labels';
import { oneOf, wholeWithin, within } from '../../ui/url_state';
import { classes, type LabelsJobs, type Way } from './job';
import { drawAsked, drawPairs, type Scene, type Values } from './scene';

const ways = rows<Way>(words.ways), names = words.classes.map((name, c) => [String(c), name] as const);

class LabelsElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'labels', words.label, { t: 1, way: 'independent', label: 0, seed: 1 }, {
    t: within(0, 1),
    way: oneOf(keys(ways)),
    label: wholeWithin(0, classes - 1),
    seed: wholeWithin(0, 4294967295),
  });
  private readonly client = this.figure.worker(() => new Client<LabelsJobs>(planeModule, worker));
  private readonly scene: Scene = { state: this.figure.values, labelled: null };
  private readonly pairs = new Sheet((ctx, w, h) => drawPairs(ctx, w, h, this.scene));
  private readonly asked = new Sheet((ctx, w, h) => drawAsked(ctx, w, h, this.scene));
  private readonly read = {
    distance: this.figure.readout(words.distance, 'distance'),
    floor: this.figure.readout(words.floor, 'floor'),
    ofNoise: this.figure.readout(words.ofNoise, 'of-noise'),
    noiseFloor: this.figure.readout(words.noiseFloor, 'noise-floor'),
  };

  connectedCallback(): void {
    const f = this.figure, anew = () => this.refresh(), show = () => this.show();
    f.view(this.pairs);
    f.view(this.asked);
    f.time('t', show, { seconds: 3 });
    f.legend([['data', words.legend.upper], ['noise', words.legend.lower]]);
    f.control('way', (b) => choice({ ...b, label: words.way, options: ways }), anew);
    f.control('label', (b) => options({ ...b, value: String(b.value), label: words.asked, options: names, change: (v) => b.change(Number(v)) }), show);
    f.nextSeed('seed', words.anew, anew);
    f.mount(anew, { wake: anew });
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private readonly refresh = this.figure.latest(async () => {
    const { way, seed } = this.figure.values, f = this.figure;
    f.stale(true);
    const labelled = await this.client().start('labels', { way, seed }, (p) => {
      f.busy(p.training);
      f.say(words.learning);
    }).result;
    this.scene.labelled = { ...labelled, way };
    f.busy(null);
    f.say('');
    f.stale(false);
    this.show();
  });

  private show(): void {
    const { labelled: l, state: s } = this.scene;
    if (!l) return;
    this.read.distance.set(fixed(l.distance));
    this.read.floor.set(fixed(l.floor));
    this.read.ofNoise.set(fixed(l.ofNoise));
    this.read.noiseFloor.set(fixed(l.noiseFloor));
    const way = words.ways[l.way], label = words.classes[s.label];
    this.figure.describe(this.pairs.canvas, words.pairs(way, label, fixed(l.ofNoise), fixed(l.noiseFloor)));
    this.figure.describe(this.asked.canvas, words.picture(way, label, fixed(s.t), fixed(l.distance), fixed(l.floor)));
    this.figure.invalidate();
  }
}

customElements.define('fm-labels', LabelsElement);
