// Settings tied to their controls: what the reader moves goes into the link, and what moves in the link goes into the control.
import type { Control } from './controls';
import type { State, UrlState, Value } from './url_state';

/** What a control is given: its name, its value, and what to call when the reader changes it. */
export interface Bound<V> {
  name: string;
  value: V;
  change(value: V): void;
}
interface Tie {
  set(value: Value): void;
  then(): void;
}

export class Bindings<T extends State> {
  private readonly ties = new Map<string, Tie>();

  constructor(private readonly state: UrlState<T>) {}

  /** The control of a setting; `then` follows every change. */
  control<K extends keyof T & string>(key: K, make: (bound: Bound<T[K]>) => Control<never>, then: () => void): HTMLElement {
    const control = make({
      name: key,
      value: this.state.values[key],
      change: (value) => {
        this.state.set(key, value);
        then();
      },
    }) as unknown as Control<Value>;
    this.tie(key, { set: (v) => control.set(v), then });
    return control.element;
  }
  tie(key: string, tie: Tie): void {
    this.ties.set(key, tie);
  }
  show(key: string, value: Value): void {
    this.ties.get(key)?.set(value);
  }
  /** These moved in the link. Each consequence once, and none while nothing runs. */
  moved(keys: readonly string[], running: boolean): void {
    const after = new Set<() => void>();
    for (const key of keys) {
      const tie = this.ties.get(key);
      tie?.set(this.state.values[key]);
      if (tie) after.add(tie.then);
    }
    if (running) { for (const then of after) then(); }
  }
}
