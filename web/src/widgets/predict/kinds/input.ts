// What every kind of question gives to <fm-predict>.
import type { Answer, Of, Kind } from '../question';
import type { Frame } from '../frame';

export interface Input {
  element: HTMLElement | SVGElement;
  /** null as long as nothing has been said. */
  guess(): number[] | null;
  /** Ends the guessing and shows the truth over the guess. */
  reveal(answer: Answer): void;
  /** The guess in words. */
  words(): string;
}
export interface Hooks {
  changed(): void;
  commit(): void;
}
export type Make<K extends Kind> = (question: Of<K>, hooks: Hooks) => Input;

/** The plane as something to operate. */
export function operable(frame: Frame, what: string, keys: string): void {
  frame.svg.setAttribute('tabindex', '0');
  frame.svg.setAttribute('role', 'application');
  frame.svg.setAttribute('aria-label', `${what}. ${keys}`);
}

/** The plane as a picture, once the truth is drawn. */
export function settled(frame: Frame, answer: Answer, said: string): void {
  frame.svg.dataset.done = 'true';
  frame.svg.removeAttribute('tabindex');
  frame.svg.setAttribute('role', 'img');
  frame.svg.setAttribute('aria-label', said);
  frame.truth.replaceChildren(...answer.marks.map((m) => frame.drawn(m)));
}
