#include "publish/manifest.hpp"

#include "fm/base/require.hpp"
#include "io/file.hpp"
#include "io/lock.hpp"

namespace fm {

namespace fs = std::filesystem;
using nlohmann::json;

json read_manifest(const fs::path& folder) {
  const fs::path path = folder / "manifest.json";
  if (!fs::exists(path)) return {{"version", 1}, {"networks", json::object()}};
  const json manifest = json::parse(read_file(path), nullptr, false);
  const auto networks = manifest.is_object() ? manifest.find("networks") : manifest.end();
  bool good = manifest.is_object() && manifest.contains("version") && manifest["version"] == 1 &&
              networks != manifest.end() && networks->is_object();
  if (good)
    for (const json& entry : *networks)
      good = good && entry.is_object() && entry.contains("file") && entry["file"].is_string();
  FM_REQUIRE(good, path.string() + " is not a manifest of version 1: mend or remove it first");
  return manifest;
}

void write_manifest(const fs::path& folder, const json& manifest) {
  write_file(folder / "manifest.json", manifest.dump(1) + "\n");
}

void record_quality(const fs::path& weights, const json& report) {
  const fs::path folder = weights.parent_path();
  const FolderLock alone(folder);
  json manifest = read_manifest(folder);
  for (json& entry : manifest["networks"]) {
    if (entry["file"] != weights.filename().string()) continue;
    json& quality = entry["metrics"]["quality"];
    const json judge = report.at("judges").at("features").at("sha256");
    json rows = quality.is_object() && quality.value("judge", json()) == judge ? quality["rows"]
                                                                               : json::array();
    const auto same = [](const json& a, const json& b) {
      for (const char* key : {"solver", "steps", "labels", "guidance"})
        if (a.at(key) != b.at(key)) return false;
      return true;
    };
    for (const json& row : report.at("rows")) {
      const auto old =
          std::find_if(rows.begin(), rows.end(), [&](const json& one) { return same(one, row); });
      json kept;
      for (const char* key : {"solver", "steps", "network_evaluations", "labels", "guidance",
                              "samples", "times_floor", "accuracy", "computed_in"})
        kept[key] = row.at(key);
      if (old == rows.end())
        rows.push_back(kept);
      else
        *old = kept;
    }
    quality = {{"judge", judge}, {"rows", rows}};
    write_manifest(folder, manifest);
    return;
  }
  throw Error((folder / "manifest.json").string() + " does not name " +
              weights.filename().string() + ": publish it first with fm export");
}

} // namespace fm
