#include "catch.hpp"
#include "fm/picture/streamlines.hpp"

using namespace fm;

namespace {

const Box box{Point(-2, -2), Point(2, 2)};
const StreamlineSpacing spacing{0.25, 0.04};
const double near = spacing.closest * spacing.separation;

Point turning(const Point& x) { return {-x[1], x[0]}; }
Point spiralling(const Point& x) { return {-0.1 * x[0] - x[1], x[0] - 0.1 * x[1]}; }
Point saddle(const Point& x) { return {x[0], -x[1]}; }
Point wavy(const Point& x) { return {1 + 0.5 * std::sin(2 * x[1]), std::cos(1.5 * x[0])}; }

using Field = Point (*)(const Point&);
const Field fields[] = {turning, spiralling, saddle, wavy};

std::vector<std::vector<Point>> lines_of(const Polylines& p) {
  std::vector<std::vector<Point>> lines;
  int from = 0;
  for (const int end : p.ends) {
    lines.emplace_back(p.points.begin() + from, p.points.begin() + end);
    from = end;
  }
  return lines;
}

double distance(const std::vector<Point>& line, const Point& x) {
  double best = INFINITY;
  for (const Point& p : line) best = std::min(best, (p - x).norm());
  return best;
}

} // namespace

TEST_CASE("no two streamlines are nearer than the closest they may be, and none leaves the box") {
  for (const Field field : fields) {
    const auto lines = lines_of(evenly_spaced_streamlines(field, box, spacing));
    REQUIRE(lines.size() > 10);
    for (std::size_t i = 0; i < lines.size(); ++i)
      for (const Point& p : lines[i]) {
        CHECK(box.contains(p));
        for (std::size_t j = 0; j < i; ++j) CHECK(distance(lines[j], p) >= near);
      }
  }
}

TEST_CASE("a streamline runs along the field, in steps of one length") {
  for (const Field field : fields)
    for (const auto& line : lines_of(evenly_spaced_streamlines(field, box, spacing)))
      for (std::size_t k = 1; k < line.size(); ++k) {
        const Point chord = line[k] - line[k - 1], u = field((line[k] + line[k - 1]) / 2);
        const double length = chord.norm();
        // A chord leaves the tangent at its middle by (h / r)^2 / 8 of its length, and is shorter
        // than its arc by a third of that; a curve of radius r below near / 2 would meet itself.
        const double bent = std::pow(spacing.step / (near / 2), 2) / 8;
        CHECK(u.dot(chord) / (u.norm() * length) > 1 - bent);
        const bool closing = k + 1 == line.size() && line.back() == line.front();
        CHECK(length < spacing.step * (closing ? 1.75 : 1 + 1e-9));
        if (!closing) CHECK(length > spacing.step * (1 - bent));
      }
}

TEST_CASE("a uniform field has straight lines, one separation apart, as many as fit") {
  const auto right = [](const Point&) { return Point(3, 0); };
  const StreamlineSpacing apart{0.41, 0.1};
  const auto lines = lines_of(evenly_spaced_streamlines(right, box, apart));
  CHECK(lines.size() == 9); // at 0, +-0.41, .. +-1.64
  for (const auto& line : lines) {
    const double rows = line[0][1] / apart.separation;
    CHECK(rows == Approx(std::round(rows)).margin(1e-9));
    CHECK(line.front()[0] < box.low[0] + apart.step);
    CHECK(line.back()[0] > box.high[0] - apart.step);
    for (const Point& p : line) CHECK(p[1] == Approx(line[0][1]).margin(1e-9));
  }
}

TEST_CASE("lines of a rotation are circles, and those that fit into the box close") {
  int closed = 0;
  for (const auto& line : lines_of(evenly_spaced_streamlines(turning, box, spacing))) {
    const double radius = line[0].norm();
    // Each step of order 4 loses (h / r)^5 r / 120 at most; a circle takes 2 pi r / h of them.
    const double error = 2 * M_PI * radius * std::pow(spacing.step / radius, 4) / 120;
    for (const Point& p : line) CHECK(p.norm() == Approx(radius).margin(error));
    // Beside a gap that is not yet closed another circle may have been in the way: then it is none.
    if (line.back() == line.front())
      ++closed;
    else
      CHECK(radius > 2 - 2 * spacing.separation);
  }
  CHECK(closed >= 6);
}

TEST_CASE("a spiral stops where it comes near itself") {
  const auto lag = std::size_t(2 * near / spacing.step) + 2;
  for (const auto& line : lines_of(evenly_spaced_streamlines(spiralling, box, spacing)))
    for (std::size_t i = 0; i < line.size(); ++i)
      for (std::size_t j = i + lag; j < line.size(); ++j) CHECK((line[i] - line[j]).norm() >= near);
}

TEST_CASE("when short lines are kept, no place is further than a separation from one") {
  StreamlineSpacing all = spacing;
  all.shortest = 0;
  // A place is half a diagonal at most from one that was tried, and that had a line within reach.
  const double reach = all.separation * (1 + std::sqrt(2) / 4);
  for (const Field field : fields) {
    const Polylines p = evenly_spaced_streamlines(field, box, all);
    for (double x = -1.99; x < 2; x += 0.07)
      for (double y = -1.99; y < 2; y += 0.07) CHECK(distance(p.points, Point(x, y)) < reach);
  }
}

TEST_CASE("the same field gives the same lines, and its speed does not matter") {
  const auto faster = [](const Point& x) { return Point(1024 * wavy(x)); };
  const Polylines a = evenly_spaced_streamlines(wavy, box, spacing),
                  b = evenly_spaced_streamlines(wavy, box, spacing),
                  c = evenly_spaced_streamlines(faster, box, spacing);
  CHECK(a.points == b.points);
  CHECK(a.ends == b.ends);
  CHECK(a.ends == c.ends);
}

TEST_CASE("a field without direction has no lines; spacing that makes no sense is refused") {
  CHECK(evenly_spaced_streamlines([](const Point&) { return Point(0, 0); }, box, spacing)
            .points.empty());
  CHECK(evenly_spaced_streamlines([](const Point&) { return Point(NAN, 1); }, box, spacing)
            .points.empty());
  CHECK_THROWS_WITH(evenly_spaced_streamlines(wavy, box, {0.2, 0.2}),
                    Catch::Contains("to 1/2 of it"));
  CHECK_THROWS_WITH(evenly_spaced_streamlines(wavy, box, {1, 1e-4}), Catch::Contains("1/1000"));
  CHECK_THROWS_WITH(evenly_spaced_streamlines(wavy, box, {1e-3, 1e-4}),
                    Catch::Contains("separate them more"));
}
