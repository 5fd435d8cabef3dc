// Where and how often the wind is shown.
import { centres } from '../../engine/grid';
import { half } from '../flow/fields';

export const windTimes = 20;
export const arrows = centres(13, half);
