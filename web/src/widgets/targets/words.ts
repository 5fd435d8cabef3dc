// <fm-targets> in words, for those who do not see it, and what a probe found for everyone.
import { fixed, thousands } from '../../ui/dom';
import { dataOptions, nameOf, sourceOptions } from '../../ui/names';
import { words as common } from '../../ui/strings/figure';
import { words } from '../../ui/strings/targets';
import type { Scene } from './scene';

export function probed({ probe }: Scene): string {
  if (!probe?.at) return '';
  const { weights, mean, deviation, carriers } = probe.at, where = `(${fixed(probe.x, 1)}, ${fixed(probe.y, 1)})`;
  if (carriers === 0) return words.noLine(where);
  return words.found(where, `(${fixed(mean[0])}, ${fixed(mean[1])})`, fixed(deviation), carriers, weights.length);
}

export function pictured(scene: Scene): string {
  const { state: s, pairs: onLines, lines } = scene, problem = words.problem(nameOf(sourceOptions, s.source), nameOf(dataOptions, s.data)),
    pairs = thousands(s.pairs);
  if (onLines) return words.lines(problem, s.pairs === 1 ? words.one : words.many(pairs), fixed(s.t));
  return words.plane(problem, fixed(s.t), words.shown[s.field](pairs)) + probed(scene) +
    (lines ? common.asLines(lines.ends.length) : s.field === 'pairs' ? '' : common.asArrows);
}
