// The worker of the cards: what flows in each of their pictures.
import { Engine } from '../../engine/engine';
import { condOT, type Distribution, type Floats } from '../../engine/names';
import { serve } from '../../engine/runtime/serve';
import { openWind, sigmaMin } from '../flow/fields';
import { particles, type Picture } from './pictures';

export interface CardJobs {
  /** (steps + 1) x particles x 2. */
  flow: { payload: { picture: Picture }; progress: never; result: Floats };
}

const data: Partial<Record<Picture, Distribution>> = { ring: 'eight-gaussians', spirals: 'spirals', board: 'checkerboard', pinwheel: 'pinwheel',
  circles: 'circles' };
const steps = 40, dataPoints = 256, blur = 0.05, seed = 8;
const ring = (y: number, radius: number) =>
  Array.from({ length: 33 }, (_, i) => (Math.PI * i) / 16).flatMap((a) => [0.9 * radius * Math.sin(a), y + radius * Math.cos(a)]);
const eight = [ring(0.75, 0.7), ring(-0.75, 0.8)];

serve<CardJobs>(async (module) => {
  const engine = await Engine.from(module);
  const fieldOf = (picture: Picture) =>
    picture === 'digit'
      ? engine.fields.ofPoints(engine.data.drawing(eight, blur, dataPoints, seed), 'gaussian', condOT(sigmaMin))
      : picture in data
      ? engine.fields.ofPoints(engine.data.sample(data[picture]!, dataPoints, seed), 'gaussian', condOT(sigmaMin))
      : openWind(engine, picture === 'wind' ? 'gyre' : 'moons', 1);
  return {
    flow({ picture }) {
      const field = fieldOf(picture), x0 = engine.data.sample(picture === 'wind' ? 'uniform' : 'gaussian', particles, seed);
      try {
        return field.solve('heun', engine.fields.grid(0, 1, steps), x0);
      } finally {
        field.dispose();
      }
    },
  };
});
