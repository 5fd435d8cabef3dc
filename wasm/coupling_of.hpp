// A coupling by its number.
#pragma once

#include "border.hpp"

#include "fm/transport/coupling.hpp"

namespace fm::border {

inline AnyCoupling coupling_of(int kind, double regularisation) {
  require_choice(kind, coupling_names.size(), "coupling");
  switch (kind) {
  case FM_COUPLING_INDEPENDENT:
    return Independent{};
  case FM_COUPLING_MINIBATCH_OT:
    return MinibatchOT{};
  case FM_COUPLING_CLASSWISE_OT:
    return ClasswiseOT{};
  default:
    FM_REQUIRE(regularisation > 0 && std::isfinite(regularisation),
               "the regularisation must be positive: for 0, use minibatch OT");
    return SinkhornCoupling{{regularisation, 1e-3, 1000, Regularisation::absolute}};
  }
}

} // namespace fm::border
