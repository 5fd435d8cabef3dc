import type { Kind, Question } from '../question';
import { arrow } from './arrow';
import { choose } from './choose';
import { connect } from './connect';
import { curve } from './curve';
import type { Hooks, Input, Make } from './input';
import { order } from './order';
import { point } from './point';
import { slider } from './slider';

const kinds: { [K in Kind]: Make<K> } = { point, arrow, curve, slider, choose, order, connect };

export const inputOf = (question: Question, hooks: Hooks): Input => (kinds[question.kind] as Make<Kind>)(question as never, hooks);
