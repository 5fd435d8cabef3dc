// What an fm_field is on this side of the border.
#pragma once

#include "border.hpp"

#include <functional>
#include <utility>

struct fm_field {
  using Vjp = std::function<fm::Batch<float>(const fm::Batch<float>&)>;

  explicit fm_field(fm::AnySchedule s) : schedule(s) {}
  virtual ~fm_field() = default;
  virtual fm::Batch<float> velocity(const fm::Batch<float>& x, double t) = 0;
  // The same in double: better where the field is known in closed form, else what float knows of
  // it.
  virtual fm::Batch<double> precise(const fm::Batch<double>& x, double t) {
    return velocity(fm::Batch<float>(x.cast<float>()), t).cast<double>();
  }
  // Below this a distance between two ends is rounding and nothing else.
  virtual double rounding() const { return 1e-5; }
  // Where what is at x at time t_0 is at t_1: in closed form, or by more steps than are needed.
  virtual fm::Batch<double> end(const fm::Batch<double>& x, double t_0, double t_1);
  // Its value and its products (dv/dx)^T w.
  virtual std::pair<fm::Batch<float>, Vjp> linearise(const fm::Batch<float>&, double) = 0;
  virtual bool from_normal() const = 0; // is the source N(0, I)?
  // Is the noise independent of the data, so that the velocity knows the score?
  virtual bool independent() const { return true; }
  virtual double cost() const = 0; // of its value at one place, in elementary steps

  void require_work(double places) const { fm::border::require_work(places * cost()); }

  fm::AnySchedule schedule;
};

// A field as solvers call it, in float and in double: named, so that each solver is compiled once.
struct Velocity {
  fm_field& field;
  fm::Batch<float> operator()(const fm::Batch<float>& x, double t) const {
    return field.velocity(x, t);
  }
};
struct PreciseVelocity {
  fm_field& field;
  fm::Batch<double> operator()(const fm::Batch<double>& x, double t) const {
    return field.precise(x, t);
  }
};
