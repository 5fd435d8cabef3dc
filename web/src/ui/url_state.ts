// The page's state in its address: #targets.t=0.3&train.seed=4. Only what differs from the default is written, so that
// any moment is a link, and a plain link is the beginning. Whoever shows a part of the state hears when it changes:
// by a figure's control, by a number or a sentence of the text, or by another link.

export type Value = number | string | boolean;
export type State = Record<string, Value>;
/** What changed of one figure, as text; null is its default. */
export type Change = Readonly<Record<string, string | null>>;
export type By = 'figure' | 'text' | 'link';

const parse = (hash: string) => new URLSearchParams(hash.includes('=') ? hash.slice(1) : ''); // else it names a heading
const textOf = (value: Value) => (typeof value === 'boolean' ? (value ? '1' : '0') : String(value));
const split = (name: string): [string, string] => [name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)];

let state = parse(location.hash);
let timer: ReturnType<typeof setTimeout> | null = null;
const listeners = new Map<string, Set<(change: Change, by: By) => void>>();
const figures = new Map<string, { following: boolean }>();

const address = () => (state.size ? `#${state}` : location.pathname + location.search);
function writeNow(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  history.replaceState(null, '', address());
}
function write(): void {
  timer ??= setTimeout(writeNow, 150); // browsers limit how often the address may change
}

function emit(prefix: string, change: Change, by: By): void {
  // Elements that cannot follow a link begin anew with it.
  if (by !== 'figure' && figures.get(prefix)?.following === false) {
    writeNow();
    location.reload();
  }
  for (const call of [...(listeners.get(prefix) ?? [])]) call(change, by);
}
function emitAll(changes: Iterable<readonly [string, string | null]>, by: By): void {
  const byPrefix = new Map<string, Record<string, string | null>>();
  for (const [name, text] of changes) {
    const [prefix, key] = split(name);
    byPrefix.set(prefix, { ...byPrefix.get(prefix), [key]: text });
  }
  for (const [prefix, change] of byPrefix) emit(prefix, change, by);
}

/** What the address says of `name` ("train.t"); null when that is at its default. */
export const stated = (name: string): string | null => state.get(name);

/** Whether the address says anything of a figure. */
export const speaksOf = (prefix: string): boolean => [...state.keys()].some((name) => split(name)[0] === prefix);

/** Calls `call` whenever something of a figure changes, whoever changed it. Returns what ends that. */
export function onChange(prefix: string, call: (change: Change, by: By) => void): () => void {
  if (!listeners.has(prefix)) listeners.set(prefix, new Set());
  listeners.get(prefix)!.add(call);
  return () => void listeners.get(prefix)!.delete(call);
}

/** Puts figures into a state: { 'train.steps': '1' }. What is not named stays. `remember`: the browser's Back undoes it. */
export function drive(changes: Readonly<Record<string, string>>, remember = false): void {
  if (remember) writeNow();
  for (const [name, text] of Object.entries(changes)) state.set(name, text);
  if (remember) history.pushState(null, '', address());
  else write();
  emitAll(Object.entries(changes), 'text');
}

/** Takes settings out of the address: they are at their defaults from now on. */
export function retract(names: readonly string[]): void {
  for (const name of names) state.delete(name);
  write();
  emitAll(names.map((name) => [name, null] as const), 'text');
}

/** All that the address says of a figure, by names without the figure's. */
export const statedOf = (prefix: string): (readonly [string, string])[] =>
  [...state].filter(([name]) => split(name)[0] === prefix).map(([name, text]) => [split(name)[1], text] as const);

/** The address of this page with what it says of these figures, and of no others. */
export function linkOf(prefixes: readonly string[]): string {
  const said = prefixes.flatMap((prefix) => statedOf(prefix).map(([key, text]) => [`${prefix}.${key}`, text]));
  return `${location.href.split('#')[0]}#${new URLSearchParams(said)}`;
}

// A link that is pasted into an open page, or Back: all of the state is what it says. Our own writing does not come here.
addEventListener('hashchange', () => {
  if (!location.hash.includes('=') && location.hash !== '') return;
  if (timer !== null) clearTimeout(timer);
  timer = null;
  const before = state;
  state = parse(location.hash);
  const names = new Set([...before.keys(), ...state.keys()]);
  emitAll([...names].filter((n) => before.get(n) !== state.get(n)).map((n) => [n, state.get(n)] as const), 'link');
});

export class UrlState<T extends State> {
  readonly values: T;
  private readonly entry = { following: false };

  /** `valid` refuses a value from a link that the widget could not show; the default stays then. */
  constructor(
    readonly prefix: string,
    private readonly defaults: T,
    private readonly valid: Partial<Record<keyof T, (v: never) => boolean>> = {},
  ) {
    figures.set(prefix, this.entry);
    this.values = { ...defaults };
    for (const key of Object.keys(defaults) as (keyof T & string)[]) this.values[key] = this.read(key, stated(`${prefix}.${key}`));
  }

  private read<K extends keyof T & string>(key: K, text: string | null): T[K] {
    const fallback = this.defaults[key];
    if (text === null || text === '') return fallback;
    const value = typeof fallback === 'number' ? Number(text) : typeof fallback === 'boolean' ? text === '1' : text;
    if (typeof value === 'number' && !Number.isFinite(value)) return fallback;
    if (this.valid[key] && !(this.valid[key] as (v: Value) => boolean)(value)) return fallback;
    return value as T[K];
  }

  set<K extends keyof T & string>(key: K, value: T[K]): void {
    this.values[key] = value;
    const name = `${this.prefix}.${key}`;
    if (value === this.defaults[key]) state.delete(name);
    else state.set(name, textOf(value));
    write();
    emit(this.prefix, { [key]: textOf(value) }, 'figure');
  }

  /** The address of this page with this part of the state alone; it names a setting even where all are at their defaults,
   *  so that whoever follows it is led here. */
  link(): string {
    const keys = Object.keys(this.defaults), moved = keys.filter((key) => this.values[key] !== this.defaults[key]);
    const named = (moved.length ? moved : keys.slice(0, 1)).map((key) => [`${this.prefix}.${key}`, textOf(this.values[key])]);
    return `${location.href.split('#')[0]}#${new URLSearchParams(named)}`;
  }

  /** Lets links, sentences and numbers of the text set `values`: `changed` hears which, after they are set. Returns
   *  what ends that. */
  follow(changed: (keys: (keyof T & string)[], by: By) => void): () => void {
    this.entry.following = true;
    return onChange(this.prefix, (change, by) => {
      if (by === 'figure') return;
      const keys = (Object.keys(change) as (keyof T & string)[]).filter((key) => {
        if (!Object.hasOwn(this.defaults, key)) return false;
        const value = this.read(key, change[key]);
        if (value === this.values[key]) return false;
        this.values[key] = value;
        return true;
      });
      if (keys.length) changed(keys, by);
    });
  }
}

export const oneOf = (options: readonly string[]) => (v: string) => options.includes(v);
export const within = (low: number, high: number) => (v: number) => v >= low && v <= high;
export const wholeWithin = (low: number, high: number) => (v: number) => Number.isInteger(v) && v >= low && v <= high;
