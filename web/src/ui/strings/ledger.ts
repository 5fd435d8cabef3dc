// What <fm-ledger> says.
import { fixed } from '../dom';

/** With its sign, also where it is up. */
const signed = (v: number, digits: number) => (Math.abs(v) < 0.5 * 10 ** -digits ? fixed(0, digits) : `${v > 0 ? '+' : ''}${fixed(v, digits)}`);

export const words = {
  label: 'A box, what flows through its sides, and what is inside',
  law: 'data',
  laws: { two: 'two clouds', ring: 'eight Gaussians', one: 'one cloud' },
  shows: { rates: 'density', particles: 'particles' },
  others: 'Other particles',
  signed,
  net: 'net flow in',
  change: 'change inside',
  counted: 'particles in, out',
  held: 'particles inside',
  mass: 'mass inside',
  passed: (came: number, went: number) => `+${came} −${went}`,
  then: (before: number, after: number) => `${before} → ${after}`,
  inside: 'mass inside',
  slope: 'slope: what flows in',
  legend: {
    rates: { velocity: 'flow through a side, in + or out −, and the change inside, per unit of time' },
    particles: (time: string) => ({ velocity: `a particle that passes a side within ${time}: a dot came in, a ring went out` }),
  },
  // in words
  picture: (box: string, law: string, t: string, sides: readonly string[], net: string, change: string, came: number, went: number, before: number,
    after: number) =>
    `A box over ${box}, between noise and ${law} at time ${t}. Into it flow per unit of time ${sides[0]} at the left, ${sides[1]} at the right, ` +
    `${sides[2]} at the bottom and ${sides[3]} at the top, together ${net}; the mass inside changes by ${change}. Of ${before} particles inside, ` +
    `${came} more came in and ${went} went out: ${after}. ` +
    'Arrow keys move the box; Enter goes on to its corners.',
  corners: (l: string, b: string, r: string, t: string) => `(${l}, ${b}) to (${r}, ${t})`,
  masses: (mass: string, t: string, slope: string) => `The mass inside from time 0 to 1: now, at time ${t}, ${mass}, with the slope ${slope}.`,
} as const;
