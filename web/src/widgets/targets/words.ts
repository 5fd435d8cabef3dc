// <fm-targets> in words, for those who do not see it, and what a probe found for everyone.
import { fixed, thousands } from '../../ui/dom';
import { dataOptions, nameOf, sourceOptions } from '../../ui/names';
import type { Scene } from './scene';

export function probed({ probe }: Scene): string {
  if (!probe?.at) return '';
  const { weights, mean, deviation, carriers } = probe.at, where = `(${fixed(probe.x, 1)}, ${fixed(probe.y, 1)})`;
  if (carriers === 0) return `No line passes through ${where} at this time.`;
  return `At ${where}: mean velocity (${fixed(mean[0])}, ${fixed(mean[1])}), spread ` +
    `${fixed(deviation)}; ${carriers} of ${weights.length} data points carry 90% of the weight.`;
}

export function pictured(scene: Scene): string {
  const { state: s, lines } = scene, where = `${nameOf(sourceOptions, s.source)} noise, ${nameOf(dataOptions, s.data)} as data`;
  if (lines)
    return `Plane with ${where}: ${s.pairs === 1 ? 'one pair' : `${thousands(s.pairs)} pairs`}, each on the straight line from its noise to its data, ` +
      `at time ${fixed(s.t)}, with its velocity.`;
  const what = {
    pairs: `the velocity of each of ${thousands(s.pairs)} pairs`, average: 'their average velocity in squares',
    exact: 'the exact marginal velocity', both: 'the average and the exact velocity together',
  }[s.field];
  return `Plane with ${where}, and at time ${fixed(s.t)} ${what}. Arrow keys place a probe, Escape removes it. ${probed(scene)}`;
}
