// What <fm-rewind> draws: where the network of a moment carries the same noise.
import type { Distribution, Floats } from '../../engine/names';
import { axesInset, drawAxes } from '../../plot/axes';
import { half } from '../../plot/field_view';
import { palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import { drawSamples } from '../../plot/samples';
import { drawTrajectories } from '../../plot/trajectories';
import { count, moments, type Snapshot } from './job';

export interface Values extends Record<string, number | string | boolean> {
  t: number;
  update: number;
  data: Distribution;
  seed: number;
}
export interface Scene {
  state: Values;
  snapshots: Snapshot[];
  points: Floats | null;
  floor: number;
}

/** The latest known one that is not later than the moment asked for. */
export const shown = ({ state, snapshots }: Scene): Snapshot | undefined => snapshots.filter((s) => s.update <= state.update).at(-1);

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, scene: Scene): void {
  const colors = palette(), plane = new Plane(ctx, width, height, half, axesInset), now = shown(scene);
  drawAxes(plane, colors);
  if (scene.points) plane.dots(scene.points, 1.4, colors.data, 0.3, 1000);
  if (!now) return;
  drawTrajectories(plane, { states: now.states, count, part: scene.state.t, alpha: 0.25 }, colors);
  drawSamples(plane, { states: now.states, count, part: scene.state.t, size: 3, alpha: 0.9, trail: 0 }, colors);
}

export const last = moments[moments.length - 1];
