// Winds on the plane to learn solvers with: fields whose flow can be written down, and one whose
// flow cannot.
#pragma once

#include "fm/base/elementary.hpp"
#include "fm/base/point.hpp"
#include "fm/base/require.hpp"
#include "fm/base/state.hpp"

#include <array>
#include <numbers>
#include <string_view>

namespace fm {

enum class PlaneFlowKind { rotation, saddle, shear, source, gyre };
inline constexpr std::array<std::string_view, 5> plane_flow_names{"rotation", "saddle", "shear",
                                                                  "source", "gyre"};

// region: plane-flow
// dx/dt = v(x, t), each a multiple `strength` of
//   rotation  pi (-y, x)   half a turn in a time of 1
//   saddle    (x, -y)      source    (x, y)      shear    (y, 0)
//   gyre      two whirls side by side, around (-2, 0) and (2, 0), that sway by 1/2 to either side:
//             v = (-dpsi/dy, dpsi/dx),  psi = 32/pi sin(pi (x - sin(2 pi t) / 2) / 4) cos(pi y /
//             4); the only one of the five that changes with time
struct PlaneFlow {
  PlaneFlowKind kind;
  double strength = 1;

  Point velocity(const Point& x, double t) const {
    switch (kind) {
    case PlaneFlowKind::rotation:
      return strength * std::numbers::pi * Point(-x[1], x[0]);
    case PlaneFlowKind::saddle:
      return strength * Point(x[0], -x[1]);
    case PlaneFlowKind::shear:
      return strength * Point(x[1], 0);
    case PlaneFlowKind::source:
      return strength * x;
    case PlaneFlowKind::gyre: {
      const auto across = sincos_2pi((x[0] - sincos_2pi(t).sin / 2) / 8);
      const auto up = sincos_2pi(x[1] / 8);
      return 8 * strength * Point(across.sin * up.sin, across.cos * up.cos);
    }
    }
    throw Error("unknown flow");
  }
  // endregion

  // Whether to() is known in closed form.
  bool solved() const { return kind != PlaneFlowKind::gyre; }

  // The flow map: where what is at x at time t_0 is at time t_1, before or after. Throws fm::Error
  // for the gyre.
  Point to(const Point& x, double t_0, double t_1) const {
    FM_REQUIRE(solved(), "the gyre's flow has no closed form: integrate it");
    const double s = strength * (t_1 - t_0);
    if (kind == PlaneFlowKind::rotation) {
      const auto turn = sincos_2pi(s / 2);
      return {turn.cos * x[0] - turn.sin * x[1], turn.sin * x[0] + turn.cos * x[1]};
    }
    if (kind == PlaneFlowKind::shear) return {x[0] + s * x[1], x[1]};
    const double grown = portable_exp(s);
    return {grown * x[0], kind == PlaneFlowKind::saddle ? portable_exp(-s) * x[1] : grown * x[1]};
  }
};

// A flow of the list. Throws fm::Error for any other, and for a strength out of range.
inline PlaneFlow plane_flow(int kind, double strength) {
  FM_REQUIRE(kind >= 0 && std::size_t(kind) < plane_flow_names.size(),
             "unknown plane flow: choose a number from 0 to 4");
  FM_REQUIRE(std::fabs(strength) <= 100, "the strength of a flow lies in -100 .. 100");
  return {PlaneFlowKind(kind), strength};
}

// The same for each row of a batch.
template <class S> Batch<S> velocity(const PlaneFlow& flow, const Batch<S>& x, double t) {
  Batch<S> u(x.rows(), 2);
  for (Eigen::Index i = 0; i < x.rows(); ++i)
    u.row(i) = flow.velocity(Point(x.row(i).template cast<double>().transpose()), t)
                   .transpose()
                   .template cast<S>();
  return u;
}

} // namespace fm
