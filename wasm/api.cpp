// Each function: map the buffers, call the header that knows, report.
#include "api.h"

#include "fm/bins.hpp"
#include "fm/blend.hpp"
#include "fm/coupling.hpp"
#include "fm/guidance.hpp"
#include "fm/mixture.hpp"
#include "fm/nn/unet.hpp"
#include "fm/solve.hpp"
#include "fm/trainer.hpp"

#include <cstdlib>
#include <cstring>

namespace {

using namespace fm;

char last_error[512] = "";

void keep_error(const char* what) noexcept {
  std::strncpy(last_error, what, sizeof last_error - 1);
}

// Runs f and returns its result, or `failure` with the reason kept.
template <class F, class R> R guarded(R failure, F&& f) noexcept {
  try {
    return f();
  } catch (const std::bad_alloc&) {
    keep_error("out of memory: ask for fewer points, or close other pages");
  } catch (const std::exception& error) {
    keep_error(error.what());
  } catch (...) {
    keep_error("unknown failure");
  }
  return failure;
}

template <class F> int status(F&& f) noexcept {
  return guarded(-1, [&] {
    f();
    return 0;
  });
}

constexpr int most = 1 << 22;        // points in one call
constexpr int most_images = 1 << 12; // images in one call

void require_images(int n) {
  FM_REQUIRE(n <= most_images, "at most 4096 images in one call: ask for fewer");
}

void require_buffer(int n, const void* p) {
  FM_REQUIRE(n >= 0 && n <= most, "the number of points lies in 0 .. 4194304");
  FM_REQUIRE(p || n == 0, "a buffer is missing");
}

Distribution distribution(int kind) {
  FM_REQUIRE(kind >= 0 && kind < int(distribution_names.size()), "unknown distribution");
  return Distribution(kind);
}

const Tableau& method(int solver) {
  FM_REQUIRE(solver >= 0 && solver < int(tableaus.size()), "unknown solver");
  return tableaus[std::size_t(solver)];
}

void require_time(double t) { FM_REQUIRE(t >= 0 && t <= 1, "t lies in [0, 1]"); }

CondOT schedule(double sigma_min) {
  FM_REQUIRE(sigma_min >= 0 && sigma_min < 1, "sigma_min lies in [0, 1)");
  return {sigma_min};
}

Batch<float> points_of(int n, const float* p) {
  require_buffer(n, p);
  return Eigen::Map<const Batch<float>>(p, n, 2);
}

void write(const Batch<float>& from, float* to) { std::copy_n(from.data(), from.size(), to); }

} // namespace

struct fm_trainer {
  Trainer<float> trainer;
};
struct fm_unet {
  std::string bytes;
  nn::UNet net;
  explicit fm_unet(std::string file) : bytes(std::move(file)), net(Safetensors(bytes)) {
    bytes = {}; // the network keeps its own, unpacked copy
  }
};

void* fm_alloc(size_t bytes) noexcept { return std::malloc(bytes ? bytes : 1); }
void fm_free(void* p) noexcept { std::free(p); }
const char* fm_last_error(void) noexcept { return last_error; }

int fm_sample(int kind, int n, uint32_t seed, uint32_t stream, float* out) noexcept {
  return status([&] {
    require_buffer(n, out);
    Random random(seed, stream);
    write(sample<float>(distribution(kind), n, random), out);
  });
}

int fm_draw_pairs(int n, const float* points, int source, int count, uint32_t seed, uint32_t stream,
                  float* x_0, float* x_1) noexcept {
  return status([&] {
    require_buffer(count, x_0);
    require_buffer(count, x_1);
    Random random(seed, stream);
    const Pairs<float> pairs =
        draw_pairs(points_of(n, points), distribution(source), count, random);
    write(pairs.x_0, x_0);
    write(pairs.x_1, x_1);
  });
}

int fm_normal(int n, uint32_t seed, uint32_t stream, float* out) noexcept {
  return status([&] {
    require_buffer(n, out);
    Random random(seed, stream);
    for (int i = 0; i < n; ++i) out[i] = float(random.normal());
  });
}

