// The course's colours, read from the style sheet: noise, data, velocity and error keep theirs everywhere.
export interface Palette {
  ink: string; muted: string; line: string; card: string;
  noise: string; data: string; between: string; velocity: string; exact: string; error: string;
}

export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: read('ink'), muted: read('muted'), line: read('line'), card: read('card'),
    noise: read('noise'), data: read('data'), between: read('between'), velocity: read('velocity'),
    exact: read('exact'), error: read('error'),
  };
}
