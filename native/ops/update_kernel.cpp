#include "ops/update_kernel.hpp"

#include <cmath>

namespace fm_kernels {
namespace {

float number(float x) { return x; }
float number(bf16 x) { return __builtin_bit_cast(float, unsigned(x) << 16); }
bf16 rounded(float x) { // to nearest even; a NaN to a quiet one
  const unsigned u = __builtin_bit_cast(unsigned, x);
  return x == x ? bf16((u + 0x7fff + (u >> 16 & 1)) >> 16) : bf16(0x7fc0);
}

template <class Gradient>
void pass(const UpdateRule& rule, std::ptrdiff_t n, const Gradient* gradient, float* weight,
          float* first, float* second, float* average, bf16* copy) {
  const UpdateRule r = rule;
#pragma GCC ivdep
  for (std::ptrdiff_t i = 0; i < n; ++i) {
    const float g = number(gradient[i]);
    first[i] = r.beta1 * first[i] + r.new1 * g;
    second[i] = r.beta2 * second[i] + r.new2 * g * g;
    weight[i] =
        r.keep * weight[i] - r.rate * first[i] / (std::sqrt(second[i]) * r.root + r.epsilon);
    average[i] += r.share * (weight[i] - average[i]);
  }
  if (!copy) return;
#pragma GCC ivdep
  for (std::ptrdiff_t i = 0; i < n; ++i) copy[i] = rounded(weight[i]);
}

} // namespace

const UpdateLoops FM_MACHINE::update{pass<float>, pass<bf16>};

} // namespace fm_kernels
