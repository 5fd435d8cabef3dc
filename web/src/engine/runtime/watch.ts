// Counts how long one has waited for an answer: in seconds that this page was awake for, so that a computer that
// slept has not missed any.

export class Watch {
  private silence = 0;
  private timer: ReturnType<typeof setInterval> | null = null;

  /** `late` is called once, when nothing was heard for `limit()` seconds of waiting. */
  constructor(private readonly limit: () => number, private readonly late: (seconds: number) => void) {}

  heard(): void {
    this.silence = 0;
  }

  /** Whether anything is waited for. */
  set waiting(yes: boolean) {
    if (yes === (this.timer !== null)) return;
    if (this.timer !== null) clearInterval(this.timer);
    this.silence = 0;
    this.timer = yes
      ? setInterval(() => {
        const seconds = this.limit();
        if (++this.silence < seconds) return;
        this.waiting = false;
        this.late(seconds);
      }, 1000)
      : null;
  }
}
