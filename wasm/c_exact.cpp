// The exact marginal field.
#include "field.hpp"

#include "fm/exact/bins.hpp"
#include "fm/exact/fields.hpp"
#include "fm/exact/floor.hpp"
#include "fm/measure/field_error.hpp"

#include <algorithm>
#include <memory>

using namespace fm;
using namespace fm::border;

namespace {

struct ExactHandle final : fm_field {
  std::unique_ptr<ExactField> field;
  ExactHandle(std::unique_ptr<ExactField> f, AnySchedule s) : fm_field(s), field(std::move(f)) {}
  std::pair<Batch<float>, Vjp> linearise(const Batch<float>&, double) override {
    throw Error("an exact field knows its density already: ask for that");
  }
  Batch<float> velocity(const Batch<float>& x, double t) override {
    return field->velocity(x, t, nullptr);
  }
  Batch<double> precise(const Batch<double>& x, double t) override {
    Batch<double> u(x.rows(), 2);
    for (Eigen::Index i = 0; i < x.rows(); ++i) {
      const Point v = field->at({x(i, 0), x(i, 1)}, t).velocity;
      u(i, 0) = v[0];
      u(i, 1) = v[1];
    }
    return u;
  }
  double rounding() const override { return 1e-12; }
  bool from_normal() const override { return field->from_normal(); }
  double cost() const override { return field->cost(); }
};

ExactField& exact(fm_field* field) {
  FM_REQUIRE(field, "there is no field: create one first");
  auto* known = dynamic_cast<ExactHandle*>(field);
  FM_REQUIRE(known, "only an exact field under its own schedule has a density and a posterior");
  return *known->field;
}

} // namespace

int fm_presence(int m, const float* log_density, float* density, float* shown) noexcept {
  return status([&] {
    for (const float* buffer :
         {log_density, static_cast<const float*>(density), static_cast<const float*>(shown)})
      require_buffer(m, buffer);
    const std::vector<double> relative = relative_density({log_density, log_density + m});
    std::copy(relative.begin(), relative.end(), density);
    std::transform(relative.begin(), relative.end(), shown,
                   [](double p) { return float(presence(p)); });
  });
}

int fm_field_error(int m, const float* v, const float* u, const float* weights, float* each,
                   double* rms) noexcept {
  return status([&] {
    require_buffer(m, weights);
    require_buffer(m, each);
    require_buffer(1, rms);
    const FieldError error = field_error(points_of(m, v), points_of(m, u), {weights, weights + m});
    std::copy(error.each.begin(), error.each.end(), each);
    *rms = error.rms;
  });
}

int fm_largest_speed(int m, const float* v, const float* shown, double least,
                     double* out) noexcept {
  return status([&] {
    require_buffer(m, shown);
    require_buffer(1, out);
    *out = largest_speed(points_of(m, v), {shown, shown + m}, least);
  });
}

int fm_bin_centres(int bins, double half_width, float* x) noexcept {
  return status([&] {
    require_buffer(1, x);
    write(bin_centres(bins, half_width), x);
  });
}

