// Contenders in their workers, and races between them: in turn, round by round, so that a noisy machine is as
// noisy for each.
import type { Calls, Timing } from './contender';

/** The page's end of a contender's worker. */
export class Contender {
  private readonly worker = new Worker('/assets/contender.js', { type: 'module' });
  private readonly waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  private next = 0;

  constructor() {
    this.worker.onmessage = ({ data }: MessageEvent<{ id: number; value?: unknown; error?: string }>) => {
      const { resolve, reject } = this.waiting.get(data.id)!;
      this.waiting.delete(data.id);
      if (data.error === undefined) resolve(data.value);
      else reject(new Error(data.error));
    };
    this.worker.onerror = (event) => {
      for (const { reject } of this.waiting.values()) reject(new Error(event.message || 'the worker stopped'));
    };
  }

  call<K extends keyof Calls>(call: K, ...args: Parameters<Calls[K]>): ReturnType<Calls[K]> {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, call, args });
    }) as ReturnType<Calls[K]>;
  }

  end(): void {
    this.worker.terminate();
  }
}

export interface Runner {
  name: string;
  run(seconds: number): Promise<Timing>;
}
export interface Rates {
  name: string;
  rates: number[];
}

/** A warm-up, then `rounds` rounds of all runners of so many seconds; counts a second. */
export async function race(runners: Runner[], rounds: number, roundSeconds: number): Promise<Rates[]> {
  const results: Rates[] = runners.map(({ name }) => ({ name, rates: [] }));
  for (const { run } of runners) await run(roundSeconds);
  for (let round = 0; round < rounds; round++)
    for (const [k, { run }] of runners.entries()) {
      const { count, seconds } = await run(roundSeconds);
      results[k].rates.push(count / seconds);
    }
  return results;
}

/** The largest difference of two answers, as a share of the largest value. */
export function difference(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Infinity;
  let most = 0, size = 0;
  for (let i = 0; i < a.length; i++) {
    const d = Math.abs(a[i] - b[i]);
    if (!(d <= most)) most = d;
    size = Math.max(size, Math.abs(b[i]));
  }
  return most / size;
}
