// The divergence of a velocity field, and the likelihood it gives.
//
//   d/dt log p_t(x_t) = -div v(x_t, t)      along dx_t/dt = v(x_t, t)
//
// (the instantaneous change of variables: Chen et al. 2018, theorem 1; Lipman et al. 2024, sec.
// 3.6). A field is a callable linearise(x, t) -> Linearised: its value, and a callable
// vjp(w) = (dv/dx)^T w, row by row; Mlp has one, and for a torch::Tensor it is autograd's.
#pragma once

#include "fm/base/random.hpp"
#include "fm/base/require.hpp"
#include "fm/base/running_mean.hpp"
#include "fm/ode/adaptive.hpp"
#include "fm/ode/solve.hpp"

#include <utility>

namespace fm {

template <class S> struct Divergence {
  Times<S> mean;           // n
  Times<S> standard_error; // n, of the mean; 0 where exact
};

namespace detail {
// Of each row's estimates, n x k: one by each probe.
template <class S> Divergence<S> over_probes(const Batch<S>& estimates) {
  Divergence<S> out{Times<S>(estimates.rows()), Times<S>(estimates.rows())};
  for (Eigen::Index i = 0; i < estimates.rows(); ++i) {
    RunningMean row;
    for (Eigen::Index j = 0; j < estimates.cols(); ++j) row.add(double(estimates(i, j)));
    out.mean[i] = S(row.mean());
    out.standard_error[i] = S(row.standard_error());
  }
  return out;
}
} // namespace detail

// Exact: sum_j (dv/dx)_jj, one product for each of the d coordinates.
template <class S, class Vjp>
Divergence<S> exact_divergence(Eigen::Index n, Eigen::Index d, Vjp&& vjp) {
  Divergence<S> out{Times<S>::Zero(n), Times<S>::Zero(n)};
  Batch<S> w = Batch<S>::Zero(n, d);
  for (Eigen::Index j = 0; j < d; ++j) {
    w.col(j).setOnes();
    const Batch<S> product = vjp(w);
    out.mean += product.col(j).array();
    w.col(j).setZero();
  }
  return out;
}

// Hutchinson (1990): E[z^T (dv/dx) z] = div v for probes z with E[z z^T] = I. `probes` holds k >= 1
// batches of n x d. The standard error is that of the mean of k; with k = 1 it is not known (NaN).
template <class S, class Vjp>
Divergence<S> hutchinson_divergence(const std::vector<Batch<S>>& probes, Vjp&& vjp) {
  FM_REQUIRE(!probes.empty(), "Hutchinson's estimate needs at least one probe");
  Batch<S> estimates(probes[0].rows(), Eigen::Index(probes.size()));
  for (Eigen::Index i = 0; i < estimates.cols(); ++i) {
    const Batch<S>& z = probes[std::size_t(i)];
    const Batch<S> product = vjp(z);
    estimates.col(i) = product.cwiseProduct(z).rowwise().sum();
  }
  return detail::over_probes(estimates);
}

// k probes of independent signs (Rademacher): of all with independent entries, those of the least
// variance (Hutchinson 1990).
template <class S>
std::vector<Batch<S>> sign_probes(int k, Eigen::Index n, Eigen::Index d, Random& random) {
  FM_REQUIRE(k >= 1 && k <= 1000, "the number of probes lies in 1 .. 1000");
  std::vector<Batch<S>> probes;
  for (int i = 0; i < k; ++i) {
    Batch<S>& z = probes.emplace_back(n, d);
    for (Eigen::Index j = 0; j < z.size(); ++j) z.data()[j] = random.bits() >> 31 ? S(1) : S(-1);
  }
  return probes;
}

template <class S> struct Flowed {
  Batch<S> x;              // n x d, at the end
  Times<S> log_density;    // n, there
  Times<S> standard_error; // n, of log_density; 0 where exact
};

namespace detail {

// The ODE in (x, change of log p by each probe), n x (d + k), by solve(velocity, state) -> state.
template <class S, class Linearise, class Solve>
Flowed<S> flow_density(Linearise&& linearise, const Batch<S>& x, const Times<S>& log_p,
                       const std::vector<Batch<S>>& probes, Solve&& solve) {
  FM_REQUIRE(log_p.size() == x.rows(), "one log density a point");
  const Eigen::Index n = x.rows(), d = x.cols();
  const Eigen::Index k = std::max<Eigen::Index>(1, Eigen::Index(probes.size()));
  Batch<S> state(n, d + k);
  state << x, Batch<S>::Zero(n, k);
  const auto velocity = [&](const Batch<S>& at, double t) {
    const auto [v, vjp] = linearise(Batch<S>(at.leftCols(d)), t);
    Batch<S> slope(n, d + k);
    slope.leftCols(d) = v;
    if (probes.empty())
      slope.col(d) = -exact_divergence<S>(n, d, vjp).mean.matrix();
    else
      for (Eigen::Index i = 0; i < k; ++i) {
        const Batch<S>& z = probes[std::size_t(i)];
        slope.col(d + i) = -Batch<S>(vjp(z)).cwiseProduct(z).rowwise().sum();
      }
    return slope;
  };
  state = solve(velocity, std::move(state));
  const Divergence<S> change = over_probes(Batch<S>(state.rightCols(k)));
  Flowed<S> out{state.leftCols(d), log_p + change.mean, Times<S>::Zero(n)};
  if (!probes.empty()) out.standard_error = change.standard_error;
  return out;
}

} // namespace detail

// Carries points and their log density from t_0 to t_1 along the flow: an ODE in (x, log p, ..),
// solved by any method on any grid. `log_p` is log p at t_0. With probes, the divergence is
// Hutchinson's, with the same probes all along, and the standard error is over the probes' whole
// integrals; without, it is exact.
//   linearise(x, t) -> pair {v, vjp}
template <class S, class Linearise>
Flowed<S> flow_log_density(const Tableau& method, Linearise&& linearise, const Batch<S>& x,
                           const Times<S>& log_p, const Grid& grid,
                           const std::vector<Batch<S>>& probes = {}) {
  return detail::flow_density(linearise, x, log_p, probes, [&](auto&& velocity, Batch<S> state) {
    return solve(method, velocity, state, grid, [](int, double, const Batch<S>&) { return true; });
  });
}

// The same in steps as long as a tolerance allows, whose norm is not asked: each coordinate of x
// and each probe's integral is held to it alone, as the one log density would be lost among many
// coordinates. Throws fm::Error when t_1 is not reached.
template <class S, class Linearise>
Flowed<S> flow_log_density(const Tableau& method, Linearise&& linearise, const Batch<S>& x,
                           const Times<S>& log_p, double t_0, double t_1,
                           const Tolerance& tolerance, const std::vector<Batch<S>>& probes = {}) {
  return detail::flow_density(linearise, x, log_p, probes, [&](auto&& velocity, Batch<S> state) {
    Tolerance alone = tolerance;
    alone.norm = ErrorNorm::max_over_coordinates;
    auto solution = solve_adaptive(method, velocity, std::move(state), t_0, t_1, alone);
    FM_REQUIRE(solution.outcome == SolveOutcome::reached,
               "the likelihood was not reached: " +
                   std::string(solve_outcome_names[std::size_t(solution.outcome)]));
    return std::move(solution.x);
  });
}

// log p_1 of given data (Lipman et al. 2024, sec. 3.6): backward to the noise, whose density is
// known, and what was gained on the way. log_source(x_0) -> Times<S>.
template <class S, class Linearise, class LogSource>
Flowed<S> log_likelihood(const Tableau& method, Linearise&& linearise, const Batch<S>& x_1,
                         int steps, LogSource&& log_source,
                         const std::vector<Batch<S>>& probes = {}) {
  Flowed<S> back = flow_log_density(method, linearise, x_1, Times<S>(Times<S>::Zero(x_1.rows())),
                                    uniform_grid(1, 0, steps), probes);
  back.log_density = Times<S>(log_source(back.x)) - back.log_density;
  return back;
}

// The same within a tolerance.
template <class S, class Linearise, class LogSource>
Flowed<S> log_likelihood(const Tableau& method, Linearise&& linearise, const Batch<S>& x_1,
                         const Tolerance& tolerance, LogSource&& log_source,
                         const std::vector<Batch<S>>& probes = {}) {
  Flowed<S> back = flow_log_density(method, linearise, x_1, Times<S>(Times<S>::Zero(x_1.rows())), 1,
                                    0, tolerance, probes);
  back.log_density = Times<S>(log_source(back.x)) - back.log_density;
  return back;
}

} // namespace fm
