// Evenly spaced streamlines of a velocity field at one time (Jobard and Lefer, "Creating
// evenly-spaced streamlines of arbitrary density", 1997): each line grows until it comes too close
// to another, and new lines start beside those that are there.
#pragma once

#include "fm/ode/solve.hpp"
#include "fm/picture/sampled_field.hpp"

#include <vector>

namespace fm {

// Lines in the plane, one after another.
struct Polylines {
  std::vector<Point> points;
  std::vector<int> ends; // of each line: the index after its last point
};

struct StreamlineSpacing {
  double separation;     // of neighbours, where they start
  double step;           // between two points of a line
  double closest = 0.5;  // a line ends where another is nearer than this, in separations
  double shortest = 1.5; // a line shorter than this is not drawn, in separations
};

namespace detail {

// Points in the plane that answer quickly whether any of them is near.
class Crowd {
public:
  // reach: the largest distance that will be asked for.
  Crowd(const Box& box, double reach)
      : low_(box.low), reach_(reach), nx_(int(box.size()[0] / reach) + 1),
        ny_(int(box.size()[1] / reach) + 1), cells_(std::size_t(nx_) * std::size_t(ny_)) {}

  std::size_t size() const { return order_.size(); }

  void add(const Point& x) {
    order_.push_back(cell(column(x), row(x)));
    cells_[order_.back()].push_back(x);
  }
  // Forgets all but the first n.
  void shrink(std::size_t n) {
    for (; order_.size() > n; order_.pop_back()) cells_[order_.back()].pop_back();
  }
  bool leaves_free(const Point& x, double distance) const {
    for (int j = std::max(0, row(x) - 1); j <= std::min(ny_ - 1, row(x) + 1); ++j)
      for (int i = std::max(0, column(x) - 1); i <= std::min(nx_ - 1, column(x) + 1); ++i)
        for (const Point& p : cells_[cell(i, j)])
          if ((p - x).squaredNorm() < distance * distance) return false;
    return true;
  }

private:
  int column(const Point& x) const { return int((x[0] - low_[0]) / reach_); }
  int row(const Point& x) const { return int((x[1] - low_[1]) / reach_); }
  std::size_t cell(int i, int j) const {
    return std::size_t(j) * std::size_t(nx_) + std::size_t(i);
  }
  Point low_;
  double reach_;
  int nx_, ny_;
  std::vector<std::vector<Point>> cells_;
  std::vector<std::size_t> order_;
};

template <class Velocity> class StreamlinePlacement {
public:
  StreamlinePlacement(const Velocity& v, const Box& box, const StreamlineSpacing& spacing)
      : v_(v), box_(box), s_(spacing), near_(s_.closest * s_.separation),
        lag_(std::size_t(2 * near_ / s_.step) + 1), crowd_(box, s_.separation) {}

  Polylines run() {
    draw_from(box_.low + box_.size() / 2);
    // What no line's neighbourhood reaches: a sweep over the box finds it.
    const Point size = 2 * box_.size() / s_.separation;
    const int nx = int(size[0]) + 1, ny = int(size[1]) + 1;
    for (int j = 0; j < ny; ++j)
      for (int i = 0; i < nx; ++i)
        draw_from(box_.low + box_.size().cwiseProduct(Point((i + 0.5) / nx, (j + 0.5) / ny)));
    return std::move(out_);
  }

private:
  using Line = std::vector<Point>;

  // A line through x if there is room for it, then lines beside it, beside those, and so on.
  void draw_from(const Point& x) {
    for (std::size_t at = out_.points.size(), tried = draw(x); tried && at < out_.points.size();
         ++at) {
      const Point p = out_.points[at], u = direction(p);
      const Point side = s_.separation * Point(-u[1], u[0]);
      draw(p + side);
      draw(p - side);
    }
  }

  bool draw(const Point& seed) {
    // A seed beside a line lies a separation from it, but for rounding.
    if (!box_.contains(seed) || !crowd_.leaves_free(seed, (1 - 1e-6) * s_.separation)) return false;
    Line line{seed};
    if (!grow(line, 1)) {
      std::reverse(line.begin(), line.end());
      grow(line, -1);
      std::reverse(line.begin(), line.end());
    }
    if (double(line.size() - 1) * s_.step < s_.shortest * s_.separation) return false;
    for (const Point& p : line) crowd_.add(p);
    out_.points.insert(out_.points.end(), line.begin(), line.end());
    out_.ends.push_back(int(out_.points.size()));
    return true;
  }

  // Walks on from the line's last point as far as there is room. Whether the line closed.
  bool grow(Line& line, double sign) {
    const std::size_t others = crowd_.size();
    std::size_t known = 0;
    Point next;
    for (;;) {
      // What lies far enough behind is a neighbour like any other: a spiral stops at itself.
      for (; known + lag_ < line.size(); ++known) crowd_.add(line[known]);
      if (!walk(line.back(), sign, next) || !crowd_.leaves_free(next, near_)) break;
      line.push_back(next);
    }
    crowd_.shrink(others);
    return line.size() > lag_ && (line.back() - line.front()).norm() < near_ + 2 * s_.step &&
           close(line, sign);
  }

  // Walks the rest of the way to the line's first point, if that is where it leads.
  bool close(Line& line, double sign) {
    Line rest{line.back()};
    Point next;
    while (rest.size() <= lag_ && walk(rest.back(), sign, next) &&
           crowd_.leaves_free(next, near_)) {
      rest.push_back(next);
      if ((next - line.front()).norm() > 0.75 * s_.step) continue;
      line.insert(line.end(), rest.begin() + 1, rest.end() - 1);
      line.push_back(line.front());
      return true;
    }
    return false;
  }

  // One step along the line. False at the edge of the box and where the field has no direction.
  bool walk(const Point& from, double sign, Point& to) const {
    const auto along = [&](const Point& x, double) -> Point { return sign * direction(x); };
    const Point u = direction(from);
    to = step(method_, along, from, 0., s_.step);
    // A turn of more than 60 degrees in one step is no curve but a place where the field vanishes.
    return box_.contains(to) && u.dot(direction(to)) > 0.5;
  }
  Point direction(const Point& x) const {
    const Point u = v_(x);
    const double speed = u.norm();
    return speed > 0 && std::isfinite(speed) ? Point(u / speed) : Point(Point::Zero());
  }

  const Velocity& v_;
  const Tableau& method_ = tableau("rk4");
  Box box_;
  StreamlineSpacing s_;
  double near_;
  std::size_t lag_; // as many points apart, two points of one line may be near each other
  Crowd crowd_;
  Polylines out_;
};

} // namespace detail

// v(x) is the velocity at a place. The points of a line run the way the field points, `step` apart;
// a closed line ends at its first point. Points of two lines are never nearer than closest x
// separation. The same arguments give the same lines. Throws fm::Error when the spacing is not
// positive, or so fine that the box would take a million points.
template <class Velocity>
Polylines evenly_spaced_streamlines(const Velocity& v, const Box& box,
                                    const StreamlineSpacing& spacing) {
  box.require_valid();
  FM_REQUIRE(spacing.separation > 0 && std::isfinite(spacing.separation) &&
                 spacing.step <= spacing.separation / 2 &&
                 spacing.step >= spacing.separation / 1000,
             "streamlines need a positive separation, and steps of 1/1000 to 1/2 of it");
  FM_REQUIRE(spacing.closest > 0 && spacing.closest <= 1 && spacing.shortest >= 0,
             "streamlines end between 0 and 1 separations from each other");
  FM_REQUIRE(box.size().maxCoeff() <= 1e4 * spacing.separation &&
                 box.area() <= 1e6 * spacing.separation * spacing.closest * spacing.step,
             "streamlines that close fill the box with a million points: separate them more");
  return detail::StreamlinePlacement<Velocity>(v, box, spacing).run();
}

} // namespace fm