int fm_blend(int n, const float* a, const float* b, double s, int normalised, float* out) noexcept {
  return status([&] {
    require_buffer(n, a);
    require_buffer(n, b);
    require_buffer(n, out);
    using Row = Eigen::ArrayXf;
    const Row blended = blend(Row(Eigen::Map<const Row>(a, n)), Row(Eigen::Map<const Row>(b, n)), s,
                              normalised != 0);
    std::copy_n(blended.data(), n, out);
  });
}

int fm_path_sample(int n, const float* x_0, const float* x_1, double t, double sigma_min,
                   float* x_t, float* u_t) noexcept {
  return status([&] {
    require_time(t);
    require_buffer(n, x_t);
    require_buffer(n, u_t);
    const AffinePath<CondOT> path{schedule(sigma_min)};
    const auto pairs = path.sample(points_of(n, x_0), points_of(n, x_1), float(t));
    write(pairs.x_t, x_t);
    write(pairs.u_t, u_t);
  });
}

int fm_bin_average(int n, const float* x, const float* u, int bins, double half_width, float* mean,
                   float* counts) noexcept {
  return status([&] {
    FM_REQUIRE(mean && counts, "a buffer is missing");
    const BinAverage average = bin_average(points_of(n, x), points_of(n, u), bins, half_width);
    write(average.mean, mean);
    std::copy_n(average.counts.data(), average.counts.size(), counts);
  });
}

int fm_marginal_field(int n, const float* points, int source, double sigma_min, double t, int m,
                      const float* x, float* u, float* log_density) noexcept {
  return status([&] {
    require_time(t);
    require_buffer(m, u);
    require_buffer(m, log_density);
    const Batch<float> data = points_of(n, points), places = points_of(m, x);
    FM_REQUIRE(n > 0, "the data set is empty");
    std::vector<double> weights;
    for (Eigen::Index i = 0; i < m; ++i) {
      const Marginal at = point_set_marginal(data, distribution(source), schedule(sigma_min),
                                             places.row(i).cast<double>().transpose(), t, weights);
      u[2 * i] = float(at.velocity[0]);
      u[2 * i + 1] = float(at.velocity[1]);
      log_density[i] = float(at.log_density);
    }
  });
}

int fm_posterior(int n, const float* points, int source, double sigma_min, double t, double x,
                 double y, float* weights, float* partners, float* moments) noexcept {
  return status([&] {
    require_time(t);
    require_buffer(n, weights);
    require_buffer(n, partners);
    require_buffer(1, moments);
    FM_REQUIRE(n > 0, "the data set is empty");
    std::vector<double> w;
    const Batch<float> data = points_of(n, points);
    const CondOT cond_ot = schedule(sigma_min);
    const Marginal at = point_set_marginal(data, distribution(source), cond_ot, Point(x, y), t, w);
    for (Eigen::Index i = 0; i < n; ++i) {
      const Point x_0 = partner(data, i, cond_ot(t), Point(x, y));
      partners[2 * i] = float(x_0[0]);
      partners[2 * i + 1] = float(x_0[1]);
    }
    std::copy(w.begin(), w.end(), weights);
    const double values[6] = {at.velocity[0],      at.velocity[1],      at.covariance(0, 0),
                              at.covariance(0, 1), at.covariance(1, 0), at.covariance(1, 1)};
    std::copy_n(values, 6, moments);
  });
}

int fm_irreducible_loss(int n, const float* points, int source, double sigma_min, int samples,
                        uint32_t seed, double* out) noexcept {
  return status([&] {
    require_buffer(1, out);
    Random random(seed);
    const Estimate e = irreducible_loss(points_of(n, points), distribution(source),
                                        schedule(sigma_min), samples, random);
    out[0] = e.mean;
    out[1] = e.standard_error;
  });
}

