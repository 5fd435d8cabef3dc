// What exact fields refuse of themselves, whoever calls them.
#include "catch.hpp"
#include "fm/exact/bins.hpp"
#include "fm/exact/fields.hpp"
#include "fm/exact/floor.hpp"

using namespace fm;

namespace {
const GaussianMixture normal = GaussianMixture::standard();
GaussianMixture doubled() {
  GaussianMixture g = normal;
  g.components.push_back(g.components[0]);
  return g;
}
Batch<float> places(Eigen::Index n, Eigen::Index d = 2) { return Batch<float>::Ones(n, d); }
} // namespace

TEST_CASE("weights that do not sum to 1 make no marginal field and no floor") {
  std::vector<double> w;
  const auto refused = Catch::Contains("sum to 1");
  for (const auto& [source, data] : {std::pair{normal, doubled()}, std::pair{doubled(), normal}}) {
    CHECK_THROWS_WITH(mixture_marginal(source, data, CondOT{}, Point(0, 0), 0.5, w), refused);
    CHECK_THROWS_WITH(mixture_at(source, data, CondOT{}, 0.5), refused);
    CHECK_THROWS_WITH(MixtureField(source, data, AnySchedule{}), refused);
    CHECK_THROWS_WITH(irreducible_loss(source, data, CondOT{}, 4), refused);
  }
  CHECK_THROWS_AS(MixtureField({}, normal, AnySchedule{}), Error);
}

TEST_CASE("a marginal field has no value outside [0, 1], in none of its forms") {
  std::vector<double> w;
  MixtureField mixture(normal, normal, AnySchedule{});
  PointField points(places(3), Distribution::gaussian, AnySchedule{});
  const auto refused = Catch::Contains("t lies in [0, 1]");
  for (double t : {-0.5, 1.5, double(NAN)}) {
    CHECK_THROWS_WITH(mixture_marginal(normal, normal, LinearVP{}, Point(0, 0), t, w), refused);
    CHECK_THROWS_WITH(mixture.velocity(places(2), t, nullptr), refused);
    CHECK_THROWS_WITH(points.velocity(places(2), t, nullptr), refused);
    CHECK_THROWS_WITH(points.at(Point(0, 0), t), refused);
  }
}

TEST_CASE("a data set without points, with infinite ones, or of another space has no posterior") {
  std::vector<double> w;
  const auto ask = [&](const Batch<float>& data) {
    return point_set_marginal(data, Distribution::gaussian, CondOT{}, Point(0, 0), 0.5, w);
  };
  Batch<float> lost = places(3);
  lost(1, 0) = NAN;
  CHECK_THROWS_WITH(ask(places(0)), Catch::Contains("the data set is empty"));
  CHECK_THROWS_WITH(ask(lost), Catch::Contains("not finite"));
  CHECK_THROWS_WITH(ask(places(3, 1)), Catch::Contains("the plane"));
  CHECK_THROWS_WITH(PointPosterior(places(3, 1), Distribution::gaussian),
                    Catch::Contains("the plane"));
  PointField field(places(3), Distribution::gaussian, AnySchedule{});
  CHECK_THROWS_WITH(field.velocity(places(3, 1), 0.5, nullptr), Catch::Contains("the plane"));
  MixtureField mixture(normal, normal, AnySchedule{});
  CHECK_THROWS_WITH(mixture.velocity(places(3, 1), 0.5, nullptr), Catch::Contains("the plane"));
  CHECK_THROWS_WITH(partner(places(3), 0, CondOT{}(1.), Point(0, 0)), Catch::Contains("noise"));
}

TEST_CASE("squares tile a finite width, and average one velocity a point") {
  for (double half_width : {0., -1., double(NAN), double(INFINITY)}) {
    CHECK_THROWS_WITH(bin_centres(2, half_width), Catch::Contains("half width"));
    CHECK_THROWS_WITH(bin_average(places(3), places(3), 2, half_width),
                      Catch::Contains("half width"));
  }
  CHECK_THROWS_WITH(bin_average(places(3), places(2), 2, 4), Catch::Contains("one velocity"));
  CHECK_THROWS_WITH(bin_average(places(3, 1), places(3, 1), 2, 4), Catch::Contains("one velocity"));
}
