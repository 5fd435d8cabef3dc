// The two seeds of a morph.

export const count = 9;
export const steps = 20;
export const mostSeed = 200;

/** A 3 and an 8 of the published network; tests/wasm/digits.test.mjs finds them. */
export const first = { a: 42, b: 69, label: 'any' } as const;

/** Two others, which are never equal. */
export function otherSeeds({ a, b }: { a: number; b: number }): { a: number; b: number } {
  const next = (a + 7) % (mostSeed + 1), other = (b + 11) % (mostSeed + 1);
  return { a: next, b: other === next ? (other + 1) % (mostSeed + 1) : other };
}
