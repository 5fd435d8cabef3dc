// Publishing: the averaged weights as safetensors F16, and their entry in manifest.json.
#pragma once

#include "data/mnist.hpp"
#include "train/checkpoint.hpp"

namespace fm {

// Lower-case hexadecimal SHA-256.
std::string sha256(const std::string& bytes);

// Writes `<folder>/<name>.safetensors` and adds or replaces the entry `name` of
// `<folder>/manifest.json`: digest, architecture, schedule, training, metrics, and a parity fixture
// (inputs by seed and the outputs that the published, rounded weights give). Throws fm::Error.
void export_weights(TrainState& state, const Mnist& test, const std::filesystem::path& folder,
                    const std::string& name);

} // namespace fm
