// The race of the digit network: one evaluation of 16 images.
import { noLabel, pixels } from '../../../web/src/engine/unet';
import { Pool } from '../../../web/src/engine/runtime/pool';
import type { Floats } from './peer';
import { Contender, difference, race, type Rates, type Runner } from './race';

const batch = 16, tolerance = 1e-4, time = 0.4;
const bytes = async (where: string) => new Uint8Array(await (await fetch(where)).arrayBuffer());

export interface DigitHeat {
  one: Rates[];
  two: Rates[];
  wrong: string[];
}

/** Noise of about unit size, the same in every run. */
function images(): Floats {
  const x = new Float32Array(batch * pixels);
  let state = 1;
  for (let i = 0; i < x.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    x[i] = 3.4 * (state / 2 ** 32 - 0.5);
  }
  return x;
}

/** Euler steps of a sampling; the page takes 20. */
const steps = 5;

/** Ours on two workers, as the page does it: a sampling of all images. */
async function pooled(weights: Uint8Array<ArrayBuffer>, x0: Floats, labels: number[]) {
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: 2 });
  const pool = new Pool();
  await pool.load('net', weights);
  return {
    /** Where all images are after the first of `count` steps. */
    async sample(count: number): Promise<Floats> {
      const out = new Float32Array(x0.length);
      await pool.sample({ network: 'net', x0, labels, solver: 'euler', steps: count, guidance: 1 }, (step, x) => {
        if (step === 1) out.set(x);
      }).result;
      return out;
    },
    dispose: () => pool.dispose(),
  };
}

export async function raceDigits(): Promise<DigitHeat> {
  const [weights, model] = await Promise.all([bytes('/data/net.safetensors'), bytes('/data/net.onnx')]);
  const x = images(), labels = Array.from({ length: batch }, (_, i) => i % (noLabel + 1)), wrong: string[] = [];
  const [ours, ort1, ort2] = [new Contender(), new Contender(), new Contender()];
  await ours.call('openOurDigits', weights);
  await ort1.call('openOrt', model, 1);
  await ort2.call('openOrt', model, 2);
  const pool = await pooled(weights, x, labels);

  const answer = await ours.call('digits', x, time, labels), start = await ours.call('digits', x, 0, labels);
  const check = (name: string, off: number) => {
    if (!(off <= tolerance)) wrong.push(`${name}: its velocity is ${off.toExponential(1)} of the largest off`);
  };
  check('onnxruntime-web, 1 thread', difference(await ort1.call('digits', x, time, labels), answer));
  check('onnxruntime-web, 2 threads', difference(await ort2.call('digits', x, time, labels), answer));
  check('ours, 2 workers', difference((await pool.sample(1)).map((v, i) => v - x[i]) as Floats, start));

  const timed = (name: string, contender: Contender): Runner => ({ name, run: (seconds) => contender.call('timeDigits', seconds, x, time, labels) });
  const pooledRunner: Runner = {
    name: 'ours',
    async run(seconds) {
      const begin = performance.now();
      let count = 0, passed = 0;
      for (; passed < seconds; passed = (performance.now() - begin) / 1000, count += steps) await pool.sample(steps);
      return { count, seconds: passed };
    },
  };
  const one = await race([timed('ours', ours), timed('onnxruntime-web', ort1)], 7, 1.5);
  const two = await race([pooledRunner, timed('onnxruntime-web', ort2)], 7, 1.5);
  for (const contender of [ours, ort1, ort2]) contender.end();
  pool.dispose();
  return { one, two, wrong };
}
