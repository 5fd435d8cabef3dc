// Reflow (Liu et al. 2023, Flow Straight and Fast): the coupling that a trained flow makes.
#pragma once

#include "data/examples.hpp"
#include "sample/sample.hpp"

namespace fm {

// n pairs of noise and the digit that the flow carries it to, labels 0 to 9 and none in turn. With
// guidance in the options the pairs hold it, and a network that is trained on them needs none. A
// function of the options' seed. `on_batch` hears how many there are. Throws fm::Error, also for a
// flow of latents, and for one whose base is informed: what learns pairs is sampled from unit
// noise.
Examples reflow_pairs(Flow flow, const SampleOptions& options, std::int64_t n,
                      const std::function<void(std::int64_t)>& on_batch = {});

} // namespace fm
