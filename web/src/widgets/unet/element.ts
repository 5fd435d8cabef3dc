// <fm-unet>: the network while it looks at an image on its way: every layer, what it is told of the time, and what becomes of
// its answer when one channel is put out.
import { networkLayers, type Floats, type NetworkLayer } from '../../engine/names';
import { choice, slider } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { keys } from '../../ui/names';
import { Sheet } from '../../ui/screen';
import { words } from '../../ui/strings/unet';
import { oneOf, wholeWithin, within } from '../../ui/url_state';
import { classOptions, labelsFor } from '../../weights/labels';
import { Run } from '../../weights/run';
import { Desk } from '../../weights/studio';
import { pixels } from '../../plot/digits';
import { channelAt, drawLayer, drawNetwork, layerAt, type Scene } from './scene';

const steps = 20, most = 64;
const asked = { network: 'small', solver: 'euler', guidance: 1 } as const;
const layerOptions = networkLayers.map((layer) => [layer, words.list[layer]] as const);

interface Values extends Record<string, number | string | boolean> {
  t: number;
  seed: number;
  label: (typeof classOptions)[number][0];
  layer: NetworkLayer;
  /** From 1; 0: none. */
  off: number;
}

class UNetElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'unet', words.label, { t: 0.5, seed: 3, label: '3', layer: 'block5', off: 0 }, {
    t: within(0, 1),
    seed: wholeWithin(0, 4294967295),
    label: oneOf(keys(classOptions)),
    layer: oneOf(networkLayers),
    off: wholeWithin(0, most),
  });
  private readonly desk = this.figure.worker(() => new Desk());
  private readonly scene: Scene = { layer: 'block5', off: -1, x: null, belief: null, without: null, layers: [], effects: null };
  private readonly sheets = {
    network: new Sheet((ctx, w, h) => drawNetwork(ctx, w, h, this.scene)),
    layer: new Sheet((ctx, w, h) => drawLayer(ctx, w, h, this.scene)),
  };
  /** The image at each step. */
  private way: Floats[] = [];
  private readonly strongest = this.figure.action(words.strongest, () => this.putOutStrongest(), { name: 'strongest' });
  private readonly read = { shape: this.figure.readout(words.shape, 'shape'), change: this.figure.readout(words.change, 'change') };
  private readonly bar = this.figure.time('t', () => this.look(), { loop: false, step: 1 / steps, format: (t) => fixed(this.step(t) / steps) });
  private readonly run = new Run(() => this.walk());

  connectedCallback(): void {
    const f = this.figure, look = () => this.look(), again = () => this.walk();
    const network = f.view(this.sheets.network), layer = f.view(this.sheets.layer);
    f.nextSeed('seed', words.noise, again);
    f.control('layer', (b) => choice({ ...b, label: words.layer, options: layerOptions }), () => {
      f.set('off', 0);
      this.look();
    });
    f.control('off', (b) => slider({ ...b, label: words.off, min: 0, max: most, step: 1, format: (v) => (v ? String(v) : words.none) }), look);
    f.control('label', (b) => choice({ ...b, label: words.class, options: classOptions }), again);
    f.follow('seed', again);
    const pressed = (canvas: HTMLCanvasElement, then: (x: number, y: number, w: number, h: number) => void) =>
      canvas.addEventListener('click', (e) => then(e.offsetX, e.offsetY, canvas.clientWidth, canvas.clientHeight));
    pressed(network, (x, y, w, h) => {
      const found = layerAt(x, y, w, h);
      if (!found || found === f.values.layer) return;
      f.set('layer', found);
      f.set('off', 0);
      this.look();
    });
    pressed(layer, (x, y, w, h) => {
      const chosen = this.chosen();
      if (!chosen || chosen.side === 1) return;
      const k = channelAt(chosen, x, y, w, h) + 1;
      if (!k) return;
      f.set('off', f.values.off === k ? 0 : k);
      this.look();
    });
    f.mount(again, { sight: (visible) => this.run.sight(visible), wake: again });
  }

  disconnectedCallback(): void {
    this.run.cancel();
    this.figure.dispose();
  }

  private step(t: number): number {
    return Math.min(Math.round(t * steps), Math.max(0, this.way.length - 1));
  }
  private chosen() {
    return this.scene.layers.find((l) => l.layer === this.figure.values.layer);
  }
  private readonly open = () => this.desk().open(asked.network, (share) => this.figure.busy(share));

  /** The image's way from noise, once. */
  private walk(): void {
    this.run.cancel();
    this.walkAnew();
  }
  private readonly walkAnew = this.figure.latest(async () => {
    const f = this.figure, { seed, label } = f.values, way: Floats[] = [];
    f.say('');
    f.stale(true);
    const { sha256: network } = await this.open(), { pool } = this.desk();
    way[0] = await pool.run('noise', { seed, count: 1, numbers: pixels });
    await this.run.sample(pool, { ...asked, network, labels: labelsFor(label, 1), steps, x0: way[0] }, (step, x) => {
      way[step] = x;
      f.busy(step / steps);
    });
    this.way = way;
    f.busy(null);
    f.stale(false);
    this.look();
  });

  private readonly look = this.figure.latest(async () => {
    if (!this.way.length) return;
    const f = this.figure, { t, label, layer } = f.values, step = this.step(t), x = this.way[step];
    const { sha256: network } = await this.open(), { pool } = this.desk(), at = { network, x, t: step / steps, label: labelsFor(label, 1)[0] };
    f.busy(null);
    const chosen = this.chosen(), channels = layer === 'embedding' ? 0 : chosen?.channels ?? most;
    if (f.values.off > channels) f.set('off', channels);
    const off = f.values.off - 1, { layers, belief, without } = await pool.run('layers', { ...at, off: off < 0 ? null : { layer, channel: off } }, network);
    const changed = this.scene.x !== x || this.scene.layer !== layer;
    Object.assign(this.scene, { layer, off, x, layers, belief, without });
    if (changed) this.scene.effects = null;
    this.show();
    if (!changed || layer === 'embedding' || this.bar.playing) return;
    this.scene.effects = await pool.run('effects', { ...at, layer }, network);
    this.show();
  });

  private putOutStrongest(): void {
    const { effects } = this.scene;
    if (!effects) return;
    this.figure.set('off', effects.indexOf(effects.reduce((a, v) => Math.max(a, v))) + 1);
    this.look();
  }

  private show(): void {
    const f = this.figure, { off, effects, layer } = this.scene, chosen = this.chosen(), l = words.legend;
    if (!chosen || !this.scene.belief) return;
    const change = off >= 0 && effects ? fixed(effects[off], 3) : null;
    this.read.shape.set(words.shapeOf(chosen.channels, chosen.side));
    this.read.change.set(off < 0 ? words.change0 : change ?? '…');
    this.strongest.element.disabled = !effects;
    f.legend(layer === 'embedding'
      ? [['between', l.embedding]]
      : [['velocity', l.hangs], ...(chosen.block ? [['noise', l.scale], ['data', l.shift]] as const : []), ...(off >= 0 ? [['error', l.off]] as const : [])]);
    const t = fixed(this.step(f.values.t) / steps);
    if (!this.bar.playing) this.bar.set(this.step(f.values.t) / steps);
    f.describe(this.sheets.network.canvas, words.network(t, words.list[layer], off < 0 ? words.noneOff : words.isOff(off + 1, change ?? '…')));
    const strongest = effects ? effects.indexOf(effects.reduce((a, v) => Math.max(a, v))) + 1 : null;
    f.describe(this.sheets.layer.canvas, words.channels(words.list[layer], chosen.channels, chosen.side, strongest));
    f.invalidate();
  }
}

customElements.define('fm-unet', UNetElement);
