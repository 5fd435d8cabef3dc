// Predictions asked and answered without a page, and guesses at them that are wrong.
import { importTs } from './load.mjs';

const modules = { name: 'modules', setup(host) {
  host.onResolve({ filter: /^wasm:/ }, ({ path: name }) => ({ path: name, external: true }));
} };

/** web/src/predictions/NAME.ts */
/** Questions that are asked of the published networks. */
export const ofDigits = ['which-digit-when', 'variety-left'];

export const predictionOf = async (name) => (await importTs(`web/src/predictions/${name}.ts`, [modules])).default;

export const inAxis = ({ from, to, log }, v) => (log ? Math.log(v / from) / Math.log(to / from) : (v - from) / (to - from));
/** The end of an axis that is further away. */
const farEnd = (axis, v) => (inAxis(axis, v) > 0.5 ? axis.from : axis.to);

/** An answer of the question's kind that nobody would call near. */
export function farFrom(question, truth) {
  switch (question.kind) {
    case 'point':
      return [farEnd(question.axes.x, truth[0]), farEnd(question.axes.y, truth[1])];
    case 'arrow':
      return truth.map((v) => -v);
    case 'curve':
      return truth.map((v) => farEnd(question.axes.y, v));
    case 'slider':
      return [farEnd({ from: question.min, to: question.max, log: question.log }, truth[0])];
    case 'choose':
      return [(truth[0] + 1) % question.options.length];
    case 'order':
      return [...truth].reverse();
    case 'connect':
      return [...truth.slice(1), truth[0]];
  }
}
