// Things on a picture that a reader moves: by mouse and touch, and by arrow keys when the picture has the focus. A drag
// that begins beside all of them scrolls the page.

export interface Handles {
  /** Where each is now, in pixels of the canvas. */
  at(): readonly (readonly [number, number])[];
  /** Moved to these pixels by a pointer. */
  move(which: number, x: number, y: number): void;
  /** Moved by arrow keys: -1, 0 or 1 each, five times as far with shift. Up is positive. */
  nudge(which: number, dx: number, dy: number): void;
  /** Whether a press beside every handle brings the first one there (for a mouse). */
  jump?: boolean;
}

const reach = 26; // pixels: half of a finger

/** Makes a canvas answer; `words` says in a screen reader what the keys do. */
export function handles(canvas: HTMLCanvasElement, h: Handles): void {
  let held = -1, chosen = 0, offset: [number, number] = [0, 0];
  canvas.tabIndex = 0;
  const nearest = (x: number, y: number): number => {
    let best = -1, least = reach;
    h.at().forEach(([hx, hy], i) => {
      const distance = Math.hypot(hx - x, hy - y);
      if (distance < least) [best, least] = [i, distance];
    });
    return best;
  };
  // A finger on a handle drags it; the browser must be told before it decides to scroll.
  canvas.addEventListener('touchstart', (e) => {
    const box = canvas.getBoundingClientRect(), finger = e.touches[0];
    if (nearest(finger.clientX - box.left, finger.clientY - box.top) >= 0) e.preventDefault();
  }, { passive: false });
  canvas.addEventListener('pointerdown', (e) => {
    if (e.button !== 0 || e.ctrlKey) return;
    held = nearest(e.offsetX, e.offsetY);
    if (held < 0 && h.jump && e.pointerType === 'mouse') {
      held = Math.min(chosen, h.at().length - 1);
      h.move(held, e.offsetX, e.offsetY);
    }
    if (held < 0) return;
    chosen = held;
    const [x, y] = h.at()[held];
    offset = [x - e.offsetX, y - e.offsetY];
    canvas.setPointerCapture(e.pointerId);
  });
  canvas.addEventListener('pointermove', (e) => {
    if (held >= 0) h.move(held, e.offsetX + offset[0], e.offsetY + offset[1]);
    else canvas.style.cursor = nearest(e.offsetX, e.offsetY) >= 0 ? 'grab' : '';
  });
  for (const end of ['pointerup', 'pointercancel'] as const)
    canvas.addEventListener(end, () => {
      held = -1;
    });
  canvas.addEventListener('keydown', (e) => {
    const moves: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const count = h.at().length, far = e.shiftKey ? 5 : 1, move = moves[e.key];
    if (e.key === 'Enter' && count > 1) chosen = (chosen + 1) % count;
    else if (move) {
      e.preventDefault();
      h.nudge(Math.min(chosen, count - 1), far * move[0], far * move[1]);
    }
  });
}
