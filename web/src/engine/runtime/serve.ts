// The worker's end of the protocol. Long jobs run in slices and let messages in between.
import { Cancelled, type Reply, type Table } from './protocol';

export interface Context<Progress> {
  progress(value: Progress): void;
  /** Lets messages in; false when the job was cancelled meanwhile. */
  goOn(): Promise<boolean>;
}
export type Handlers<J extends Table<J>> = {
  [K in keyof J]: (payload: J[K]['payload'], context: Context<J[K]['progress']>) => J[K]['result'] | Promise<J[K]['result']>;
};

type Message<J> = { module: WebAssembly.Module } | { id: number; cancel: true } | { id: number; kind: keyof J; payload: never };

/** Answers the page's messages, once the page has sent the module that `open` makes the handlers of. */
export function serve<J extends Table<J>>(open: (module: WebAssembly.Module) => Promise<Handlers<J>>): void {
  const running = new Set<number>(), cancelled = new Set<number>(), channel = new MessageChannel(), turns: (() => void)[] = [];
  channel.port1.onmessage = () => turns.shift()?.();
  /** Ends this turn of the event loop, without the delay that timers are clamped to. */
  const nextTurn = () =>
    new Promise<void>((resolve) => {
      turns.push(resolve);
      channel.port2.postMessage(null);
    });
  let opened: (handlers: Promise<Handlers<J>>) => void;
  const ready = new Promise<Handlers<J>>((resolve) => {
    opened = resolve;
  });
  const post = (reply: Reply) => self.postMessage(reply);

  async function answer(id: number, kind: keyof J, payload: never): Promise<void> {
    running.add(id);
    try {
      const handlers = await ready.catch((error) => {
        throw new WebAssembly.RuntimeError(String(error));
      });
      const result = await handlers[kind](payload, {
        progress: (progress) => post({ id, progress }),
        goOn: async () => {
          await nextTurn();
          return !cancelled.has(id);
        },
      });
      post({ id, result });
    } catch (error) {
      if (error instanceof Cancelled) post({ id, cancelled: true });
      // A trap, or a stack that overflowed, leaves the module in no state to go on with.
      else if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError)
        post({ id, lost: `the engine stopped (${error.message}): reload the page` });
      else post({ id, error: error instanceof Error ? error.message : String(error) });
    } finally {
      running.delete(id);
      cancelled.delete(id);
    }
  }

  self.onmessage = ({ data }: MessageEvent<Message<J>>) => {
    if ('module' in data) {
      opened(open(data.module));
      ready.then(() => post({ started: true }), () => {}); // why it could not, the first job is told
    }
    else if ('cancel' in data) { if (running.has(data.id)) cancelled.add(data.id); }
    // of one that has ended nothing is kept
    else void answer(data.id, data.kind, data.payload);
  };
}
