// What <fm-coupling> draws in each of its two planes: pairs, or the ways of particles through the trained network.
import type { Distribution } from '../../engine/names';
import { axesInset, drawAxes, drawTitle } from '../../plot/axes';
import { nodes, type Density } from '../../engine/picture';
import { drawDensity, peakOf } from '../../plot/density';
import { drawField, half, topSpeed } from '../../plot/field_view';
import { drawHeat, speeds } from '../../plot/heat';
import { heatKey } from '../../plot/keys';
import { mix, palette } from '../../plot/palette';
import { Graph } from '../../plot/graph';
import { Plane } from '../../plot/plane';
import { drawSamples } from '../../plot/samples';
import { drawTrajectories } from '../../plot/trajectories';
import { rows } from '../../ui/names';
import { words } from '../../ui/strings/coupling';
import { count, frames, steps, type Lane, type Way } from './job';

export const ways = rows<Way>(words.ways), shows = rows(words.shows);

export interface Values extends Record<string, number | string | boolean> {
  t: number;
  way: Way;
  show: keyof typeof words.shows;
  data: Distribution;
  source: Distribution;
  seed: number;
}
export interface Scene {
  state: Values;
  lanes: { left: Lane | null; right: Lane | null };
}

const linesShown = 100;
/** Elsewhere than where particles pass the network was never asked: how clearly to show a place. */
function clarity(p: Density): (x: number, y: number) => number {
  const peak = peakOf(p), [left, bottom, right, top] = p.box,
    cell = (v: number, from: number, to: number, n: number) => Math.max(0, Math.min(n - 1, Math.floor(((v - from) / (to - from)) * n)));
  return (x, y) => Math.min(1, (6 * p.values[cell(y, bottom, top, p.ny) * p.nx + cell(x, left, right, p.nx)]) / peak);
}
const frameAt = (t: number) => Math.round(t * (frames - 1));

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, { state }: Scene, lane: Lane | null, title: string): void {
  const colors = palette(), plane = new Plane(ctx, width, height, half, axesInset);
  if (state.show === 'time') return drawOverTime(ctx, width, height, plane, state.t, lane, title);
  drawAxes(plane, colors);
  if (lane && state.show === 'pairs') {
    const { x0, x1 } = lane, at = new Float32Array(x0.length);
    for (let i = 0; i < 2 * linesShown; i += 2) plane.line(x0[i], x0[i + 1], x1[i], x1[i + 1], colors.between, 1, 0.4);
    for (let i = 0; i < at.length; i++) at[i] = x0[i] + state.t * (x1[i] - x0[i]);
    plane.dots(x0, 2, colors.noise, 0.8);
    plane.dots(x1, 2, colors.data, 0.8);
    plane.dots(at, 2.6, mix(colors.noise, colors.data, state.t), 1);
  } else if (lane && state.show === 'field') {
    const field = lane.fields[frameAt(state.t)], places = nodes(field.nx, field.ny, field.box), clear = clarity(lane.densities[frameAt(state.t)]);
    const passed = Float32Array.from(speeds(field), (v, i) => (clear(places[2 * i], places[2 * i + 1]) > 0.05 ? v : 0));
    drawHeat(plane, field, passed, colors.error, topSpeed);
    drawField(plane, places, field.values, (i) => clear(places[2 * i], places[2 * i + 1]), colors.velocity, 1.4);
    heatKey(plane, topSpeed, words.speed, colors.error, colors);
  } else if (lane && state.show === 'density') {
    drawDensity(plane, lane.densities[frameAt(state.t)], mix(colors.noise, colors.data, state.t), peakOf(lane.densities[frames - 1]));
  } else if (lane) {
    drawTrajectories(plane, { states: lane.states, count, part: state.t, alpha: 0.4 }, colors);
    drawSamples(plane, { states: lane.states, count, part: state.t, size: 3, alpha: 0.9, trail: 0 }, colors);
  }
  drawTitle(plane, title, colors);
}

/** The first coordinate of particles against time: a way is straight where its line is. */
function drawOverTime(ctx: CanvasRenderingContext2D, width: number, height: number, plane: Plane, t: number, lane: Lane | null, title: string): void {
  const colors = palette(), graph = new Graph(ctx, width, height, { low: -half, high: half });
  graph.axes(colors, [-4, -2, 0, 2, 4], 't', 'x');
  for (let i = 0; lane && i < linesShown; i++) {
    const x = Float32Array.from({ length: steps + 1 }, (_, step) => lane.states[2 * (step * count + i)]);
    graph.curve(x, mix(colors.noise, colors.data, t), 1, { alpha: 0.55, part: t });
  }
  drawTitle(plane, title, colors);
}
