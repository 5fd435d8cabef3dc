#include "catch.hpp"
#include "fm/unet/unet.hpp"

using namespace fm;
using namespace fm::nn;

TEST_CASE("half precision: every bit pattern means what IEEE 754 says") {
  for (std::uint32_t h = 0; h < 65536; ++h) {
    const int exponent = int(h >> 10 & 31);
    const double fraction = (h & 1023) / 1024.;
    const float f = half_to_float(std::uint16_t(h));
    const double sign = h & 0x8000 ? -1 : 1;
    if (exponent == 31)
      REQUIRE((fraction == 0 ? std::isinf(f) : std::isnan(f)));
    else
      REQUIRE(double(f) == sign * (exponent == 0 ? std::ldexp(fraction, -14)
                                                 : std::ldexp(1 + fraction, exponent - 15)));
  }
}

namespace {
std::string file(const std::string& header, const std::string& data) {
  std::string out;
  for (std::size_t i = 0, n = header.size(); i < 8; ++i, n >>= 8) out += char(n & 255);
  return out + header + data;
}
const std::string two =
    R"({"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})";
} // namespace

TEST_CASE("safetensors: a good file is read, half and single precision, any order") {
  const std::string good =
      file(two + "   ", std::string("\x00\x3c\x00\xc0", 4) + std::string("\x00\x00\x20\x41", 4));
  const Safetensors view(good);
  CHECK(view.count() == 2);
  CHECK(view.read("a", {2}) == std::vector<float>{1, -2});
  CHECK(view.read("b", {1}) == std::vector<float>{10});
  CHECK_THROWS_WITH(view.read("a", {1, 2}), Catch::Contains("has shape [2] where [1,2] is needed"));
  CHECK_THROWS_WITH(view.read("c", {1}), Catch::Contains("no tensor 'c'"));
  CHECK_NOTHROW(Safetensors(file(R"({"__metadata__":{"k":"v"}})", "")));
}

TEST_CASE("safetensors: each fault is refused with its own message") {
  const std::string data(8, '\0');
  const auto refused = [](const std::string& bytes, const std::string& why) {
    INFO(why);
    CHECK_THROWS_WITH(Safetensors(bytes), Catch::Contains(why));
  };
  const auto replaced = [&](const std::string& from, const std::string& to) {
    std::string header = two;
    header.replace(header.find(from), from.size(), to);
    return file(header, data);
  };
  refused("abc", "shorter than its 8-byte length");
  refused(std::string("\xff\xff\xff\xff\xff\xff\xff\xff", 8), "more than 100 MB");
  refused(std::string("\x40\0\0\0\0\0\0\0", 8) + "{}", "runs past the end");
  refused(file("[]", ""), "does not begin with {");
  refused(file("{\"a\":", ""), "not valid JSON");
  refused(replaced("\"b\":", "\"a\":"), "'a' stands twice");
  refused(replaced("\"shape\":[1]", "\"shape\":[1],\"shape\":[1]"), "'shape' stands twice");
  refused(replaced("[4,8]", "[5,9]"), "outside the file");
  refused(replaced("[4,8]", "[2,6]"), "overlaps");
  refused(replaced("[0,4]", "[4,0]"), "outside the file");
  refused(file(two, data + "x"), "left over");
  refused(file(R"({"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})", data), "hole");
  refused(replaced("\"shape\":[2]", "\"shape\":[3]"), "does not fill");
  refused(replaced("\"shape\":[2]", "\"shape\":[4294967296,4294967296,2]"), "overflows");
  refused(replaced("\"shape\":[2]", "\"shape\":[-2]"), "bad number");
  refused(replaced("\"shape\":[2]", "\"shape\":2"), "no shape");
  refused(replaced("F16", "I64"), "dtype 'I64'");
  refused(file(R"({"__metadata__":{"k":1}})", ""), "strings only");
  const std::string nan =
      file(R"({"a":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}})", std::string("\x00\x7e", 2));
  CHECK_THROWS_WITH(Safetensors(nan).read("a", {1}), Catch::Contains("not finite"));
  // Flows of digits and of latents are told apart by the channels of their images.
  const auto with_channels = [](int channels, std::size_t bytes) {
    return file(R"({"in_conv.weight":{"dtype":"F16","shape":[8,)" + std::to_string(channels) +
                    R"(,3,3],"data_offsets":[0,)" + std::to_string(bytes) + "]}}",
                std::string(bytes, 0));
  };
  const std::string latents = with_channels(4, 576), digits = with_channels(1, 144);
  CHECK(UNet::shape_of(Safetensors(latents)) == UNetShape{8, 1});
  CHECK(UNet::shape_of(Safetensors(digits)) == UNetShape{8, 2});
  const std::string other = file(two, data);
  CHECK_THROWS_WITH(UNet(Safetensors(other)), Catch::Contains("does not hold a VelocityNet"));
}
