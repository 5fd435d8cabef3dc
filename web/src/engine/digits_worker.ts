// The worker of the digit network.
import { Digits } from './digits';
import { Cancelled, type DigitJobs } from './runtime/protocol';
import { serve, type Handlers } from './runtime/serve';
import { pixels, type UNet } from './unet';

let unet: UNet | null = null;

function handlersOf(engine: Digits): Handlers<DigitJobs> {
  return {
    loadNetwork({ bytes }) {
      unet?.dispose();
      unet = null;
      unet = engine.unet(bytes);
      return null;
    },
    async digits({ x0, labels, solver, steps, guidance }, context) {
      if (!unet) throw new Error('no network has been loaded yet');
      const x = x0.slice();
      for (let i = 0; i < steps; i++) {
        const t = i / steps, h = (i + 1 === steps ? 1 : (i + 1) / steps) - t;
        for (let k = 0; k < labels.length; k++) {
          const image = x.subarray(k * pixels, (k + 1) * pixels);
          image.set(unet.step(solver, image, t, h, [labels[k]], guidance));
          if (!(await context.goOn())) throw new Cancelled();
        }
        context.progress({ step: i + 1, x: x.slice() });
      }
      return null;
    },
    noise({ seed, count }) {
      // One stream an image, so that a digit does not change when more are asked for.
      const out = new Float32Array(pixels * count);
      for (let i = 0; i < count; i++) out.set(engine.noise.normal(pixels, seed, i), pixels * i);
      return out;
    },
    morph({ seedA, seedB, count, normalised }) {
      const a = engine.noise.normal(pixels, seedA), b = engine.noise.normal(pixels, seedB), out = new Float32Array(pixels * count);
      for (let i = 0; i < count; i++) out.set(engine.noise.blend(a, b, i / (count - 1), normalised), pixels * i);
      return out;
    },
  };
}

serve(async (module) => handlersOf(await Digits.from(module)));
