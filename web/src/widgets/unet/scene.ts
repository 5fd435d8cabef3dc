// What <fm-unet> draws: the network as a U whose depth is the size of the picture, and one of its layers whole.
import type { Floats, NetworkLayer } from '../../engine/names';
import type { Layer } from '../../engine/unet';
import { font } from '../../plot/axes';
import { brightest, cellsIn, drawChannel } from '../../plot/channels';
import { drawDigits, grey } from '../../plot/digits';
import { palette, type Palette } from '../../plot/palette';
import { words } from '../../ui/strings/unet';

export interface Scene {
  layer: NetworkLayer;
  /** The channel that is off, or -1. */
  off: number;
  x: Floats | null;
  belief: Floats | null;
  without: Floats | null;
  layers: Layer[];
  /** Of the layer that is chosen. */
  effects: Floats | null;
}

/** Column and row of each in the U. */
const places: Record<NetworkLayer, readonly [number, number]> = {
  embedding: [0, 2],
  'in-conv': [1, 0],
  block1: [2, 0],
  down: [2, 1],
  block2: [3, 1],
  down2: [3, 2],
  block5: [4, 2],
  block6: [5, 2],
  joined2: [5, 1],
  block3: [6, 1],
  joined: [6, 0],
  block4: [7, 0],
};
interface Way {
  from: NetworkLayer;
  to: NetworkLayer;
}
const main: readonly NetworkLayer[] = ['in-conv', 'block1', 'down', 'block2', 'down2', 'block5', 'block6', 'joined2', 'block3', 'joined', 'block4'];
const ways: readonly Way[] = main.slice(1).map((to, i) => ({ from: main[i], to }));
const skips: readonly Way[] = [{ from: 'block1', to: 'joined' }, { from: 'block2', to: 'joined2' }];
const columns = 9, rows = 3, shown = 4;

/** Where the U stands in a canvas. */
function frame(width: number, height: number) {
  const pitch = { x: width / columns, y: height / rows }, size = Math.min(pitch.x - 8, pitch.y - 24);
  const at = (column: number, row: number) => ({ left: (column + 0.5) * pitch.x - size / 2, top: row * pitch.y + 6 });
  return { size, at };
}

/** The layer under a place of the canvas. */
export function layerAt(x: number, y: number, width: number, height: number): NetworkLayer | null {
  const { size, at } = frame(width, height);
  const hit = ([column, row]: readonly [number, number]) => {
    const { left, top } = at(column, row);
    return x >= left - 4 && x <= left + size + 4 && y >= top - 4 && y <= top + size + 18;
  };
  return (Object.entries(places) as [NetworkLayer, readonly [number, number]][]).find(([, place]) => hit(place))?.[0] ?? null;
}

export function drawNetwork(ctx: CanvasRenderingContext2D, width: number, height: number, scene: Scene): void {
  const colors = palette(), { size, at } = frame(width, height), small = width < 480;
  const middle = (layer: NetworkLayer) => {
    const { left, top } = at(...places[layer]);
    return { x: left + size / 2, y: top + size / 2 };
  };
  const line = (x0: number, y0: number, x1: number, y1: number) => {
    ctx.beginPath();
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1, y1);
    ctx.stroke();
  };
  Object.assign(ctx, { strokeStyle: colors.muted, lineWidth: 1.5 });
  for (const { from, to } of ways) line(middle(from).x, middle(from).y, middle(to).x, middle(to).y);
  const first = at(0, 0), last = at(8, 0);
  line(first.left, first.top + size / 2, middle('in-conv').x, middle('in-conv').y);
  line(middle('block4').x, middle('block4').y, last.left, last.top + size / 2);
  ctx.setLineDash([3, 4]);
  for (const { from, to } of skips) line(middle(from).x, middle(from).y, middle(to).x, middle(to).y);
  ctx.setLineDash([]);
  const caption = (text: string, column: number, row: number) => {
    const { left, top } = at(column, row);
    Object.assign(ctx, { font, fillStyle: colors.card, textAlign: 'center', textBaseline: 'top' });
    const wide = ctx.measureText(text).width + 6;
    ctx.fillRect(left + (size - wide) / 2, top + size + 3, wide, 14); // over a line that comes down there
    ctx.fillStyle = colors.muted;
    ctx.fillText(text, left + size / 2, top + size + 4);
  };
  const picture = (image: Floats | null, text: string, column: number, row: number) => {
    if (!image) return;
    drawDigits(ctx, grey(image), { ...at(column, row), columns: 1, cell: size, gap: 0 });
    caption(text, column, row);
  };
  picture(scene.x, words.now, 0, 0);
  picture(scene.belief, small ? words.expectedShort : words.expected, 8, 0);
  picture(scene.without, small ? words.withoutShort : words.without, 8, 1);
  for (const layer of scene.layers) {
    const [column, row] = places[layer.layer], { left, top } = at(column, row), chosen = layer.layer === scene.layer;
    ctx.fillStyle = colors.card;
    ctx.fillRect(left - 2, top - 2, size + 4, size + 4);
    if (layer.layer === 'embedding') drawBars(ctx, layer.values, colors.between, left, top, size, size);
    else {
      const bright = brightest(layer.values), half = size / 2;
      for (let k = 0; k < shown; k++)
        drawChannel(ctx, layer.values, k, layer.side, bright, left + (k % 2) * half, top + Math.floor(k / 2) * half, half - 1);
    }
    if (chosen) {
      Object.assign(ctx, { strokeStyle: colors.velocity, lineWidth: 2.5 });
      ctx.strokeRect(left - 3, top - 3, size + 5, size + 5);
    }
    caption(small ? words.short[layer.layer] : words.layers[layer.layer], column, row);
  }
  Object.assign(ctx, { font, fillStyle: colors.muted, textAlign: 'left', textBaseline: 'middle' });
  for (const [row, side] of [[1, 14], [2, 7]] as const) ctx.fillText(words.size(side), at(row === 1 ? 0 : 1, row).left, at(0, row).top + size / 2);
  Object.assign(ctx, { textAlign: 'center', textBaseline: 'bottom' });
  ctx.fillText(words.size(28), middle('block5').x, middle('block1').y - 4);
}

