#include "catch.hpp"
#include "fm/base/random.hpp"
#include "fm/path/any_schedule.hpp"
#include "fm/path/convert.hpp"
#include "fm/path/path.hpp"

using namespace fm;

namespace {
using Q = Quantity;
constexpr Q all[] = {Q::velocity, Q::data, Q::noise, Q::score};
} // namespace

TEST_CASE("every conversion says what the pair itself says, under every schedule") {
  const double x_0 = -0.7, x_1 = 1.9;
  for (int k = 0; k < int(schedule_names.size()); ++k) {
    const AnySchedule schedule = AnySchedule::of(ScheduleKind(k), k == 1 ? 2 : 0);
    for (double t : {0.05, 0.5, 0.95}) {
      const auto s = schedule(t);
      const auto path = AffinePath<AnySchedule>{schedule}.sample(x_0, x_1, t);
      const double value[] = {path.u_t, x_1, x_0, -x_0 / s.sigma};
      for (Q from : all)
        for (Q to : all) {
          INFO(schedule_names[std::size_t(k)] << " at " << t << ": "
                                              << quantity_names[std::size_t(from)] << " to "
                                              << quantity_names[std::size_t(to)]);
          const double there = convert(from, to, s, path.x_t, value[std::size_t(from)]);
          CHECK(there == Approx(value[std::size_t(to)]).epsilon(1e-10));
          CHECK(convert(to, from, s, path.x_t, there) ==
                Approx(value[std::size_t(from)]).epsilon(1e-10)); // and back
        }
    }
  }
}

TEST_CASE("batches convert row by row, each at its own time") {
  Random random(1);
  Batch<double> x(5, 2), v(5, 2);
  Times<double> t(5);
  for (Eigen::Index i = 0; i < 5; ++i) {
    t[i] = 0.1 + 0.8 * random.uniform();
    for (Eigen::Index j = 0; j < 2; ++j) x(i, j) = random.normal(), v(i, j) = random.normal();
  }
  const Batch<double> score = convert(Q::velocity, Q::score, CondOT{}(t), x, v);
  for (Eigen::Index i = 0; i < 5; ++i)
    CHECK(score(i, 1) == Approx((t[i] * v(i, 1) - x(i, 1)) / (1 - t[i])).epsilon(1e-13));
}

TEST_CASE("a conversion without an answer is refused with the reason; the finite ones go through") {
  const auto start = CondOT{}(0.), end = CondOT{}(1.);
  CHECK_THROWS_WITH(conversion(Q::velocity, Q::score, end),
                    Catch::Contains("sigma = 0: stop short of the data"));
  CHECK_THROWS_WITH(conversion(Q::data, Q::velocity, end), Catch::Contains("sigma = 0"));
  CHECK_THROWS_WITH(conversion(Q::data, Q::noise, end), Catch::Contains("sigma = 0"));
  CHECK_THROWS_WITH(conversion(Q::noise, Q::score, end), Catch::Contains("sigma = 0"));
  CHECK_THROWS_WITH(conversion(Q::noise, Q::velocity, start),
                    Catch::Contains("alpha = 0: leave the noise"));
  CHECK_THROWS_WITH(conversion(Q::noise, Q::data, start), Catch::Contains("alpha = 0"));
  CHECK_THROWS_WITH(conversion(Q::score, Q::velocity, start), Catch::Contains("alpha = 0"));
  CHECK_THROWS_WITH(conversion(Q::velocity, Q::data, VariancePreserving{}(1.)),
                    Catch::Contains("slope is infinite here: stop short"));
  CHECK_THROWS_WITH(conversion(Q::velocity, Q::data, Polynomial{2}(0.)),
                    Catch::Contains("d_alpha sigma - d_sigma alpha = 0"));
  // Velocity gives data and noise at both ends.
  CHECK(convert(Q::velocity, Q::data, end, 3., 2.) == 3);
  CHECK(convert(Q::velocity, Q::data, start, 3., 2.) == 5);
  CHECK(convert(Q::velocity, Q::noise, start, 3., 2.) == 3);
  CHECK(convert(Q::velocity, Q::noise, end, 3., 2.) == 1);
  CHECK(convert(Q::score, Q::noise, end, 3., 2.) == 0);
  Times<double> t(2);
  t << 0.5, 1; // one bad row spoils the batch
  CHECK_THROWS_AS(conversion(Q::velocity, Q::score, CondOT{}(t)), Error);
}

TEST_CASE("a conversion whose coefficients overflow is refused, not answered with NaN") {
  // Reversed, sigma = t: a float holds sigma = 1e-22, but not 1 / sigma^2 = 1e44.
  const Reversed<CondOT> reversed{};
  const float x = 0.3f, x_1 = 0.2f;
  for (const float t : {1e-22f, 1e-30f, 1e-40f})
    CHECK_THROWS_WITH(convert(Q::data, Q::score, reversed(t), x, x_1),
                      Catch::Contains("score cannot be had from data") &&
                          Catch::Contains("so near this end"));
  Times<float> two(2);
  two << 0.5f, 1e-22f; // one bad row spoils the batch
  CHECK_THROWS_WITH(conversion(Q::data, Q::score, reversed(two)), Catch::Contains("so near"));
  for (const float t : {1e-15f, 1e-10f, 1e-3f})
    CHECK(convert(Q::data, Q::score, reversed(t), x, x_1) ==
          Approx(((1 - double(t)) * double(x_1) - double(x)) / (double(t) * double(t)))
              .epsilon(1e-5));
  CHECK(convert(Q::data, Q::score, reversed(1e-22), 0.3, 0.2) == Approx(-0.1e44));
  CHECK_THROWS_WITH(convert(Q::data, Q::score, reversed(1e-200), 0.3, 0.2),
                    Catch::Contains("so near this end"));
  // No finite coefficient meets a value, up to a million, that makes inf - inf of it.
  for (float t = 1; t > 0; t /= 2)
    for (Q from : all)
      for (Q to : all)
        for (const auto& s : {reversed(t), CondOT{}(t)}) {
          float found = 0;
          try {
            found = convert(from, to, s, 1e6f, 1e6f);
          } catch (const Error&) {
          }
          CHECK(std::isfinite(found));
        }
}
