// What distributions, solvers and winds are called in front of a reader. A solver without a name here goes by the engine's.
export const words = {
  distributions: {
    moons: 'two moons',
    'eight-gaussians': 'eight Gaussians',
    ring: 'ring of Gaussians',
    checkerboard: 'checkerboard',
    gaussian: 'Gaussian',
    uniform: 'uniform square',
  },
  solvers: { euler: 'Euler', heun: 'Heun', heun3: 'Heun 3', rk4: 'RK4', 'rk4-3/8': 'RK4 3/8' },
  winds: { gyre: 'swaying whirls', rotation: 'rotation', saddle: 'saddle', shear: 'shear', source: 'source', moons: 'noise to two moons' },
} as const;
