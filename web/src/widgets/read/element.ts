// <fm-read>: what a velocity says about the data, the noise and the score.
import { Client } from '../../engine/runtime/client';
import planeModule from 'wasm:engine';
import worker from './job.ts?worker';
import { choice, options } from '../../ui/controls';
import { fixed } from '../../ui/dom';
import { Figure } from '../../ui/figure';
import { movable } from '../../ui/movable';
import { dataOptions, keys, nameOf } from '../../ui/names';
import { distinctKinds, scheduleOf } from '../../ui/schedules';
import { Sheet } from '../../ui/screen';
import { words as common } from '../../ui/strings/figure';
import { words } from '../../ui/strings/read';
import { words as schedule } from '../../ui/strings/schedules';
import { oneOf, wholeWithin, within } from '../../ui/url_state';
import { half } from '../../plot/field_view';
import type { ReadJobs } from './job';
import { draw, planeOf, readings, type Scene, type Values } from './scene';

/** At the ends a reading may have no answer. */
const first = 0.01, last = 0.97;

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
    kind: oneOf(keys(distinctKinds)),
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
    const f = this.figure, look = () => this.look(), canvas = f.view(this.sheet);
    f.time('t', look, { min: first, max: last, seconds: 4 });
    f.legend([['velocity', words.readings.velocity], ['data', words.legend.data], ['noise', words.legend.noise], ['exact', words.readings.score]]);
    f.control('quantity', (b) => options({ ...b, label: words.quantity, options: readings }), look);
    f.control('data', (b) => choice({ ...b, label: common.data, options: dataOptions }), look);
    f.control('kind', (b) => choice({ ...b, label: schedule.schedule, options: distinctKinds }), look);
    movable(f, canvas, () => planeOf(canvas.getContext('2d')!, canvas.clientWidth, canvas.clientHeight), 0.1, look);
    f.mount(look, { wake: look });
  }

  disconnectedCallback(): void {
    this.figure.dispose();
  }

  private readonly look = this.figure.latest(async () => {
    const { data, kind, seed, t, quantity, x, y } = this.figure.values;
    const reading = await this.client().run('read', { data, schedule: scheduleOf(kind), seed, t, quantity, x, y });
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
