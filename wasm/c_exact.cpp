// The exact marginal field.
#include "field.hpp"

#include "fm/exact/bins.hpp"
#include "fm/exact/floor.hpp"

using namespace fm;
using namespace fm::border;

namespace {

// A field in closed form; what is known at a place decides all the rest.
struct ExactField : fm_field {
  explicit ExactField(AnySchedule s) : fm_field(s) {}
  // Fills `weights` too: the posterior of the data points, or of the data's components.
  virtual Marginal at(const Point& x, double t) = 0;
  std::vector<double> weights;
  std::pair<Batch<float>, Vjp> linearise(const Batch<float>&, double) override {
    throw Error("an exact field knows its density already: ask for that");
  }
  Batch<float> velocity(const Batch<float>& x, double t) override {
    Batch<float> u(x.rows(), 2);
    for (Eigen::Index i = 0; i < x.rows(); ++i)
      u.row(i) =
          at(Point(x.row(i).cast<double>().transpose()), t).velocity.transpose().cast<float>();
    return u;
  }
};

struct PointField final : ExactField {
  Batch<float> points;
  Distribution source;
  PointField(Batch<float> p, Distribution from, AnySchedule s)
      : ExactField(s), points(std::move(p)), source(from) {
    FM_REQUIRE(points.rows() > 0, "the data set is empty");
    FM_REQUIRE(points.allFinite(), "the data set has a value that is not finite");
  }
  bool from_normal() const override { return source == Distribution::gaussian; }
  double cost() const override { return 10. * double(points.rows()); }
  Marginal at(const Point& x, double t) override {
    return point_set_marginal(points, source, schedule, x, t, weights);
  }
};

struct MixtureField final : ExactField {
  GaussianMixture source, data;
  MixtureField(GaussianMixture from, GaussianMixture to, AnySchedule s)
      : ExactField(s), source(std::move(from)), data(std::move(to)) {
    FM_REQUIRE(source.components.size() * data.components.size() <= 4096,
               "a field has at most 4096 pairs of components");
  }
  bool from_normal() const override {
    return source.components.size() == 1 && source.components[0].mean.isZero(0) &&
           source.components[0].covariance.isIdentity(0);
  }
  double cost() const override {
    return 100. * double(source.components.size() * data.components.size());
  }
  Marginal at(const Point& x, double t) override {
    return mixture_marginal(source, data, schedule, x, t, weights);
  }
};

ExactField& exact(fm_field* field) {
  FM_REQUIRE(field, "there is no field: create one first");
  auto* known = dynamic_cast<ExactField*>(field);
  FM_REQUIRE(known, "only an exact field under its own schedule has a density and a posterior");
  return *known;
}

} // namespace

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
    require_time(t);
    require_buffer(n, weights);
    require_buffer(n, partners);
    require_buffer(1, moments);
    FM_REQUIRE(n > 0, "the data set is empty");
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
    const double values[6] = {at.velocity[0],      at.velocity[1],      at.covariance(0, 0),
                              at.covariance(0, 1), at.covariance(1, 0), at.covariance(1, 1)};
    std::copy_n(values, 6, moments);
  });
}

int fm_irreducible_loss(int n, const float* points, int source, int kind, double parameter,
                        int samples, uint32_t seed, double* out) noexcept {
  return status([&] {
    require_buffer(1, out);
    require_work(10. * n * samples);
    Random random(seed);
    const Estimate e = irreducible_loss(points_of(n, points), distribution(source),
                                        schedule(kind, parameter), samples, random);
    out[0] = e.mean;
    out[1] = e.standard_error;
  });
}

int fm_mixture_floor(int source_count, const double* source, int count, const double* components,
                     int kind, double parameter, int nodes, double* out) noexcept {
  return status([&] {
    require_buffer(1, out);
    const double pairs = double(source_count) * count;
    const double evaluations = pairs * pairs * nodes * nodes * nodes;
    FM_REQUIRE(evaluations <= 3e7, "that many components and nodes take too long: ask for fewer");
    out[0] = irreducible_loss(mixture_of(source_count, source), mixture_of(count, components),
                              schedule(kind, parameter), nodes);
  });
}

fm_field* fm_field_of_points(int n, const float* points, int source, int kind,
                             double parameter) noexcept {
  return guarded(static_cast<fm_field*>(nullptr), [&] {
    FM_REQUIRE(has_density(distribution(source)),
               "this distribution has no density in closed form: choose another source");
    return new PointField(points_of(n, points), distribution(source), schedule(kind, parameter));
  });
}

fm_field* fm_field_of_mixture(int source_count, const double* source, int count,
                              const double* components, int kind, double parameter) noexcept {
  return guarded(static_cast<fm_field*>(nullptr), [&] {
    return new MixtureField(mixture_of(source_count, source), mixture_of(count, components),
                            schedule(kind, parameter));
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
    if (!log_density) {
      write(field->velocity(places, t), u);
      return;
    }
    for (Eigen::Index i = 0; i < m; ++i) {
      const Marginal at = exact(field).at(Point(places.row(i).cast<double>().transpose()), t);
      u[2 * i] = float(at.velocity[0]);
      u[2 * i + 1] = float(at.velocity[1]);
      log_density[i] = float(at.log_density);
    }
  });
}

int fm_field_posterior(fm_field* field, int m, const float* x, double t, float* score, float* data,
                       float* noise, float* covariance, int k, float* weights) noexcept {
  return status([&] {
    require_time(t);
    for (float* out : {score, data, noise, covariance}) require_buffer(m, out);
    if (weights) require_buffer(std::int64_t(m) * k, weights);
    exact(field).require_work(m);
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
      const std::vector<double>& w = exact(field).weights;
      FM_REQUIRE(w.size() == std::size_t(k),
                 "this field's data has " + std::to_string(w.size()) + " points or components");
      std::copy(w.begin(), w.end(), weights + i * k);
    }
  });
}
