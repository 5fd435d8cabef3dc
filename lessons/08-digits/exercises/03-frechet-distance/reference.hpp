// One answer: the library's own, for any number of coordinates.
#pragma once

#include "exercise/gaussian.hpp"
#include "fm/measure/gaussian.hpp"

inline double frechet_squared(const Gaussian& a, const Gaussian& b) {
  const auto fit = [](const Gaussian& g) {
    fm::GaussianFit f{Eigen::Vector2d(g.x, g.y), Eigen::Matrix2d()};
    f.covariance << g.xx, g.xy, g.xy, g.yy;
    return f;
  };
  const double distance = fm::gaussian_wasserstein_2(fit(a), fit(b));
  return distance * distance;
}
