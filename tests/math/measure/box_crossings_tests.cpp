#include "fm/measure/box_crossings.hpp"

#include "catch.hpp"
#include "fm/base/random.hpp"

using namespace fm;

namespace {

const Box box{Point(-1, -0.5), Point(1, 0.5)};

// One particle through these places.
BoxCrossings along(const std::vector<Point>& places) {
  std::vector<Batch<double>> states;
  for (const Point& x : places) states.push_back(x.transpose());
  return box_crossings(states, box);
}
using Sides = std::array<long, 4>;

} // namespace

TEST_CASE("a particle is counted at the side that it passes, in and out") {
  const BoxCrossings in = along({Point(-2, 0), Point(0, 0.1)});
  CHECK(in.in == Sides{1, 0, 0, 0});
  CHECK(in.out == Sides{});
  CHECK(in.net == std::vector<int>{1});
  CHECK((in.before == 0 && in.after == 1));
  CHECK(along({Point(0, 0), Point(0.3, 2)}).out == Sides{0, 0, 0, 1});
  CHECK(along({Point(0, 0), Point(0.3, -2)}).out == Sides{0, 0, 1, 0});
  CHECK(along({Point(2, 0.2), Point(0.9, 0.2)}).in == Sides{0, 1, 0, 0});
  // Right through within one step, over a corner, beside it, and to and fro.
  const BoxCrossings through = along({Point(-2, 0), Point(2, 0.1)});
  CHECK((through.in == Sides{1, 0, 0, 0} && through.out == Sides{0, 1, 0, 0}));
  CHECK(through.net == std::vector<int>{0});
  const BoxCrossings corner = along({Point(-1.3, 0), Point(-0.5, 0.8)});
  CHECK((corner.in == Sides{1, 0, 0, 0} && corner.out == Sides{0, 0, 0, 1}));
  CHECK(along({Point(-1.8, 0), Point(-0.8, 1)}).in == Sides{});
  CHECK(along({Point(-2, 2), Point(2, 2)}).in == Sides{});
  const BoxCrossings fro = along({Point(0, 0), Point(2, 0), Point(0, 0), Point(0, -1)});
  CHECK((fro.in == Sides{0, 1, 0, 0} && fro.out == Sides{0, 1, 1, 0}));
}

TEST_CASE("what came in, less what went out, is by how many more are inside: on the edges too") {
  Random random(4);
  std::vector<Batch<float>> states;
  for (int k = 0; k < 30; ++k) {
    Batch<float> x(500, 2);
    // On a lattice whose lines are the box's sides: many places lie on them.
    for (float& v : x.reshaped()) v = float(random.below(13)) / 4 - 1.5f;
    states.push_back(x);
  }
  const BoxCrossings count = box_crossings(states, box);
  long in = 0, out = 0, net = 0;
  for (std::size_t side = 0; side < 4; ++side) in += count.in[side], out += count.out[side];
  for (int n : count.net) net += n;
  CHECK(in - out == count.after - count.before);
  CHECK(net == count.after - count.before);
  CHECK(in > 1000);
  for (std::size_t side = 0; side < 4; ++side) CHECK((count.in[side] > 0 && count.out[side] > 0));
  // Backward in time what came in goes out, by the same sides.
  const BoxCrossings back =
      box_crossings(std::vector<Batch<float>>(states.rbegin(), states.rend()), box);
  CHECK(back.before == count.after);
  for (std::size_t k = 0; k < count.net.size(); ++k) CHECK(back.net[k] == -count.net[k]);
  states.resize(1);
  CHECK_THROWS_WITH(box_crossings(states, box), Catch::Contains("at least two"));
}
