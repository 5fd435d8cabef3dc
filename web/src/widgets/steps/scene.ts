// What <fm-steps> draws: slopes everywhere, the exact curve, and a solver's steps, one slope after the other.
import { stages, type Solver } from '../../engine/names';
import { palette, type Palette } from '../../plot/palette';
import type { Run } from './job';

export interface Values extends Record<string, number | string | boolean> {
  done: number;
  solver: Solver;
  steps: number;
  start: number;
}
export interface Field {
  times: Float64Array;
  places: Float64Array;
  slopes: Float64Array;
}
export interface Scene {
  state: Values;
  field: Field | null;
  run: Run | null;
}

/** The picture: t from 0 to 1, x from low to high. */
export const low = 1.65, high = 2.75, columns = 15, rows = 13, curvePoints = 100;
const inset = { left: 40, right: 18, top: 14, bottom: 34 };

export class Chart {
  constructor(readonly ctx: CanvasRenderingContext2D, readonly width: number, readonly height: number) {}
  px(t: number): number {
    return inset.left + t * (this.width - inset.left - inset.right);
  }
  py(x: number): number {
    return this.height - inset.bottom - ((x - low) / (high - low)) * (this.height - inset.top - inset.bottom);
  }
  x(py: number): number {
    return low + ((this.height - inset.bottom - py) / (this.height - inset.top - inset.bottom)) * (high - low);
  }
}

/** How many evaluations are shown, of all that there are. */
export function shown(state: Values): number {
  const all = state.steps * stages[state.solver];
  return Math.round(state.done * all);
}

/** Whether a run is that of the settings; another one may still be on its way. */
export const belongs = (run: Run, { steps, solver }: Values) => run.states.length === steps + 1 && run.slopes.length === steps * stages[solver];

function axes(c: Chart, colors: Palette): void {
  const { ctx } = c;
  ctx.font = '11px "Inter Variable", system-ui, sans-serif';
  ctx.lineWidth = 1;
  ctx.strokeStyle = colors.line;
  ctx.fillStyle = colors.muted;
  const crisp = (v: number) => Math.round(v) + 0.5;
  for (const t of [0, 0.25, 0.5, 0.75, 1]) {
    ctx.beginPath();
    ctx.moveTo(crisp(c.px(t)), c.py(high));
    ctx.lineTo(crisp(c.px(t)), c.py(low));
    ctx.stroke();
    ctx.textAlign = 'center';
    ctx.textBaseline = 'top';
    ctx.fillText(String(t), c.px(t), c.py(low) + 6);
  }
  for (let x = 1.8; x <= high + 1e-9; x += 0.2) {
    ctx.globalAlpha = 0.6;
    ctx.beginPath();
    ctx.moveTo(c.px(0), crisp(c.py(x)));
    ctx.lineTo(c.px(1), crisp(c.py(x)));
    ctx.stroke();
    ctx.globalAlpha = 1;
    ctx.textAlign = 'right';
    ctx.textBaseline = 'middle';
    ctx.fillText(x.toFixed(1), c.px(0) - 13, c.py(x));
  }
  ctx.font = 'italic 14px "Source Serif 4 Variable", Georgia, serif';
  ctx.textAlign = 'center';
  ctx.fillText('t', c.px(0.875), c.py(low) + 16);
  ctx.fillText('x', c.px(0) - 24, c.py(2.5));
}

/** A short line of this slope around (t, x), as long on the screen whatever the slope. */
function dash(c: Chart, t: number, x: number, slope: number, length: number): void {
  const { ctx } = c, dx = c.px(1) - c.px(0), dy = (c.py(low) - c.py(high)) / (high - low);
  const angle = Math.atan2(-slope * dy, dx), ux = (Math.cos(angle) * length) / 2, uy = (Math.sin(angle) * length) / 2;
  ctx.moveTo(c.px(t) - ux, c.py(x) - uy);
  ctx.lineTo(c.px(t) + ux, c.py(x) + uy);
}

