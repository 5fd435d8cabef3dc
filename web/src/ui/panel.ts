// What stands beside a figure's pictures: buttons, small pictures, at most three controls and three numbers in sight, the rest
// under "More". A part that holds nothing is not there.
import { button, readout } from './controls';
import { element } from './dom';
import { words } from './strings/figure';

export class Panel {
  private readonly actions = element('div', { class: 'buttons' });
  private readonly asides = element('div', { class: 'asides' });
  private readonly controls = element('div', { class: 'controls' });
  private readonly numbers = element('dl', { class: 'readouts' });
  private readonly hidden = element('div', { class: 'controls' });
  private readonly more = element('details', { class: 'more' }, element('summary', {}, words.more), this.hidden);
  private readonly parts = [this.actions, this.asides, this.controls, this.numbers, this.more];
  readonly element = element('div', { class: 'panel' }, ...this.parts);

  constructor() {
    for (const part of this.parts) part.hidden = true;
  }

  action(text: string, click: () => void, o: { primary?: boolean; name?: string; title?: string }) {
    const made = button(text, click, o);
    this.into(this.actions, made.element);
    return made;
  }
  /** A place for smaller pictures. */
  get besides(): HTMLElement {
    this.asides.hidden = false;
    return this.asides;
  }
  control(made: HTMLElement): void {
    this.into(this.controls, made);
  }
  /** A control under "More". */
  extra(made: HTMLElement): void {
    this.hidden.append(made);
    this.more.hidden = false;
  }
  /** A number with its name; the first three are in sight. */
  readout(label: string, name: string): { element: HTMLElement; set(text: string): void } {
    const made = readout(label, name);
    if (this.numbers.children.length < 3) this.into(this.numbers, made.element);
    else {
      if (!this.more.querySelector('dl')) this.below(element('dl', { class: 'readouts' }));
      this.more.querySelector('dl')!.append(made.element);
    }
    return made;
  }
  /** All numbers, with their names. */
  get told(): readonly (readonly [string, string])[] {
    const text = (row: Element, part: string) => row.querySelector(part)?.textContent?.trim() ?? '';
    return [...this.element.querySelectorAll('.readout')].map((row) => [text(row, 'dt'), text(row, 'dd')] as const);
  }
  /** Anything else under "More". */
  below(made: HTMLElement): void {
    this.into(this.more, made);
  }
  /** Whether there is anything at all decides whether it takes a place. */
  settle(): void {
    this.element.hidden = this.parts.every((part) => part.hidden);
  }

  private into(part: HTMLElement, made: HTMLElement): void {
    part.hidden = false;
    part.append(made);
  }
}
