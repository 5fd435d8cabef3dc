// The worker of the race: our engine and plain JS, one after the other in the same thread.
import { Engine } from '../../engine/engine';
import type { Floats } from '../../engine/names';
import { serve, type Handlers } from '../../engine/runtime/serve';
import { nets, learningRate } from './nets';
import { ourNet, productWork, type OurNet } from './ours';
import { PlainNet } from './plain';
import { nextCount } from './slice';

type Seconds = { payload: { seconds: number }; progress: never; result: number };
export interface SpeedJobs {
  /** Two networks with the same weights; the largest difference of their answers, as a share of the largest. */
  open: { payload: { net: keyof typeof nets; batch: number }; progress: never; result: number };
  /** Updates a second. */
  ours: Seconds;
  plain: Seconds;
  /** GFLOP/s of our matrix product alone. */
  kernel: Seconds;
}

/** Calls f(count) for so many seconds, looking at the clock every few hundredths; counts a second. */
function rateOf(seconds: number, f: (count: number) => void): number {
  const start = performance.now();
  let done = 0, passed = 0;
  while (passed < seconds) {
    const count = nextCount(done, passed);
    f(count);
    done += count;
    passed = (performance.now() - start) / 1000;
  }
  return done / passed;
}

let ours: OurNet, plain: PlainNet, at = 0;

const handlersOf = (engine: Engine): Handlers<SpeedJobs> => ({
  open({ net, batch }) {
    ours = ourNet(engine, nets[net], batch, 20);
    plain = new PlainNet(nets[net], ours.layers, learningRate);
    const { x } = ours.batches[0], t = new Float32Array(batch).fill(0.4) as Floats;
    const a = ours.velocity(x, t), b = plain.velocity(x, t);
    return Math.max(...a.map((v, i) => Math.abs(v - b[i]))) / Math.max(...a.map(Math.abs));
  },
  ours: ({ seconds }) => rateOf(seconds, (count) => ours.train(count)),
  plain: ({ seconds }) =>
    rateOf(seconds, (count) => {
      for (let i = 0; i < count; i++) {
        const { x, t, u } = ours.batches[at++ % ours.batches.length];
        plain.step(x, t, u);
      }
    }),
  kernel: ({ seconds }) => productWork * rateOf(seconds, (count) => ours.products(count)),
});

serve(async (module) => handlersOf(await Engine.from(module)));
