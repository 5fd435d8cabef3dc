// What each picture draws, in numbers: on a canvas that writes down what it is asked for, with states from the engine.
import assert from 'node:assert/strict';
import test from 'node:test';
import { importTs, loadEngine } from '../wasm/load.mjs';
import { colors, Recorder } from './recorder.mjs';

const plot = (name) => importTs(`web/src/plot/${name}.ts`);
const [engine, { nodes, square }, { Plane }, { mix, ramp, rgb }] = await Promise.all(
  [loadEngine(), importTs('web/src/engine/picture.ts'), plot('plane'), plot('palette')],
);
const half = 3, size = 600, box = square(half);
const onPlane = (draw, inset) => {
  const ctx = new Recorder(), plane = new Plane(ctx, size, size, half, inset);
  draw(plane);
  return { ctx, plane };
};
/** The field of a rotation with a slow middle: speed |x|. */
const turning = (n = 33) => {
  const places = nodes(n, n, box), values = new Float32Array(places.length);
  for (let i = 0; i < places.length; i += 2) values.set([-places[i + 1], places[i]], i);
  return { nx: n, ny: n, box, values };
};
const close = (a, b, error, what = '') => assert.ok(Math.abs(a - b) <= error, `${what} ${a} against ${b}`);

test('colours mix from one end to the other, in even steps of lightness', () => {
  assert.equal(mix(colors.noise, colors.data, 0), colors.noise);
  assert.equal(mix(colors.noise, colors.data, 1), colors.data);
  assert.equal(mix(colors.error, colors.error, 0.3), colors.error);
  assert.equal(mix('#000000', '#ffffff', 0.5), '#636363'); // half the lightness is 1/8 of the light
  assert.equal(ramp(colors.noise, colors.data, 5).length, 5);
  assert.throws(() => rgb('red'), /#rrggbb/);
});

test('streamlines: each point is drawn, in at most eight strokes; the fast ones are the thick ones', async () => {
  const { drawStreamlines } = await plot('streamlines'), lines = engine.pictures.streamlines(turning(), 0.3);
  assert.ok(lines.ends.length > 15 && lines.ends.length < 45, `${lines.ends.length} lines`); // circles and arcs, 0.15 to 0.3 apart
  const { ctx, plane } = onPlane((p) => drawStreamlines(p, lines, colors.velocity, 4));
  assert.ok(ctx.strokes.length <= 8);
  const segments = ctx.segments(), pixels = (s) => Math.hypot(s[2] - s[0], s[3] - s[1]);
  // What tapers away below the faintest style is not drawn, and no segment is longer than the one that closes a circle.
  assert.ok(segments.length > 0.9 * (lines.points.length / 2 - lines.ends.length));
  segments.forEach((s) => assert.ok(pixels(s) < 1.8 * (0.3 / 6) * plane.scale));
  const radius = ({ lines: l }) => {
    const [[x, y]] = l[0];
    return Math.hypot(...plane.world(x, y));
  };
  const widest = ctx.strokes.at(-1), thinnest = ctx.strokes[0];
  assert.ok(widest.width > thinnest.width && widest.alpha > thinnest.alpha);
  assert.ok(radius(widest) > 2, 'the rotation is fastest outside');
  // Every line has an arrowhead, and it points along the field.
  const heads = ctx.fills[0].lines;
  assert.ok(heads.length >= lines.ends.length);
  heads.forEach(([tip, left, right]) => {
    const back = [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2], [x, y] = plane.world((tip[0] + back[0]) / 2, (tip[1] + back[1]) / 2);
    const along = (-y * (tip[0] - back[0]) - x * (tip[1] - back[1])) / (Math.hypot(x, y) * Math.hypot(tip[0] - back[0], tip[1] - back[1]));
    assert.ok(along > 0.8, `${along}`); // a chord of one step, 0.05, half a step behind, on a circle of 0.04 or more
  });
});

test('samples: one square each, in the colour of x_t, between two states where the time is between', async () => {
  const { drawSamples, placesAt } = await plot('samples'), count = 500;
  const states = new Float32Array(2 * count * 3);
  for (let i = 0; i < count; i++) for (let k = 0; k < 3; k++) states.set([k - 1, (i / count) * (k + 1) - 1], 2 * (k * count + i));
  const { ctx, plane } = onPlane((p) => drawSamples(p, { states, count, part: 0.25 }, colors));
  assert.equal(ctx.rects.length, count);
  ctx.rects.forEach(({ x, y, w, h, style }, i) => {
    close(x + w / 2, plane.px(-0.5), 1e-4);
    close(y + h / 2, plane.py((i / count) * 1.5 - 1), 1e-3); // floats, at 100 pixels a unit
    assert.equal(style, mix(colors.noise, colors.data, 0.25));
  });
  assert.equal(ctx.strokes.length, 3);
  assert.ok(ctx.strokes[0].alpha > ctx.strokes[2].alpha, 'a trail fades');
  assert.equal(onPlane((p) => drawSamples(p, { states, count, part: 0.25, trail: 0 }, colors)).ctx.strokes.length, 0);
  assert.equal(onPlane((p) => drawSamples(p, { states, count, part: 0 }, colors)).ctx.strokes.length, 0, 'nothing lies before the start');
  assert.deepEqual(placesAt(states, count, 1), states.subarray(4 * count));
  assert.deepEqual(placesAt(states, count, 7), states.subarray(4 * count));
});

test('tracers: no trail crosses a drop, a frame is what it is however one came to it, and a loop closes', async () => {
  const { drawTracers, liveliness } = await plot('tracers'), h = 0.04;
  const film = engine.pictures.tracers(turning(), { count: 300, frames: 48, life: 24, seed: 3, h });
  assert.ok(film.loops);
  const drawn = (frame) => onPlane((p) => drawTracers(p, film, frame, colors.muted));
  const { ctx, plane } = drawn(20.5);
  assert.ok(ctx.strokes.length <= 7);
  const segments = ctx.segments();
  assert.ok(segments.length > 300 * 4 && segments.length < 300 * 8, `${segments.length} segments`);
  segments.forEach((s) => { // the way of one frame, at the speed of the place
    const far = Math.max(Math.hypot(...plane.world(s[0], s[1])), Math.hypot(...plane.world(s[2], s[3])));
    assert.ok(Math.hypot(s[2] - s[0], s[3] - s[1]) <= 1.01 * far * h * plane.scale + 1e-3);
  });
  assert.deepEqual(drawn(20.5).ctx.segments(), segments);
  assert.deepEqual(drawn(-1).ctx.segments(), drawn(47).ctx.segments());
  assert.equal(liveliness(0, 24), 0);
  assert.equal(liveliness(12, 24), 1);
  const moving = { ...turning(9), nt: 2, values: new Float32Array([...turning(9).values, ...turning(9).values]) };
  const once = engine.pictures.tracers(moving, { count: 300, frames: 48, life: 24, seed: 3 });
  assert.equal(onPlane((p) => drawTracers(p, once, 0, colors.muted)).ctx.segments().length, 0, 'at the start nothing has moved');
});

test('density: it integrates to the share of points in sight, and its opacity rises with it', async () => {
  const { densityOpacity, drawDensity, peakOf } = await plot('density'), points = engine.data.sample('moons', 5000, 1);
  const p = engine.pictures.density(points, { box, bandwidth: 0.15 }), cell = ((2 * half) / 128) ** 2;
  const inside = points.filter((x, i) => i % 2 === 0 && Math.abs(x) <= half && Math.abs(points[i + 1]) <= half).length / 5000;
  close(p.values.reduce((a, b) => a + b, 0) * cell, inside, 1e-4); // sums of floats
  const { ctx, plane } = onPlane((q) => drawDensity(q, p, colors.data)), [image] = ctx.images;
  close(image.x, plane.px(-half), 1e-9);
  close(image.h, size, 1e-9);
  const top = p.values.indexOf(peakOf(p)), row = Math.floor(top / 128), column = top % 128;
  assert.equal(image.data[4 * ((127 - row) * 128 + column) + 3], Math.round(255 * densityOpacity(1)), 'the peak, counted from the top');
  assert.equal(image.data[3], 0, 'nothing in the corner');
  assert.deepEqual([...image.data.slice(0, 3)], [...rgb(colors.data)]);
  assert.ok(densityOpacity(0.1) > 0.1 && densityOpacity(1) < 1);
});

test('contours: one path a level, as many lines as there are, half of the mass inside the middle one', async () => {
  const { drawContours } = await plot('density'), p = engine.pictures.density(engine.data.sample('gaussian', 20000, 1), { box, bandwidth: 0.2 });
  const levels = engine.pictures.levels(p, [0.5]), lines = engine.pictures.contours(p, levels);
  const { ctx, plane } = onPlane((q) => drawContours(q, lines, colors.exact));
  assert.equal(ctx.strokes.length, 1);
  assert.equal(ctx.strokes[0].lines.length, lines[0].ends.length);
  const longest = ctx.strokes[0].lines.reduce((a, b) => (b.length > a.length ? b : a));
  assert.deepEqual(longest[0], longest.at(-1), 'closed');
  // A Gaussian's half lies within 1.1774 spreads; the blur adds its variance. 20,000 points know the density to some 2%.
  for (const [x, y] of longest) close(Math.hypot(...plane.world(x, y)), 1.1774 * Math.sqrt(1.04), 0.1);
  assert.throws(() => engine.pictures.levels(p, [1.5]), /between 0 and 1/);
});

test('heat: a node is the middle of its cell, and the key says what the strongest shade is', async () => {
  const { drawHeat, heatOpacity, speeds } = await plot('heat'), { heatKey } = await plot('keys'), grid = turning(13), speed = speeds(grid);
  close(speed[0], Math.hypot(3, 3), 1e-6);
  const { ctx, plane } = onPlane((p) => {
    drawHeat(p, grid, speed, colors.velocity, 3);
    heatKey(p, 3, 'speed', colors.velocity, colors);
  });
  const [image] = ctx.images, cell = (2 * half * plane.scale) / 12;
  close(image.x, plane.px(-half) - cell / 2, 1e-9);
  close(image.w, 13 * cell, 1e-9);
  assert.equal(image.data[4 * (6 * 13 + 6) + 3], 0, 'the middle stands still');
  assert.equal(image.data[4 * (6 * 13 + 12) + 3], Math.round(255 * heatOpacity(1)));
  assert.deepEqual(ctx.texts.map((t) => t.text), ['speed 0', '3']);
  ctx.rects.slice(1).forEach((r, i) => assert.ok(r.alpha > ctx.rects[i].alpha, 'the bar rises'));
});

test('trajectories: from the colour of noise to that of data, as far as they have come', async () => {
  const { drawTrajectories } = await plot('trajectories'), count = 50, steps = 24;
  const states = new Float32Array(2 * count * (steps + 1));
  for (let k = 0; k <= steps; k++) for (let i = 0; i < count; i++) states.set([-2 + (4 * k) / steps, i / count], 2 * (k * count + i));
  const ends = (part) => {
    const { ctx, plane } = onPlane((p) => drawTrajectories(p, { states, count, part }, colors));
    return { ctx, right: Math.max(...ctx.segments().map((s) => plane.world(s[2], s[3])[0])) };
  };
  const { ctx, right } = ends(1);
  assert.equal(ctx.strokes.length, 12);
  assert.equal(ctx.strokes[0].style, colors.noise);
  assert.equal(ctx.strokes.at(-1).style, colors.data);
  ctx.strokes.forEach((s) => assert.equal(s.lines.length, count));
  close(right, 2, 1e-6);
  close(ends(0.37).right, -2 + 4 * 0.37, 1e-6);
  assert.equal(ends(0).ctx.strokes.length, 0);
});

test('deforming grid: as dark as it is dense, and a folded cell has the colour of an error', async () => {
  const { drawDeformingGrid, shadeOf, shadeOpacity } = await plot('deforming_grid'), n = 21, before = nodes(n, n, square(2));
  const ratiosOf = (after) => engine.pictures.areaRatios(n, n, before, after);
  const shrunk = before.map((x) => x / 2), mirrored = before.map((x, i) => (i % 2 ? x : -x));
  const drawn = (after) => onPlane((p) => drawDeformingGrid(p, { nx: n, ny: n, nodes: after, ratios: ratiosOf(after) }, colors.data, colors)).ctx;
  assert.equal(shadeOf(1), 4);
  assert.ok(shadeOf(0.25) > shadeOf(0.5) && shadeOf(4) < shadeOf(2) && shadeOf(-1) === -1);
  assert.ok(shadeOpacity(8) > shadeOpacity(4) && shadeOpacity(8) < 1);
  for (const [after, color, alpha] of [[before, colors.data, shadeOpacity(4)], [shrunk, colors.data, shadeOpacity(shadeOf(0.25))], [mirrored, colors.error,
    0.6]])
  {
    const { fills } = drawn(after);
    assert.equal(fills.length, 1);
    assert.equal(fills[0].lines.length, 400);
    assert.equal(fills[0].style, color);
    assert.equal(fills[0].alpha, alpha);
  }
  const [{ lines }] = drawn(before).fills, corner = lines[0].map(([x, y]) => [x, y]);
  close(Math.abs(corner[1][0] - corner[0][0]), 0.2 * 100, 1e-3); // cells of 0.2 at 100 pixels a unit
});

test('axes: every number stands outside the data, on its line; the arrow key is 20 to 50 pixels long', async () => {
  const { axesInset, drawAxes, ticks } = await plot('axes'), { arrowKey, keySpeed } = await plot('keys');
  const { ctx, plane } = onPlane((p) => drawAxes(p, colors), axesInset);
  assert.equal(ctx.texts.length, 2 * ticks(half, size).length);
  ctx.texts.forEach(({ text, x, y }) => {
    assert.ok(x < plane.px(-half) || y > plane.py(-half), `${text} lies on the data`);
    const value = Number(text.replace('\u2212', '-'));
    assert.ok(Math.abs(x - plane.px(value)) < 1e-9 || Math.abs(y - plane.py(value)) < 1e-9);
    assert.ok(x > 0 && y < size);
  });
  assert.deepEqual(ticks(4.2, 570), [-4, -2, 0, 2, 4]);
  assert.deepEqual(ticks(1, 300), [-0.5, 0, 0.5]);
  for (const scale of [0.003, 0.1, 0.15, 1, 7]) {
    const pixels = keySpeed(plane, scale) * scale * plane.scale;
    assert.ok(pixels >= 19.9 && pixels <= 50.1, `${pixels}`);
  }
  const key = onPlane((p) => arrowKey(p, 0.15, colors.velocity, colors), axesInset);
  assert.deepEqual(key.ctx.texts.map((t) => t.text), ['speed 2']);
  const [shaft] = key.ctx.strokes.filter((s) => s.style === colors.velocity), tip = key.ctx.fills.at(-1).lines[0][0];
  close(tip[0] - shaft.lines[0][0][0], 2 * 0.15 * plane.scale, 1e-6);
});

test('arrows: as long as their speed, few paths, and none where the weight is 0', async () => {
  const { drawArrows } = await plot('arrows'), grid = turning(9), places = nodes(9, 9, box);
  const { ctx, plane } = onPlane((p) =>
    drawArrows(p, places, grid.values, { scale: 0.1, color: colors.velocity, width: 1.5, weight: (i) => (i < 40 ? 0 : 1) })
  );
  assert.equal(ctx.strokes.length, 1);
  assert.equal(ctx.strokes[0].alpha, 1);
  assert.equal(ctx.strokes[0].lines.length, 40); // 41 of 81 have weight, and the middle stands still:
  assert.equal(ctx.fills[0].lines.length, 41); // a dot
  ctx.strokes[0].lines.forEach(([[x, y]], k) => {
    const [tip] = ctx.fills[0].lines[k + 1];
    close(Math.hypot(tip[0] - x, tip[1] - y), 0.1 * Math.hypot(...plane.world(x, y)) * plane.scale, 1e-3);
  });
});

test('dots: a small one is a square of its area in its place, a large one round', () => {
  const points = Float32Array.of(0, 0, 1, 2, -2, 1);
  const { ctx, plane } = onPlane((p) => p.dots(points, 1.5, colors.data, 0.5));
  assert.equal(ctx.rects.length, 3);
  ctx.rects.forEach(({ x, y, w, h, style, alpha }, i) => {
    close(w * h, Math.PI * 1.5 ** 2, 1e-9);
    close(x + w / 2, plane.px(points[2 * i]), 1e-9);
    close(y + h / 2, plane.py(points[2 * i + 1]), 1e-9);
    assert.deepEqual([style, alpha], [colors.data, 0.5]);
  });
  assert.equal(onPlane((p) => p.dots(points, 1.5, colors.data, 1, 2)).ctx.rects.length, 2);
  const large = onPlane((p) => p.dots(points, 5, colors.data, 1)).ctx;
  assert.equal(large.rects.length, 0);
  assert.equal(large.fills[0].lines.length, 3);
});
