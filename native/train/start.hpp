// Training that begins at published weights, also those of a network with one scale less.
#pragma once

#include "train/checkpoint.hpp"

namespace fm {

// Puts the tensors of a safetensors file into a fresh state. Those that the file lacks keep their
// first values, but for the last of a third scale, which becomes zero: so a network that is given
// one begins as what it was without. Throws fm::Error when the file does not fit.
void begin_from(TrainState& state, const std::string& safetensors);

} // namespace fm
