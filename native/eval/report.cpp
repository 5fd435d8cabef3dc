#include "eval/report.hpp"

#include <cmath>
#include <cstdio>

namespace fm {

using nlohmann::json;

json report_json(const json& judges, const Reference& r, const std::vector<Quality>& rows,
                 std::uint64_t seed) {
  json out{{"judges", judges},
           {"seed", seed},
           {"test_images",
            {{"count", r.floor_count},
             {"frechet", r.floor},
             {"accuracy", r.accuracy},
             {"sure", r.sure},
             {"precision", r.precision},
             {"recall", r.recall},
             {"nearest", r.nearest}}},
           {"rows", json::array()}};
  for (const Quality& q : rows)
    out["rows"].push_back({{"solver", q.setting.solver},
                           {"steps", q.steps},
                           {"network_evaluations", q.network_evaluations},
                           {"labels", q.setting.any ? "any" : "class"},
                           {"guidance", q.setting.guidance},
                           {"samples", q.samples},
                           {"frechet", q.frechet},
                           {"times_floor", q.frechet / r.floor},
                           {"accuracy", q.accuracy},
                           {"sure", q.sure},
                           {"precision", q.precision},
                           {"recall", q.recall},
                           {"nearest", q.nearest},
                           {"computed_in", q.half ? "bf16" : "fp32"},
                           {"seconds", q.seconds}});
  return out;
}

namespace {
template <class... Values> std::string line(const char* format, Values... values) {
  char out[512];
  std::snprintf(out, sizeof out, format, values...);
  return out;
}
std::string percent(double share) { return std::isnan(share) ? "" : line("%.1f%%", 100 * share); }
} // namespace

std::string report_head(const Reference& r) {
  return "| samples | solver, steps | network evaluations | guidance | Frechet | times the floor | "
         "as asked | sure | precision | recall | nearest |\n"
         "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n" +
         line("| %lld test images | | | | %.3f | 1 | %s | %s | %.3f | %.3f | %.2f |\n",
              (long long)r.floor_count, r.floor, percent(r.accuracy).c_str(),
              percent(r.sure).c_str(), r.precision, r.recall, r.nearest);
}

std::string report_row(const Quality& q, const Reference& r) {
  return line("| %lld, %s | %s, %d%s | %d | %s | %.3f | %.2f | %s | %s | %.3f | %.3f | %.2f |\n",
              (long long)q.samples, q.setting.any ? "any" : "by class", q.setting.solver.c_str(),
              q.steps, q.half ? ", bf16" : "", q.network_evaluations,
              q.setting.any ? "" : line("%g", q.setting.guidance).c_str(), q.frechet,
              q.frechet / r.floor, percent(q.accuracy).c_str(), percent(q.sure).c_str(),
              q.precision, q.recall, q.nearest);
}

json likelihood_json(const Likelihood& l) {
  return {{"labels", l.any ? "any" : "class"},
          {"images", l.images},
          {"probes", l.probes},
          {"bits_per_dimension", l.bits},
          {"standard_error", l.standard_error},
          {"evaluations", l.evaluations}};
}

std::string likelihood_sentence(const Likelihood& l) {
  return line("%.3f +- %.3f bits per dimension, %s, of %lld test images (%d probes, dopri5, "
              "%.0f evaluations)\n\n",
              l.bits, l.standard_error, l.any ? "without labels" : "given the label",
              (long long)l.images, l.probes, l.evaluations);
}

} // namespace fm
