// What schedules, paths, times and losses refuse of themselves, whoever calls them.
#include "catch.hpp"
#include "fm/path/any_schedule.hpp"
#include "fm/path/blend.hpp"
#include "fm/path/guidance.hpp"
#include "fm/path/loss.hpp"
#include "fm/path/path.hpp"
#include "fm/path/schedule_change.hpp"
#include "fm/path/times.hpp"

using namespace fm;

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();

std::vector<AnySchedule> schedules() {
  using K = ScheduleKind;
  std::vector<AnySchedule> all{AnySchedule::of(K::cond_ot, 0),
                               AnySchedule::of(K::cond_ot, 0.1),
                               AnySchedule::of(K::cond_ot, 0.7),
                               AnySchedule::of(K::polynomial, 3),
                               AnySchedule::of(K::linear_vp, 0),
                               AnySchedule::of(K::cosine, 0),
                               AnySchedule::of(K::variance_preserving, 0)};
  for (std::size_t i = all.size(); i-- > 0;) {
    all.push_back(all[i]);
    all.back().reversed = true;
  }
  return all;
}
std::string name(const AnySchedule& s) {
  return std::string(schedule_names[s.kind.index()]) + (s.reversed ? " reversed" : "");
}
} // namespace

TEST_CASE("the time at a ratio of data to noise lies in [0, 1], or there is none") {
  for (const AnySchedule& schedule : schedules()) {
    INFO(name(schedule));
    for (double end : {0., 1.}) // where rounding could leave [0, 1]
      CHECK(time_at(schedule, log_snr(schedule, end)) == Approx(end).margin(1e-12));
    for (double l : {-infinity, -800., -20., -3., 0., 3., 20., 800., infinity}) {
      INFO(l);
      double t = -1;
      try {
        t = time_at(schedule, l);
      } catch (const Error& error) {
        CHECK_THAT(error.what(), Catch::Contains("never has that ratio"));
        continue;
      }
      CHECK(t >= 0);
      CHECK(t <= 1);
    }
    CHECK_THROWS_WITH(time_at(schedule, NAN), Catch::Contains("never has that ratio"));
  }
  // Less noise than sigma_min leaves, and more than 20 betas make.
  CHECK_THROWS_AS(time_at(CondOT{0.1}, infinity), Error);
  CHECK_THROWS_AS(time_at(VariancePreserving{}, -infinity), Error);
  CHECK_THROWS_AS(time_at(VariancePreserving{}, -20), Error);
  // A change of schedule to a noise that is never reached says so.
  CHECK_THROWS_WITH(
      (ScheduleChange<VariancePreserving, CondOT>{}.at(1e-3)),
      Catch::Contains("more noise at this time than the velocity was ever learned at"));
}

TEST_CASE("a schedule has no value outside [0, 1], in float, double and arrays alike") {
  for (const AnySchedule& schedule : schedules()) {
    INFO(name(schedule));
    for (double t : {-0.5, -1e-9, 1 + 1e-9, 1.5, double(NAN), infinity}) {
      INFO(t);
      CHECK_THROWS_WITH(schedule(t), Catch::Contains("t lies in [0, 1]"));
      CHECK_THROWS_AS(log_snr(schedule, t), Error);
      CHECK_THROWS_AS(snr(schedule, t), Error);
      CHECK_THROWS_AS(half_variance_slope(schedule, t), Error);
      Times<double> times = Times<double>::Constant(3, 0.5);
      times[1] = t;
      CHECK_THROWS_AS(schedule(times), Error);
      if (std::isfinite(t) && std::fabs(t) <= 1) continue;
      CHECK_THROWS_AS((ScheduleChange<AnySchedule, AnySchedule>{schedule, {Cosine{}}}.at(t)),
                      Error);
    }
    CHECK_THROWS_AS(schedule(1.5f), Error);
  }
  const AnySchedule straight{CondOT{}};
  CHECK_THROWS_AS((ScheduleChange<AnySchedule, AnySchedule>{straight, straight}.at(NAN)), Error);
}

