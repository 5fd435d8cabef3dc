// Where points come from.
#include "border.hpp"

#include "fm/data/cloud.hpp"
#include "fm/data/density.hpp"
#include "fm/measure/gaussian.hpp"

using namespace fm;
using namespace fm::border;

int fm_sample(int kind, int n, uint32_t seed, uint32_t stream, float* out, int* labels) noexcept {
  return status([&] {
    require_buffer(n, out);
    Random random(seed, stream);
    const DataSet<float> set = sample_set<float>(distribution(kind), n, random);
    write(set.points, out);
    if (labels) std::copy(set.label.begin(), set.label.end(), labels);
  });
}

int fm_classes(int kind) noexcept {
  return guarded(-1, [&] { return classes_of(distribution(kind)); });
}

int fm_sample_mixture(int count, const double* components, int n, uint32_t seed, uint32_t stream,
                      float* out) noexcept {
  return status([&] {
    require_buffer(n, out);
    Random random(seed, stream);
    write(sample<float>(mixture_of(count, components), n, random), out);
  });
}

int fm_fit_gaussian(int n, const float* x, double* component) noexcept {
  return status([&] {
    require_buffer(1, component);
    const GaussianFit fit = fit_gaussian(points_of(n, x));
    const double values[6] = {1,
                              fit.mean[0],
                              fit.mean[1],
                              fit.covariance(0, 0),
                              fit.covariance(0, 1),
                              fit.covariance(1, 1)};
    std::copy_n(values, 6, component);
  });
}

namespace {

Picture picture_of(int width, int height, const float* darkness, double half_width) {
  FM_REQUIRE(width >= 1 && height >= 1 && width <= 4096 && height <= 4096,
             "a picture has 1 to 4096 pixels a side");
  FM_REQUIRE(darkness, "a buffer is missing");
  return {width, height, {darkness, std::size_t(width) * std::size_t(height)}, half_width};
}

// log_p of a place is a LogDensity.
template <class LogP>
void write_log_density(int m, const float* x, LogP&& log_p, double* out, double* score) {
  require_buffer(m, out);
  const Batch<float> places = points_of(m, x);
  for (Eigen::Index i = 0; i < m; ++i) {
    const LogDensity p = log_p(Point(places.row(i).cast<double>().transpose()));
    out[i] = p.value;
    if (score) std::copy_n(p.gradient.data(), 2, score + 2 * i);
  }
}

} // namespace

int fm_sample_picture(int width, int height, const float* darkness, double half_width, int n,
                      uint32_t seed, uint32_t stream, float* out) noexcept {
  return status([&] {
    require_buffer(n, out);
    Random random(seed, stream);
    write(sample<float>(picture_of(width, height, darkness, half_width), n, random), out);
  });
}

int fm_sample_drawing(int points, const float* xy, int strokes, const int* ends, double blur, int n,
                      uint32_t seed, uint32_t stream, float* out) noexcept {
  return status([&] {
    require_buffer(n, out);
    require_buffer(strokes, ends);
    Random random(seed, stream);
    const Drawing drawing(points_of(points, xy), {ends, std::size_t(strokes)}, blur);
    write(sample<float>(drawing, n, random), out);
  });
}

int fm_log_density(int kind, int m, const float* x, double* log_p, double* score) noexcept {
  return status([&] {
    const auto of = [&](const Point& at) { return log_density(distribution(kind), at); };
    write_log_density(m, x, of, log_p, score);
  });
}

int fm_log_density_mixture(int count, const double* components, int m, const float* x,
                           double* log_p, double* score) noexcept {
  return status([&] {
    const GaussianMixture g = mixture_of(count, components);
    require_work(50. * count * m);
    const auto of = [&](const Point& at) { return log_density(g, at); };
    write_log_density(m, x, of, log_p, score);
  });
}

int fm_log_density_picture(int width, int height, const float* darkness, double half_width, int m,
                           const float* x, double* log_p) noexcept {
  return status([&] {
    const Picture picture = picture_of(width, height, darkness, half_width);
    const auto of = [&](const Point& at) {
      return LogDensity{picture.log_density(at), Point::Zero()};
    };
    write_log_density(m, x, of, log_p, nullptr);
  });
}
