// The page of the bench: what web.mjs calls.
import { raceDigits } from './digits';
import { raceTraining } from './train';

Object.assign(globalThis, { raceDigits, raceTraining });
