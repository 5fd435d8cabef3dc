// Your part. Write the function, then run ./course exercise 01.2
#pragma once

using Velocity = double (*)(double x, double t);

// One step of Heun's method from (x, t) to t + h.
// With v(x, t) = x + t, from x = 2 at t = 1, a step of h = 0.5 leads to 4.
inline double heun_step(Velocity v, double x, double t, double h) {
  (void)v, (void)x, (void)t, (void)h; // delete this line
  return 0;                           // and write yours
}
