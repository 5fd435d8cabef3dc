// Small builders for the page's own elements.

type Child = Node | string;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** Words in which x_t is written as a symbol: its index is set low. */
export const withIndices = (text: string): Child[] => text.split(/(?<=\b[a-z]|[α-ω])_(\w)\b/).map((part, i) => (i % 2 ? element('sub', {}, part) : part));

let counter = 0;
export const uniqueId = (stem: string) => `${stem}-${++counter}`;

/** Joins a list for a sentence, or numbers for a reader. */
export const fixed = (x: number, digits = 2) => (Number.isFinite(x) ? x.toFixed(digits) : '–').replace(/^-/, '\u2212');
export const thousands = (n: number) => n.toLocaleString('en-US').replaceAll(',', '\u202f');
