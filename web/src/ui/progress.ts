// What has been read, predicted and exercised: kept in this browser and nowhere else. A storage that is full, barred or
// spoilt costs the reader the memory, never the page.
import { after, isDue, type Memory } from './review';

const key = 'progress', version = 1;

export type Outcome = 'right' | 'near' | 'off' | 'shown';
/** `seed`: the numbers it was asked with last. */
export interface Predicted extends Memory {
  lesson: string;
  outcome: Outcome;
  seed: number;
}
export interface Progress {
  version: typeof version;
  /** When each was done, in milliseconds since 1970, by lesson folder and by exercise. */
  read: Record<string, number>;
  exercised: Record<string, number>;
  predicted: Record<string, Predicted>;
}

const empty = (): Progress => ({ version, read: {}, exercised: {}, predicted: {} });
const isRecord = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v);
const outcomes: readonly unknown[] = ['right', 'near', 'off', 'shown'];
const times = (v: unknown): Record<string, number> =>
  Object.fromEntries(Object.entries(isRecord(v) ? v : {}).filter((e): e is [string, number] => Number.isFinite(e[1])));
const isPredicted = (v: unknown): v is Predicted =>
  isRecord(v) && typeof v.lesson === 'string' && outcomes.includes(v.outcome) && [v.seed, v.interval, v.due, v.at].every(Number.isFinite);

/** What can be used of a text that may hold anything; null when it is no progress at all. */
export function parse(text: string | null): Progress | null {
  try {
    const v: unknown = JSON.parse(text ?? '');
    if (!isRecord(v) || v.version !== version) return null;
    const predicted = Object.entries(isRecord(v.predicted) ? v.predicted : {}).filter((e): e is [string, Predicted] => isPredicted(e[1]));
    return { version, read: times(v.read), exercised: times(v.exercised), predicted: Object.fromEntries(predicted) };
  } catch {
    return null;
  }
}

let memory: Progress | null = null; // for a page whose browser stores nothing
const listeners = new Set<() => void>();

function load(): Progress {
  if (memory) return memory;
  try {
    return parse(localStorage.getItem(key)) ?? empty();
  } catch {
    return empty();
  }
}
function change(edit: (p: Progress) => void): void {
  const now = load();
  edit(now);
  try {
    localStorage.setItem(key, JSON.stringify(now));
    memory = null;
  } catch {
    memory = now;
  }
  for (const call of listeners) call();
}
if (typeof window !== 'undefined')
  window.addEventListener('storage', (e) => {
    if (e.key === key || e.key === null) { for (const call of listeners) call(); }
  });

/** Calls `call` whenever progress changes, here or in another tab. Returns what ends that. */
export function onProgress(call: () => void): () => void {
  listeners.add(call);
  return () => void listeners.delete(call);
}

export const markRead = (lesson: string, now = Date.now()) =>
  change((p) => {
    p.read[lesson] ??= now;
  });
/** `done`: false takes it back. */
export const markExercised = (exercise: string, done = true, now = Date.now()) =>
  change((p) => {
    if (done) p.exercised[exercise] ??= now;
    else delete p.exercised[exercise];
  });
export function markPredicted(name: string, lesson: string, outcome: Outcome, seed: number, now = Date.now()): void {
  change((p) => {
    const remembered = outcome === 'right' || outcome === 'near';
    p.predicted[name] = { lesson, outcome, seed, ...after(p.predicted[name] ?? null, remembered, now) };
  });
}

export const predicted = (name: string): Predicted | null => load().predicted[name] ?? null;
export const isRead = (lesson: string): boolean => lesson in load().read;
export const isExercised = (exercise: string): boolean => exercise in load().exercised;
/** How much of a lesson is done. Exercises are named NN.K, by the number that the folder begins with. */
export function done(lesson: string): { read: boolean; predicted: number; exercised: number } {
  const p = load(), number = /^\d+/.exec(lesson)?.[0] ?? lesson;
  return {
    read: lesson in p.read,
    predicted: Object.values(p.predicted).filter((m) => m.lesson === lesson).length,
    exercised: Object.keys(p.exercised).filter((e) => e.split('.')[0] === number).length,
  };
}
/** The predictions of other lessons to ask again at the end of `lesson`, the longest due first. */
export const due = (lesson: string, now = Date.now()): string[] =>
  Object.entries(load().predicted).filter(([, m]) => m.lesson !== lesson && isDue(m, now)).sort((a, b) => a[1].due - b[1].due).map(([name]) => name);

export const exportProgress = (): string => JSON.stringify(load(), null, 1);
/** Takes a file that was exported; false when it is none, and then nothing changes. */
export function importProgress(text: string): boolean {
  const given = parse(text);
  if (given)
    change((p) => {
      p.read = { ...p.read, ...given.read };
      p.exercised = { ...p.exercised, ...given.exercised };
      p.predicted = { ...p.predicted, ...given.predicted };
    });
  return given !== null;
}
export const forgetProgress = () => change((p) => Object.assign(p, empty()));
