// The frame that every figure stands in: pictures with their legend, a transport bar, a place for messages that moves
// nothing, and a panel. It ties control, link and picture together, runs nothing that cannot be seen, and ends its workers.
import { latestOnly, WorkerLost } from '../engine/runtime/client';
import { Cancelled } from '../engine/runtime/protocol';
import { Attendance } from './attendance';
import { Bindings, type Bound } from './bindings';
import { message, type Control } from './controls';
import { element, withIndices } from './dom';
import { Panel } from './panel';
import { canPin, isPinned, isSecond, keepPinned, nameOn, pinButton } from './pin';
import { reducedMotion, type Sheet } from './screen';
import { watchSight } from './sight';
import { words } from './strings/figure';
import { takeAway, type Shown } from './take';
import { transport, type Transport } from './transport';
import { linkOf, UrlState, type State } from './url_state';

export type { Bound } from './bindings';
type Valid<T> = Partial<Record<keyof T, (v: never) => boolean>>;

export class Figure<T extends State> {
  readonly state: UrlState<T>;
  readonly stage = element('div', { class: 'stage' });
  private readonly panel = new Panel();
  private readonly views = element('div', { class: 'views' });
  private readonly keys = element('ul', { class: 'legend' });
  private readonly bar = element('progress', { class: 'busy', max: '1', value: '0', 'aria-label': words.working });
  private readonly note = message();
  private readonly bindings: Bindings<T>;
  private readonly workers: (() => void)[] = [];
  private readonly ends: (() => void)[] = [];
  private readonly name: string;
  private bars: Transport[] = [];
  private times: string[] = [];
  private sheets: Sheet[] = [];
  private network: Shown['network'] = null;
  private visible = false;

  /** `name` stands before its settings in the link; `label` is what a screen reader calls the whole. */
  constructor(readonly host: HTMLElement, private readonly own: string, private readonly label: string, defaults: T, valid: Valid<T> = {}) {
    this.name = nameOn(host, own);
    this.state = new UrlState<T>(this.name, defaults, valid);
    this.bindings = new Bindings(this.state);
    this.bar.hidden = true;
    this.stage.append(this.bar, this.views, this.keys);
    this.keys.hidden = true;
  }

  get values(): T {
    return this.state.values;
  }

  /** A setting changes as if the reader had changed it, in the link too, but `then` is not called. */
  set<K extends keyof T & string>(key: K, value: T[K]): void {
    this.state.set(key, value);
    this.bindings.show(key, value);
  }

  // --- anatomy ---------------------------------------------------------------------------------------------------

  /** A picture. Its words are set by describe(). */
  view(sheet: Sheet, className = 'plane'): HTMLCanvasElement {
    return this.place(sheet, this.views, className);
  }
  /** A smaller picture beside the controls: a loss curve, say. */
  aside(sheet: Sheet, className = 'chart'): HTMLCanvasElement {
    return this.place(sheet, this.panel.besides, className);
  }
  private place(sheet: Sheet, where: HTMLElement, className: string): HTMLCanvasElement {
    const { canvas } = sheet;
    canvas.className = className;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', words.empty);
    where.append(canvas);
    this.sheets.push(sheet);
    return canvas;
  }

  /** Colour and word for each thing that is drawn; a colour is the name of one of the palette's. */
  legend(entries: readonly (readonly [color: string, word: string])[]): void {
    this.keys.hidden = entries.length === 0;
    this.keys.replaceChildren(...entries.map(([color, word]) => element('li', { class: color, 'data-term': color }, element('i'), ...withIndices(word))));
  }

  /** One of the (at most three) controls in sight, tied to a setting; `then` follows every change. */
  control<K extends keyof T & string>(key: K, make: (bound: Bound<T[K]>) => Control<never>, then: () => void = () => {}): void {
    this.panel.control(this.bindings.control(key, make, then));
  }
  /** The same under "More". */
  extra<K extends keyof T & string>(key: K, make: (bound: Bound<T[K]>) => Control<never>, then: () => void = () => {}): void {
    this.panel.extra(this.bindings.control(key, make, then));
  }
  /** A setting without a control of its own that a link may change: a probe's place, a step that was reached. */
  follow<K extends keyof T & string>(key: K, then: () => void): void {
    this.bindings.tie(key, { set: () => {}, then });
  }

  action(text: string, click: () => void, o: { primary?: boolean; name?: string; title?: string } = {}) {
    return this.panel.action(text, click, o);
  }
  /** Whatever else the panel shows: a table, say. */
  append(made: HTMLElement): void {
    this.panel.element.append(made);
  }
  /** The next seed, said on the button's title. */
  nextSeed(key: keyof T & string, text: string, then: () => void, title: string = words.nextSeed) {
    return this.action(text, () => {
      this.set(key, ((Number(this.values[key]) % 4294967295) + 1) as T[typeof key]);
      then();
    }, { name: key, title });
  }

  /** A number with its name; the first three are in sight, the others under "More". */
  readout(label: string, name: string): { element: HTMLElement; set(text: string): void } {
    return this.panel.readout(label, name);
  }

