// What <fm-base> draws in each of its two planes: the data that is known, and the ways from a base to it.
import { axesInset, drawAxes, drawTitle } from '../../plot/axes';
import { palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import { drawSamples } from '../../plot/samples';
import { drawTrajectories } from '../../plot/trajectories';
import { rows } from '../../ui/names';
import { words } from '../../ui/strings/base';
import type { MixtureName } from './data';
import { count, type Base, type Lane } from './lane';

type Informed = Exclude<Base, 'normal'>;
const { normal: _, ...informed } = words.bases;
export const bases = rows<Informed>(informed), mixtureOptions = rows<MixtureName>(words.mixtures);

export interface Values extends Record<string, number | string | boolean> {
  t: number;
  base: Informed;
  width: number;
  data: MixtureName;
  seed: number;
}
export interface Scene {
  state: Values;
  lanes: { left: Lane | null; right: Lane | null };
}

const reach = 3.6; // of the plane, either way

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, { state: { t } }: Scene, lane: Lane | null, title: string): void {
  const colors = palette(), plane = new Plane(ctx, width, height, reach, axesInset);
  drawAxes(plane, colors);
  if (lane) {
    const { states, known } = lane;
    plane.dots(known, 2.6, colors.data, 0.3);
    plane.dots(states.subarray(0, 2 * count), 1.2, colors.noise, 0.5);
    drawTrajectories(plane, { states, count, part: t, alpha: 0.4 }, colors);
    drawSamples(plane, { states, count, part: t, size: 3, alpha: 0.9, trail: 0 }, colors);
  }
  drawTitle(plane, title, colors);
}
