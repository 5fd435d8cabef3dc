#include "catch.hpp"
#include "fm/data/density.hpp"
#include "fm/exact/mixture.hpp"
#include "fm/ode/divergence.hpp"

using namespace fm;

namespace {
const char* const adaptive_methods[] = {"bosh3", "dopri5", "tsit5"};

GaussianMixture three_modes() {
  Eigen::Matrix2d slanted;
  slanted << 0.5, 0.3, 0.3, 0.4;
  return {{{0.3, Point(1.5, 0.5), slanted},
           {0.5, Point(-1, -0.5), 0.2 * Eigen::Matrix2d::Identity()},
           {0.2, Point(0.4, -2), Eigen::Vector2d(0.1, 0.6).asDiagonal()}}};
}
GaussianMixture one_mode() {
  Eigen::Matrix2d slanted;
  slanted << 0.5, 0.3, 0.3, 0.4;
  return {{{1, Point(0.8, -0.5), slanted}}};
}

// The exact field from N(0, I), and its Jacobian: u_t = (d_sigma x + D x_1) / sigma given x, and
// the mean of x_1 turns with x by (alpha / sigma^2) Cov(x_1 | x), so
//   dv/dx = d_sigma / sigma + alpha / (sigma D) Cov(u_t | x).
template <class Schedule> struct ExactField {
  GaussianMixture data;
  Schedule schedule;

  auto operator()(const Batch<double>& x, double t) const {
    const ScheduleValue<double> s = schedule(t);
    const double D = s.d_alpha * s.sigma - s.d_sigma * s.alpha;
    Batch<double> v(x.rows(), 2);
    std::vector<Eigen::Matrix2d> jacobians;
    for (Eigen::Index i = 0; i < x.rows(); ++i) {
      const Marginal m = mixture_marginal(data, schedule, x.row(i).transpose(), t);
      v.row(i) = m.velocity.transpose();
      jacobians.push_back(s.d_sigma / s.sigma * Eigen::Matrix2d::Identity() +
                          s.alpha / (s.sigma * D) * m.covariance);
    }
    return std::pair{v, [jacobians](const Batch<double>& w) -> Batch<double> {
                       Batch<double> out(w.rows(), 2);
                       for (Eigen::Index i = 0; i < w.rows(); ++i)
                         out.row(i) = w.row(i) * jacobians[std::size_t(i)];
                       return out;
                     }};
  }
  // log p_t
  Times<double> log_density_at(const Batch<double>& x, double t) const {
    const GaussianMixture p = mixture_at(GaussianMixture::standard(), data, schedule, t);
    Times<double> out(x.rows());
    for (Eigen::Index i = 0; i < x.rows(); ++i) out[i] = log_density(p, x.row(i).transpose()).value;
    return out;
  }
};

template <class Schedule> void follows_both_ways(const ExactField<Schedule>& field) {
  Random random(5);
  const Batch<double> noise = sample<double>(Distribution::gaussian, 24, random);
  constexpr double late = 0.95;
  for (const char* name : adaptive_methods)
    for (const double tolerance : {1e-5, 1e-8}) {
      INFO(name << " at " << tolerance);
      const Tolerance held{tolerance, tolerance};
      const auto there = flow_log_density(tableau(name), field, noise,
                                          field.log_density_at(noise, 0), 0, late, held);
      const double error =
          (there.log_density - field.log_density_at(there.x, late)).abs().maxCoeff();
      CHECK(error < 5 * tolerance); // one a step at most, of which some make up for others
      CHECK(there.standard_error.isZero(0));
      const auto back = flow_log_density(tableau(name), field, there.x,
                                         field.log_density_at(there.x, late), late, 0, held);
      CHECK((back.log_density - field.log_density_at(back.x, 0)).abs().maxCoeff() < 5 * tolerance);
      CHECK((back.x - noise).cwiseAbs().maxCoeff() < 5 * tolerance);
    }
}
} // namespace

TEST_CASE("adaptive steps carry the density of a Gaussian to its closed form, both ways") {
  follows_both_ways(ExactField<CondOT>{one_mode(), {}});
}

TEST_CASE("adaptive steps carry the density of a mixture to its closed form, both ways") {
  follows_both_ways(ExactField<CondOT>{three_modes(), {}});
  follows_both_ways(ExactField<Cosine>{three_modes(), {}});
  follows_both_ways(ExactField<VariancePreserving>{three_modes(), {}});
}

TEST_CASE("the likelihood of data by adaptive steps integrates to 1") {
  // Over a square that holds all but 1e-7 of the mixture; the sum over a lattice is exact but for
  // that, as the density is smooth and falls to 0 at the edges.
  const ExactField<CondOT> field{three_modes(), {}};
  constexpr Eigen::Index side = 40;
  constexpr double half = 5, width = 2 * half / side;
  Batch<double> x(side * side, 2);
  for (Eigen::Index i = 0; i < side * side; ++i)
    x.row(i) << (double(i % side) + 0.5) * width - half, (double(i / side) + 0.5) * width - half;
  const auto back =
      flow_log_density(tableau("tsit5"), field, x, Times<double>(Times<double>::Zero(x.rows())),
                       0.9, 0, Tolerance{1e-6, 1e-6});
  const Times<double> log_p = field.log_density_at(back.x, 0) - back.log_density;
  CHECK(log_p.exp().sum() * width * width == Approx(1).epsilon(1e-5));
}

TEST_CASE("the log density is held to the tolerance however many coordinates there are", "[long]") {
  // At rest at 0 under v = cos(20 t) x: the log density alone changes, by -d sin(20 t) / 20.
  const auto field = [](const Batch<double>& x, double t) {
    const double c = std::cos(20 * t);
    return std::pair{Batch<double>(c * x),
                     [c](const Batch<double>& w) -> Batch<double> { return c * w; }};
  };
  for (const Eigen::Index d : {1, 100, 900})
    for (const char* name : adaptive_methods) {
      constexpr double tolerance = 1e-6;
      INFO(name << " in " << d << " dimensions");
      const auto there =
          flow_log_density(tableau(name), field, Batch<double>(Batch<double>::Zero(2, d)),
                           Times<double>(Times<double>::Zero(2)), 0, 1, Tolerance{0, tolerance});
      const double exact = -double(d) * std::sin(20.) / 20;
      CHECK((there.log_density - exact).abs().maxCoeff() < tolerance);
    }
}
