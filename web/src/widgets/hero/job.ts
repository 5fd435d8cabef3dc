// The worker of <fm-hero>: a network learns a drawing, and shows where it would carry noise by then.
import { Engine } from '../../engine/engine';
import { condOT, type Floats } from '../../engine/names';
import { Cancelled } from '../../engine/runtime/protocol';
import { serve } from '../../engine/runtime/serve';

export interface HeroJobs {
  /** `paths`: (steps + 1) x particles x 2, of the network after each part of its training. */
  learn: {
    payload: { strokes: number[][]; seed: number; particles: number; steps: number };
    progress: { share: number; paths: Floats; loss: number };
    result: { paths: Floats; points: Floats; loss: number; file: Uint8Array<ArrayBuffer> };
  };
}

const points = 4096, blur = 0.06, slice = 30; // milliseconds
const network = { hidden: [64, 64, 64], activation: 'silu' as const, timeFeatures: 16, batch: 256, seed: 1, emaDecay: 0.995,
  times: { kind: 'stratified' as const, location: 0, scale: 1 } };
/** Large steps first, then smaller ones. */
const stages = [{ updates: 1500, rate: 1.6e-2 }, { updates: 1000, rate: 5e-3 }, { updates: 500, rate: 1e-3 }];
const all = stages.reduce((n, s) => n + s.updates, 0);

serve<HeroJobs>(async (module) => {
  const engine = await Engine.from(module);
  return {
    async learn({ strokes, seed, particles, steps }, context) {
      const data = engine.data.drawing(strokes, blur, points, seed), x0 = engine.data.sample('gaussian', particles, seed, 2);
      const trainer = engine.trainer({ ...network, points: data, source: 'gaussian', schedule: condOT(), learningRate: stages[0].rate });
      try {
        let done = 0, loss = NaN;
        for (const { updates, rate } of stages) {
          trainer.setLearningRate(rate);
          for (let left = updates, shown = performance.now(); left > 0;) {
            const start = performance.now();
            while (left > 0 && performance.now() - start < slice) {
              const losses = trainer.run(Math.min(8, left));
              left -= losses.length;
              done += losses.length;
              loss = losses.reduce((a, b) => a + b, 0) / losses.length;
            }
            if (performance.now() - shown > 150) {
              context.progress({ share: done / all, paths: trainer.solve('euler', steps, x0), loss });
              shown = performance.now();
            }
            if (!(await context.goOn())) throw new Cancelled();
          }
        }
        return { paths: trainer.solve('euler', steps, x0), points: data, loss, file: trainer.file() };
      } finally {
        trainer.dispose();
      }
    },
  };
});
