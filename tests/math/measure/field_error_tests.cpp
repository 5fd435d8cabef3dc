#include "catch.hpp"
#include "fm/exact/fields.hpp"
#include "fm/measure/field_error.hpp"

using namespace fm;

TEST_CASE("a field's error is a weighted root mean square, blind where nothing passes") {
  Batch<float> v(3, 2), u(3, 2);
  v << 3, 4, 1, 1, 9, 9;
  u << 0, 0, 1, 0, 0, 0;
  const FieldError e = field_error(v, u, {1, 3, 0});
  CHECK(e.each[0] == 5);
  CHECK(e.each[1] == 1);
  CHECK(e.rms == Approx(std::sqrt((25. + 3) / 4)).epsilon(1e-15));
  u(2, 0) = std::numeric_limits<float>::quiet_NaN(); // at weight 0
  CHECK(field_error(v, u, {1, 3, 0}).rms == e.rms);
  CHECK(std::isnan(field_error(v, u, {0, 0, 0}).rms));
  CHECK(field_error(v, v, {1, 1, 1}).rms == 0);
  CHECK_THROWS_AS(field_error(v, u, {1, 2}), Error);
  CHECK_THROWS_WITH(field_error(v, u, {1, -2, 0}), Catch::Contains("at least 0"));
}

TEST_CASE("an average over squares is compared where something passes, by the pairs in it") {
  Batch<float> mean(4, 2), exact(4, 2);
  mean << 3, 4, 1, 1, 0, 7, 9, 9;
  exact << 0, 0, 1, 0, 0, 0, 0, 0;
  const float never = -std::numeric_limits<float>::infinity();
  CHECK(bin_error(mean, exact, {1, 3, 0, 8}, {-2, 0, -1, never}) ==
        Approx(std::sqrt((25. + 3) / 4)).epsilon(1e-15));
  CHECK(std::isnan(bin_error(mean, exact, {0, 0, 0, 8}, {-2, 0, -1, never})));
  CHECK_THROWS_AS(bin_error(mean, exact, {1, 3, 0, 8}, {-2, 0}), Error);
}

TEST_CASE("the largest speed is that of the places that are shown") {
  Batch<float> v(3, 2);
  v << 3, -4, 1, 1, 30, 40;
  CHECK(largest_speed(v, {0.1f, 1, 0.05f}, 0.1f) == 5);
  CHECK(largest_speed(v, {1, 1, 1}, 0.1) == 50);
  CHECK(largest_speed(v, {0, 0, 0}, 0.1) == 0);
  CHECK_THROWS_AS(largest_speed(v, {1, 1}, 0.1), Error);
}

TEST_CASE("the density beside its peak does not depend on its unit, and fades to nothing") {
  const double never = -std::numeric_limits<double>::infinity();
  const std::vector<double> p = relative_density({-1000, -1001, never});
  CHECK(p[0] == 1);
  CHECK(p[1] == Approx(std::exp(-1.)).epsilon(1e-14));
  CHECK(p[2] == 0);
  CHECK(relative_density({never, never}) == std::vector<double>{0, 0});
  CHECK(presence(1) == 1);
  CHECK(presence(std::exp(-0.8)) == Approx(1).epsilon(1e-14));
  CHECK(presence(std::exp(-4.8)) == Approx(0.5).epsilon(1e-14));
  CHECK(presence(std::exp(-8.81)) == 0);
  CHECK(presence(0) == 0);
}

TEST_CASE("what is not a number is never taken for 0") {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN(),
                   infinity = std::numeric_limits<double>::infinity();
  const float nothing = std::numeric_limits<float>::quiet_NaN();
  Batch<float> v(3, 2);
  v << 3, -4, nothing, 1, 30, 40;
  CHECK(std::isnan(largest_speed(v, {1, 1, 1}, 0.1)));
  CHECK(largest_speed(v, {1, 0, 1}, 0.1) == 50); // not shown
  CHECK_THROWS_WITH(largest_speed(v, {1, nothing, 1}, 0.1), Catch::Contains("how clear"));
  CHECK_THROWS_WITH(relative_density({-1, nan}), Catch::Contains("log density"));
  CHECK_THROWS_WITH(relative_density({-1, infinity}), Catch::Contains("log density"));
  CHECK(std::isnan(presence(nan)));
  CHECK(presence(infinity) == 1);
  Batch<float> u = Batch<float>::Zero(3, 2);
  CHECK(std::isnan(field_error(v, u, {1, 1, 1}).rms));
  CHECK_THROWS_WITH(bin_error(v, u, {1, 1, 1}, {-1, nothing, -1}), Catch::Contains("log density"));
  CHECK(std::isnan(bin_error(v, u, {1, 1, 1}, {-1, -1, -1})));
}

TEST_CASE("a field is what its marginal says, at many places as at one") {
  Random random(2);
  const Batch<float> points = sample<float>(Distribution::moons, 50, random),
                     x = sample<float>(Distribution::gaussian, 30, random);
  const AnySchedule schedule = AnySchedule::of(ScheduleKind::cosine, 0);
  PointField cloud(points, Distribution::eight_gaussians, schedule);
  MixtureField modes(GaussianMixture::standard(), GaussianMixture::of(narrow_ring), schedule);
  for (ExactField* field : {static_cast<ExactField*>(&cloud), static_cast<ExactField*>(&modes)}) {
    std::vector<float> log_p(30);
    const Batch<float> u = field->velocity(x, 0.6, log_p.data());
    CHECK(u == field->velocity(x, 0.6, nullptr));
    for (Eigen::Index i = 0; i < 30; ++i) { // to a float's rounding
      const Marginal at = field->at(Point(x.row(i).cast<double>().transpose()), 0.6);
      CHECK((u.row(i).cast<double>().transpose() - at.velocity).norm() <
            1e-6 * (1 + at.velocity.norm()));
      CHECK(double(log_p[std::size_t(i)]) == Approx(at.log_density).epsilon(1e-6));
    }
    CHECK(field->weights().size() == (field == &cloud ? 50u : 16u));
  }
  CHECK(modes.from_normal());
  CHECK(!cloud.from_normal());
  CHECK(modes.cost() == 1600);
}
