// A probe on the plane: hovers with a mouse, stays where one clicks or taps, walks with the arrow keys.
import { axesInset } from '../../plot/axes';
import { half } from '../../plot/field_view';
import { Plane } from '../../plot/plane';

export function listenToProbe(canvas: HTMLCanvasElement, o: {
  place(x: number, y: number, pin: boolean): void;
  clear(): void;
  pinned(): boolean;
  at(): { x: number; y: number } | null;
}): void {
  const at = (e: PointerEvent): [number, number] =>
    new Plane(canvas.getContext('2d')!, canvas.clientWidth, canvas.clientHeight, half, axesInset).world(e.offsetX, e.offsetY);
  canvas.addEventListener('pointermove', (e) => {
    if (e.pointerType === 'mouse' && !o.pinned()) o.place(...at(e), false);
    else if (e.buttons) o.place(...at(e), true);
  });
  canvas.addEventListener('pointerdown', (e) => {
    if (e.button !== 0 || e.ctrlKey) return;
    canvas.setPointerCapture(e.pointerId);
    o.place(...at(e), true);
  });
  canvas.addEventListener('pointerleave', () => {
    if (!o.pinned() && o.at()) o.clear();
  });
  canvas.addEventListener('keydown', (e) => {
    const step = e.shiftKey ? 0.5 : 0.1, p = o.at() ?? { x: 0, y: 0 };
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, step],
      ArrowDown: [0, -step],
      Enter: [0, 0],
    };
    if (e.key === 'Escape') o.clear();
    else if (moves[e.key]) {
      e.preventDefault();
      o.place(p.x + moves[e.key][0], p.y + moves[e.key][1], true);
    }
  });
}
