// The digit networks.
#include "border.hpp"

#include "fm/measure/class_spread.hpp"
#include "fm/ode/solve.hpp"
#include "fm/path/convert.hpp"
#include "fm/path/guidance.hpp"
#include "fm/unet/classifier.hpp"
#include "fm/unet/decoder.hpp"
#include "fm/unet/unet.hpp"

#include <optional>

using namespace fm;
using namespace fm::border;

static_assert(FM_LAYER_BLOCK4 == int(UNetLayer::block4));

struct fm_unet {
  nn::UNet net;
  std::optional<nn::Decoder> decoder; // of latents

  explicit fm_unet(const Safetensors& file) : net(file) {
    if (net.shape().of_latents()) decoder.emplace(file);
  }
};
struct fm_classifier {
  nn::Classifier net;
  explicit fm_classifier(const Safetensors& file) : net(file) {}
};

namespace {

using Image = Eigen::Array<float, Eigen::Dynamic, 1, 0, nn::pixels, 1>;

Image expected(double t, const Image& x, const Image& v) {
  return convert(Quantity::velocity, Quantity::data, CondOT{}(t), x, v);
}
std::string_view file_of(const uint8_t* bytes, size_t size) {
  FM_REQUIRE(bytes || size == 0, "a buffer is missing");
  return {reinterpret_cast<const char*>(bytes), size};
}
nn::UNet& network_of(fm_unet* net) {
  FM_REQUIRE(net, "there is no network");
  return net->net;
}
void require_images(int n) {
  FM_REQUIRE(n <= 1 << 12, "at most 4096 images in one call: ask for fewer");
}
std::size_t channels_of(const nn::UNet& net, UNetLayer layer) {
  return std::size_t(layer_shape(net.shape(), layer).channels);
}
void require_channel(const nn::UNet& net, int layer, int channel) {
  require_choice(layer, unet_layers, "layer");
  const std::size_t channels = channels_of(net, UNetLayer(layer));
  FM_REQUIRE(channel >= 0 && std::size_t(channel) < channels,
             "that layer has " + std::to_string(channels) + " channels, counted from 0");
}
bool put_out(const nn::UNet::Seen& seen, std::size_t channels, std::size_t channel) {
  for (std::size_t i = channel; i < seen.values.size(); i += channels) seen.values[i] = 0;
  return true;
}
// The data that the network expects of x.
Image look(nn::UNet& net, const float* x, double t, int label, const nn::UNet::Probe& probe) {
  Image v(net.numbers());
  net.velocity(x, t, label, v.data(), probe);
  return expected(t, Eigen::Map<const Image>(x, v.size()), v);
}

} // namespace

fm_unet* fm_unet_create(const uint8_t* bytes, size_t size) noexcept {
  return guarded(static_cast<fm_unet*>(nullptr),
                 [&] { return new fm_unet(Safetensors(file_of(bytes, size))); });
}

void fm_unet_destroy(fm_unet* net) noexcept { delete net; }

int fm_unet_base(fm_unet* net) noexcept {
  return guarded(-1, [&] { return network_of(net).base(); });
}

int fm_unet_numbers(fm_unet* net) noexcept {
  return guarded(-1, [&] { return network_of(net).numbers(); });
}

int fm_unet_velocity(fm_unet* net, int n, const float* x, double t, const int* labels,
                     float* v) noexcept {
  return status([&] {
    nn::UNet& network = network_of(net);
    require_time(t);
    require_images(n);
    require_buffer(n, x);
    require_buffer(n, labels);
    require_buffer(n, v);
    const std::ptrdiff_t size = network.numbers();
    for (std::ptrdiff_t i = 0; i < n; ++i)
      network.velocity(x + i * size, t, labels[i], v + i * size);
  });
}

int fm_unet_step(fm_unet* net, int solver, int n, float* x, double t, double h, const int* labels,
                 double guidance, float* belief) noexcept {
  return guarded(-1, [&] {
    nn::UNet& network = network_of(net);
    require_time(t);
    require_time(t + h);
    require_images(n);
    require_buffer(n, x);
    require_buffer(n, labels);
    FM_REQUIRE(std::isfinite(guidance), "the guidance scale must be a number");
    const std::ptrdiff_t size = network.numbers();
    int evaluations = 0, largest = 0;
    const auto velocity = [&](const Image& at, double time, int label) {
      Image v(size);
      network.velocity(at.data(), time, label, v.data());
      ++evaluations;
      return v;
    };
    for (std::ptrdiff_t i = 0; i < n; ++i) {
      const int label = labels[i];
      evaluations = 0;
      const auto v = [&](const Image& at, double time) -> Image {
        if (guidance == 0 || label == no_label) return velocity(at, time, no_label);
        const Image with = velocity(at, time, label);
        return guidance == 1 ? with : guide(velocity(at, time, no_label), with, guidance);
      };
      Eigen::Map<Image> image(x + i * size, size);
      const Image from = image;
      Slopes<Image> slopes;
      image = step(method(solver), v, from, t, h, slopes);
      if (belief) Eigen::Map<Image>(belief + i * size, size) = expected(t, from, *slopes[0]);
      largest = std::max(largest, evaluations);
    }
    return largest;
  });
}

