// Charts over time and in powers, in numbers.
import assert from 'node:assert/strict';
import test from 'node:test';
import { importTs } from '../wasm/load.mjs';
import { colors, Recorder } from './recorder.mjs';

const plot = (name) => importTs(`web/src/plot/${name}.ts`);

test('a graph: ends and middle of time and value, a curve cut at a part of it, and no gap filled in', async () => {
  const { Graph } = await plot('graph'), ctx = new Recorder(), graph = new Graph(ctx, 400, 300, { low: -1, high: 3 });
  const [left, top, width, height] = graph.box;
  assert.deepEqual([graph.px(0), graph.px(1), graph.py(3), graph.py(-1)], [left, left + width, top, top + height]);
  assert.equal(graph.py(1), top + height / 2);
  graph.curve([0, 1, 2, 3], colors.data, 2);
  assert.deepEqual(ctx.strokes.at(-1).lines.flat().length, 4);
  graph.curve([0, NaN, 2, 3], colors.data, 2, { part: 2 / 3 });
  assert.deepEqual(ctx.strokes.at(-1).lines.flat(), [[graph.px(0), graph.py(0)], [graph.px(2 / 3), graph.py(2)]]);
  graph.axes(colors, [0, 2], 't', 'x', 1200);
  for (const text of ['0', '300', '600', '900', '1200', '2', 't', 'x']) assert.ok(ctx.texts.some((t) => t.text === text), text);
});

test('a chart in powers: equal factors are equal ways, and what is beyond the range stands on its edge', async () => {
  const { LogChart } = await plot('log_chart'), ctx = new Recorder(), chart = new LogChart(ctx, 500, 400, { most: 256, bottom: -4, top: 0 });
  const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-9, `${a}, ${b}`);
  near(chart.x(16) - chart.x(1), chart.x(256) - chart.x(16));
  near(chart.y(1e-2) - chart.y(1), chart.y(1e-4) - chart.y(1e-2));
  assert.equal(chart.y(7), chart.y(1));
  assert.equal(chart.y(1e-9), chart.y(1e-4));
  chart.names([{ value: 1e-2, text: 'a', color: colors.ink }, { value: 1.01e-2, text: 'b', color: colors.ink }]);
  const [b, a] = ['b', 'a'].map((text) => ctx.texts.find((t) => t.text === text).y);
  assert.ok(a - b >= 13, 'names do not stand upon each other');
});
