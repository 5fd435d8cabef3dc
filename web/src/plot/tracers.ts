// Tracers: grey, short-lived particles that show the field. They are dropped anywhere and anew, so that where they gather
// means nothing. engine.pictures.tracers() carries them ahead of time; a frame is looked up, so that t can be scrubbed.
//
//   const film = engine.pictures.tracers(grids, { count: 900, frames: 120, life: 24, seed });
//   drawTracers(plane, film, t * (film.frames - 1), colors.muted);   // reduced motion: draw one frame and leave it
import type { TracerFilm } from '../engine/picture';
import type { Plane } from './plane';
import { shades, Strokes } from './strokes';

/** Opacities, and frames that a trail reaches back. */
const styles = 6, trail = 6;

/** 0 at a tracer's birth and death, 1 in between: none appears or goes suddenly. */
export const liveliness = (age: number, life: number) => Math.min(1, 4 * (age / life), 4 * (1 - age / life));

/** frame: any number from 0 to film.frames - 1; a film that loops takes any number. */
export function drawTracers(plane: Plane, film: TracerFilm, frame: number, color: string, strongest = 0.85): void {
  const { count, frames, life, born, places, loops } = film, strokes = new Strokes(shades(color, styles, [0.8, 1.2], [0.08, strongest]));
  const wrap = (f: number) => (loops ? ((f % frames) + frames) % frames : Math.max(0, Math.min(frames - 1, f)));
  const now = wrap(frame), head = Math.floor(now), share = now - head;
  for (let i = 0; i < count; i++) {
    // Age at the frame's beginning; a tracer of the last age has no next place.
    const age = (((head - born[i]) % life) + life) % life;
    const known = loops ? age : Math.min(age, head);
    const alive = liveliness(age + share, life);
    if (alive <= 0) continue;
    const at = (f: number) => 2 * (wrap(f) * count + i);
    let x = 0, y = 0, from = 0;
    if (share > 0 && age + 1 < life && (loops || head + 1 < frames)) {
      const a = at(head), b = at(head + 1);
      x = plane.px(places[a] + share * (places[b] - places[a]));
      y = plane.py(places[a + 1] + share * (places[b + 1] - places[a + 1]));
    } else {
      x = plane.px(places[at(head)]);
      y = plane.py(places[at(head) + 1]);
      from = 1;
    }
    for (let back = from; back <= Math.min(trail, known); back++) {
      const a = at(head - back), x1 = plane.px(places[a]), y1 = plane.py(places[a + 1]);
      strokes.segment(strokes.styleOf(alive * (1 - back / (trail + 1))), x, y, x1, y1);
      x = x1;
      y = y1;
    }
  }
  strokes.draw(plane.ctx);
}
