// Points, their densities, and noise.
#pragma once

#include "items.hpp"

namespace bits {

inline void Items::data() {
  for (int kind = FM_DISTRIBUTION_GAUSSIAN; kind <= FM_DISTRIBUTION_S_CURVE; ++kind) {
    std::vector<int> labels(n);
    keep(numbered("sample", kind), sample(kind, 7, labels.data()), labels);
    Doubles log_p(n), score(2 * n);
    if (fm_log_density(kind, n, noise_.data(), log_p.data(), score.data()) == 0)
      keep(numbered("log density", kind), log_p, score);
  }
  Floats z(1000), other(1000), blend(1000), x(2 * n);
  ask(fm_normal(1000, 3, 0, z.data()));
  ask(fm_normal(1000, 3, 1, other.data()));
  keep("normal", z, other);
  ask(fm_blend(1000, z.data(), other.data(), 0.3, 1, blend.data()));
  keep("blend", blend);

  const Doubles modes{0.25, 1, 2, 0.5, 0.1, 0.4, 0.75, -1, 0, 0.2, 0, 0.3};
  Doubles log_p(n), score(2 * n);
  ask(fm_sample_mixture(2, modes.data(), n, 4, 0, x.data()));
  ask(fm_log_density_mixture(2, modes.data(), n, x.data(), log_p.data(), score.data()));
  keep("mixture", x, log_p, score);
  Floats picture;
  for (int i = 0; i < 20; ++i) picture.push_back(float(i * i % 7));
  ask(fm_sample_picture(5, 4, picture.data(), 2.5, n, 4, 0, x.data()));
  ask(fm_log_density_picture(5, 4, picture.data(), 2.5, n, x.data(), log_p.data()));
  keep("picture", x, log_p);
  const Floats strokes{-1, -1, 0, 1, 1, -1, 2, 0, 2, 2};
  const std::vector<int> ends{3, 5};
  ask(fm_sample_drawing(5, strokes.data(), 2, ends.data(), 0.05, n, 4, 0, x.data()));
  keep("drawing", x);
}

} // namespace bits
