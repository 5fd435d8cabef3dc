// How many repetitions to ask for at once, so that the clock is looked at every few hundredths of a second.
const slice = 0.05; // seconds

/** The next count, after so many took so many seconds. A clock may stand still for a millisecond and more (Firefox's does): double until it moves. */
export const nextCount = (done: number, passed: number): number => passed > 0 ? Math.max(1, Math.round((done * slice) / passed)) : Math.max(1, done);
