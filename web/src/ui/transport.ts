// The bar under a picture: play, loop, and time to scrub.
import { button, slider } from './controls';
import { element, fixed } from './dom';
import { animate, reducedMotion } from './screen';
import { words } from './strings/figure';

export interface Transport {
  readonly element: HTMLElement;
  readonly playing: boolean;
  /** Shows t without telling anyone. */
  set(t: number): void;
  /** `once`: to the end and no further, even where it loops. */
  play(once?: boolean): void;
  stop(): void;
  /** Out of sight nothing runs; back in sight it goes on. */
  hold(held: boolean): void;
}

const restSeconds = 0.9; // at the end, before it begins again

export function transport(o: {
  value: number;
  change(t: number): void;
  label?: string;
  name?: string;
  seconds?: number;
  loop?: boolean;
  min?: number;
  max?: number;
  step?: number;
  format?: (t: number) => string;
}): Transport {
  const { min = 0, max = 1, step = 0.005, seconds = 3, format = (t: number) => fixed(t) } = o;
  let t = o.value, looping = o.loop ?? true, stopFrames: (() => void) | null = null, wanted = false, held = false, single = false;

  const show = (value: number) => {
    t = value;
    scrub.set(t);
  };
  const move = (value: number) => {
    show(value);
    o.change(t);
  };
  const run = () => {
    let rest = 0;
    stopFrames = animate((elapsed) => {
      if (t < max) {
        move(Math.min(max, t + (elapsed * (max - min)) / seconds));
        return true;
      }
      if (!looping || single) {
        stop();
        return false;
      }
      rest += elapsed;
      if (rest > restSeconds) {
        rest = 0;
        move(min);
      }
      return true;
    });
  };
  const label = () => {
    toggle.label(wanted ? words.pause : words.play);
    toggle.element.dataset.playing = String(wanted);
  };
  function stop(): void {
    wanted = false;
    stopFrames?.();
    stopFrames = null;
    label();
  }
  function play(once = false): void {
    single = once;
    if (reducedMotion()) return move(t < max ? max : min); // asked for stillness: the end at once, or back
    if (t >= max) move(min);
    wanted = true;
    label();
    if (!stopFrames && !held) run();
  }

  const toggle = button(words.play, () => (wanted ? stop() : play()), { name: 'play' });
  toggle.element.classList.add('play');
  const scrub = slider({
    label: o.label ?? words.time,
    name: o.name ?? 't',
    min,
    max,
    step,
    value: t,
    format,
    change: (v) => {
      stop();
      t = v;
      o.change(v);
    },
  });
  const loop = button(words.loop, () => {
    looping = !looping;
    single = false;
    loop.element.setAttribute('aria-pressed', String(looping));
  }, { name: 'loop' });
  loop.element.classList.add('loop');
  loop.element.setAttribute('aria-pressed', String(looping));
  return {
    element: element('div', { class: 'transport' }, toggle.element, scrub.element, loop.element),
    get playing() {
      return wanted;
    },
    set: show,
    play,
    stop,
    hold(value) {
      held = value;
      if (held) {
        stopFrames?.();
        stopFrames = null;
      } else if (wanted && !stopFrames) run();
    },
  };
}
