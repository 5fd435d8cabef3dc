// The race of networks in training.
import { nets, workOf } from '../../../web/src/widgets/speed/nets';
import type { TrainName } from './contender';
import type { Floats } from './peer';
import { Contender, difference, race, type Rates } from './race';

const peers: Record<TrainName, string> = {
  'tfjs-wasm': 'TensorFlow.js wasm',
  'tfjs-wasm-threads': 'TensorFlow.js wasm, threads',
  'tfjs-webgl': 'TensorFlow.js webgl',
  'tfjs-cpu': 'TensorFlow.js cpu',
  jax: 'jax-js wasm',
  'jax-threads': 'jax-js wasm, threads',
  plain: 'plain JS',
};
/** How far an answer may be from ours, as a share of its largest value; and a loss after `updates` from plain JS's. */
const answerTolerance = 1e-4, lossTolerance = 1e-3, updates = 20;
/** Ours draws its own batches: its mean loss over as many updates after those is near, by the noise of 20 batches; without learning it would be a quarter higher. */
const meanTolerance = 0.1;

/** A peer whose updates take longer, in seconds, does not race. */
const patience = 1;

/**
 * `skipped` and `wrong`: peers that did not race, or answered wrongly, and why. `kernel`: the packed product alone, in
 * GFLOP/s; `work`: the products of an update, in GFLOP.
 */
export interface Heat {
  rates: Rates[];
  kernel: Rates;
  work: number;
  skipped: string[];
  wrong: string[];
}

/** Of the first updates; fewer of a contender that is out of patience. */
const firstLosses = async (contender: Contender, count: number) => {
  const losses: number[] = [], start = performance.now();
  let seconds = 0;
  while (losses.length < count && !(losses.length && seconds > patience * updates)) {
    losses.push(await contender.call('train', 1));
    seconds = (performance.now() - start) / 1000;
  }
  return { losses, pace: seconds / losses.length };
};

export async function raceTraining(net: 'L' | 'A', batch: number): Promise<Heat> {
  const shape = nets[net], ours = new Contender(), entered: { name: string; contender: Contender }[] = [{ name: 'ours', contender: ours }];
  const skipped: string[] = [], wrong: string[] = [];
  const { layers, batches } = await ours.call('openOurs', shape, batch, updates);
  const x = batches[0].x.slice(0, 512), t = Float32Array.from({ length: 256 }, (_, i) => (i < 128 ? 0.25 : 0.8)) as Floats;
  const answer = await ours.call('velocity', x, t);

  const losses = new Map<string, number[]>();
  for (const [key, name] of Object.entries(peers) as [TrainName, string][]) {
    const contender = new Contender();
    const reason = await contender.call('openPeer', key, shape, layers, batches);
    if (reason !== null) {
      skipped.push(`${name}: ${reason}`);
      contender.end();
      continue;
    }
    const off = difference(await contender.call('velocity', x, t), answer), first = await firstLosses(contender, name === peers.plain ? 2 * updates : updates);
    if (!(off <= answerTolerance)) wrong.push(`${name}: its velocity is ${off.toExponential(1)} of the largest off`);
    losses.set(name, first.losses);
    if (first.pace <= patience) entered.push({ name, contender });
    else {
      skipped.push(`${name}: an update takes ${first.pace.toFixed(1)} s`);
      contender.end();
    }
  }
  const truth = losses.get(peers.plain)!;
  for (const [name, got] of losses) {
    const off = Math.max(...got.slice(0, updates).map((loss, i) => Math.abs(loss / truth[i] - 1)));
    if (!(off <= lossTolerance)) wrong.push(`${name}: its losses are up to ${off.toExponential(1)} off those of plain JS`);
  }
  const late = (losses: number[]) => losses.slice(updates).reduce((sum, loss) => sum + loss) / (losses.length - updates);
  const off = Math.abs(late((await firstLosses(ours, 2 * updates)).losses) / late(truth) - 1);
  if (!(off <= meanTolerance)) wrong.push(`ours: its mean loss is ${off.toExponential(1)} off that of plain JS`);

  const [kernel, ...rates] = await race([
    { name: 'kernel', run: (seconds) => ours.call('timeProducts', seconds) },
    ...entered.map(({ name, contender }) => ({ name, run: (seconds: number) => contender.call('timeTraining', seconds) })),
  ], 7, 0.5);
  for (const { contender } of entered) contender.end();
  return { rates, kernel, work: workOf(shape, batch), skipped, wrong };
}