TEST_CASE("the density of a time outside [0, 1] is not asked for") {
  for (int kind = 0; kind < int(time_names.size()); ++kind)
    for (double t : {-0.5, 1.5, double(NAN), infinity}) {
      INFO(time_names[std::size_t(kind)] << " at " << t);
      const TimeSampler sampler{TimeSampling(kind), 0, 1};
      CHECK_THROWS_WITH(time_density(sampler, t), Catch::Contains("t lies in [0, 1]"));
      CHECK_THROWS_AS(importance_weights(sampler, Times<double>(Times<double>::Constant(1, t))),
                      Error);
    }
}

TEST_CASE(
    "a path has a velocity where its schedule's slopes are finite, and a width of at least 0") {
  for (const AnySchedule& schedule : {AnySchedule{LinearVP{}}, AnySchedule{VariancePreserving{}}}) {
    const AffinePath<AnySchedule> path{schedule};
    CHECK_THROWS_WITH(path.sample(1., 2., 1.), Catch::Contains("slope is infinite here"));
    const Batch<float> x = Batch<float>::Ones(2, 2);
    CHECK_THROWS_AS(path.sample(x, x, Times<float>(Times<float>::Ones(2))), Error);
  }
  for (double sigma : {-0.1, double(NAN), infinity}) {
    CHECK_THROWS_WITH(ConstantSigmaPath{sigma}.sample(1., 2., 0.5, 1.),
                      Catch::Contains("sigma is a number of at least 0"));
    CHECK_THROWS_WITH(BrownianBridgePath{sigma}.sample(1., 2., 0.5, 1.),
                      Catch::Contains("sigma is a number of at least 0"));
  }
}

TEST_CASE("what is added row by row has one shape") {
  const Batch<float> three = Batch<float>::Ones(3, 2), two = Batch<float>::Ones(2, 2), none(0, 2);
  const Times<float> of_three = Times<float>::Constant(3, 0.5f), of_two = of_three.head(2);
  const auto refused = Catch::Contains("shape");
  CHECK_THROWS_WITH(AffinePath<CondOT>{}.sample(three, two, of_three), refused);
  CHECK_THROWS_WITH(AffinePath<CondOT>{}.sample(three, three, of_two), refused);
  CHECK_THROWS_WITH(ConstantSigmaPath{1}.sample(three, three, 0.5, two), refused);
  CHECK_THROWS_WITH(BrownianBridgePath{1}.sample(three, three, 0.5, two), refused);
  CHECK_THROWS_WITH(blend(three, two, 0.5, true), refused);
  CHECK_THROWS_WITH(guide(three, two, 2), refused);
  CHECK_THROWS_WITH(cfm_loss(three, two), refused);
  CHECK_THROWS_WITH(cfm_loss_gradient(three, two), refused);
  CHECK_THROWS_WITH(weighted_smooth_l1(three, two, of_three, 1), refused);
  CHECK_THROWS_WITH(weighted_smooth_l1(three, three, of_two, 1), refused);
  CHECK_THROWS_WITH(cfm_loss(none, none), Catch::Contains("at least one sample"));
  CHECK_THROWS_WITH(weighted_smooth_l1(none, none, Times<float>(0), 1),
                    Catch::Contains("at least one sample"));
}

TEST_CASE("a loss that has no value is refused: beta, and weights that are all 0") {
  for (double beta : {0., -1., double(NAN), infinity})
    CHECK_THROWS_WITH(weighted_smooth_l1(1., 0., 1., beta), Catch::Contains("beta"));
  Times<double> t(2);
  t << 0, 1;
  CHECK_THROWS_WITH(end_weight(t), Catch::Contains("inside (0, 1)"));
  t << 0.5, 2;
  CHECK_THROWS_WITH(end_weight(t), Catch::Contains("t lies in [0, 1]"));
  t << 0.5, NAN;
  CHECK_THROWS_AS(end_weight(t), Error);
  for (double w : {double(NAN), infinity}) {
    CHECK_THROWS_WITH(guide(1., 2., w), Catch::Contains("guidance"));
    CHECK_THROWS_WITH(blend(1., 2., w, false), Catch::Contains("blend"));
  }
}

TEST_CASE("a number of times is at least 0") {
  Random random(1);
  CHECK_THROWS_WITH(sample_times<float>({}, -1, random), Catch::Contains("at least 0"));
}
