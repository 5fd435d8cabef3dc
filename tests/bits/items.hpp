// What one seed gives, as digests: everything that a picture or a decision on a page depends on,
// asked for through the interface that the pages use. The same on every machine, with every
// compiler, in every browser: frozen.txt.
#pragma once

#include "../../wasm/api.h"
#include "digest.hpp"
#include "fm/base/require.hpp"
#include "fm/ode/tableau.hpp"
#include "fm/path/any_schedule.hpp"

#include <map>
#include <string>
#include <vector>

namespace bits {

using Floats = std::vector<float>;
using Doubles = std::vector<double>;

inline constexpr double parameters[] = {0, 3, 0, 0, 0}; // of each schedule

class Items {
public:
  Items();
  // Name and digest of each.
  const std::map<std::string, std::string>& all() const { return all_; }

private:
  static constexpr int n = 500;
  static constexpr double box_[4] = {-3, -3, 3, 3};
  std::map<std::string, std::string> all_;
  Floats noise_ = sample(FM_DISTRIBUTION_GAUSSIAN, 1), moons_ = sample(FM_DISTRIBUTION_MOONS, 2);
  std::vector<int> labels_ = std::vector<int>(n);

  static void ask(int status) { FM_REQUIRE(status >= 0, fm_last_error()); }
  template <class... V> void keep(const std::string& name, const V&... values) {
    Digest digest;
    (digest.add(values), ...);
    const bool is_new = all_.emplace(name, digest.text()).second;
    FM_REQUIRE(is_new, "two items have one name");
  }
  static std::string numbered(const char* what, int i) {
    return std::string(what) + " " + std::to_string(i);
  }

  static Floats sample(int distribution, std::uint32_t seed, int* labels = nullptr) {
    Floats x(2 * n);
    ask(fm_sample(distribution, n, seed, 0, x.data(), labels));
    return x;
  }
  void data();
  void schedules();
  void paths();
  void fields();
  void solvers(fm_field* field, const std::string& of);
  void training();
  void transport();
  void pictures();
};

inline Items::Items() {
  data();
  schedules();
  paths();
  fields();
  training();
  transport();
  pictures();
}

} // namespace bits

#include "items_of_fields.hpp"
#include "items_of_networks.hpp"
#include "items_of_paths.hpp"
#include "items_of_pictures.hpp"
#include "items_of_points.hpp"
#include "items_of_transport.hpp"
