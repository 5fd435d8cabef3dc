// A widget's state in the URL: #targets.t=0.3&train.seed=4. Only what differs from the default is written,
// so that any moment is a link, and a plain link is the beginning.

export type Value = number | string | boolean;
export type State = Record<string, Value>;

const parameters = () => new URLSearchParams(location.hash.slice(1));

let pending: URLSearchParams | null = null;
function write(change: (p: URLSearchParams) => void): void {
  if (!pending) {
    pending = parameters();
    setTimeout(() => { // browsers limit how often the address may change
      const text = pending!.toString();
      pending = null;
      history.replaceState(null, '', text ? `#${text}` : location.pathname + location.search);
    }, 150);
  }
  change(pending);
}

export class UrlState<T extends State> {
  readonly values: T;

  /** `valid` refuses a value from a link that the widget could not show; the default stays then. */
  constructor(
    private readonly prefix: string, private readonly defaults: T,
    valid: Partial<Record<keyof T, (v: never) => boolean>> = {},
  ) {
    this.values = { ...defaults };
    const given = parameters();
    for (const key of Object.keys(defaults) as (keyof T & string)[]) {
      const text = given.get(`${prefix}.${key}`);
      if (text === null || text === '') continue;
      const fallback = defaults[key];
      const value = typeof fallback === 'number' ? Number(text) : typeof fallback === 'boolean' ? text === '1' : text;
      if (typeof value === 'number' && !Number.isFinite(value)) continue;
      if (valid[key] && !(valid[key] as (v: Value) => boolean)(value)) continue;
      this.values[key] = value as T[typeof key];
    }
  }

  set<K extends keyof T & string>(key: K, value: T[K]): void {
    this.values[key] = value;
    write((p) => {
      const name = `${this.prefix}.${key}`;
      if (value === this.defaults[key]) p.delete(name);
      else p.set(name, typeof value === 'boolean' ? (value ? '1' : '0') : String(value));
    });
  }
}

// A link that is pasted into an open page begins anew with its state. Our own writing does not come here.
addEventListener('hashchange', () => {
  if (location.hash.includes('=')) location.reload();
});

export const oneOf = (options: readonly string[]) => (v: string) => options.includes(v);
export const within = (low: number, high: number) => (v: number) => v >= low && v <= high;
export const wholeWithin = (low: number, high: number) => (v: number) => Number.isInteger(v) && v >= low && v <= high;
