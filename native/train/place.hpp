// Where a process stands among those of its run.
#pragma once

#include <cstdint>
#include <string>

namespace fm {

struct Place {
  int rank = 0, size = 1; // of all processes
  int local_rank = 0;     // among those of this machine: the GPU it takes
  std::string address;    // of the store that they meet at
  std::uint16_t port = 0;
  bool hosted = false; // by torchrun; otherwise rank 0 hosts it
  std::string attempt = "0";

  bool hosts() const { return rank == 0 && !hosted; }
};

// As torchrun tells it: RANK, WORLD_SIZE, LOCAL_RANK, MASTER_ADDR, MASTER_PORT, and, where its
// agent hosts the store or it starts a run again, TORCHELASTIC_USE_AGENT_STORE and
// TORCHELASTIC_RESTART_COUNT. Without RANK and WORLD_SIZE a process is alone. Throws fm::Error that
// names the variable that is missing or wrong.
Place place_in_environment();

} // namespace fm
