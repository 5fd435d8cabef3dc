// Solvers looked at: winds with a known flow, errors against evaluations, and single steps.
#include "field.hpp"

#include "fm/ode/adaptive.hpp"
#include "fm/ode/order.hpp"
#include "fm/ode/plane_flows.hpp"
#include "fm/ode/worked_example.hpp"

using namespace fm;
using namespace fm::border;

namespace {

struct ExampleField final : fm_field {
  PlaneFlow flow;
  explicit ExampleField(PlaneFlow f) : fm_field(AnySchedule{}), flow(f) {}
  Batch<float> velocity(const Batch<float>& x, double t) override {
    return fm::velocity(flow, x, t);
  }
  Batch<double> precise(const Batch<double>& x, double t) override {
    return fm::velocity(flow, x, t);
  }
  double rounding() const override { return 1e-12; }
  Batch<double> end(const Batch<double>& x, double t_0, double t_1) override {
    if (!flow.solved()) return fm_field::end(x, t_0, t_1);
    Batch<double> out(x.rows(), 2);
    for (Eigen::Index i = 0; i < x.rows(); ++i) {
      const Point there = flow.to({x(i, 0), x(i, 1)}, t_0, t_1);
      out(i, 0) = there[0];
      out(i, 1) = there[1];
    }
    return out;
  }
  std::pair<Batch<float>, Vjp> linearise(const Batch<float>&, double) override {
    throw Error("this flow carries no density: ask for the divergence of a learned field");
  }
  bool from_normal() const override { return false; }
  bool independent() const override { return false; }
  double cost() const override { return 10; }
};

void require_steps(int count, const int* steps) {
  FM_REQUIRE(count >= 1 && count <= 100, "an error curve has 1 to 100 numbers of steps");
  require_buffer(count, steps);
  for (int i = 0; i < count; ++i)
    FM_REQUIRE(steps[i] >= 1 && steps[i] <= 10000, "the number of steps lies in 1 .. 10000");
}

void write_curve(const ErrorCurve& curve, double* errors, double* slope) {
  std::copy(curve.errors.begin(), curve.errors.end(), errors);
  *slope = curve.slope;
}

// For both who follow a field this way; compiled for each, it would be a hundredth of the module.
using OnStep = std::function<bool(const KeptStep<Batch<double>>&)>;
using OnRefused = std::function<void(double, double, const Batch<double>&)>;
Solution<Batch<double>> follow(fm_field& field, const Tableau& method, const Batch<double>& x,
                               double t_0, double t_1, const Tolerance& tolerance,
                               const OnStep& on_step, const OnRefused& on_refused) {
  return solve_adaptive(method, PreciseVelocity{field}, x, t_0, t_1, tolerance, on_step,
                        on_refused);
}

} // namespace

Batch<double> fm_field::end(const Batch<double>& x, double t_0, double t_1) {
  if (rounding() > 1e-9) return solve(tableau("tsit5"), PreciseVelocity{*this}, x, t_0, t_1, 200);
  Tolerance tight;
  tight.relative = tight.absolute = 1e-12;
  const auto s = follow(
      *this, tableau("tsit5"), x, t_0, t_1, tight, [](const auto&) { return true; },
      [](double, double, const auto&) {});
  FM_REQUIRE(s.outcome == SolveOutcome::reached,
             "the flow could not be followed to its end: choose an earlier time or other places");
  return s.x;
}

fm_field* fm_field_example(int plane_flow, double strength) noexcept {
  return guarded(static_cast<fm_field*>(nullptr),
                 [&] { return new ExampleField(fm::plane_flow(plane_flow, strength)); });
}

int fm_field_end(fm_field* field, double t_0, double t_1, int m, const float* x_0,
                 double* out) noexcept {
  return status([&] {
    FM_REQUIRE(field, "there is no field: create one first");
    require_time(t_0);
    require_time(t_1);
    require_buffer(m, out);
    field->require_work(2000. * m); // as many evaluations as most take
    write(field->end(points_of(m, x_0).cast<double>(), t_0, t_1), out);
  });
}

