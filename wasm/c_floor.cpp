// What a perfect network's loss is between mixtures.
#include "border.hpp"

#include "fm/exact/blurred.hpp"
#include "fm/exact/floor.hpp"

using namespace fm;
using namespace fm::border;

int fm_mixture_floor(int source_count, const double* source, int count, const double* components,
                     double share, int kind, double parameter, int nodes, double* out) noexcept {
  return status([&] {
    require_buffer(1, out);
    const double pairs = double(source_count) * count;
    const double evaluations = pairs * pairs * nodes * nodes * nodes;
    FM_REQUIRE(evaluations <= 3e7, "that many components and nodes take too long: ask for fewer");
    out[0] = irreducible_loss(CoupledMixtures::between(mixture_of(source_count, source),
                                                       mixture_of(count, components), share),
                              schedule(kind, parameter), nodes);
  });
}

int fm_blurred_floor(int count, const double* components, double width, int kind, double parameter,
                     int nodes, double* out) noexcept {
  return status([&] {
    require_buffer(1, out);
    const double evaluations = double(count) * count * nodes * nodes * nodes;
    FM_REQUIRE(evaluations <= 3e7, "that many components and nodes take too long: ask for fewer");
    out[0] = irreducible_loss(mixture_of(count, components),
                              Blurred<AnySchedule>{schedule(kind, parameter), width}, nodes);
  });
}