int fm_bin_error(int m, const float* mean, const float* counts, const float* exact,
                 const float* log_density, double* rms) noexcept {
  return status([&] {
    for (const float* buffer : {counts, log_density}) require_buffer(m, buffer);
    require_buffer(1, rms);
    *rms = bin_error(points_of(m, mean), points_of(m, exact), {counts, counts + m},
                     {log_density, log_density + m});
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

int fm_posterior(int n, const float* points, int source, int kind, double parameter, double t,
                 double x, double y, float* weights, float* partners, float* moments) noexcept {
  return status([&] {
    require_buffer(n, weights);
    require_buffer(n, partners);
    require_buffer(1, moments);
    std::vector<double> w;
    const Batch<float> data = points_of(n, points);
    const AnySchedule s = schedule(kind, parameter);
    const Marginal at = point_set_marginal(data, distribution(source), s, Point(x, y), t, w);
    for (Eigen::Index i = 0; i < n; ++i) {
      const Point x_0 = partner(data, i, s(t), Point(x, y));
      partners[2 * i] = float(x_0[0]);
      partners[2 * i + 1] = float(x_0[1]);
    }
    std::copy(w.begin(), w.end(), weights);
    const double values[8] = {at.velocity[0],           at.velocity[1],
                              at.covariance(0, 0),      at.covariance(0, 1),
                              at.covariance(1, 0),      at.covariance(1, 1),
                              deviation(at.covariance), double(carriers(w, 0.9))};
    std::copy_n(values, 8, moments);
  });
}

int fm_effective_number(int n, const float* points, int source, int kind, double parameter,
                        double t, int m, const float* x, double* out) noexcept {
  return status([&] {
    require_buffer(1, out);
    require_work(20. * n * m);
    *out = effective_number(points_of(n, points), distribution(source), schedule(kind, parameter),
                            points_of(m, x), t);
  });
}

int fm_irreducible_loss(int n, const float* points, int source, int kind, double parameter,
                        int samples, uint32_t seed, double* out) noexcept {
  return status([&] {
    require_buffer(1, out);
    require_work(20. * n * samples);
    Random random(seed);
    const Estimate e = irreducible_loss(points_of(n, points), distribution(source),
                                        schedule(kind, parameter), samples, random);
    out[0] = e.mean;
    out[1] = e.standard_error;
  });
}

fm_field* fm_field_of_points(int n, const float* points, int source, int kind,
                             double parameter) noexcept {
  return guarded(static_cast<fm_field*>(nullptr), [&] {
    const AnySchedule s = schedule(kind, parameter);
    return new ExactHandle(
        std::make_unique<PointField>(points_of(n, points), distribution(source), s), s);
  });
}

fm_field* fm_field_of_mixture(int source_count, const double* source, int count,
                              const double* components, double share, int kind,
                              double parameter) noexcept {
  return guarded(static_cast<fm_field*>(nullptr), [&] {
    const AnySchedule s = schedule(kind, parameter);
    GaussianMixture from = mixture_of(source_count, source), to = mixture_of(count, components);
    CoupledMixtures::require_pairs(from.components.size(), to.components.size());
    return new ExactHandle(std::make_unique<MixtureField>(
                               CoupledMixtures::between(std::move(from), std::move(to), share), s),
                           s);
  });
}

fm_field* fm_field_of_blurred(int count, const double* components, double width, int kind,
                              double parameter) noexcept {
  return guarded(static_cast<fm_field*>(nullptr), [&] {
    const AnySchedule s = schedule(kind, parameter);
    return new ExactHandle(std::make_unique<BlurredField>(mixture_of(count, components), width, s),
                           s);
  });
}

void fm_field_destroy(fm_field* field) noexcept { delete field; }

int fm_field_velocity(fm_field* field, int m, const float* x, double t, float* u,
                      float* log_density) noexcept {
  return status([&] {
    FM_REQUIRE(field, "there is no field: create one first");
    require_time(t);
    require_buffer(m, u);
    field->require_work(m);
    const Batch<float> places = points_of(m, x);
    write(log_density ? exact(field).velocity(places, t, log_density) : field->velocity(places, t),
          u);
  });
}

int fm_field_posterior(fm_field* field, int m, const float* x, double t, float* score, float* data,
                       float* noise, float* covariance, int k, float* weights) noexcept {
  return status([&] {
    for (float* out : {score, data, noise, covariance}) require_buffer(m, out);
    if (weights) require_buffer(std::int64_t(m) * k, weights);
    require_work(10. * m * exact(field).cost());
    const Batch<float> places = points_of(m, x);
    for (Eigen::Index i = 0; i < m; ++i) {
      const Marginal at = exact(field).at(Point(places.row(i).cast<double>().transpose()), t);
      for (Eigen::Index j = 0; j < 2; ++j) {
        score[2 * i + j] = float(at.score[j]);
        data[2 * i + j] = float(at.data[j]);
        noise[2 * i + j] = float(at.noise[j]);
        for (Eigen::Index l = 0; l < 2; ++l)
          covariance[4 * i + 2 * j + l] = float(at.covariance(j, l));
      }
      if (!weights) continue;
      const std::vector<double>& w = exact(field).weights();
      FM_REQUIRE(w.size() == std::size_t(k),
                 "this field's data has " + std::to_string(w.size()) + " points or components");
      std::copy(w.begin(), w.end(), weights + i * k);
    }
  });
}

int fm_field_box_ledger(fm_field* field, double t, const double* box, double* out) noexcept {
  return status([&] {
    require_time(t);
    require_buffer(6, out);
    const auto* between = dynamic_cast<MixtureField*>(&exact(field));
    FM_REQUIRE(between, "only a field between mixtures knows what flows through a box");
    require_work(1e4 * between->cost());
    const BoxLedger ledger = between->ledger(t, box_of(box));
    std::copy(ledger.inflow.begin(), ledger.inflow.end(), out);
    out[4] = ledger.mass;
    out[5] = ledger.change;
  });
}
