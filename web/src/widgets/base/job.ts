// The worker of <fm-base>.
import { Engine } from '../../engine/engine';
import { serve, type Handlers } from '../../engine/runtime/serve';
import { laneOf, type Lane, type Problem } from './lane';

export interface BaseJobs {
  lane: { payload: Problem; progress: never; result: Lane };
}

const handlersOf = (engine: Engine): Handlers<BaseJobs> => ({ lane: (problem) => laneOf(engine, problem) });

serve(async (module) => handlersOf(await Engine.from(module)));
