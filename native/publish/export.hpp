// Publishing: the averaged weights (and the decoder of latents) as safetensors F16, and their entry
// in manifest.json.
#pragma once

#include "data/examples.hpp"
#include "train/checkpoint.hpp"

namespace fm {

// Writes `<folder>/<name>-<first 16 digits of its SHA-256>.safetensors`, then adds or replaces the
// entry `name` of `<folder>/manifest.json`: file, digest, architecture, schedule, training,
// metrics, and a parity fixture (inputs by seed and the outputs that the published, rounded weights
// give). At every moment the manifest names a whole file; what no entry names any more is removed
// last. Throws fm::Error, also when another process publishes into the folder, and for
// a run whose base is informed.
void export_weights(TrainState& state, const Examples& test, const std::filesystem::path& folder,
                    const std::string& name);

} // namespace fm
