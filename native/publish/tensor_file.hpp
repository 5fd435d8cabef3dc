// The tensors of a module as a safetensors file, and back.
#pragma once

#include "model/flow.hpp"

#include <filesystem>
#include <string>

namespace fm {

// Tensors as F16, each under its name. Throws fm::Error when one does not fit.
using NamedTensors = std::vector<std::pair<std::string, torch::Tensor>>;
std::string half_safetensors(const NamedTensors& tensors);
// Every parameter, and those of a flow as they are published: the network's, and decoder.* of
// latents.
NamedTensors tensors_of(const torch::nn::Module& module, const std::string& prefix = "");
NamedTensors tensors_of(const Flow& flow);
// Every parameter.
std::string half_safetensors(const torch::nn::Module& module);

// Reads every parameter of `module` from the bytes of such a file (F16 or F32). Throws fm::Error
// when one is missing, superfluous, of another shape or not finite.
void read_safetensors(torch::nn::Module& module, const std::string& bytes);

// A published network. Beside a manifest.json that names the file, its digest must be the one
// there. Throws fm::Error.
Flow load_weights(const std::filesystem::path& path);

} // namespace fm
