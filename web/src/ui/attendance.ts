// When a figure runs: not before it is first seen, not out of sight; and after a while there its workers end.

/** How long a figure keeps its workers after it went out of sight. */
const patience = 60_000;

/** What happens: `first` when it is first seen, `sight` whenever that changes, `sleep` when it was gone for long, `wake` when it is back. */
export interface Attended {
  first(): void;
  sight(visible: boolean): void;
  sleep(): void;
  wake(): void;
}

export class Attendance {
  seen = false;
  private asleep = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly does: Attended) {}

  look(visible: boolean): void {
    clearTimeout(this.timer);
    if (!visible && this.seen) this.timer = setTimeout(() => this.sleep(), patience);
    else if (visible && !this.seen) {
      this.seen = true;
      this.does.first();
    } else if (visible && this.asleep) {
      this.asleep = false;
      this.does.wake();
    }
    if (this.seen) this.does.sight(visible);
  }
  dispose(): void {
    clearTimeout(this.timer);
  }
  private sleep(): void {
    this.asleep = true;
    this.does.sleep();
  }
}
