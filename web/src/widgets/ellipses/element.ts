// <fm-ellipses>: between two Gaussians, the flow of flow matching beside optimal transport; the reader turns one of them.
import { Client } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import { slider } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { handles } from '../../ui/handles';
import { Sheet } from '../../ui/screen';
import { words } from '../../ui/strings/ellipses';
import { within } from '../../ui/url_state';
import { tip } from './ellipse';
import type { EllipsesJobs } from './job';
import { draw, planeOf, source, targetOf, type Scene, type Values } from './scene';

const most = 90, roundest = 1, longest = 6;
/** The same axis between -90 and 90 degrees. */
const folded = (degrees: number) => Math.round(degrees - 180 * Math.round(degrees / 180));

class EllipsesElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'ellipses', words.label, { t: 1, turn: 40, stretch: 3 }, {
    t: within(0, 1),
    turn: within(-most, most),
    stretch: within(roundest, longest),
  });
  private readonly client = this.figure.worker(() => new Client<EllipsesJobs>(planeModule, worker));
  private readonly scene: Scene = { state: this.figure.values, maps: null };
  private readonly sheet = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene));
  private readonly read = {
    distance: this.figure.readout(words.distance, 'distance'),
    flow: this.figure.readout(words.flowCost, 'flow-cost'),
    optimal: this.figure.readout(words.optimalCost, 'optimal-cost'),
  };

  connectedCallback(): void {
    const f = this.figure, canvas = f.view(this.sheet), anew = () => this.refresh();
    f.time('t', () => this.show(), { seconds: 3 });
    f.legend([['data', words.legend.flow], ['exact', words.legend.optimal], ['error', words.legend.gap]]);
    f.control('turn', (b) => slider({ ...b, label: words.turn, min: -most, max: most, step: 1, format: words.degrees }), anew);
    f.control('stretch', (b) => slider({ ...b, label: words.stretch, min: roundest, max: longest, step: 0.1, format: (v) => fixed(v, 1) }), anew);
    this.turns(canvas);
    f.mount(anew, { wake: anew });
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  /** The end of the target's long axis turns it. */
  private turns(canvas: HTMLCanvasElement): void {
    const s = this.figure.values, plane = () => planeOf(canvas.getContext('2d')!, canvas.clientWidth, canvas.clientHeight);
    const to = (degrees: number) => {
      this.figure.set('turn', folded(degrees));
      this.refresh();
    };
    handles(canvas, {
      at: () => {
        const p = plane(), [x, y] = tip(targetOf(s));
        return [[p.px(x), p.py(y)]];
      },
      move: (_, px, py) => {
        const [x, y] = plane().world(px, py), { x: cx, y: cy } = targetOf(s);
        to((Math.atan2(y - cy, x - cx) * 180) / Math.PI);
      },
      nudge: (_, dx, dy) => to(s.turn + dx + dy),
    });
  }

  private readonly refresh = this.figure.latest(async () => {
    this.sheet.invalidate();
    this.scene.maps = await this.client().run('maps', { source, target: targetOf(this.figure.values) });
    this.show();
  });

  private show(): void {
    const { maps, state: s } = this.scene;
    if (!maps) return;
    this.read.distance.set(fixed(maps.distance));
    this.read.flow.set(fixed(maps.flowCost));
    this.read.optimal.set(fixed(maps.optimalCost));
    this.figure.describe(this.sheet.canvas,
      words.picture(words.degrees(s.turn), fixed(s.stretch, 1), fixed(s.t), fixed(maps.distance), fixed(maps.flowCost), fixed(maps.optimalCost)));
    this.sheet.invalidate();
  }
}

customElements.define('fm-ellipses', EllipsesElement);
