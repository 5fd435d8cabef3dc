// What <fm-memory> draws in each of its planes: the training points, samples, and from each a line to the nearest point.
import type { Distribution } from '../../engine/names';
import { axesInset, drawAxes, drawTitle } from '../../plot/axes';
import { half } from '../../plot/field_view';
import { palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import { rows } from '../../ui/names';
import { words } from '../../ui/strings/memory';
import type { Ends } from './ends';
import type { Known } from './job';

export const ages = rows(words.ages);
export type Side = 'exact' | 'network';

export interface Values extends Record<string, number | string | boolean> {
  points: number;
  width: number;
  age: keyof typeof words.ages;
  data: Distribution;
  seed: number;
}
export interface Scene {
  state: Values;
  known: Known | null;
  early: Ends | null;
  late: Ends | null;
}

/** What a side shows and how it is called: of the network the age that is asked for, or what there is of it so far. */
export function shownOf({ state, known, early, late }: Scene, side: Side): { title: string; ends: Ends | null } {
  if (side === 'exact') return { title: words.titles.exact, ends: known?.exact ?? null };
  const age = state.age === 'late' && (late || !early) ? 'late' : 'early';
  return { title: words.titles[age], ends: age === 'late' ? late : early };
}

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, scene: Scene, side: Side): void {
  const colors = palette(), plane = new Plane(ctx, width, height, half, axesInset), { title, ends } = shownOf(scene, side);
  drawAxes(plane, colors);
  drawTitle(plane, title, colors);
  if (!scene.known) return;
  const { set } = scene.known, small = plane.scale < 30 ? 0.7 : 1, many = set.length > 300;
  if (many) plane.dots(set, 2 * small, colors.data, 1);
  if (ends) {
    const { places, nearest } = ends;
    nearest.forEach((k, i) => plane.line(places[2 * i], places[2 * i + 1], set[2 * k], set[2 * k + 1], colors.error, 1, 0.5));
    plane.dots(places, 2 * small, side === 'exact' ? colors.exact : colors.velocity, 0.9);
  }
  if (!many) { for (let i = 0; i < set.length; i += 2) plane.ring(set[i], set[i + 1], 5 * small, colors.data); }
}