int fm_field_errors(fm_field* field, int solver, int late, double t_0, double t_1, int m,
                    const float* x_0, const double* end, int count, const int* steps,
                    double* errors, double* slope) noexcept {
  return status([&] {
    FM_REQUIRE(field, "there is no field: create one first");
    require_time(t_0);
    require_time(t_1);
    require_steps(count, steps);
    require_buffer(m, end);
    require_buffer(count, errors);
    require_buffer(1, slope);
    double evaluations = 0;
    for (int i = 0; i < count; ++i) evaluations += steps[i] * double(method(solver).stages);
    field->require_work(evaluations * m);
    const Batch<double> start = points_of(m, x_0).cast<double>();
    const Batch<double> there = Eigen::Map<const Batch<double>>(end, m, 2);
    write_curve(error_curve(
                    method(solver), PreciseVelocity{*field}, start, t_0, t_1, late != 0,
                    std::span(steps, std::size_t(count)),
                    [&](const Batch<double>& x) { return rms_distance(x, there); },
                    field->rounding()),
                errors, slope);
  });
}

int fm_mean_distance(int m, const double* x, const double* y, double* out) noexcept {
  return status([&] {
    for (const double* places : {x, y}) require_buffer(m, places);
    require_buffer(1, out);
    using Places = Eigen::Map<const Batch<double>>;
    *out = mean_distance<double>(Places(x, m, 2), Places(y, m, 2));
  });
}

int fm_field_attempts(fm_field* field, int solver, double t_0, double t_1, double relative,
                      double absolute, int most_attempts, double x, double y, double* attempts,
                      double* report) noexcept {
  return status([&] {
    FM_REQUIRE(field, "there is no field: create one first");
    require_time(t_0);
    require_time(t_1);
    FM_REQUIRE(most_attempts >= 1 && most_attempts <= 10000,
               "the number of attempts lies in 1 .. 10000");
    require_buffer(most_attempts, attempts);
    require_buffer(1, report);
    field->require_work(7. * most_attempts);
    Tolerance tolerance{relative, absolute};
    tolerance.max_steps = most_attempts;
    double* out = attempts;
    const auto put = [&](double t, double next, bool kept, const Batch<double>& at) {
      const double row[] = {t, next, double(kept), at(0, 0), at(0, 1)};
      out = std::copy_n(row, 5, out);
    };
    const auto s = follow(
        *field, method(solver), Batch<double>{{x, y}}, t_0, t_1, tolerance,
        [&](const KeptStep<Batch<double>>& kept) {
          put(kept.t, kept.next, true, kept.x_next);
          return true;
        },
        [&](double t, double next, const Batch<double>& at) { put(t, next, false, at); });
    const double values[] = {double(s.outcome), double(s.steps), double(s.refused),
                             double(s.evaluations), s.t};
    std::copy_n(values, 5, report);
  });
}

int fm_worked_solution(int n, const double* t, double x_0, double* out) noexcept {
  return status([&] {
    require_buffer(n, t);
    require_buffer(n, out);
    for (int i = 0; i < n; ++i) {
      require_time(t[i]);
      out[i] = WorkedExample::exact(t[i], x_0);
    }
  });
}

int fm_worked_slopes(int n, const double* t, const double* x, double* out) noexcept {
  return status([&] {
    require_buffer(n, t);
    require_buffer(n, x);
    require_buffer(n, out);
    for (int i = 0; i < n; ++i) {
      require_time(t[i]);
      out[i] = WorkedExample{}(x[i], t[i]);
    }
  });
}

int fm_worked_steps(int solver, int steps, double x_0, double* x, double* slopes) noexcept {
  return status([&] {
    require_steps(1, &steps);
    require_buffer(steps + 1, x);
    require_buffer(steps, slopes);
    const Grid grid = uniform_grid(0, 1, steps);
    *x = x_0;
    for (std::size_t i = 0; i + 1 < grid.size(); ++i, ++x) {
      const double h = grid[i + 1] - grid[i];
      for (const auto& s : stages(method(solver), WorkedExample{}, *x, grid[i], h, x[1])) {
        *slopes++ = s.t;
        *slopes++ = s.x;
        *slopes++ = s.slope;
      }
    }
  });
}

int fm_worked_errors(int solver, int late, double x_0, int count, const int* steps, double* errors,
                     double* slope) noexcept {
  return status([&] {
    require_steps(count, steps);
    require_buffer(count, errors);
    require_buffer(1, slope);
    const auto error = [&](double x) { return std::fabs(x - WorkedExample::exact(1, x_0)); };
    write_curve(error_curve(method(solver), WorkedExample{}, x_0, 0, 1, late != 0,
                            std::span(steps, std::size_t(count)), error, 1e-13),
                errors, slope);
  });
}
