// <fm-speed>: our engine against plain JavaScript, on the reader's own machine.
import { pixels } from '../../engine/unet';
import { Client } from '../../engine/runtime/client';
import { button, message } from '../../ui/controls';
import { element, fixed, thousands } from '../../ui/dom';
import { words } from '../../ui/strings/speed';
import { Pool } from '../../engine/runtime/pool';
import type { Entry } from '../../weights/manifest';
import { fetchNetwork } from '../../weights/download';
import { nets, workOf } from './nets';
import type { SpeedJobs } from './job';
import worker from './job.ts?worker';
import planeModule from 'wasm:engine';

const races = [
  ['L', 256, words.lesson('256')],
  ['A', 256, words.wide('256')],
  ['A', 1000, words.wide('1,000')],
] as const;
const rounds = 5, seconds = 0.3, tolerance = 1e-4;
const digits = { count: 16, steps: 20 };

const median = (a: number[]) => [...a].sort((p, q) => p - q)[Math.floor(a.length / 2)];
const short = (x: number) => (x >= 100 ? thousands(Math.round(x)) : fixed(x, x >= 10 ? 1 : 2));

class SpeedElement extends HTMLElement {
  private running = false;
  private readonly body = element('tbody');
  private readonly note = message();
  private readonly go = button(words.run, () => void this.run(), { primary: true, name: 'run' });
  private readonly bar = element('progress', { max: '1', value: '0', 'aria-label': words.bar });

  connectedCallback(): void {
    this.bar.hidden = true;
    this.append(
      element('div', { class: 'buttons' }, this.go.element, this.bar),
      this.note.element,
      element('table', { 'data-name': 'results' }, element('caption', {}, words.caption),
        element('thead', {}, element('tr', {}, ...words.columns.map((text) => element('th', { scope: 'col' }, text)))), this.body),
    );
  }

  private row(...cells: string[]): void {
    this.body.append(element('tr', {}, ...cells.map((text, i) => element(i ? 'td' : 'th', i ? {} : { scope: 'row' }, text))));
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    this.go.enable(false);
    this.bar.hidden = false;
    this.body.replaceChildren();
    this.note.say(words.keep);
    const client = new Client<SpeedJobs>(planeModule, worker);
    try {
      for (const [index, [net, batch, name]] of races.entries()) {
        const off = await client.run('open', { net, batch });
        if (!(off <= tolerance)) throw new Error(words.disagree(off.toExponential(1)));
        const ours: number[] = [], plain: number[] = [], kernel: number[] = [];
        await client.run('ours', { seconds }); // warm
        await client.run('plain', { seconds });
        for (let round = 0; round < rounds; round++) {
          ours.push(await client.run('ours', { seconds }));
          plain.push(await client.run('plain', { seconds }));
          kernel.push(await client.run('kernel', { seconds: seconds / 3 }));
          this.bar.value = (index + (round + 1) / rounds) / (races.length + 1);
        }
        const ratio = median(ours.map((rate, i) => rate / plain[i]));
        const share = median(ours.map((rate, i) => (rate * workOf(nets[net], batch)) / kernel[i]));
        this.row(name, short(median(ours)), short(median(plain)), fixed(ratio, 1), words.percent(Math.round(100 * share)));
      }
      this.note.say(words.medians(rounds) + await this.digits());
    } catch (error) {
      this.note.say(error instanceof Error ? error.message : String(error), 'problem');
    } finally {
      client.terminate();
      this.bar.hidden = true;
      this.go.enable(true);
      this.running = false;
    }
  }

  /** How long the digits of lesson 8 take, as a sentence. */
  private async digits(): Promise<string> {
    const { count, steps } = digits, { entry, bytes } = await fetchNetwork(() => {}), pool = new Pool();
    try {
      await pool.load(entry.sha256, bytes);
      return await this.timeDigits(pool, entry, count, steps);
    } finally {
      pool.dispose();
    }
  }

  private async timeDigits(pool: Pool, entry: Entry, count: number, steps: number): Promise<string> {
    const x0 = await pool.run('noise', { seed: 1, count, numbers: pixels }), times: number[] = [];
    const sample = () =>
      pool.sample({ network: entry.sha256, x0, labels: Array.from({ length: count }, (_, i) => i % 10), solver: 'euler', steps, guidance: 1 }, () => {}).result;
    await sample();
    for (let i = 0; i < 3; i++) {
      const start = performance.now();
      await sample();
      times.push((performance.now() - start) / 1000);
    }
    return words.digits(count, entry.architecture.base, steps, fixed(median(times)), pool.size);
  }
}

customElements.define('fm-speed', SpeedElement);