function drawBars(ctx: CanvasRenderingContext2D, values: Floats, color: string, left: number, top: number, width: number, height: number,
  most = values.reduce((a, v) => Math.max(a, Math.abs(v)), 1e-9)): void
{
  const step = width / values.length;
  ctx.fillStyle = color;
  values.forEach((v, i) => {
    const tall = (v / most) * (height / 2);
    ctx.fillRect(left + i * step, top + height / 2 - Math.max(0, tall), Math.max(1, step - 1), Math.abs(tall));
  });
}

const filmHeight = 84, pad = 10;
const gridOf = (layer: Layer, width: number, height: number) => {
  const tall = height - 2 * pad - (layer.block ? filmHeight : 0), { columns, cell } = cellsIn(layer.channels, width - 2 * pad, tall);
  return { columns, cell, left: (width - columns * cell) / 2, top: pad };
};

/** The channel under a place of the canvas, or -1. */
export function channelAt(layer: Layer, x: number, y: number, width: number, height: number): number {
  const { columns, cell, left, top } = gridOf(layer, width, height), column = Math.floor((x - left) / cell),
    k = column + columns * Math.floor((y - top) / cell);
  return column >= 0 && column < columns && y >= top && k < layer.channels ? k : -1;
}

export function drawLayer(ctx: CanvasRenderingContext2D, width: number, height: number, scene: Scene): void {
  const colors = palette(), layer = scene.layers.find((l) => l.layer === scene.layer);
  if (!layer) return;
  if (layer.layer === 'embedding') {
    drawBars(ctx, layer.values, colors.between, pad, pad, width - 2 * pad, height - 2 * pad);
    return;
  }
  const { columns, cell, left, top } = gridOf(layer, width, height), bright = brightest(layer.values), under = Math.max(3, cell * 0.1);
  const most = scene.effects?.reduce((a, v) => Math.max(a, v), 1e-9) ?? 1;
  for (let k = 0; k < layer.channels; k++) {
    const x = left + (k % columns) * cell, y = top + Math.floor(k / columns) * cell, size = cell - under - 3;
    drawChannel(ctx, layer.values, k, layer.side, bright, x + (cell - size) / 2, y, size);
    if (scene.effects?.length === layer.channels) {
      ctx.fillStyle = colors.velocity;
      ctx.fillRect(x + (cell - size) / 2, y + size + 1, (size * scene.effects[k]) / most, under - 1);
    }
    if (k === scene.off) strike(ctx, x + (cell - size) / 2, y, size, colors);
  }
  if (layer.block) drawFilm(ctx, layer, height - filmHeight - pad + 8, width, colors, scene.off);
}

function strike(ctx: CanvasRenderingContext2D, left: number, top: number, size: number, colors: Palette): void {
  Object.assign(ctx, { strokeStyle: colors.error, lineWidth: 2.5 });
  ctx.strokeRect(left, top, size, size);
  ctx.beginPath();
  ctx.moveTo(left, top + size);
  ctx.lineTo(left + size, top);
  ctx.stroke();
}

/** Scale and shift of each channel, each about 0, on one scale. */
function drawFilm(ctx: CanvasRenderingContext2D, layer: Layer, top: number, width: number, colors: Palette, off: number): void {
  const most = [layer.scales, layer.shifts].reduce((a, values) => values.reduce((b, v) => Math.max(b, Math.abs(v)), a), 1e-9);
  const half = filmHeight / 2, wide = width - 2 * pad, step = wide / layer.channels;
  if (off >= 0) {
    ctx.fillStyle = colors.line;
    ctx.fillRect(pad + off * step, top, step, filmHeight);
  }
  drawBars(ctx, layer.scales, colors.noise, pad, top, wide, half - 3, most);
  drawBars(ctx, layer.shifts, colors.data, pad, top + half, wide, half - 3, most);
}
