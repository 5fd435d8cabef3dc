// What solvers do with a field.
#include "field.hpp"

#include "fm/data/density.hpp"
#include "fm/ode/adaptive.hpp"
#include "fm/ode/divergence.hpp"
#include "fm/ode/sde.hpp"

using namespace fm;
using namespace fm::border;

namespace {

void require_run(std::int64_t states, int m) {
  FM_REQUIRE(states * m <= most, "steps times particles is too large: ask for fewer");
}

Grid times_of(int steps, const double* grid) {
  FM_REQUIRE(steps >= 1 && steps <= 10000, "the number of steps lies in 1 .. 10000");
  require_buffer(steps + 1, grid);
  Grid times(grid, grid + steps + 1);
  for (double t : times) require_time(t);
  return times;
}

void require_noise_first(const fm_field& field) {
  FM_REQUIRE(!field.schedule.reversed,
             "this runs from the noise at t = 0 to the data at t = 1: use "
             "the field under a schedule that is not reversed");
}

} // namespace

int fm_grid(double t_0, double t_1, int n, int warp, double parameter, double* out) noexcept {
  return status([&] {
    FM_REQUIRE(n >= 1 && n <= 10000, "the number of steps lies in 1 .. 10000");
    require_buffer(n + 1, out);
    static_assert(FM_WARP_SHIFT == int(Warp::shift));
    require_choice(warp, FM_WARP_SHIFT + 1, "warp");
    const Grid grid = grid_of(Warp(warp), parameter, t_0, t_1, n);
    std::copy(grid.begin(), grid.end(), out);
  });
}

int fm_field_solve(fm_field* field, int solver, int steps, const double* grid, int m,
                   const float* x_0, float* out) noexcept {
  return status([&] {
    FM_REQUIRE(field, "there is no field: create one first");
    const Grid times = times_of(steps, grid);
    require_buffer(m, out);
    require_run(steps + 1, m);
    field->require_work(double(steps) * double(method(solver).stages) * m);
    const Batch<float> start = points_of(m, x_0);
    write(start, out);
    const Velocity v{*field};
    solve(method(solver), v, start, times, [&](int i, double, const Batch<float>& x) {
      write(x, out + std::ptrdiff_t(i) * m * 2);
      return true;
    });
  });
}

int fm_field_solve_adaptive(fm_field* field, int solver, double t_0, double t_1, double relative,
                            double absolute, int norm, int max_steps, double first_step, int count,
                            const double* times, int m, const float* x_0, float* out,
                            double* report) noexcept {
  return status([&] {
    FM_REQUIRE(field, "there is no field: create one first");
    require_time(t_0);
    require_time(t_1);
    static_assert(FM_NORM_RMS == int(ErrorNorm::rms));
    require_choice(norm, 2, "norm");
    require_buffer(count, times);
    require_buffer(m, out);
    require_buffer(1, report);
    require_run(count, m);
    field->require_work(100. * m); // as many evaluations as most take
    const Tolerance tolerance{relative, absolute, ErrorNorm(norm), max_steps, first_step};
    const Velocity v{*field};
    std::vector<Batch<float>> dense;
    const auto s = solve_adaptive(method(solver), v, points_of(m, x_0), t_0, t_1, tolerance,
                                  Grid(times, times + count), dense);
    for (std::size_t i = 0; i < dense.size(); ++i) write(dense[i], out + std::ptrdiff_t(i) * m * 2);
    const double values[] = {
        double(s.outcome),   double(s.steps), double(s.refused), double(s.evaluations), s.t,
        double(dense.size())};
    std::copy_n(values, 6, report);
  });
}

int fm_field_diffuse(fm_field* field, double strength, int steps, const double* grid, int m,
                     const float* x_0, uint32_t seed, uint32_t stream, float* out) noexcept {
  return status([&] {
    FM_REQUIRE(field, "there is no field: create one first");
    require_noise_first(*field);
    FM_REQUIRE(field->from_normal() && field->independent(),
               "the velocity knows the score only if the noise is standard normal and drawn "
               "independently of the data: train with that source and the independent coupling");
    field->require_work(double(steps) * m);
    const Grid times = times_of(steps, grid);
    require_buffer(m, out);
    require_run(steps + 1, m);
    Random random(seed, stream);
    const FadingNoise g{strength};
    const Velocity v{*field};
    const auto drift = [&](const Batch<float>& x, double t) {
      return sde_drift(v, field->schedule, x, t, g(t));
    };
    const Batch<float> start = points_of(m, x_0);
    write(start, out);
    euler_maruyama(
        drift, g, [&](const Batch<float>& x) { return normal_like(x, random); }, start, times,
        [&](int i, double, const Batch<float>& x) {
          write(x, out + std::ptrdiff_t(i) * m * 2);
          return true;
        });
  });
}

int fm_field_divergence(fm_field* field, int probes, uint32_t seed, int m, const float* x, double t,
                        double* out, double* standard_error) noexcept {
  return status([&] {
    FM_REQUIRE(field, "there is no field: create one first");
    require_time(t);
    require_buffer(m, out);
    require_buffer(m, standard_error);
    require_work(1e4 * m * std::max(2, probes));
    if (m == 0) return;
    Random random(seed);
    const auto [v, vjp] = field->linearise(points_of(m, x), t);
    const Divergence<float> d =
        probes == 0 ? exact_divergence<float>(m, 2, vjp)
                    : hutchinson_divergence(sign_probes<float>(probes, m, 2, random), vjp);
    for (Eigen::Index i = 0; i < m; ++i) {
      out[i] = double(d.mean[i]);
      standard_error[i] = double(d.standard_error[i]);
    }
  });
}

int fm_field_log_likelihood(fm_field* field, int backward, int solver, int steps, int probes,
                            uint32_t seed, int m, const float* x, float* end, double* log_p,
                            double* standard_error) noexcept {
  return status([&] {
    FM_REQUIRE(field, "there is no field: create one first");
    require_noise_first(*field);
    FM_REQUIRE(field->from_normal(),
               "likelihoods need a standard normal source: train with the Gaussian one");
    FM_REQUIRE(steps >= 1 && steps <= 10000, "the number of steps lies in 1 .. 10000");
    require_buffer(m, end);
    require_buffer(m, log_p);
    require_buffer(m, standard_error);
    require_work(3e3 * double(method(solver).stages) * steps * m * std::max(2, probes));
    if (m == 0) return;
    Random random(seed);
    std::vector<Batch<float>> signs;
    if (probes != 0) signs = sign_probes<float>(probes, m, 2, random);
    const auto linearise = [&](const Batch<float>& at, double t) {
      return field->linearise(at, t);
    };
    const auto log_source = [](const Batch<float>& at) {
      Times<float> p(at.rows());
      for (Eigen::Index i = 0; i < at.rows(); ++i)
        p[i] = float(
            log_density(Distribution::gaussian, Point(at.row(i).cast<double>().transpose())).value);
      return p;
    };
    const Batch<float> start = points_of(m, x);
    const Flowed<float> flowed =
        backward ? log_likelihood(method(solver), linearise, start, steps, log_source, signs)
                 : flow_log_density(method(solver), linearise, start, log_source(start),
                                    uniform_grid(0, 1, steps), signs);
    write(flowed.x, end);
    for (Eigen::Index i = 0; i < m; ++i) {
      log_p[i] = double(flowed.log_density[i]);
      standard_error[i] = double(flowed.standard_error[i]);
    }
  });
}
