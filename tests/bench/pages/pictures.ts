// Every picture of a flow in a state worth looking at: for the bench, which times it, and for whoever wants to see it.
import { Engine } from '../../../web/src/engine/engine';
import type { Field } from '../../../web/src/engine/field';
import { nodes, square, type Grid } from '../../../web/src/engine/picture';
import { drawArrows } from '../../../web/src/plot/arrows';
import { axesInset, drawAxes } from '../../../web/src/plot/axes';
import { drawDeformingGrid } from '../../../web/src/plot/deforming_grid';
import { densityOpacity, drawContours, drawDensity, peakOf } from '../../../web/src/plot/density';
import { drawHeat, speeds } from '../../../web/src/plot/heat';
import { arrowKey, heatKey } from '../../../web/src/plot/keys';
import { mix, palette } from '../../../web/src/plot/palette';
import { Plane } from '../../../web/src/plot/plane';
import { drawSamples } from '../../../web/src/plot/samples';
import { drawStreamlines } from '../../../web/src/plot/streamlines';
import { drawTracers } from '../../../web/src/plot/tracers';
import { drawTrajectories } from '../../../web/src/plot/trajectories';

const half = 4.2, box = square(half), bins = 33, times = 13, steps = 24, count = 5000, cells = 20;
const size = 600, last = 0.96; // near t = 1 the exact field has no bound

/** draw(plane, part): `part` runs from 0 to 1 over the frames of a measurement. */
type Draw = (plane: Plane, part: number) => void;
interface Work {
  what: string;
  run: () => void;
}

function flow(engine: Engine) {
  const field: Field = engine.fields.ofPoints(engine.data.sample('moons', 256, 1), 'gaussian', { kind: 'cond-ot', parameter: 0 });
  const places = nodes(bins, bins, box), values = new Float32Array(2 * bins * bins * times);
  for (let k = 0; k < times; k++) values.set(field.velocity(places, (last * k) / (times - 1)), 2 * bins * bins * k);
  const still: Grid = { nx: bins, ny: bins, box, values: field.velocity(places, 0.55) };
  const grid = engine.fields.grid(0, last, steps);
  const states = field.solve('heun', grid, engine.data.sample('gaussian', count, 2));
  const mesh = nodes(cells + 1, cells + 1, square(2.4)), carried = field.solve('heun', grid, mesh);
  field.dispose();
  return { still, moving: { nx: bins, ny: bins, nt: times, t0: 0, t1: last, box, values }, states, mesh, carried };
}

/** What the engine does for a picture, timed apart from drawing it. */
export function works(engine: Engine): Work[] {
  const { still, moving, states } = flow(engine), points = states.subarray(2 * count * steps);
  const p = engine.pictures.density(points, { box, bandwidth: 0.12 });
  return [
    { what: `streamlines of a ${bins} x ${bins} grid`, run: () => engine.pictures.streamlines(still, 0.35) },
    { what: 'a film of 900 tracers, 120 frames', run: () => engine.pictures.tracers(moving, { count: 900, frames: 120, life: 24, seed: 1 }) },
    { what: '5,000 points binned at 128 x 128 and blurred', run: () => engine.pictures.density(points, { box, bandwidth: 0.12 }) },
    { what: 'five contours of it', run: () => engine.pictures.contours(p, engine.pictures.levels(p, [0.9, 0.7, 0.5, 0.3, 0.1])) },
  ];
}

export function pictures(engine: Engine): Record<string, Draw> {
  const { still, moving, states, mesh, carried } = flow(engine), { pictures: make } = engine;
  const speed = speeds(still), top = speed.reduce((a, b) => Math.max(a, b), 0) * 0.6;
  const lines = make.streamlines(still, 0.35), film = make.tracers(moving, { count: 900, frames: 120, life: 24, seed: 1 });
  const frames = Array.from({ length: steps + 1 }, (_, k) => make.density(states.subarray(2 * count * k, 2 * count * (k + 1)), { box, bandwidth: 0.12 }));
  const contours = frames.map((p) => make.contours(p, make.levels(p, [0.9, 0.7, 0.5, 0.3, 0.1])));
  const ratios = Array.from({ length: steps + 1 },
    (_, k) => make.areaRatios(cells + 1, cells + 1, mesh, carried.subarray(mesh.length * k, mesh.length * (k + 1))));
  const at = (part: number) => Math.round(part * steps), law = (part: number) => mix(palette().noise, palette().data, part);
  return {
    axes: (plane) => drawAxes(plane, palette()),
    streamlines: (plane) => drawStreamlines(plane, lines, palette().velocity, top),
    tracers: (plane, part) => drawTracers(plane, film, part * (film.frames - 1), palette().muted),
    'samples 5000': (plane, part) => drawSamples(plane, { states, count, part, trail: 0 }, palette()),
    'samples 5000 with trails': (plane, part) => drawSamples(plane, { states, count, part }, palette()),
    density: (plane, part) => drawDensity(plane, frames[at(part)], law(part), peakOf(frames[at(0.8)])),
    contours: (plane, part) => drawContours(plane, contours[at(part)], law(part)),
    'heat and its key': (plane) => {
      drawHeat(plane, still, speed, palette().velocity, top);
      heatKey(plane, top, 'speed', palette().velocity, palette());
    },
    'trajectories 400': (plane, part) => {
      const few = new Float32Array(2 * 400 * (steps + 1));
      for (let k = 0; k <= steps; k++) few.set(states.subarray(2 * count * k, 2 * count * k + 800), 800 * k);
      drawTrajectories(plane, { states: few, count: 400, part }, palette());
    },
    'deforming grid 20 x 20': (plane, part) =>
      drawDeformingGrid(
        plane,
        { nx: cells + 1, ny: cells + 1, nodes: carried.subarray(mesh.length * at(part), mesh.length * (at(part) + 1)), ratios: ratios[at(part)] },
        law(part),
        palette(),
      ),
    'arrows 33 x 33 and their key': (plane) => {
      drawArrows(plane, nodes(bins, bins, box), still.values, { scale: 0.05, color: palette().velocity, width: 1 });
      arrowKey(plane, 0.05, palette().velocity, palette());
    },
    'a whole figure': (plane, part) => {
      drawHeat(plane, still, speed, palette().velocity, top);
      drawAxes(plane, palette());
      drawTracers(plane, film, part * (film.frames - 1), palette().muted);
      drawSamples(plane, { states, count: count, part }, palette());
      heatKey(plane, top, 'speed', palette().velocity, palette());
      heatKey(plane, peakOf(frames[at(0.8)]), 'density', law(part), palette(), 'bottom right', 0, densityOpacity);
    },
  };
}

/** A canvas of `size` CSS pixels, and how to draw a picture on it. */
export function board(ratio: number) {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: size * ratio, height: size * ratio });
  canvas.style.cssText = `width: ${size}px; height: ${size}px; display: block`;
  document.body.append(canvas);
  const ctx = canvas.getContext('2d')!;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  return (draw: Draw, part: number) => {
    ctx.clearRect(0, 0, size, size);
    draw(new Plane(ctx, size, size, half, axesInset), part);
    ctx.getImageData(0, 0, 1, 1); // nothing is drawn until somebody looks
  };
}

export const start = async (wasm: Uint8Array) => Engine.from(await WebAssembly.compile(wasm as BufferSource));
