// The numbers of `fm eval`, for programs and for people.
#pragma once

#include "eval/evaluate.hpp"
#include "eval/likelihood.hpp"

#include <nlohmann/json.hpp>
#include <string>

namespace fm {

// {"judges": .., "floor": .., "rows": [..]}: NaN becomes null.
nlohmann::json report_json(const nlohmann::json& judges, const Reference& reference,
                           const std::vector<Quality>& rows, std::uint64_t seed);

// A Markdown table: first a row for the test images, then one for each setting.
std::string report_head(const Reference& reference);
std::string report_row(const Quality& row, const Reference& reference);

// Bits per dimension: a JSON object, and a sentence.
nlohmann::json likelihood_json(const Likelihood& likelihood);
std::string likelihood_sentence(const Likelihood& likelihood);

} // namespace fm
