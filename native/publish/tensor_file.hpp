// The tensors of a module as a safetensors file, and back.
#pragma once

#include "model/unet.hpp"

#include <filesystem>
#include <string>

namespace fm {

// Every parameter as F16, under its own name. Throws fm::Error when one does not fit.
std::string half_safetensors(const torch::nn::Module& module);

// Reads every parameter of `module` from the bytes of such a file (F16 or F32). Throws fm::Error
// when one is missing, superfluous, of another shape or not finite.
void read_safetensors(torch::nn::Module& module, const std::string& bytes);

// A published network. Beside a manifest.json that names the file, its digest must be the one
// there. Throws fm::Error.
VelocityNet load_weights(const std::filesystem::path& path);

} // namespace fm
