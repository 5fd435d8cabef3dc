// What <fm-adaptive> says.
export const words = {
  label: 'A solver that chooses its own steps',
  tolerance: 'tolerance of a step',
  evaluations: 'evaluations',
  steps: 'kept, taken back',
  error: 'true error',
  fixed: 'RK4, as many evaluations',
  fixedError: (steps: number, error: string) => `${steps} steps: ${error}`,
  legend: { wind: 'wind', trajectory: 'true trajectory', kept: 'steps kept', refused: 'taken back' },
  gaveUp: (t: string) => `The solver gave up at t = ${t}: more than 2000 steps would be needed. Allow a larger tolerance.`,
  // in words
  asked: (wind: string, place: string, solver: string, tolerance: string) =>
    `The wind ${wind} from ${place}, followed by ${solver} with tolerance ${tolerance}. `,
  found: (kept: number, refused: number, evaluations: number, error: string, fixedSteps: number, fixedError: string) =>
    `${kept} steps kept, ${refused} taken back, ${evaluations} evaluations, true error at t = 1 ${error}; RK4 in ${fixedSteps} equal steps, for about as many evaluations, ${fixedError}. `,
  keys: 'Arrow keys move the start.',
} as const;
