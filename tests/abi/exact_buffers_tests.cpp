// The C interface with buffers that are exactly as long as api.h says: the sanitizers see whatever
// goes beyond.
#include "../fuzz/play.hpp"
#include "catch.hpp"

#include <set>

TEST_CASE("every function keeps to the buffers that api.h gives it, and says why it refuses") {
  std::set<std::string> names;
#define FM_CALL(name) names.insert(#name);
#define FM_CREATE(name, destroy) names.insert(#name);
#include "api_list.hpp"
#undef FM_CALL
#undef FM_CREATE
  for (const std::string& name : names) {
    INFO(name << " has no call in tests/fuzz");
    CHECK(fuzz::all_calls().count(name) == 1);
  }
  CHECK(fuzz::all_calls().size() == names.size());

  fm::Random random(1);
  std::map<std::string, int> accepted;
  const auto random_bytes = [&] {
    std::vector<std::uint8_t> bytes(400);
    for (std::uint8_t& b : bytes) b = std::uint8_t(random.bits() >> 24);
    return bytes;
  };
  for (int round = 0; round < 300; ++round) {
    // What lives, for those that need it.
    const std::vector<std::uint8_t> bytes = random_bytes();
    fuzz::Script script(bytes.data(), bytes.size());
    fuzz::Live live;
    for (const char* maker : {"fm_trainer_create", "fm_trainer_create", "fm_field_of_points",
                              "fm_field_of_mixture", "fm_field_of_trainer"})
      for (int tries = 0; tries < 3; ++tries) fuzz::all_calls().at(maker)(script, live);
    for (const auto& [name, call] : fuzz::all_calls()) {
      const std::vector<std::uint8_t> own = random_bytes();
      fuzz::Script arguments(own.data(), own.size());
      const int status = call(arguments, live);
      fuzz::check(name, status);
      accepted[name] += status >= 0;
    }
  }
  for (const auto& [name, times] : accepted)
    // Those of digits want a network, which comes from a file.
    if (name.rfind("fm_unet", 0) != 0 && name.rfind("fm_classifier", 0) != 0) {
      INFO(name << " was never let through");
      CHECK(times >= 1);
    }
}

TEST_CASE("random scripts of calls end without a fault") {
  fm::Random random(2);
  for (int round = 0; round < 400; ++round) {
    std::vector<std::uint8_t> bytes(random.below(600));
    for (std::uint8_t& b : bytes) b = std::uint8_t(random.bits() >> 24);
    fuzz::play(bytes.data(), bytes.size());
  }
}
