// The winds of lesson 1: five that fill the plane, and the exact field that carries noise to two moons.
import type { Engine } from '../../engine/engine';
import type { Field } from '../../engine/field';
import { condOT, type PlaneFlow } from '../../engine/names';
import { rows } from '../../ui/names';
import { words } from '../../ui/strings/names';

export type Wind = PlaneFlow | 'moons';
export const winds = rows<Wind>(words.winds);

/** The plane of the pictures, [-half, half]^2. */
export const half = 4.2;
/** Steps of a trajectory that is drawn as the true one. */
export const fineSteps = 240;
const moonPoints = 128, moonSeed = 1;
/** What is left of the noise at t = 1: without it the exact field has no bound there. */
export const sigmaMin = 0.1;

/** Dispose of it when done. The moons know no strength. */
export function openWind(engine: Engine, wind: Wind, strength: number): Field {
  return wind === 'moons'
    ? engine.fields.ofPoints(engine.data.sample('moons', moonPoints, moonSeed), 'gaussian', condOT(sigmaMin))
    : engine.fields.example(wind, strength);
}