fm_trainer* fm_trainer_create(int n, const float* points, int source, double sigma_min,
                              const int* hidden, int layers, int activation, int time_features,
                              int batch, double learning_rate, uint32_t seed) noexcept {
  return guarded(static_cast<fm_trainer*>(nullptr), [&] {
    FM_REQUIRE(layers >= 0 && layers <= 16 && (hidden || layers == 0),
               "a network has 0 to 16 hidden layers");
    FM_REQUIRE(activation == 0 || activation == 1, "the activation is 0 (SiLU) or 1 (ReLU)");
    TrainerConfig config;
    config.network.hidden.assign(hidden, hidden + layers);
    config.network.activation = activation == 0 ? Activation::silu : Activation::relu;
    config.network.time_features = time_features;
    config.source = distribution(source);
    config.sigma_min = sigma_min;
    config.batch = batch;
    config.learning_rate = learning_rate;
    config.seed = seed;
    return new fm_trainer{Trainer<float>(config, points_of(n, points))};
  });
}

void fm_trainer_destroy(fm_trainer* trainer) noexcept { delete trainer; }

int fm_trainer_set_learning_rate(fm_trainer* trainer, double learning_rate) noexcept {
  return status([&] {
    FM_REQUIRE(trainer, "there is no trainer");
    trainer->trainer.set_learning_rate(learning_rate);
  });
}

int fm_trainer_run(fm_trainer* trainer, int steps, float* losses) noexcept {
  return guarded(-1, [&] {
    FM_REQUIRE(trainer, "there is no trainer");
    require_buffer(steps, losses);
    int done = 0;
    trainer->trainer.run(steps, losses, done);
    return done;
  });
}

int fm_trainer_steps(const fm_trainer* trainer) noexcept {
  return trainer ? int(trainer->trainer.steps()) : -1;
}

int fm_trainer_velocity(fm_trainer* trainer, int m, const float* x, double t, float* u) noexcept {
  return status([&] {
    FM_REQUIRE(trainer, "there is no trainer");
    require_time(t);
    require_buffer(m, u);
    write(
        trainer->trainer.net().forward(points_of(m, x), Times<float>::Constant(m, float(t)), false),
        u);
  });
}

int fm_trainer_solve(fm_trainer* trainer, int solver, int steps, int m, const float* x_0,
                     float* out) noexcept {
  return status([&] {
    FM_REQUIRE(trainer, "there is no trainer");
    FM_REQUIRE(steps >= 1 && steps <= 10000, "the number of steps lies in 1 .. 10000");
    require_buffer(m, out);
    FM_REQUIRE(std::int64_t(steps + 1) * m <= most,
               "steps times particles is too large: ask for fewer");
    const auto v = [&](const Batch<float>& x, double t) -> Batch<float> {
      return trainer->trainer.net().forward(x, Times<float>::Constant(m, float(t)), false);
    };
    const Batch<float> start = points_of(m, x_0);
    write(start, out);
    solve(method(solver), v, start, 0, 1, steps, [&](int i, double, const Batch<float>& x) {
      write(x, out + std::ptrdiff_t(i) * m * 2);
      return true;
    });
  });
}

fm_unet* fm_unet_create(const uint8_t* bytes, size_t size) noexcept {
  return guarded(static_cast<fm_unet*>(nullptr), [&] {
    FM_REQUIRE(bytes || size == 0, "a buffer is missing");
    return new fm_unet(std::string(reinterpret_cast<const char*>(bytes), size));
  });
}

void fm_unet_destroy(fm_unet* net) noexcept { delete net; }

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
                 double guidance) noexcept {
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
        if (guidance == 0 || label == nn::no_label) return velocity(at, time, nn::no_label);
        const Image with = velocity(at, time, label);
        return guidance == 1 ? with : guide(velocity(at, time, nn::no_label), with, guidance);
      };
      Eigen::Map<Image> image(x + i * nn::pixels);
      image = step(method(solver), v, Image(image), t, h);
      largest = std::max(largest, evaluations);
    }
    return largest;
  });
}
