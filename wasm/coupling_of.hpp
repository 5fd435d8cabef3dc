// A coupling by its number.
#pragma once

#include "border.hpp"

#include "fm/transport/coupling.hpp"

namespace fm::border {

inline AnyCoupling coupling_of(int kind, double regularisation) {
  require_choice(kind, coupling_names.size(), "coupling");
  switch (kind) {
  case 0:
    return Independent{};
  case 1:
    return MinibatchOT{};
  case 2:
    return ClasswiseOT{};
  default:
    FM_REQUIRE(regularisation > 0 && std::isfinite(regularisation),
               "the regularisation must be positive: for 0, use minibatch OT");
    return SinkhornCoupling{{regularisation, 1e-3, 1000}};
  }
}

} // namespace fm::border
