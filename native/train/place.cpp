#include "train/place.hpp"

#include "fm/base/require.hpp"

#include <charconv>
#include <cstdlib>

namespace fm {

namespace {

std::string variable(const char* name) {
  const char* set = std::getenv(name);
  return set ? set : "";
}

std::string required(const char* name) {
  const std::string set = variable(name);
  FM_REQUIRE(!set.empty(), "a run of several processes needs the environment variable " +
                               std::string(name) +
                               ": start it by torchrun --no-python, which sets it, or unset RANK "
                               "and WORLD_SIZE to train in one process");
  return set;
}

int number(const char* name, const std::string& text, int least, int most) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  FM_REQUIRE(error == std::errc() && end == text.data() + text.size() && value >= least &&
                 value <= most,
             "the environment variable " + std::string(name) + " is a whole number from " +
                 std::to_string(least) + " to " + std::to_string(most) + ", not '" + text + "'");
  return value;
}

} // namespace

Place place_in_environment() {
  Place place;
  if (variable("RANK").empty() && variable("WORLD_SIZE").empty()) return place;
  constexpr int many = 1 << 16;
  place.size = number("WORLD_SIZE", required("WORLD_SIZE"), 1, many);
  place.rank = number("RANK", required("RANK"), 0, place.size - 1);
  place.address = required("MASTER_ADDR");
  place.port = std::uint16_t(number("MASTER_PORT", required("MASTER_PORT"), 1, 65535));
  if (const std::string set = variable("LOCAL_RANK"); !set.empty())
    place.local_rank = number("LOCAL_RANK", set, 0, many);
  place.hosted = variable("TORCHELASTIC_USE_AGENT_STORE") == "True";
  if (const std::string set = variable("TORCHELASTIC_RESTART_COUNT"); !set.empty())
    place.attempt = set;
  return place;
}

} // namespace fm
