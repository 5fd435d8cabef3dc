// The page that is measured: what the bench calls in the browser.
import { board, pictures, start, works } from './pictures';

const median = (x: number[]) => [...x].sort((a, b) => a - b)[Math.floor(x.length / 2)];
const spread = (x: number[]) => ({ median: median(x), least: Math.min(...x), most: Math.max(...x) });
const engine = (base64: string) => start(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));

/** Milliseconds a frame of each picture, from 0.4 to 0.9 of its way, and of the engine's work for it: median and least. */
async function measure(base64: string, frames: number) {
  const e = await engine(base64), show = board(1), rows: { what: string; median: number; least: number; most: number; kind: 'draw' | 'engine' }[] = [];
  const time = (run: () => void) => {
    const began = performance.now();
    run();
    return performance.now() - began;
  };
  const empty = Array.from({ length: frames }, () => time(() => show(() => {}, 0)));
  rows.push({ what: 'an empty frame', ...spread(empty), kind: 'draw' });
  for (const [what, draw] of Object.entries(pictures(e))) {
    for (let k = 0; k < 5; k++) show(draw, 0.5);
    rows.push({ what, ...spread(Array.from({ length: frames }, (_, k) => time(() => show(draw, 0.4 + (0.5 * k) / frames)))), kind: 'draw' });
  }
  for (const { what, run } of works(e)) {
    run();
    rows.push({ what, ...spread(Array.from({ length: Math.min(frames, 15) }, () => time(run))), kind: 'engine' });
  }
  return rows;
}

/** Draws one picture at twice the resolution, to be looked at. */
async function gallery(base64: string) {
  const drawn = pictures(await engine(base64)), show = board(2);
  return { names: Object.keys(drawn), show: (name: string, part: number) => show(drawn[name], part) };
}

Object.assign(globalThis, { measure, gallery });
