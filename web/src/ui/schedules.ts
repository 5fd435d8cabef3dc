// The schedules that a reader chooses from.
import type { Schedule } from '../engine/names';
import { rows } from './names';
import { words } from './strings/schedules';

export const kinds = rows<Schedule['kind']>(words.kinds);
/** Where a polynomial, straight like the first, would say nothing new. */
export const distinctKinds = kinds.filter(([kind]) => kind !== 'polynomial');

/** Of these the straight line alone knows a noise that is left at the end, and the polynomial has degree 2. */
export const scheduleOf = (kind: Schedule['kind'], sigmaMin = 0): Schedule => ({
  kind,
  parameter: kind === 'cond-ot' ? sigmaMin : kind === 'polynomial' ? 2 : 0,
});
