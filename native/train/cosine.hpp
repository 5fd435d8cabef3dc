// A learning rate that goes down smoothly.
#pragma once

#include <cmath>
#include <numbers>

namespace fm {

// From 1 to 0 by half a cosine, `done` from 0 to 1 (Loshchilov and Hutter 2017, eq. 5, one cycle).
inline double cosine_to_zero(double done) { return (1 + std::cos(std::numbers::pi * done)) / 2; }

} // namespace fm
