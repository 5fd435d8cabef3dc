// The digit network.
#include "border.hpp"

#include "fm/ode/solve.hpp"
#include "fm/path/convert.hpp"
#include "fm/path/guidance.hpp"
#include "fm/unet/unet.hpp"

using namespace fm;
using namespace fm::border;

namespace {

const Safetensors& of_digits(const Safetensors& file) {
  FM_REQUIRE(
      !nn::UNet::shape_of(file).of_latents(),
      "this file holds a flow of latents, which is decoded nowhere here: choose a network of "
      "digits");
  return file;
}

} // namespace

struct fm_unet {
  std::string bytes;
  nn::UNet net;
  explicit fm_unet(std::string file) : bytes(std::move(file)), net(of_digits(Safetensors(bytes))) {
    bytes = {}; // the network keeps its own, unpacked copy
  }
};

namespace {

void require_images(int n) {
  FM_REQUIRE(n <= 1 << 12, "at most 4096 images in one call: ask for fewer");
}

} // namespace

fm_unet* fm_unet_create(const uint8_t* bytes, size_t size) noexcept {
  return guarded(static_cast<fm_unet*>(nullptr), [&] {
    FM_REQUIRE(bytes || size == 0, "a buffer is missing");
    return new fm_unet(std::string(reinterpret_cast<const char*>(bytes), size));
  });
}

void fm_unet_destroy(fm_unet* net) noexcept { delete net; }

int fm_unet_base(fm_unet* net) noexcept {
  return guarded(-1, [&] {
    FM_REQUIRE(net, "there is no network");
    return net->net.base();
  });
}

int fm_unet_velocity(fm_unet* net, int n, const float* x, double t, const int* labels,
                     float* v) noexcept {
  return status([&] {
    FM_REQUIRE(net, "there is no network");
    require_time(t);
    require_images(n);
    require_buffer(n, x);
    require_buffer(n, labels);
    require_buffer(n, v);
    for (std::ptrdiff_t i = 0; i < n; ++i)
      net->net.velocity(x + i * nn::pixels, t, labels[i], v + i * nn::pixels);
  });
}

int fm_unet_step(fm_unet* net, int solver, int n, float* x, double t, double h, const int* labels,
                 double guidance, float* belief) noexcept {
  return guarded(-1, [&] {
    FM_REQUIRE(net, "there is no network");
    require_time(t);
    require_time(t + h);
    require_images(n);
    require_buffer(n, x);
    require_buffer(n, labels);
    FM_REQUIRE(std::isfinite(guidance), "the guidance scale must be a number");
    using Image = Eigen::Array<float, nn::pixels, 1>;
    int evaluations = 0, largest = 0;
    const auto velocity = [&](const Image& at, double time, int label) {
      Image v;
      net->net.velocity(at.data(), time, label, v.data());
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
      Eigen::Map<Image> image(x + i * nn::pixels);
      const Image from = image;
      Slopes<Image> slopes;
      image = step(method(solver), v, from, t, h, slopes);
      if (belief)
        Eigen::Map<Image>(belief + i * nn::pixels) =
            convert(Quantity::velocity, Quantity::data, CondOT{}(t), from, *slopes[0]);
      largest = std::max(largest, evaluations);
    }
    return largest;
  });
}
