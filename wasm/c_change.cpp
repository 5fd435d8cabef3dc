// A field under another schedule than its own.
#include "field.hpp"

#include "fm/path/any_schedule.hpp"
#include "fm/path/schedule_change.hpp"

using namespace fm;
using namespace fm::border;

namespace {

struct ChangedField final : fm_field {
  fm_field& inner;
  ChangedField(fm_field& field, AnySchedule to) : fm_field(to), inner(field) {}
  Batch<float> velocity(const Batch<float>& x, double t) override {
    const auto v = [&](const Batch<float>& at, double time) { return inner.velocity(at, time); };
    return ScheduleChange<AnySchedule, AnySchedule>{inner.schedule, schedule}.velocity(v, x, t);
  }
  std::pair<Batch<float>, Vjp> linearise(const Batch<float>&, double) override {
    throw Error("divergence and likelihood are asked of the field under its own schedule: the "
                "likelihood of data does not depend on it");
  }
  bool from_normal() const override { return inner.from_normal(); }
  bool independent() const override { return inner.independent(); }
  double cost() const override { return inner.cost(); }
};

} // namespace

fm_field* fm_field_under(fm_field* field, int kind, double parameter) noexcept {
  return guarded(static_cast<fm_field*>(nullptr), [&] {
    FM_REQUIRE(field, "there is no field: create one first");
    return new ChangedField(*field, schedule(kind, parameter));
  });
}
