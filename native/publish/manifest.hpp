// manifest.json: the list of published networks that stands beside their files.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>

namespace fm {

// An empty list where there is no file. Throws fm::Error when it is not a manifest of version 1.
nlohmann::json read_manifest(const std::filesystem::path& folder);
void write_manifest(const std::filesystem::path& folder, const nlohmann::json& manifest);

// Adds what `fm eval` measured of a published file (the rows of report_json) to its entry in the
// manifest beside it, under metrics.quality: a row of the same setting is replaced. Rows that other
// judges measured are dropped. Throws fm::Error when the manifest does not name the file.
void record_quality(const std::filesystem::path& weights, const nlohmann::json& report);

} // namespace fm
