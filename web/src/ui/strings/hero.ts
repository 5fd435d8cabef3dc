// What <fm-hero> says.
export const words = {
  label: 'Noise becomes a drawing',
  names: { heart: 'a heart', spiral: 'a spiral', waves: 'waves', own: 'your own' },
  what: 'what it becomes',
  draw: 'Draw your own',
  learn: 'Learn it',
  undo: 'Undo',
  how: 'How does it do that?',
  drawing: 'Draw inside the frame, with a finger, a pen or a mouse. It is learned when you stop.',
  learning: 'A network is learning it: the velocity that carries noise there …',
  learned: (loss: string) =>
    `Learned here, in your browser: 3,000 updates of a network with three layers of 64. Its loss is ${loss}, and it is not meant to be 0.`,
  // in words
  sheet: 'An empty sheet to draw on. Without a pointer, choose one of the drawings from the list instead.',
  flows: (particles: number, what: string) => `${particles} particles flow from Gaussian noise into ${what}.`,
} as const;
