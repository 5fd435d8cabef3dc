// The page's end of a worker: jobs as promises.
import digitsModule from 'wasm:digits';
import planeModule from 'wasm:engine';
import digitsWorker from '../digits_worker.ts?worker';
import planeWorker from '../engine_worker.ts?worker';
import { moduleOf } from './module';
import { Cancelled, type DigitJobs, type PlaneJobs, type Reply, type Table } from './protocol';
import { Watch } from './watch';

/** How many seconds a worker may take to start, and to say anything while it works. What is known to take minutes is
 *  refused beforehand, and what may take long reports on the way. */
export const patience = { start: 60, answer: 120 };

/** The worker is gone, and all that it was doing; another one may do it again. */
export class WorkerLost extends Error {}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  progress?(value: unknown): void;
}

export interface Job<Result> {
  result: Promise<Result>;
  cancel(): void;
}

export class Client<J extends Table<J>> {
  private readonly worker: Worker;
  private readonly pending = new Map<number, Pending>();
  private next = 1;
  private end: Error | null = null;
  private started = false;
  private readonly watch = new Watch(() => (this.started ? patience.answer : patience.start), (seconds) =>
    this.terminate(new WorkerLost(
      this.started ? `it has not answered for ${seconds} seconds` : `it has not started within ${seconds} seconds`,
    )));

  /** The addresses of a module and of the script that runs it (`import script from './job.ts?worker'`). */
  constructor(module: string, script: string) {
    this.worker = new Worker(script, { type: 'module' });
    this.worker.onmessage = ({ data }: MessageEvent<Reply>) => this.receive(data);
    this.worker.onerror = (event) => this.fail(new WorkerLost(event.message || 'the worker stopped'));
    moduleOf(module).then(
      (compiled) => this.worker.postMessage({ module: compiled }),
      (error) => this.fail(new Error(`the engine could not be loaded (${error instanceof Error ? error.message : error}): reload the page`)),
    );
  }

  start<K extends keyof J>(kind: K, payload: J[K]['payload'], progress?: (p: J[K]['progress']) => void): Job<J[K]['result']> {
    const id = this.next++;
    const result = new Promise<J[K]['result']>((resolve, reject) => {
      if (this.end) return reject(this.end);
      this.pending.set(id, {
        resolve: resolve as (v: unknown) => void,
        reject,
        progress: progress as ((v: unknown) => void) | undefined,
      });
      this.watch.waiting = true;
      this.worker.postMessage({ id, kind, payload });
    });
    return { result, cancel: () => this.worker.postMessage({ id, cancel: true }) };
  }

  run<K extends keyof J>(kind: K, payload: J[K]['payload']): Promise<J[K]['result']> {
    return this.start(kind, payload).result;
  }

  /** No job can be started any more. */
  get gone(): boolean {
    return this.end !== null;
  }

  /** Ends the worker; whatever it was doing is rejected. */
  terminate(reason: Error = new Cancelled()): void {
    this.worker.terminate();
    this.fail(reason);
  }

  private receive(reply: Reply): void {
    this.watch.heard();
    if ('started' in reply) {
      this.started = true;
      return;
    }
    const job = this.pending.get(reply.id);
    if (!job) return;
    if ('progress' in reply) return job.progress?.(reply.progress);
    if ('lost' in reply) {
      return this.terminate(new WorkerLost(reply.lost));
    }
    this.pending.delete(reply.id);
    this.watch.waiting = this.pending.size > 0;
    if ('error' in reply) job.reject(new Error(reply.error));
    else if ('cancelled' in reply) job.reject(new Cancelled());
    else job.resolve(reply.result);
  }

  private fail(error: Error): void {
    this.end ??= error;
    this.watch.waiting = false;
    for (const job of this.pending.values()) job.reject(error);
    this.pending.clear();
  }
}

export class PlaneClient extends Client<PlaneJobs> {
  constructor() {
    super(planeModule, planeWorker);
  }
}
export class DigitClient extends Client<DigitJobs> {
  constructor() {
    super(digitsModule, digitsWorker);
  }
}

/** Runs one call at a time; of the calls that come in meanwhile only the last is run. */
export function latestOnly<A extends unknown[]>(call: (...args: A) => Promise<void>): (...args: A) => void {
  let busy = false, waiting: A | null = null;
  const run = async (args: A) => {
    busy = true;
    try {
      await call(...args);
    } finally {
      busy = false;
      const next = waiting;
      waiting = null;
      if (next) void run(next);
    }
  };
  return (...args) => {
    if (busy) waiting = args;
    else void run(args);
  };
}
