// The worker of the digit networks.
import type { Classifier } from './classifier';
import { Digits } from './digits';
import type { Floats } from './names';
import { Cancelled, type DigitJobs, type Parity } from './runtime/protocol';
import { serve, type Handlers } from './runtime/serve';
import { pixels, type Off, type UNet } from './unet';

const networks = new Map<string, UNet>(), classifiers = new Map<string, Classifier>();

function of<N>(loaded: Map<string, N>, key: string): N {
  const net = loaded.get(key);
  if (!net) throw new Error('no network has been loaded yet');
  return net;
}

/** The largest difference between what a network answers and what its trainer noted that it answers. */
function difference(engine: Digits, net: UNet, { seed, t, label, velocity, decoded = [] }: Parity): number {
  const size = net.numbers, x = engine.noise.normal(size * label.length, seed);
  let worst = 0;
  const hold = (answer: Floats, noted: number[], from: number) =>
    answer.forEach((v, k) => {
      worst = Math.max(worst, Math.abs(v - noted[from + k]));
    });
  label.forEach((c, i) => hold(net.velocity(x.slice(i * size, (i + 1) * size) as Floats, Math.fround(t[i]), [c]), velocity, i * size));
  if (decoded.length) hold(net.decode(x), decoded, 0);
  return worst;
}

function handlersOf(engine: Digits): Handlers<DigitJobs> {
  return {
    loadNetwork({ key, bytes, parity, reads }) {
      if (reads) {
        if (!classifiers.has(key)) classifiers.set(key, engine.classifier(bytes));
        return { base: 0, off: 0 };
      }
      const net = networks.get(key) ?? engine.unet(bytes);
      networks.set(key, net);
      return { base: net.base, off: parity ? difference(engine, net, parity) : 0 };
    },
    async step({ network, x, labels, solver, t, h, guidance }, context) {
      const net = of(networks, network), size = net.numbers;
      const out = x.slice(), belief = x.slice();
      for (let k = 0; k < labels.length; k++) {
        const at = k * size, moved = net.step(solver, x.subarray(at, at + size), t, h, [labels[k]], guidance);
        out.set(moved.x, at);
        belief.set(moved.belief, at);
        if (!(await context.goOn())) throw new Cancelled();
      }
      return { x: out, belief };
    },
    noise({ seed, count, numbers }) {
      // One stream an image, so that a digit does not change when more are asked for.
      const out = new Float32Array(numbers * count);
      for (let i = 0; i < count; i++) out.set(engine.noise.normal(numbers, seed, i), numbers * i);
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
    decode: ({ network, latents }) => of(networks, network).decode(latents),
    layers({ network, x, t, label, off }) {
      const net = of(networks, network), ask = (which: Off | null) => net.layers(x, t, label, which);
      return { ...ask(null), without: off && ask(off).belief };
    },
    effects: ({ network, x, t, label, layer }) => of(networks, network).effects(x, t, label, layer),
    read({ classifier, images, labels }) {
      const net = of(classifiers, classifier), reading = net.read(images);
      return { ...reading, spread: net.spread(reading.features, labels) };
    },
  };
}

serve(async (module) => handlersOf(await Digits.from(module)));
