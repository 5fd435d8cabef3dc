// Publishing: what is named by the manifest is always whole.
#include "check.hpp"
#include "io/digest.hpp"
#include "io/lock.hpp"
#include "publish/export.hpp"
#include "publish/manifest.hpp"
#include "support.hpp"

#include <cstdlib>

using namespace fm;
using namespace fm_test;
using nlohmann::json;

namespace {
json manifest_in(const fs::path& folder) { return json::parse(read(folder / "manifest.json")); }
long weights_in(const fs::path& folder) {
  long n = 0;
  for (const auto& item : fs::directory_iterator(folder))
    n += item.path().extension() == ".safetensors";
  return n;
}
} // namespace

TEST_CASE("export: a file named by its digest, an entry beside the others") {
  const Folder folder;
  const auto state = shaken_state();
  export_weights(*state, bars(500), folder.path, "one");
  export_weights(*state, bars(500), folder.path, "two");
  const json manifest = manifest_in(folder.path);
  CHECK(manifest.at("version") == 1);
  REQUIRE(manifest.at("networks").size() == 2);
  const json& one = manifest["networks"]["one"];
  const std::string bytes = read(folder.path / one["file"].get<std::string>());
  // FIPS 180-2, appendix B.1.
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(one["bytes"] == bytes.size());
  CHECK(one["sha256"] == sha256(bytes));
  CHECK(one["file"] == "one-" + sha256(bytes).substr(0, 16) + ".safetensors");
  CHECK(one["metrics"]["test_loss"].get<double>() > 0);
  CHECK(bytes.substr(8, 1) == "{");
  CHECK(std::uint8_t(bytes[0]) % 8 == 0);

  // Another network of the same name takes another file; the old one goes when nothing names it.
  export_weights(*shaken_state("tiny", 4), bars(500), folder.path, "one");
  CHECK(manifest_in(folder.path)["networks"]["one"]["file"] != one["file"]);
  CHECK_FALSE(fs::exists(folder.path / one["file"].get<std::string>()));
  CHECK(weights_in(folder.path) == 2);
}

TEST_CASE("export refuses what it cannot extend, and leaves it as it was") {
  const Folder folder;
  const auto state = shaken_state();
  for (const std::string bad :
       {"{\"version\": 7}", "[]", "{", "{\"version\": 1}", "{\"version\": \"1\", \"networks\": {}}",
        "{\"version\": 1, \"networks\": [1]}", "{\"version\": 1, \"networks\": {\"a\": 3}}",
        "{\"version\": 1, \"networks\": {\"a\": {\"file\": 3}}}"}) {
    INFO(bad);
    write(folder.path / "manifest.json", bad);
    CHECK_THROWS_WITH(export_weights(*state, bars(500), folder.path, "three"),
                      Catch::Contains("not a manifest of version 1"));
    CHECK(read(folder.path / "manifest.json") == bad);
  }
  CHECK(weights_in(folder.path) == 0);
  CHECK_THROWS_WITH(export_weights(*state, bars(500), folder.path, "../up"),
                    Catch::Contains("--name is made of"));
  {
    const FolderLock other(folder.path / "busy");
    CHECK_THROWS_WITH(export_weights(*state, bars(500), folder.path / "busy", "a"),
                      Catch::Contains("in use by another fm"));
  }
  state->step = 0;
  CHECK_THROWS_WITH(export_weights(*state, bars(500), folder.path / "new", "four"),
                    Catch::Contains("has not been trained"));
}

TEST_CASE("the commit is the tree's at build time, not when it was configured") {
  const Folder folder;
  const std::string tree = folder.path.string(), out = tree + "/commit.hpp";
  const auto run = [&](const std::string& command) {
    INFO(command);
    REQUIRE(std::system(("cd " + tree + " && " + command + " > /dev/null 2>&1").c_str()) == 0);
  };
  const auto commit = [&] {
    run("git -c user.name=a -c user.email=a@b commit --allow-empty -m x");
    run("cmake -DSOURCE=" + tree + " -DOUT=" + out + " -P " FM_SOURCE "/cmake/commit.cmake");
    return read(out);
  };
  run("git init");
  const std::string first = commit();
  CHECK(first.find("commit = \"") != std::string::npos);
  CHECK(commit() != first);
}

TEST_CASE("measured quality is kept in the manifest, one row a setting") {
  const Folder folder;
  export_weights(*shaken_state(), bars(500), folder.path, "one");
  const fs::path file = folder.path / manifest_in(folder.path)["networks"]["one"]["file"];
  const auto report = [](const std::string& judge, int steps, double floors) {
    return json{{"judges", {{"features", {{"sha256", judge}}}}},
                {"rows",
                 {{{"solver", "heun"},
                   {"steps", steps},
                   {"network_evaluations", 2 * steps},
                   {"labels", "class"},
                   {"guidance", 1.0},
                   {"samples", 100},
                   {"times_floor", floors},
                   {"accuracy", 0.9},
                   {"computed_in", "bf16"}}}}};
  };
  const auto rows = [&] {
    return manifest_in(folder.path)["networks"]["one"]["metrics"]["quality"]["rows"];
  };
  record_quality(file, report("a", 25, 3));
  record_quality(file, report("a", 4, 9));
  record_quality(file, report("a", 25, 2));
  REQUIRE(rows().size() == 2);
  CHECK(rows()[0]["times_floor"] == 2);
  CHECK(rows()[1]["network_evaluations"] == 8);
  CHECK(rows()[1]["computed_in"] == "bf16");
  record_quality(file, report("b", 25, 7));
  CHECK(rows().size() == 1);
  CHECK_THROWS_WITH(record_quality(folder.path / "other.safetensors", report("a", 1, 1)),
                    Catch::Contains("publish it first"));
}
