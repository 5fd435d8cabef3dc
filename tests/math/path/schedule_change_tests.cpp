#include "catch.hpp"
#include "fm/path/schedule_change.hpp"

using namespace fm;

TEST_CASE(
    "a change to a noise level that was never learned says so, and says which side to go to") {
  // sigma_min = 0.1 ends with log SNR 2 log 10: CondOT{0} has less noise from t = 0.909 on.
  const ScheduleChange<CondOT, CondOT> cleaner{{0.1}, {0}};
  CHECK(cleaner.at(0.9).t < 1);
  CHECK(cleaner.at(0.9).t == Approx(1 / (1. / 9 + 0.9)));
  for (const double r : {0.92, 0.99, 1.})
    CHECK_THROWS_WITH(cleaner.at(r),
                      Catch::Contains("less noise") && Catch::Contains("ever learned"));
  // Variance preserving begins with a little data, alpha = e^-5.025.
  const ScheduleChange<VariancePreserving, CondOT> noisier{};
  CHECK(noisier.at(0.01).t > 0);
  for (const double r : {0., 1e-10, 0.006})
    CHECK_THROWS_WITH(noisier.at(r),
                      Catch::Contains("more noise") && Catch::Contains("ever learned"));
  // The same in the other convention of time.
  const ScheduleChange<CondOT, Reversed<CondOT>> reversed{{0.1}, {{0}}};
  CHECK(reversed.at(0.1).t == Approx(cleaner.at(0.9).t));
  CHECK_THROWS_WITH(reversed.at(0.05), Catch::Contains("less noise"));
  const ScheduleChange<Reversed<VariancePreserving>, CondOT> back{};
  CHECK(back.at(0.01).t == Approx(1 - noisier.at(0.01).t));
  CHECK_THROWS_WITH(back.at(0.006), Catch::Contains("more noise"));
  CHECK_THROWS_WITH((ScheduleChange<VariancePreserving, CondOT>{}.at(NAN)),
                    Catch::Contains("in [0, 1]"));
  // A schedule reaches its own ends, though its inverse rounds.
  for (const double sigma_min : {0.1, 0.3, 1e-3})
    CHECK(ScheduleChange<CondOT, CondOT>{{sigma_min}, {sigma_min}}.at(1).t == Approx(1));
}
