// Prints the digests of items.hpp, a line each: what frozen.txt holds.
#include "items.hpp"

#include <cstdio>

int main() {
  const bits::Items items;
  for (const auto& [name, digest] : items.all())
    std::printf("%s %s\n", digest.c_str(), name.c_str());
}
