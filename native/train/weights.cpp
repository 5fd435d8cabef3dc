#include "train/weights.hpp"

#include "fm/base/require.hpp"
#include "ops/update_kernel.hpp"

#include <ATen/Parallel.h>

namespace fm {

using torch::Tensor;

namespace {
constexpr std::int64_t alignment = 16; // numbers: 64 bytes of float
constexpr double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;

template <class Gradient> const Gradient* numbers(const Tensor& x) {
  return static_cast<const Gradient*>(x.const_data_ptr());
}
}

Weights::Weights(VelocityNet& net, VelocityNet& average, bool half) {
  torch::NoGradGuard no_grad;
  std::int64_t n = 0;
  for (const Tensor& p : net->parameters()) {
    const Tensor shaped =
        p.dim() == 4 ? p.contiguous(at::MemoryFormat::ChannelsLast) : p.contiguous();
    places_.push_back({p.sizes().vec(), shaped.strides().vec(), n});
    n += (p.numel() + alignment - 1) / alignment * alignment;
  }
  state_.masters = torch::zeros({n});
  std::size_t i = 0;
  for (const Tensor& p : net->parameters()) {
    const Place& place = places_[i++];
    state_.masters.as_strided(place.sizes, place.strides, place.offset).copy_(p);
  }
  state_.average = state_.masters.clone();
  state_.first = torch::zeros_like(state_.masters);
  state_.second = torch::zeros_like(state_.masters);
  working_ = half ? state_.masters.to(torch::kBFloat16) : state_.masters;
  gradients_ = torch::zeros_like(working_);
  bind(net, average);
}

void Weights::bind(VelocityNet& net, VelocityNet& average) {
  torch::NoGradGuard no_grad;
  const auto weights = net->parameters(), averages = average->parameters();
  FM_REQUIRE(weights.size() == places_.size() && averages.size() == places_.size(),
             "the networks are not those that these weights were made for");
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const auto in = [&](const Tensor& flat) {
      return flat.as_strided(places_[i].sizes, places_[i].strides, places_[i].offset);
    };
    Tensor weight = weights[i], mean = averages[i];
    weight.mutable_grad() = Tensor();
    weight.set_data(in(working_));
    weight.mutable_grad() = in(gradients_); // backward() adds to it in place
    mean.set_data(in(state_.average));
    mean.requires_grad_(false);
  }
}

void Weights::move_to(VelocityNet& net, VelocityNet& average, torch::Device device) {
  const bool half = working_.scalar_type() == torch::kBFloat16;
  for (Tensor* x : {&state_.masters, &state_.average, &state_.first, &state_.second, &gradients_})
    *x = x->to(device);
  working_ = half ? state_.masters.to(torch::kBFloat16) : state_.masters;
  bind(net, average);
}

void Weights::step(std::int64_t k, double rate, double weight_decay, double share) {
  torch::NoGradGuard no_grad;
  const double first_bias = 1 - std::pow(beta1, k), second_bias = 1 - std::pow(beta2, k);
  auto& [masters, average, first, second] = state_;
  const bool copied = !working_.is_same(masters);
  if (!masters.is_cpu()) {
    const Tensor g = gradients_.to(torch::kFloat32);
    first.mul_(beta1).add_(g, 1 - beta1);
    second.mul_(beta2).addcmul_(g, g, 1 - beta2);
    masters.mul_(1 - rate * weight_decay)
        .addcdiv_(first, (second.sqrt() / std::sqrt(second_bias)).add_(epsilon),
                  -rate / first_bias);
    average.lerp_(masters, share);
    if (copied) working_.copy_(masters);
    return;
  }
  const fm_kernels::UpdateRule rule{float(1 - rate * weight_decay),
                                    float(beta1),
                                    float(beta2),
                                    float(1 - beta1),
                                    float(1 - beta2),
                                    float(rate / first_bias),
                                    float(1 / std::sqrt(second_bias)),
                                    float(epsilon),
                                    float(share)};
  const auto run = [&](auto loop, auto* gradient) {
    at::parallel_for(0, masters.numel(), 32768, [&](std::int64_t begin, std::int64_t end) {
      loop(rule, end - begin, gradient + begin, masters.data_ptr<float>() + begin,
           first.data_ptr<float>() + begin, second.data_ptr<float>() + begin,
           average.data_ptr<float>() + begin,
           copied ? static_cast<fm_kernels::bf16*>(working_.data_ptr()) + begin : nullptr);
    });
  };
  if (copied)
    run(fm_kernels::best_update().halves, numbers<fm_kernels::bf16>(gradients_));
  else
    run(fm_kernels::best_update().floats, numbers<float>(gradients_));
}

void Weights::restore(const State& state) {
  torch::NoGradGuard no_grad;
  const auto take = [](Tensor& to, const Tensor& from) {
    FM_REQUIRE(from.sizes() == to.sizes() && from.scalar_type() == to.scalar_type(),
               "its weights are those of another network");
    to.copy_(from);
  };
  take(state_.masters, state.masters);
  take(state_.average, state.average);
  take(state_.first, state.first);
  take(state_.second, state.second);
  if (!working_.is_same(state_.masters)) working_.copy_(state_.masters);
}

} // namespace fm
