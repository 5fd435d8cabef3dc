// <fm-map>: four noises at the corners of a square, and the digits that grow from the noises between them; a larger one follows
// the reader's finger.
import { choice } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { movable } from '../../ui/movable';
import { keys } from '../../ui/names';
import { Sheet } from '../../ui/screen';
import { words as digits } from '../../ui/strings/digits';
import { words as common } from '../../ui/strings/figure';
import { oneOf, wholeWithin, within } from '../../ui/url_state';
import { classOptions, labelsFor } from '../../weights/labels';
import { Sampler, type Told } from '../../weights/sampler';
import { Desk } from '../../weights/studio';
import { drawMap, drawOne, lattice, placeOf, planeOf, side, type Scene, type Values } from './scene';

const words = digits.map;
/** Few steps, so that it follows. */
const asked = { network: 'turbo', solver: 'euler', steps: 4, guidance: 1 } as const;

class MapElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'map', words.label, { x: 0.4, y: 0.2, seed: 6, label: 'any' }, {
    x: within(-1, 1),
    y: within(-1, 1),
    seed: wholeWithin(0, 4294967295),
    label: oneOf(keys(classOptions)),
  });
  private readonly desk = this.figure.worker(() => new Desk());
  private readonly scene: Scene = { state: this.figure.values, all: null, one: null };
  private readonly sheets = { map: new Sheet((ctx, w, h) => drawMap(ctx, w, h, this.scene)), one: new Sheet((ctx, w, h) => drawOne(ctx, w, h, this.scene)) };
  private readonly whole = new Sampler(this.desk, this.told('all'), () => void this.sample());
  private readonly single = new Sampler(this.desk, this.told('one'), () => void this.follow());

  private told(which: 'all' | 'one'): Told {
    return {
      loading: (share) => this.figure.busy(share),
      opened: () => {},
      moved: () => {},
      ended: (_, error) => {
        this.figure.busy(null);
        const { frames } = which === 'all' ? this.whole : this.single;
        if (error !== null) this.figure.complain(error);
        else if (frames) this.scene[which] = frames.at(1).x;
        if (which === 'all') this.figure.stale(false);
        this.show();
      },
    };
  }

  connectedCallback(): void {
    const f = this.figure, anew = () => void this.sample();
    const canvas = f.view(this.sheets.map);
    f.view(this.sheets.one);
    f.nextSeed('seed', words.others, anew);
    f.control('label', (b) => choice({ ...b, label: common.class, options: classOptions }), anew);
    movable(f, canvas, () => planeOf(canvas.getContext('2d')!, canvas.clientWidth, canvas.clientHeight), 0.1, () => this.follow());
    f.mount(anew, {
      sight: (visible) => {
        this.whole.sight(visible);
        this.single.sight(visible);
      },
      wake: () => {},
    });
  }

  disconnectedCallback(): void {
    this.whole.stop();
    this.single.stop();
    this.figure.dispose();
  }

  private async sample(): Promise<void> {
    const { seed, label } = this.figure.values;
    this.figure.say('');
    this.figure.stale(true);
    const one = this.follow();
    await this.whole.sample({ ...asked, labels: labelsFor(label, side * side), noise: (pool) => pool.run('square', { seed, places: lattice }) });
    await one;
  }
  /** A digit in a few milliseconds; the one before it is given up. */
  private follow(): Promise<void> {
    const { seed, label, x, y } = this.figure.values;
    this.sheets.map.invalidate();
    return this.single.sample({ ...asked, labels: labelsFor(label, 1), noise: (pool) => pool.run('square', { seed, places: placeOf(x, y) }) });
  }

  private show(): void {
    const { seed, x, y } = this.figure.values, [right, down] = [...placeOf(x, y)].map((v) => fixed(v));
    this.figure.describe(this.sheets.map.canvas, words.picture(side * side, seed, right, down));
    this.figure.describe(this.sheets.one.canvas, words.single(right, down));
    this.figure.invalidate();
  }
}

customElements.define('fm-map', MapElement);
