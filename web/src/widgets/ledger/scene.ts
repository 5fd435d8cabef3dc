// What <fm-ledger> draws: a box over the law or over particles, with what flows through each of its sides; beside it the mass
// inside over time, and the slope that the flow says it has.
import type { Floats } from '../../engine/names';
import type { Box } from '../../engine/picture';
import { axesInset, drawAxes, font } from '../../plot/axes';
import { drawDensity } from '../../plot/density';
import { half } from '../../plot/field_view';
import { Graph } from '../../plot/graph';
import { mix, palette, type Palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import { placesAt } from '../../plot/samples';
import { rows } from '../../ui/names';
import { words } from '../../ui/strings/ledger';
import { count, type Entry } from './job';
import type { Law } from './laws';

export const shows = rows(words.shows);

export interface Values extends Record<string, number | string | boolean> {
  t: number;
  law: Law;
  show: keyof typeof words.shows;
  seed: number;
  left: number;
  bottom: number;
  right: number;
  top: number;
}
export interface Scene {
  state: Values;
  states: Floats | null;
  entry: Entry | null;
  masses: number[] | null;
}

export const planeOf = (ctx: CanvasRenderingContext2D, width: number, height: number) => new Plane(ctx, width, height, half, axesInset);
const leastSide = 0.3;

/** Whatever a link says, its sides are in order and it can be taken hold of. */
export function boxOf({ left, bottom, right, top }: Values): Box {
  const sides = (a: number, b: number): [number, number] => {
    const low = Math.min(a, b, half - leastSide);
    return [low, Math.max(a, b, low + leastSide)];
  };
  const [l, r] = sides(left, right), [b, t] = sides(bottom, top);
  return [l, b, r, t];
}
export const middleOf = ([l, b, r, t]: Box): [number, number] => [(l + r) / 2, (b + t) / 2];
/** From the lower left one counterclockwise: which of the box's numbers each moves. */
const cornerSides = [[0, 1], [2, 1], [2, 3], [0, 3]] as const;
export const cornersOf = (box: Box) => cornerSides.map(([x, y]) => [box[x], box[y]] as [number, number]);

/** The box with one corner moved there, as far as the others let it. */
export function withCorner(box: Box, corner: number, x: number, y: number): Box {
  const moved: [number, number, number, number] = [...box];
  for (const [side, to] of [[cornerSides[corner][0], x], [cornerSides[corner][1], y]] as const)
    moved[side] = side < 2 ? Math.max(-half, Math.min(to, box[side + 2] - leastSide)) : Math.min(half, Math.max(to, box[side - 2] + leastSide));
  return moved;
}
/** As large as it is, with its middle there, as far as the plane goes. */
export function withMiddle([l, b, r, t]: Box, x: number, y: number): Box {
  const [w, h] = [(r - l) / 2, (t - b) / 2], inside = (v: number, room: number) => Math.max(-half + room, Math.min(half - room, v));
  const [cx, cy] = [inside(x, w), inside(y, h)];
  return [cx - w, cy - h, cx + w, cy + h];
}

/** Readable over anything, and never beyond the plane. */
function write(plane: Plane, colors: Palette, text: string, x: number, y: number, align: CanvasTextAlign): void {
  const { ctx } = plane, bold = font.replace('11px', '600 12px');
  Object.assign(ctx, { font: bold, textAlign: align, textBaseline: 'middle', lineWidth: 4, lineJoin: 'round', strokeStyle: colors.card,
    fillStyle: colors.ink });
  const wide = ctx.measureText(text).width, before = align === 'right' ? wide : align === 'left' ? 0 : wide / 2;
  const px = Math.max(plane.px(-half) + 4 + before, Math.min(plane.px(half) - 4 - wide + before, x));
  const py = Math.max(plane.py(half) + 10, Math.min(plane.py(-half) - 10, y));
  ctx.strokeText(text, px, py);
  ctx.fillText(text, px, py);
}

/** Of each side its number, outside of the box; of the law an arrow too, longer where more flows; and in the box what they come to. */
function drawSides(plane: Plane, colors: Palette, { entry, state }: Scene, box: Box): void {
  if (!entry) return;
  const [l, b, r, t] = box, [cx, cy] = middleOf(box), counts = state.show === 'particles';
  const { inflow, change } = entry.ledger, { in: came, out: went, before, after } = entry.counted;
  const sides = [[l, cy, 1, 0], [r, cy, -1, 0], [cx, b, 0, 1], [cx, t, 0, -1]];
  sides.forEach(([x, y, inX, inY], k) => {
    const flow = inflow[k], length = counts ? 0 : Math.sign(flow) * Math.min(1.4, 0.25 + 2 * Math.abs(flow)), [dx, dy] = [inX * length, inY * length];
    if (!counts && Math.abs(flow) >= 0.0005) plane.arrow(x - dx / 2, y - dy / 2, dx, dy, colors.velocity, 2 + 10 * Math.min(0.5, Math.abs(flow)));
    const away = 12 + (Math.abs(length) / 2) * plane.scale;
    write(plane, colors, counts ? words.passed(came[k], went[k]) : words.signed(flow, 3), plane.px(x) - inX * away, plane.py(y) + inY * away,
      inX > 0 ? 'right' : inX < 0 ? 'left' : 'center');
  });
  write(plane, colors, counts ? words.then(before, after) : words.signed(change, 3), plane.px(cx), plane.py(cy) + 18, 'center');
}

function drawParticles(plane: Plane, colors: Palette, { state, states, entry }: Scene, color: string): void {
  if (!states) return;
  const at = placesAt(states, count, state.t), of = (net: number) => at.filter((_, i) => (entry?.counted.net[i >> 1] ?? 0) === net);
  plane.dots(of(0), 1.5, color, 0.75);
  plane.dots(of(1), 3.2, colors.velocity, 1);
  const out = of(-1);
  for (let i = 0; i < out.length; i += 2) plane.ring(out[i], out[i + 1], 3, colors.velocity);
}

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, scene: Scene): void {
  const { state, entry } = scene, colors = palette(), plane = planeOf(ctx, width, height), color = mix(colors.noise, colors.data, state.t);
  const box = boxOf(state), [l, b, r, t] = box;
  if (entry && state.show === 'rates') drawDensity(plane, entry.density, color, 1);
  drawAxes(plane, colors);
  if (state.show === 'particles') drawParticles(plane, colors, scene, color);
  Object.assign(ctx, { strokeStyle: colors.ink, lineWidth: 2 });
  ctx.strokeRect(plane.px(l), plane.py(t), (r - l) * plane.scale, (t - b) * plane.scale);
  for (const [x, y] of cornersOf(box)) {
    plane.dots(Float32Array.of(x, y), 6, colors.card, 1);
    plane.ring(x, y, 6, colors.ink);
  }
  plane.dots(Float32Array.from(middleOf(box)), 6, colors.ink, 1);
  plane.ring(...middleOf(box), 6, colors.card);
  drawSides(plane, colors, scene, box);
}

