// A velocity field as lesson 3 shows it at rest, in numbers: the lines of its exact field, drawn on a canvas that writes down.
import assert from 'node:assert/strict';
import test from 'node:test';
import { importTs, loadEngine } from '../wasm/load.mjs';
import { colors, Recorder } from './recorder.mjs';

const [engine, { nodes: places, square }, { Plane }, view, { lineKey }] = await Promise.all([loadEngine(), importTs('web/src/engine/picture.ts'),
  importTs('web/src/plot/plane.ts'), importTs('web/src/plot/field_view.ts'), importTs('web/src/plot/keys.ts')]);
const { nodes, halfWidth, separation } = view.lattice, size = 500;
const data = engine.data.sample('moons', 512, 1, 0), mean = [0, 1].map((c) => data.filter((_, i) => i % 2 === c).reduce((a, b) => a + b) / 512);
const field = engine.fields.ofPoints(data, 'gaussian', { kind: 'cond-ot', parameter: 0 });

/** As the worker makes them. */
function linesAt(t) {
  const box = square(halfWidth), { u, logDensity } = field.sample(places(nodes, nodes, box), t);
  return { ...engine.pictures.streamlines({ nx: nodes, ny: nodes, box, values: u }, separation), nodes, halfWidth,
    shown: engine.fields.presence(logDensity).shown };
}
const drawn = (lines, weight) => {
  const ctx = new Recorder(), plane = new Plane(ctx, size, size, view.half);
  view.drawFieldLines(plane, lines, weight, colors.exact);
  return { ctx, plane, segments: ctx.segments().map(([a, b, c, d]) => [...plane.world(a, b), ...plane.world(c, d)]) };
};

test('at t = 0 every line leads straight to the mean of the data', () => {
  const { segments } = drawn(linesAt(0), () => 1);
  assert.ok(segments.length > 500, `${segments.length} segments`);
  for (const [x0, y0, x1, y1] of segments) {
    const to = [mean[0] - x0, mean[1] - y0], way = Math.hypot(...to), step = Math.hypot(x1 - x0, y1 - y0);
    // Between nodes the field is taken as straight, which this one is: only floats are lost, and the mean itself has no direction.
    if (way > separation) assert.ok((to[0] * (x1 - x0) + to[1] * (y1 - y0)) / (way * step) > 0.999, `at ${x0}, ${y0}`);
  }
});

test('a line is as clear as the weight of the nodes beside it', () => {
  const lines = linesAt(0.5), { segments } = drawn(lines, (node) => Number(node % nodes < nodes / 2)), cell = (2 * halfWidth) / (nodes - 1);
  assert.ok(segments.some(([x]) => x < -2) && segments.every(([, , x]) => x < cell / 2 + separation / 6), 'nothing where nothing weighs');
  assert.equal(drawn(lines, () => 0).segments.length, 0);
  assert.equal(drawn(lines, () => 0).ctx.fills.flatMap((f) => f.lines).length, 0, 'no arrowhead either');
  // Where no data pass, nothing is drawn.
  const shown = drawn(lines, (node) => lines.shown[node]), all = drawn(lines, () => 1);
  assert.ok(shown.segments.length > 100 && shown.segments.length < all.segments.length);
});

test('its key is a line that grows from nothing to the strongest, with both speeds', () => {
  const ctx = new Recorder(), plane = new Plane(ctx, size, size, view.half);
  lineKey(plane, view.topSpeed, colors.exact, colors, 'top right');
  assert.deepEqual(ctx.texts.map(({ text }) => text), ['speed 0', String(view.topSpeed)]);
  const strokes = ctx.strokes.filter(({ style }) => style === colors.exact), left = ({ lines }) => Math.min(...lines.flat().map(([x]) => x));
  assert.ok(strokes.length > 3);
  strokes.slice(1).forEach((s, i) => assert.ok(s.width > strokes[i].width && left(s) > left(strokes[i])));
});
