// The pictures that a card can show; a lesson says which is its own.
export const pictures = ['wind', 'ring', 'moons', 'spirals', 'board', 'pinwheel', 'circles', 'digit'] as const;
export type Picture = (typeof pictures)[number];
export const particles = 500;