/** How far the slope is drawn to each side of now. */
const reach = 0.16;

export function drawMasses(ctx: CanvasRenderingContext2D, width: number, height: number, { state: s, entry, masses }: Scene): void {
  const colors = palette(), high = Math.max(0.1, Math.ceil(10 * Math.max(...(masses ?? [0]))) / 10);
  const graph = new Graph(ctx, width, height, { low: 0, high: 1.25 * high }), [left, top, across] = graph.box;
  graph.axes(colors, [0, high / 2, high]);
  if (!entry || !masses) return;
  const { mass, inflow } = entry.ledger, slope = inflow.reduce((a, b) => a + b);
  graph.curve(masses, colors.ink, 2.2);
  graph.now(s.t, colors);
  graph.inside(() => {
    Object.assign(ctx, { strokeStyle: colors.velocity, lineWidth: 3 });
    ctx.beginPath();
    for (const side of [-1, 1]) ctx.lineTo(graph.px(s.t + side * reach), graph.py(mass + side * reach * slope));
    ctx.stroke();
  });
  graph.dot(s.t, mass, 4.5, colors.ink);
  Object.assign(ctx, { font, textAlign: 'right', textBaseline: 'top', lineWidth: 3, strokeStyle: colors.card });
  [[words.inside, colors.ink], [words.slope, colors.velocity]].forEach(([text, color], row) => {
    ctx.fillStyle = color;
    for (const write of ['strokeText', 'fillText'] as const) ctx[write](text, left + across - 6, top + 4 + 15 * row);
  });
}
