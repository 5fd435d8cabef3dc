#include "catch.hpp"
#include "fm/net/safetensors_writer.hpp"
#include "fm/unet/safetensors.hpp"

using namespace fm;

namespace {
const std::vector<TensorBytes> tensors{{"z.weight", "F16", {2, 1}, std::string("\0\x3c\0\xc0", 4)},
                                       {"a.bias", "F32", {1}, std::string("\0\0\x20\x41", 4)},
                                       {"none", "F32", {0, 3}, ""},
                                       {"scalar", "F16", {}, std::string("\0\0", 2)}};
} // namespace

TEST_CASE("safetensors: what is written is read again, whatever the order and the names") {
  const std::string bytes = safetensors_file(tensors, {{"why", "a \"word\" and a \\"}});
  const Safetensors file(bytes);
  CHECK(file.count() == 4);
  CHECK(file.read("z.weight", {2, 1}) == std::vector<float>{1, -2});
  CHECK(file.read("a.bias", {1}) == std::vector<float>{10});
  CHECK(file.read("none", {0, 3}).empty());
  CHECK(file.read("scalar", {}) == std::vector<float>{0});
  const std::string odd = safetensors_file({{"\"\\", "F32", {0}, ""}});
  CHECK(Safetensors(odd).has("\"\\"));
  CHECK(Safetensors(safetensors_file({})).count() == 0);
}

TEST_CASE("safetensors: the header is what a JSON library writes, so that digests of files stay") {
  nlohmann::json header;
  std::size_t begin = 0;
  for (const TensorBytes& t : tensors) {
    header[t.name] = {
        {"dtype", t.dtype}, {"shape", t.shape}, {"data_offsets", {begin, begin + t.bytes.size()}}};
    begin += t.bytes.size();
  }
  header["__metadata__"] = {{"format", "a \"word\""}, {"b", ""}};
  const std::string bytes = safetensors_file(tensors, {{"format", "a \"word\""}, {"b", ""}});
  std::string text = header.dump();
  while (text.size() % 8) text += ' ';
  CHECK(bytes.substr(8, text.size()) == text);
  CHECK(std::size_t(std::uint8_t(bytes[0])) + 256 * std::size_t(std::uint8_t(bytes[1])) ==
        text.size());
  CHECK(bytes.size() == 8 + text.size() + begin);
}

TEST_CASE("safetensors: a name that stands twice, or that no header can hold, is refused") {
  CHECK_THROWS_WITH(safetensors_file({tensors[0], tensors[0]}),
                    Catch::Contains("'z.weight' stands twice"));
  CHECK_THROWS_WITH(safetensors_file({{"a\nb", "F32", {0}, ""}}),
                    Catch::Contains("control character"));
  CHECK_THROWS_WITH(safetensors_file({}, {{"a", "\t"}}), Catch::Contains("control character"));
}
