// A trained network as a safetensors file that says by itself how it is applied: tensors named and
// shaped as PyTorch's (layers.0.weight: outputs x inputs, layers.0.bias), and the rest in words in
// its metadata.
#pragma once

#include "fm/net/safetensors_writer.hpp"
#include "fm/train/trainer.hpp"

namespace fm {

namespace detail {
template <class Values>
TensorBytes float_tensor(std::string name, std::vector<std::int64_t> shape, const Values& values) {
  TensorBytes tensor{std::move(name), "F32", std::move(shape), {}};
  for (Eigen::Index i = 0; i < values.size(); ++i) {
    const auto bits = __builtin_bit_cast(std::uint32_t, float(values.data()[i]));
    for (int byte = 0; byte < 4; ++byte) tensor.bytes += char(bits >> 8 * byte & 0xff);
  }
  return tensor;
}
// To nine decimals; printf's would be the larger part of what a page loads for this.
inline std::string number(double value) {
  const auto scaled = std::int64_t(std::round(value * 1e9));
  std::string decimals = std::to_string(1'000'000'000 + scaled % 1'000'000'000).substr(1);
  decimals.resize(decimals.find_last_not_of('0') + 1); // npos + 1 is 0
  return std::to_string(scaled / 1'000'000'000) + (decimals.empty() ? "" : "." + decimals);
}
inline std::string list(const std::vector<int>& values) {
  std::string out;
  for (int v : values) out += (out.empty() ? "" : ",") + std::to_string(v);
  return out;
}
inline double parameter_of(const AnySchedule& schedule) {
  if (const auto* straight = std::get_if<CondOT>(&schedule.kind)) return straight->sigma_min;
  if (const auto* power = std::get_if<Polynomial>(&schedule.kind)) return power->degree;
  return 0;
}
} // namespace detail

// By the weights that velocity() uses.
template <class S> std::string network_file(Trainer<S>& trainer) {
  const TrainerConfig& c = trainer.config();
  const MlpConfig& net = c.network;
  std::vector<TensorBytes> tensors;
  if (net.time_layers == 0) {
    const std::vector<double> f = embedding_frequencies(net.time_features);
    tensors.push_back(
        detail::float_tensor("time.frequencies", {std::int64_t(f.size())},
                             Eigen::Map<const Eigen::ArrayXd>(f.data(), Eigen::Index(f.size()))));
  }
  for (int l = 0; l < net.time_layers + int(net.hidden.size()) + 1; ++l) {
    const auto [w, b] = trainer.layer(l);
    const Batch<S> turned = w.transpose();
    const std::string name = l < net.time_layers ? "time." + std::to_string(l)
                                                 : "layers." + std::to_string(l - net.time_layers);
    tensors.push_back(
        detail::float_tensor(name + ".weight", {turned.rows(), turned.cols()}, turned));
    tensors.push_back(detail::float_tensor(name + ".bias", {b.size()}, b));
  }
  const std::string features =
      net.time_layers == 0 ? "sin(2 pi t f), then cos(2 pi t f), f in time.frequencies"
                           : "what the layers time.* make of t, with the activation between them";
  return safetensors_file(
      tensors,
      {{"format", "flow-matching-live"},
       {"network", "velocity v(x, t, class); t = 0 is noise, t = 1 is data"},
       {"input", "x, the time features, the class as one of `classes` (all 0: none)"},
       {"layers", "y = weight x + bias, the activation after all but the last; with `residual` a "
                  "hidden layer as wide as the one before adds its input to its output"},
       {"dim", std::to_string(net.dim)},
       {"hidden", detail::list(net.hidden)},
       {"activation", std::string(activation_names[std::size_t(net.activation)])},
       {"residual", net.residual ? "true" : "false"},
       {"time_features", std::to_string(net.time_features)},
       {"time", features},
       {"time_layers", std::to_string(net.time_layers)},
       {"classes", std::to_string(net.classes)},
       {"source",
        trainer.own_source() ? std::string(distribution_names[std::size_t(c.source)]) : "points"},
       {"schedule", std::string(schedule_names[c.schedule.kind.index()])},
       {"schedule_parameter", detail::number(detail::parameter_of(c.schedule))},
       {"weights",
        c.ema_decay > 0 ? "averaged, decay " + detail::number(c.ema_decay) : "as trained"},
       {"steps", std::to_string(trainer.steps())}});
}

} // namespace fm
