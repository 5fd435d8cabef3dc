// When a prediction is asked again: what was remembered after a growing while, what was not in ten minutes.

export const minute = 60_000, day = 24 * 60 * minute;
export const firstInterval = 5 * day, growth = 2.3, retry = 10 * minute;

/** `interval`: how long it shall be remembered next; `due`: when it is asked again. In milliseconds. */
export interface Memory {
  interval: number;
  due: number;
  at: number;
}

/** After an answer at `now`. An answer before its time proves nothing, so it never makes the interval longer. */
export function after(memory: Memory | null, remembered: boolean, now: number): Memory {
  if (!remembered) return { interval: Math.max(firstInterval, (memory?.interval ?? 0) / growth), due: now + retry, at: now };
  if (!memory) return { interval: firstInterval, due: now + firstInterval, at: now };
  if (now < memory.due) return memory;
  const missedLast = memory.due - memory.at < memory.interval, interval = memory.interval * (missedLast ? 1 : growth);
  return { interval, due: now + interval, at: now };
}

export const isDue = (memory: Memory, now: number) => memory.due <= now;