  /** The bar right under the picture. Its time is the setting `key`. */
  time<K extends keyof T & string>(key: K, then: (t: number) => void, o: Partial<Parameters<typeof transport>[0]> = {}): Transport {
    const bar = transport({
      ...o,
      name: key,
      value: Number(this.values[key]),
      change: (t) => {
        this.state.set(key, (Math.round(t * 1000) / 1000) as T[K]);
        then(t);
      },
    });
    this.bindings.tie(key, { set: (v) => bar.set(Number(v)), then: () => {
      bar.stop();
      then(Number(this.values[key]));
    } });
    this.bars.push(bar);
    this.times.push(key);
    this.stage.append(bar.element);
    return bar;
  }

  // --- what happened ---------------------------------------------------------------------------------------------

  say(text: string, kind: 'note' | 'problem' = 'note'): void {
    this.note.say(text, kind);
  }
  /** A failure in words. One that the reader asked for is none. */
  complain(error: unknown): void {
    this.busy(null);
    if (error instanceof Cancelled) return;
    const text = error instanceof Error ? error.message : String(error);
    this.say(error instanceof WorkerLost ? words.lost(text) : text, 'problem');
  }
  /** The share that is done of something slow; null when nothing is. */
  busy(share: number | null): void {
    this.bar.hidden = share === null;
    if (share !== null) this.bar.value = share;
  }
  /** What is drawn belongs to older settings until this is called with false. */
  stale(yes: boolean): void {
    this.stage.classList.toggle('stale', yes);
  }
  /** A canvas in words, with its numbers. */
  describe(canvas: HTMLCanvasElement, text: string): void {
    if (canvas.getAttribute('aria-label') !== text) canvas.setAttribute('aria-label', text);
  }
  invalidate(): void {
    for (const sheet of this.sheets) sheet.invalidate();
  }

  // --- work ------------------------------------------------------------------------------------------------------

  /** Runs the last of the calls that wait, one at a time; a failure is told. */
  latest<A extends unknown[]>(call: (...args: A) => Promise<void>): (...args: A) => void {
    return latestOnly(async (...args: A) => {
      try {
        await call(...args);
      } catch (error) {
        this.complain(error);
      }
    });
  }
  /** A worker that is made when it is first asked for, and again after it was lost or ended. */
  worker<C extends { readonly gone: boolean; terminate(): void }>(make: () => C): () => C {
    let client: C | null = null;
    this.workers.push(() => {
      client?.terminate();
      client = null;
    });
    return () => (client && !client.gone ? client : (client = make()));
  }
  get inSight(): boolean {
    return this.visible;
  }

  /** Puts the frame into the page. `first`: when it first comes into sight; `sight`: whenever that changes; `wake`: when
   *  it comes back after its workers were ended (the first time when left out). */
  mount(first: () => void, o: { sight?: (visible: boolean) => void; wake?: () => void } = {}): void {
    const attendance = new Attendance({ first, sight: o.sight ?? (() => {}), sleep: () => this.endWorkers(), wake: o.wake ?? first });
    this.host.dataset.figure = this.name;
    this.host.setAttribute('role', 'group');
    this.host.setAttribute('aria-label', isSecond(this.host) ? words.second(this.label) : this.label);
    this.stage.append(this.note.element);
    this.takeAway();
    this.pinning();
    this.host.replaceChildren(element('div', { class: 'figure' }, this.stage, this.panel.element));
    this.panel.settle();
    this.ends.push(
      watchSight(this.host, (visible) => {
        this.visible = visible;
        for (const bar of this.bars) bar.hold(!visible);
        attendance.look(visible);
      }),
      () => attendance.dispose(),
      this.state.follow((keys) => this.bindings.moved(keys, attendance.seen)),
    );
  }
  private takeAway(): void {
    this.panel.below(takeAway({
      name: this.name,
      label: this.label,
      link: () => (isPinned(this.own) ? linkOf([this.own, `${this.own}-b`]) : this.state.link()),
      canvases: () => this.sheets.map((sheet) => sheet.canvas),
      settings: () => Object.entries(this.values).map(([key, value]) => [key, String(value)] as const),
      numbers: () => this.panel.told,
      network: this.network,
      say: (sentence) => this.say(sentence),
      complain: (error) => this.complain(error),
    }));
  }
  /** Under "More", beside picture and numbers: the bytes of the figure's network; null where there is none yet. */
  savesNetwork(file: () => Promise<Uint8Array<ArrayBuffer> | null>): void {
    this.network = file;
  }
  /** Under "More": a second one of this figure beside it, or that one away. */
  private pinning(): void {
    if (!canPin(this.host)) return;
    if (!isSecond(this.host)) this.ends.push(keepPinned(this.host, this.own, () => this.times));
    this.panel.element.querySelector('.take')!.prepend(pinButton(this.host, this.own, (sentence) => this.say(sentence)));
  }
  /** Plays once, unless stillness was asked for. */
  playOnce(): void {
    if (!reducedMotion()) this.bars[0]?.play(true);
  }
  dispose(): void {
    for (const bar of this.bars) bar.stop();
    for (const end of this.ends) end();
    this.endWorkers();
  }
  private endWorkers(): void {
    for (const end of this.workers) end();
  }
}
