// Every function of the interface with arguments from a script, each buffer as long as api.h says
// and no longer.
#pragma once

#include "fields.hpp"
#include "networks.hpp"
#include "paths.hpp"
#include "pictures.hpp"
#include "solvers.hpp"
#include "transport.hpp"

namespace fuzz {

// All of them, by name.
inline const Calls& all_calls() {
  static const Calls calls = [] {
    Calls all;
    add_data(all);
    add_paths(all);
    add_fields(all);
    add_solvers(all);
    add_networks(all);
    add_transport(all);
    add_pictures(all);
    return all;
  }();
  return calls;
}

} // namespace fuzz