export function draw(ctx: CanvasRenderingContext2D, width: number, height: number, { state, field, run }: Scene): void {
  const colors = palette(), c = new Chart(ctx, width, height);
  axes(c, colors);
  ctx.save();
  ctx.beginPath();
  ctx.rect(c.px(0) - 12, 0, c.px(1) - c.px(0) + 24, c.py(low));
  ctx.clip();
  if (field) {
    ctx.strokeStyle = colors.velocity;
    ctx.globalAlpha = 0.35;
    ctx.lineWidth = 1.2;
    ctx.beginPath();
    field.slopes.forEach((slope, i) => dash(c, field.times[i], field.places[i], slope, Math.min(18, width / 30)));
    ctx.stroke();
    ctx.globalAlpha = 1;
  }
  if (run) {
    ctx.strokeStyle = colors.exact;
    ctx.lineWidth = 2.5;
    ctx.beginPath();
    run.curve.forEach((x, i) => ctx.lineTo(c.px(i / curvePoints), c.py(x)));
    ctx.stroke();
    if (belongs(run, state)) steps(c, state, run, colors);
  }
  ctx.restore();
}

const names = ['k₁', 'k₂', 'k₃', 'k₄', 'k₅', 'k₆'];

function steps(c: Chart, state: Values, run: Run, colors: Palette): void {
  const { ctx } = c, perStep = stages[state.solver], seen = shown(state), whole = Math.floor(seen / perStep), h = 1 / state.steps;
  const dot = (t: number, x: number, radius: number, color: string) => {
    ctx.fillStyle = color;
    ctx.beginPath();
    ctx.arc(c.px(t), c.py(x), radius, 0, 2 * Math.PI);
    ctx.fill();
  };
  // The step that is being taken; the last one when all are.
  const current = Math.min(state.steps - 1, seen === 0 ? 0 : Math.floor((seen - 1) / perStep));
  const from = current * perStep;
  const span = Math.max(26, Math.min(0.42 * h * (c.px(1) - c.px(0)), 90));
  for (let i = from; i < Math.min(seen, from + perStep); i++) {
    const k = run.slopes[i], latest = i === seen - 1;
    // From the step's start to where the slope is taken.
    ctx.strokeStyle = colors.muted;
    ctx.setLineDash([3, 4]);
    ctx.lineWidth = 1.2;
    ctx.beginPath();
    ctx.moveTo(c.px(current * h), c.py(run.states[current]));
    ctx.lineTo(c.px(k.t), c.py(k.x));
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.strokeStyle = colors.velocity;
    ctx.lineWidth = latest ? 4 : 2.6;
    ctx.beginPath();
    dash(c, k.t, k.x, k.slope, span);
    ctx.stroke();
    dot(k.t, k.x, 3.4, colors.velocity);
    if (perStep === 1) continue;
    ctx.fillStyle = colors.velocity;
    ctx.font = `${latest ? 650 : 500} 13px "Inter Variable", system-ui, sans-serif`;
    ctx.textAlign = k.t > 0.93 ? 'right' : 'center';
    ctx.textBaseline = 'middle';
    ctx.fillText(names[i - from], c.px(k.t) - (k.t > 0.93 ? 14 : 0), c.py(k.x) + ((i - from) % 2 ? 18 : -18));
  }
  ctx.strokeStyle = colors.ink;
  ctx.lineWidth = 2;
  ctx.beginPath();
  for (let i = 0; i <= whole; i++) ctx.lineTo(c.px(i * h), c.py(run.states[i]));
  ctx.stroke();
  for (let i = 1; i <= whole; i++) dot(i * h, run.states[i], Math.min(4.5, 60 / state.steps + 1.5), colors.ink);
  dot(0, state.start, 9, colors.card);
  dot(0, state.start, 7, colors.noise);
  if (whole < state.steps) return;
  // The error at the end.
  const end = run.states[state.steps], exact = run.curve[curvePoints];
  ctx.strokeStyle = colors.error;
  ctx.lineWidth = 3;
  ctx.beginPath();
  ctx.moveTo(c.px(1) + 6, c.py(end));
  ctx.lineTo(c.px(1) + 6, c.py(exact));
  ctx.stroke();
}
