// What `fm eval` measured of a published network, beside the setting that a reader has chosen.
import type { Label } from './labels';

/** Samples of one setting, as the manifest notes them. */
export interface Measured {
  solver: string;
  steps: number;
  network_evaluations: number;
  labels: 'class' | 'any';
  guidance: number;
  samples: number;
  /** Frechet distance from the training images, as a multiple of what as many real test images have. */
  times_floor: number;
  /** The share that another network reads as the class that was asked for; null without classes. */
  accuracy: number | null;
}

const isNumber = (v: unknown): v is number => typeof v === 'number' && Number.isFinite(v);

/** The rows that a page can rely on. */
export const measuredIn = (rows: unknown): Measured[] =>
  (Array.isArray(rows) ? rows : []).filter((row): row is Measured =>
    typeof row === 'object' && row !== null && ['network_evaluations', 'guidance', 'samples', 'times_floor'].every((key) =>
      isNumber((row as Record<string, unknown>)[key])
    ) &&
    ['class', 'any'].includes((row as Measured).labels) && (row as Measured).network_evaluations > 0
  );

/** The measurement of the same question and guidance whose number of evaluations is nearest as a ratio, if there is one within a factor of two. */
export function measuredNear(rows: readonly Measured[], label: Label, guidance: number, evaluations: number): Measured | null {
  const any = label === 'any' || guidance === 0;
  const away = (row: Measured) => Math.abs(Math.log2(row.network_evaluations / evaluations));
  const [nearest] = rows.filter((row) => (any ? row.labels === 'any' : row.labels === 'class' && row.guidance === guidance)).sort((a, b) => away(a) - away(b));
  return nearest && away(nearest) <= 1 ? nearest : null;
}
