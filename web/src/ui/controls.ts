// Controls with labels: a slider, a choice, a row of options, a button, a switch. Each has `set` to follow a
// state that changed elsewhere, and never fires while it does so.
import { element, uniqueId, withIndices } from './dom';

export interface Control<T> {
  element: HTMLElement;
  set(value: T): void;
}

export function slider(o: {
  label: string;
  min: number;
  max: number;
  step: number;
  value: number;
  format: (v: number) => string;
  change(v: number): void;
  name?: string;
}): Control<number> {
  const id = uniqueId('slider');
  const input = element('input', {
    type: 'range',
    id,
    min: String(o.min),
    max: String(o.max),
    step: String(o.step),
    value: String(o.value),
  });
  if (o.name) input.dataset.name = o.name;
  const output = element('output', { for: id });
  const show = () => {
    output.textContent = o.format(Number(input.value));
    input.setAttribute('aria-valuetext', output.textContent);
    input.style.setProperty('--fill', `${((Number(input.value) - o.min) / (Number(input.max) - o.min)) * 100}%`);
  };
  input.addEventListener('input', () => {
    show();
    o.change(Number(input.value));
  });
  show();
  const row = element('div', { class: 'control slider' }, element('label', { for: id }, o.label), output, input);
  return { element: row, set(v) {
    input.value = String(v);
    show();
  } };
}

/** A slider over a list of values. */
export function pick(o: {
  label: string;
  values: readonly number[];
  value: number;
  format?: (v: number) => string;
  change(v: number): void;
  name?: string;
}): Control<number> {
  const { values, format = String } = o, at = (v: number) => Math.max(0, values.indexOf(v));
  const inner = slider({
    label: o.label,
    name: o.name,
    min: 0,
    max: values.length - 1,
    step: 1,
    value: at(o.value),
    format: (i) => format(values[i]),
    change: (i) => o.change(values[i]),
  });
  return { element: inner.element, set: (v) => inner.set(at(v)) };
}

export interface Choice<T> {
  label: string;
  options: readonly (readonly [T, string])[];
  value: T;
  change(v: T): void;
  name?: string;
}
export function choice<T extends string>(o: Choice<T>): Control<T> {
  const id = uniqueId('choice');
  const select = element('select', { id });
  if (o.name) select.dataset.name = o.name;
  for (const [value, text] of o.options) select.append(element('option', { value }, text));
  select.value = o.value;
  select.addEventListener('change', () => o.change(select.value as T));
  return {
    element: element('div', { class: 'control choice' }, element('label', { for: id }, o.label), select),
    set(v) {
      select.value = v;
    },
  };
}

/** A few options side by side, one of them taken. */
export function options<T extends string>(o: Choice<T>): Control<T> {
  const group = uniqueId('options'), inputs = new Map<T, HTMLInputElement>();
  const row = element('div', { class: 'segments' });
  for (const [value, text] of o.options) {
    const input = element('input', { type: 'radio', name: group, value });
    if (o.name) input.dataset.name = o.name;
    input.checked = value === o.value;
    input.addEventListener('change', () => o.change(value));
    inputs.set(value, input);
    row.append(element('label', {}, input, element('span', {}, text)));
  }
  return {
    element: element('fieldset', { class: 'control options' }, element('legend', {}, o.label), row),
    set(v) {
      for (const [value, input] of inputs) input.checked = value === v;
    },
  };
}

export interface Button {
  element: HTMLButtonElement;
  label(text: string): void;
  enable(on: boolean): void;
}
export function button(text: string, click: () => void, o: { primary?: boolean; name?: string; title?: string } = {}): Button {
  const b = element('button', { type: 'button', class: o.primary ? 'button primary' : 'button' }, text);
  if (o.name) b.dataset.name = o.name;
  if (o.title) b.title = o.title;
  b.addEventListener('click', click);
  return { element: b, label(t) {
    if (b.textContent !== t) b.textContent = t;
  }, enable(on) {
    b.disabled = !on;
  } };
}

export function toggle(o: { label: string; value: boolean; change(v: boolean): void; name?: string }): Control<boolean> {
  const input = element('input', { type: 'checkbox', role: 'switch' });
  if (o.name) input.dataset.name = o.name;
  input.checked = o.value;
  input.addEventListener('change', () => o.change(input.checked));
  return {
    element: element('label', { class: 'control toggle' }, input, element('span', {}, o.label)),
    set(v) {
      input.checked = v;
    },
  };
}

/** A number with its name, for what the widget measures. */
export function readout(label: string, name: string): { element: HTMLElement; set(text: string): void } {
  const value = element('dd', { 'data-name': name }, '–');
  return {
    element: element('div', { class: 'readout' }, element('dt', {}, ...withIndices(label)), value),
    set(text) {
      if (value.textContent !== text) value.textContent = text;
    },
  };
}

/** What happened, in a sentence, also for those who do not see it. */
export function message(): { element: HTMLElement; say(text: string, kind?: 'note' | 'problem'): void } {
  const box = element('p', { class: 'message', role: 'status', 'aria-live': 'polite' });
  return {
    element: box,
    say(text, kind = 'note') {
      if (box.textContent !== text) box.textContent = text;
      box.dataset.kind = kind;
    },
  };
}