int fm_unet_decode(fm_unet* net, int n, const float* z, float* images) noexcept {
  return status([&] {
    const std::ptrdiff_t size = network_of(net).numbers();
    FM_REQUIRE(net->decoder, "this network is of digits, not of latents: nothing to decode");
    require_images(n);
    require_buffer(n, z);
    require_buffer(n, images);
    for (std::ptrdiff_t i = 0; i < n; ++i)
      net->decoder->decode(z + i * size, images + i * nn::pixels);
  });
}

int fm_unet_shapes(fm_unet* net, int* shapes) noexcept {
  return status([&] {
    const UNetShape shape = network_of(net).shape();
    require_buffer(3 * unet_layers, shapes);
    for (int k = 0; k < unet_layers; ++k) {
      const LayerShape layer = layer_shape(shape, UNetLayer(k));
      *shapes++ = layer.channels;
      *shapes++ = layer.side;
      *shapes++ = layer.block;
    }
  });
}

int fm_unet_layers(fm_unet* net, const float* x, double t, int label, int off_layer,
                   int off_channel, float* out, float* belief) noexcept {
  return status([&] {
    nn::UNet& network = network_of(net);
    require_time(t);
    require_buffer(1, x);
    require_buffer(1, out);
    require_buffer(1, belief);
    if (off_layer != -1) require_channel(network, off_layer, off_channel);
    const Image seen = look(network, x, t, label, [&](const nn::UNet::Seen& layer) {
      const auto channels = channels_of(network, layer.layer);
      for (std::size_t k = 0; k < channels; ++k)
        for (std::size_t i = k; i < layer.values.size(); i += channels) *out++ = layer.values[i];
      out = std::copy(layer.film.begin(), layer.film.end(), out);
      return int(layer.layer) == off_layer && put_out(layer, channels, std::size_t(off_channel));
    });
    Eigen::Map<Image>(belief, seen.size()) = seen;
  });
}

int fm_unet_effects(fm_unet* net, const float* x, double t, int label, int layer,
                    float* effects) noexcept {
  return status([&] {
    nn::UNet& network = network_of(net);
    require_time(t);
    require_buffer(1, x);
    require_buffer(1, effects);
    require_channel(network, layer, 0);
    const Image whole = look(network, x, t, label, {});
    const auto channels = channels_of(network, UNetLayer(layer));
    for (std::size_t k = 0; k < channels; ++k) {
      const Image without = look(network, x, t, label, [&](const nn::UNet::Seen& seen) {
        return int(seen.layer) == layer && put_out(seen, channels, k);
      });
      *effects++ = std::sqrt((without - whole).square().mean());
    }
  });
}

fm_classifier* fm_classifier_create(const uint8_t* bytes, size_t size) noexcept {
  return guarded(static_cast<fm_classifier*>(nullptr),
                 [&] { return new fm_classifier(Safetensors(file_of(bytes, size))); });
}

void fm_classifier_destroy(fm_classifier* net) noexcept { delete net; }

int fm_classifier_read(fm_classifier* net, int n, const float* images, float* features, int* digits,
                       double* sure) noexcept {
  return status([&] {
    FM_REQUIRE(net, "there is no network");
    require_images(n);
    require_buffer(n, images);
    require_buffer(n, features);
    require_buffer(n, digits);
    require_buffer(n, sure);
    for (std::ptrdiff_t i = 0; i < n; ++i) {
      const nn::Classifier::Answer answer =
          net->net.read(images + i * nn::pixels, features + i * nn::classifier_features);
      digits[i] = answer.digit;
      sure[i] = answer.sure;
    }
  });
}

int fm_class_spread(int n, int d, const float* x, const int* labels, double* spread) noexcept {
  return status([&] {
    const Batch<float> points = points_of(n, x, d);
    require_buffer(n, labels);
    require_buffer(1, spread);
    *spread = class_spread(points, {labels, std::size_t(n)});
  });
}
