// A Gaussian of the plane, as an exercise is given it.
#pragma once

struct Gaussian {
  double x, y;       // its mean
  double xx, xy, yy; // its covariance
};
