// One worker for all predictions of a page. It goes when it has not been asked for a while.
import planeModule from 'wasm:engine';
import { Client, WorkerLost } from '../../engine/runtime/client';
import worker from './job.ts?worker';
import type { PredictJobs } from './job';

const patience = 20_000;
let client: Client<PredictJobs> | null = null;
let busy = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

async function once<K extends keyof PredictJobs>(kind: K, payload: PredictJobs[K]['payload']): Promise<PredictJobs[K]['result']> {
  clearTimeout(timer);
  if (!client || client.gone) client = new Client<PredictJobs>(planeModule, worker);
  busy++;
  try {
    return await client.run(kind, payload);
  } finally {
    if (--busy === 0) timer = setTimeout(() => client?.terminate(), patience);
  }
}

/** A job; once more if the worker is lost. */
export const run = <K extends keyof PredictJobs>(kind: K, payload: PredictJobs[K]['payload']): Promise<PredictJobs[K]['result']> =>
  once(kind, payload).catch((error) => {
    if (error instanceof WorkerLost) return once(kind, payload);
    throw error;
  });
