#include "ops/norm_silu.hpp"

#include "fm/base/require.hpp"
#include "ops/norm_silu_kernel.hpp"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

namespace fm {

namespace {

using at::Tensor;
using fm_kernels::NormSilu;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

template <class Pixel> const fm_kernels::Loops<Pixel>& loops() {
  if constexpr (std::is_same_v<Pixel, float>)
    return fm_kernels::best_norm_silu().floats;
  else
    return fm_kernels::best_norm_silu().halves;
}

Tensor channels_last(const Tensor& x) { return x.contiguous(at::MemoryFormat::ChannelsLast); }
Tensor floats(const Tensor& x) { return x.to(at::kFloat).contiguous(); }

// What the loops read of image i; film and all else in float.
struct Layer {
  Tensor x, film, weight, bias, moments; // moments: n x 4 x c
  std::int64_t groups;

  std::int64_t images() const { return x.size(0); }
  NormSilu of(std::int64_t i) const {
    const std::int64_t c = x.size(1);
    const float* row = film.defined() ? film.const_data_ptr<float>() + i * 2 * c : nullptr;
    return {x.size(2) * x.size(3),
            c,
            groups,
            weight.const_data_ptr<float>(),
            bias.const_data_ptr<float>(),
            row,
            row ? row + c : nullptr};
  }
  fm_kernels::Moments moments_of(std::int64_t i) const {
    const std::int64_t c = x.size(1);
    float* row = moments.data_ptr<float>() + i * 4 * c;
    return {row, row + c, row + 2 * c, row + 3 * c};
  }
  template <class Pixel> Pixel* pixels_of(const Tensor& image, std::int64_t i) const {
    return static_cast<Pixel*>(image.data_ptr()) + i * x.size(1) * x.size(2) * x.size(3);
  }
};

template <class F> void with_pixel(const Tensor& x, F&& f) {
  if (x.scalar_type() == at::kFloat)
    f(float());
  else
    f(fm_kernels::bf16());
}

struct Fused : torch::autograd::Function<Fused> {
  static Tensor forward(AutogradContext* context, const Tensor& x, const Tensor& film,
                        const Tensor& weight, const Tensor& bias, std::int64_t groups) {
    const Layer layer{channels_last(x),
                      film.numel() > 0 ? floats(film) : Tensor(),
                      floats(weight),
                      floats(bias),
                      at::empty({x.size(0), 4, x.size(1)}, x.options().dtype(at::kFloat)),
                      groups};
    const Tensor y = at::empty_like(layer.x);
    with_pixel(x, [&](auto pixel) {
      using Pixel = decltype(pixel);
      at::parallel_for(0, layer.images(), 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i)
          loops<Pixel>().forward(layer.of(i), layer.pixels_of<Pixel>(layer.x, i),
                                 layer.pixels_of<Pixel>(y, i), layer.moments_of(i));
      });
    });
    context->save_for_backward({layer.x, layer.film, layer.weight, layer.bias, layer.moments});
    context->saved_data["groups"] = groups;
    context->saved_data["film type"] = film.scalar_type();
    context->saved_data["weight type"] = weight.scalar_type();
    return y;
  }

  static variable_list backward(AutogradContext* context, variable_list outputs) {
    const auto saved = context->get_saved_variables();
    const Layer layer{saved[0], saved[1], saved[2],
                      saved[3], saved[4], context->saved_data["groups"].toInt()};
    const Tensor& x = layer.x;
    const Tensor dy = channels_last(outputs[0].to(x.scalar_type()));
    const std::int64_t n = x.size(0), c = x.size(1);
    const Tensor dx = at::empty_like(x),
                 film = layer.film.defined() ? at::empty_like(layer.film) : Tensor(),
                 affine = at::empty({n, 2, c}, layer.moments.options());
    with_pixel(x, [&](auto pixel) {
      using Pixel = decltype(pixel);
      at::parallel_for(0, n, 1, [&](std::int64_t begin, std::int64_t end) {
        std::vector<float> scratch(std::size_t((x.size(2) * x.size(3) + 3) * c));
        for (std::int64_t i = begin; i < end; ++i) {
          float* row = affine.data_ptr<float>() + i * 2 * c;
          float* scale = film.defined() ? film.data_ptr<float>() + i * 2 * c : nullptr;
          loops<Pixel>().backward(
              layer.of(i), layer.pixels_of<Pixel>(x, i), layer.pixels_of<Pixel>(dy, i),
              layer.moments_of(i), layer.pixels_of<Pixel>(dx, i),
              {row, row + c, scale, scale ? scale + c : nullptr}, scratch.data());
        }
      });
    });
    const Tensor sums = affine.sum(0).to(context->saved_data["weight type"].toScalarType());
    return {dx,
            film.defined() ? film.to(context->saved_data["film type"].toScalarType()) : Tensor(),
            sums[0], sums[1], Tensor()};
  }
};

} // namespace

Tensor composed_norm_silu(const Tensor& x, const Tensor& film, const Tensor& weight,
                          const Tensor& bias, std::int64_t groups) {
  Tensor h = x;
  if (film.defined()) {
    const auto parts = film.to(x.scalar_type()).unsqueeze(-1).unsqueeze(-1).chunk(2, 1);
    h = (1 + parts[0]) * x + parts[1];
  }
  return at::silu(at::group_norm(h, groups, weight.to(x.scalar_type()), bias.to(x.scalar_type())));
}

Tensor norm_silu(const Tensor& x, const Tensor& film, const Tensor& weight, const Tensor& bias,
                 std::int64_t groups) {
  FM_REQUIRE(x.dim() == 4 && groups >= 1 && x.size(1) % groups == 0 && x.numel() > 0,
             "norm_silu wants images n x c x h x w with whole groups of channels");
  const std::int64_t c = x.size(1);
  FM_REQUIRE(weight.numel() == c && bias.numel() == c &&
                 (!film.defined() || film.sizes() == at::IntArrayRef({x.size(0), 2 * c})),
             "norm_silu wants a weight and a bias a channel, and two numbers a channel of film");
  const bool fused =
      x.device().is_cpu() && (x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16);
  if (!fused) return composed_norm_silu(x, film, weight, bias, groups);
  // A function of autograd takes no undefined tensor: an empty one stands for none.
  return Fused::apply(x, film.defined() ? film : at::empty({0}), weight, bias, groups);
}

} // namespace fm
