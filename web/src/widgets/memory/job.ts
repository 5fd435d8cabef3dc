// The worker of <fm-memory>: samples by the exact field of a few points, and by a network early and late in learning it.
import { Engine } from '../../engine/engine';
import type { Floats } from '../../engine/names';
import { Cancelled } from '../../engine/runtime/protocol';
import { serve, type Handlers } from '../../engine/runtime/serve';
import { early, exactEnds, freshOf, late, learnedEnds, netOf, setOf, type Ends, type Problem } from './ends';

export interface Known {
  set: Floats;
  exact: Ends;
  fresh: Ends;
}
export interface MemoryJobs {
  /** Tells what is known without learning first, and the samples early on; the late ones in the end. */
  learn: { payload: Problem; progress: { share: number; known?: Known; early?: Ends }; result: Ends };
}

const slice = 20;

const handlersOf = (engine: Engine): Handlers<MemoryJobs> => ({
  async learn(problem, context) {
    context.progress({ share: 0, known: { set: setOf(engine, problem), exact: exactEnds(engine, problem), fresh: freshOf(engine, problem) } });
    const net = netOf(engine, problem);
    try {
      for (let done = 0; done < late; done += slice) {
        if (!(await context.goOn())) throw new Cancelled();
        context.progress({ share: done / late, ...(done === early ? { early: learnedEnds(engine, problem, net) } : {}) });
        net.run(slice);
      }
      return learnedEnds(engine, problem, net);
    } finally {
      net.dispose();
    }
  },
});

serve(async (module) => handlersOf(await Engine.from(module)));
