// silu(GroupNorm((1 + scale) x + shift)) as one operator, because on a CPU the parts, each a pass
// over memory, cost more than the convolutions beside them.
#pragma once

#include <ATen/ATen.h>

namespace fm {

// x: n x c x h x w, best channels last; film: n x 2c, scale and then shift, or undefined for none;
// weight, bias: c, with c a multiple of groups. Shaped and typed like x, channels last. In float
// and bfloat16 on a CPU it is fused, with sums in float or better; elsewhere (double, CUDA) it is
// composed of torch's operators. film, weight and bias are of float or of x's type.
at::Tensor norm_silu(const at::Tensor& x, const at::Tensor& film, const at::Tensor& weight,
                     const at::Tensor& bias, std::int64_t groups);

// The same from torch's own operators, everywhere.
at::Tensor composed_norm_silu(const at::Tensor& x, const at::Tensor& film, const at::Tensor& weight,
                              const at::Tensor& bias, std::int64_t groups);

} // namespace fm
