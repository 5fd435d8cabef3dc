// One seed, one picture: natively with every compiler, and in WASM.
#include "items.hpp"

#include "catch.hpp"

#include <fstream>

TEST_CASE("everything that a seed names has its frozen digest, whatever compiled it") {
  std::ifstream file(FM_FROZEN);
  REQUIRE(file);
  std::map<std::string, std::string> frozen;
  for (std::string digest, name; file >> digest && std::getline(file >> std::ws, name);)
    frozen[name] = digest;
  const bits::Items items;
  for (const auto& [name, digest] : items.all()) {
    INFO(name << ": if it had to change, ./course golden bits freezes it anew");
    CHECK(digest == frozen[name]);
  }
  CHECK(frozen.size() == items.all().size());
}
