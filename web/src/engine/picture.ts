// The mathematics of pictures: where lines go, how dense points are, how much a cell has shrunk. Arguments and results as in
// wasm/api.h, section "pictures"; web/src/plot draws what comes back.
import type { Core } from './runtime/core';
import type { EngineExports } from './generated/api';
import type { Doubles, Floats, Ints } from './names';

/** Left, bottom, right, top. */
export type Box = readonly [number, number, number, number];
export const square = (half: number): Box => [-half, -half, half, half];

/** Velocities at the nodes of a grid, those on the box's edges included: row by row from the lower left, and one time after
 *  another where there are several (nt, from t0 to t1). */
export interface Grid {
  nx: number;
  ny: number;
  box: Box;
  values: Floats;
  nt?: number;
  t0?: number;
  t1?: number;
}
export interface Polylines {
  points: Floats;
  ends: Ints;
}
export interface Streamlines extends Polylines {
  speed: Floats;
}
export interface Density {
  nx: number;
  ny: number;
  box: Box;
  values: Floats;
}
export interface TracerFilm {
  count: number;
  frames: number;
  life: number;
  loops: boolean;
  places: Floats;
  born: Ints;
}

/** The places of a grid's nodes: where to ask for its velocities. */
export function nodes(nx: number, ny: number, [left, bottom, right, top]: Box): Floats {
  const x = new Float32Array(2 * nx * ny);
  for (let i = 0; i < nx * ny; i++) {
    x[2 * i] = left + ((right - left) * (i % nx)) / (nx - 1);
    x[2 * i + 1] = bottom + ((top - bottom) * Math.floor(i / nx)) / (ny - 1);
  }
  return x;
}

export class Pictures {
  constructor(private readonly core: Core<EngineExports>) {}

  /** Evenly spaced streamlines, `separation` apart where they start; `step`: between two points of a line. */
  streamlines({ nx, ny, box, values }: Grid, separation: number, step = separation / 6): Streamlines {
    // Lines end half a separation from each other: no more points fit, but for those along the edges.
    const [w, h] = [box[2] - box[0] + separation, box[3] - box[1] + separation];
    const room = Math.ceil((2 * w * h) / (separation * step)) + 64;
    return this.core.with((m, x) => {
      const [points, speed, ends, counts] = [m.alloc(8 * room), m.alloc(4 * room), m.alloc(4 * room), m.alloc(8)];
      this.core.check(x.fm_streamlines(
        nx,
        ny,
        m.put(values, 2 * nx * ny),
        m.put(Float64Array.from(box)),
        separation,
        step,
        room,
        points,
        speed,
        ends,
        counts,
      ));
      const [n, lines] = m.ints(counts, 2);
      return { points: m.floats(points, 2 * n), speed: m.floats(speed, n), ends: m.ints(ends, lines) };
    });
  }

  /** Tracers in a field; grids of one time stand still, and their film loops with a frame every `h`. Otherwise the frames
   *  run over the grids' times. */
  tracers(
    { nx, ny, nt = 1, box, values, t0 = 0, t1 = 1 }: Grid,
    o: { count: number; frames: number; life: number; seed: number; h?: number },
  ): TracerFilm {
    const { count, frames, life, seed } = o, loops = nt === 1, h = loops ? (o.h ?? 1 / 60) : (t1 - t0) / (frames - 1);
    return this.core.with((m, x) => {
      const [places, born] = [m.alloc(8 * count * frames), m.alloc(4 * count)];
      this.core.check(x.fm_tracers(
        nx,
        ny,
        nt,
        m.put(values, 2 * nx * ny * nt),
        m.put(Float64Array.from(box)),
        t0,
        t1,
        count,
        frames,
        life,
        h,
        Number(loops),
        seed,
        places,
        born,
      ));
      return { count, frames, life, loops, places: m.floats(places, 2 * count * frames), born: m.ints(born, count) };
    });
  }

  /** The density of points in a box, blurred by a Gaussian of standard deviation `bandwidth`. */
  density(points: Floats, o: { box: Box; bandwidth: number; nx?: number; ny?: number }): Density {
    const { box, bandwidth, nx = 128, ny = 128 } = o;
    const values = this.core.filled(nx * ny, (out, m) =>
      this.core.x.fm_binned_density(
        points.length / 2,
        m.put(points),
        nx,
        ny,
        m.put(Float64Array.from(box)),
        bandwidth,
        out,
      ));
    return { nx, ny, box, values };
  }

  /** The levels above which these shares of the mass lie. */
  levels({ nx, ny, box, values }: Density, shares: number[]): Doubles {
    return this.core.with((m, x) => {
      const out = m.alloc(8 * shares.length);
      this.core.check(x.fm_mass_levels(
        nx,
        ny,
        m.put(values, nx * ny),
        m.put(Float64Array.from(box)),
        shares.length,
        m.put(Float64Array.from(shares)),
        out,
      ));
      return m.doubles(out, shares.length);
    });
  }

  /** The lines at one level, and so for each level. */
  contours({ nx, ny, box, values }: Density, levels: ArrayLike<number>): Polylines[] {
    const room = 4 * nx * ny; // two lines through each cell, both of their ends
    return this.core.with((m, x) => {
      const [heights, where] = [m.put(values, nx * ny), m.put(Float64Array.from(box))];
      const [points, ends, counts] = [m.alloc(8 * room), m.alloc(4 * room), m.alloc(8)];
      return Array.from(levels, (level) => {
        this.core.check(x.fm_contours(nx, ny, heights, where, level, room, points, ends, counts));
        const [n, lines] = m.ints(counts, 2);
        return { points: m.floats(points, 2 * n), ends: m.ints(ends, lines) };
      });
    });
  }

  /** How many times larger each cell of a mesh of nx x ny nodes has become; negative where it has folded over. */
  areaRatios(nx: number, ny: number, before: Floats, after: Floats): Doubles {
    const cells = (nx - 1) * (ny - 1);
    return this.core.with((m, x) => {
      const out = m.alloc(8 * cells);
      this.core.check(x.fm_area_ratios(nx, ny, m.put(before, 2 * nx * ny), m.put(after, 2 * nx * ny), out));
      return m.doubles(out, cells);
    });
  }
}
