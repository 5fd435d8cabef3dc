// <fm-read>: what a velocity says about the data, the noise and the score.
import { Client } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import { condOT, type Schedule } from '../../engine/names';
import { choice, options } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { handles } from '../../ui/handles';
import { dataOptions, keys, nameOf } from '../../ui/names';
import { Sheet } from '../../ui/screen';
import { words as common } from '../../ui/strings/figure';
import { words } from '../../ui/strings/read';
import { words as schedule } from '../../ui/strings/schedules';
import { oneOf, wholeWithin, within } from '../../ui/url_state';
import { half } from '../../plot/field_view';
import { kinds } from '../schedules/scene';
import type { ReadJobs } from './job';
import { draw, planeOf, readings, type Scene, type Values } from './scene';

/** At the ends a reading may have no answer. */
const first = 0.01, last = 0.97;
const few = kinds.filter(([kind]) => kind !== 'polynomial');
const inside = (v: number) => Math.round(100 * Math.max(-half, Math.min(half, v))) / 100;

class ReadElement extends HTMLElement {
  private readonly figure = new Figure<Values>(this, 'read', words.label, {
    t: 0.5,
    data: 'moons',
    kind: 'cond-ot',
    quantity: 'velocity',
    x: 0.9,
    y: 1.2,
    seed: 1,
  }, {
    t: within(first, last),
    data: oneOf(keys(dataOptions)),
    kind: oneOf(keys(few)),
    quantity: oneOf(keys(readings)),
    x: within(-half, half),
    y: within(-half, half),
    seed: wholeWithin(0, 4294967295),
  });
  private readonly client = this.figure.worker(() => new Client<ReadJobs>(planeModule, worker));
  private readonly scene: Scene = { state: this.figure.values, reading: null };
  private readonly sheet = new Sheet((ctx, w, h) => draw(ctx, w, h, this.scene));
  private readonly read = readings.map(([quantity, label]) => this.figure.readout(label, `at-${quantity}`));

  connectedCallback(): void {
    const f = this.figure, s = f.values, look = () => this.look(), canvas = f.view(this.sheet);
    f.time('t', look, { min: first, max: last, seconds: 4 });
    f.legend([['velocity', words.readings.velocity], ['data', words.legend.data], ['noise', words.legend.noise], ['exact', words.readings.score]]);
    f.control('quantity', (b) => options({ ...b, label: words.quantity, options: readings }), look);
    f.control('data', (b) => choice({ ...b, label: common.data, options: dataOptions }), look);
    f.control('kind', (b) => choice({ ...b, label: schedule.schedule, options: few }), look);
    for (const key of ['x', 'y'] as const) f.follow(key, look);
    const plane = () => planeOf(canvas.getContext('2d')!, canvas.clientWidth, canvas.clientHeight), place = (x: number, y: number) => {
      f.set('x', inside(x));
      f.set('y', inside(y));
      look();
    };
    handles(canvas, {
      jump: true,
      at: () => [[plane().px(s.x), plane().py(s.y)]],
      move: (_, px, py) => place(...plane().world(px, py)),
      nudge: (_, dx, dy) => place(s.x + 0.1 * dx, s.y + 0.1 * dy),
    });
    f.mount(look, { wake: look });
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private get schedule(): Schedule {
    const { kind } = this.figure.values;
    return kind === 'cond-ot' ? condOT() : { kind, parameter: 0 };
  }
  private readonly look = this.figure.latest(async () => {
    const { data, seed, t, quantity, x, y } = this.figure.values;
    const reading = await this.client().run('read', { data, schedule: this.schedule, seed, t, quantity, x, y });
    this.scene.reading = reading;
    const said = readings.map(([q]) => `(${fixed(reading.at[q][0])}, ${fixed(reading.at[q][1])})`);
    said.forEach((text, i) => this.read[i].set(text));
    this.figure.describe(this.sheet.canvas,
      words.picture(nameOf(dataOptions, data), fixed(t), nameOf(readings, quantity), `(${fixed(x)}, ${fixed(y)})`,
        readings.map(([, label], i) => `${label} ${said[i]}`).join(', ')));
    this.sheet.invalidate();
  });
}

customElements.define('fm-read', ReadElement);
