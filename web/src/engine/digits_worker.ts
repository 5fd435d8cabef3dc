// The worker of the digit networks.
import { Digits } from './digits';
import type { Floats } from './names';
import { Cancelled, type DigitJobs, type Parity } from './runtime/protocol';
import { serve, type Handlers } from './runtime/serve';
import { pixels, type UNet } from './unet';

const networks = new Map<string, UNet>();

/** The largest difference between what a network answers and what its trainer noted that it answers. */
function difference(engine: Digits, net: UNet, { seed, t, label, velocity }: Parity): number {
  const x = engine.noise.normal(pixels * label.length, seed);
  let worst = 0;
  label.forEach((c, i) =>
    net.velocity(x.slice(i * pixels, (i + 1) * pixels) as Floats, Math.fround(t[i]), [c])
      .forEach((v, k) => {
        worst = Math.max(worst, Math.abs(v - velocity[i * pixels + k]));
      })
  );
  return worst;
}

function handlersOf(engine: Digits): Handlers<DigitJobs> {
  return {
    loadNetwork({ key, bytes, parity }) {
      const net = networks.get(key) ?? engine.unet(bytes);
      networks.set(key, net);
      return { base: net.base, off: parity ? difference(engine, net, parity) : 0 };
    },
    async step({ network, x, labels, solver, t, h, guidance }, context) {
      const net = networks.get(network);
      if (!net) throw new Error('no network has been loaded yet');
      const out = x.slice(), belief = x.slice();
      for (let k = 0; k < labels.length; k++) {
        const at = k * pixels, moved = net.step(solver, x.subarray(at, at + pixels), t, h, [labels[k]], guidance);
        out.set(moved.x, at);
        belief.set(moved.belief, at);
        if (!(await context.goOn())) throw new Cancelled();
      }
      return { x: out, belief };
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
    square({ seed, places }) {
      const [a, b, c, d] = [0, 1, 2, 3].map((i) => engine.noise.normal(pixels, seed, i)), out = new Float32Array((pixels * places.length) / 2);
      const mix = (from: Floats, to: Floats, s: number) => engine.noise.blend(from, to, s, true);
      for (let i = 0; i < places.length; i += 2)
        out.set(mix(mix(a, b, places[i]), mix(c, d, places[i]), places[i + 1]), (pixels * i) / 2);
      return out;
    },
  };
}

serve(async (module) => handlersOf(await Digits.from(module)));
