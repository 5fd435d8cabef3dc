// The page's end of a worker: jobs as promises.
import { cancelledMessage, type Jobs, type Kind, type Reply } from './protocol';

const here = new URL('.', import.meta.url);

let compiled: Promise<WebAssembly.Module> | null = null;
/** The engine, fetched and compiled once a page and shared by all its workers. */
function engineModule(): Promise<WebAssembly.Module> {
  compiled ??= WebAssembly.compileStreaming(fetch(new URL('engine.wasm', here)));
  return compiled;
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  progress?(value: unknown): void;
}

export interface Job<K extends Kind> {
  result: Promise<Jobs[K]['result']>;
  cancel(): void;
}

export class Client {
  private readonly worker: Worker;
  private readonly pending = new Map<number, Pending>();
  private next = 1;

  constructor() {
    this.worker = new Worker(new URL('worker.js', here), { type: 'module' });
    this.worker.onmessage = ({ data }: MessageEvent<Reply>) => this.receive(data);
    this.worker.onerror = (event) => this.fail(event.message || 'the worker stopped');
    engineModule().then(
      (module) => this.worker.postMessage({ module }),
      (error) => this.fail(`the engine could not be loaded (${error instanceof Error ? error.message : error}): reload the page`),
    );
  }

  start<K extends Kind>(kind: K, payload: Jobs[K]['payload'], progress?: (p: Jobs[K]['progress']) => void): Job<K> {
    const id = this.next++;
    const result = new Promise<Jobs[K]['result']>((resolve, reject) => {
      this.pending.set(id, {
        resolve: resolve as (v: unknown) => void, reject, progress: progress as ((v: unknown) => void) | undefined,
      });
      this.worker.postMessage({ id, kind, payload });
    });
    return { result, cancel: () => this.worker.postMessage({ id, cancel: true }) };
  }

  run<K extends Kind>(kind: K, payload: Jobs[K]['payload']): Promise<Jobs[K]['result']> {
    return this.start(kind, payload).result;
  }

  /** Ends the worker; whatever it was doing is rejected. */
  terminate(): void {
    this.worker.terminate();
    this.fail(cancelledMessage);
  }

  private receive(reply: Reply): void {
    const job = this.pending.get(reply.id);
    if (!job) return;
    if ('progress' in reply) return job.progress?.(reply.progress);
    this.pending.delete(reply.id);
    if ('error' in reply) job.reject(new Error(reply.error));
    else job.resolve(reply.result);
  }

  private fail(message: string): void {
    for (const job of this.pending.values()) job.reject(new Error(message));
    this.pending.clear();
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
