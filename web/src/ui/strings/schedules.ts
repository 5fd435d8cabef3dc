// What <fm-schedules> says.
export const words = {
  label: 'Schedules, and what they do to paths and to the law',
  schedule: 'schedule',
  kinds: {
    'cond-ot': 'straight line',
    polynomial: 'polynomial, degree 2',
    'variance-preserving': 'variance preserving',
    'linear-vp': 'variance preserving, linear',
    cosine: 'cosine',
  },
  lines: 'lines',
  ways: { pairs: 'pairs', flow: 'flow' },
  beside: 'curves',
  curves: { values: 'values', slopes: 'slopes', snr: 'log SNR' },
  sigmaMin: 'noise left at the end (of the straight line)',
  noSigmaMin: 'Only the straight line knows a noise that is left at the end; this schedule ends without.',
  draw: 'Other pairs',
  alpha: 'data α_t',
  sigma: 'noise σ_t',
  snr: 'log SNR',
  dAlpha: 'slope of α_t',
  dSigma: 'slope of σ_t',
  legend: { noise: 'noise, σ', data: 'data, α', pairs: 'pairs', velocity: 'velocity', flow: 'flow' },
  // in words
  law: (kind: string, t: string, lines: string) =>
    `The law of x over time under the schedule ${kind}, from a wide one to two narrow ones, at time ${t}; ${lines}`,
  onPaths: 'sixteen pairs on their paths with their velocities.',
  inFlow: 'sixteen particles that the exact field carries.',
  values: (kind: string, t: string, alpha: string, sigma: string, dAlpha: string, dSigma: string) =>
    `The schedule ${kind} at time ${t}: alpha ${alpha}, slope ${dAlpha}; sigma ${sigma}, slope ${dSigma}.`,
} as const;
