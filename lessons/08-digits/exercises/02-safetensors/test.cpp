// One test, two builds: FM_ANSWER is student.hpp for `./course exercise 08.2`, and each other
// answer in our own tests. Says in a sentence what is not right; returns 0 when all is.
#include FM_ANSWER

#include "exercise/checker.hpp"
#include "exercise/header.hpp"
#include "fm/base/require.hpp"

#include <cstring>
#include <exception>

namespace exercise { // so that no name of an answer meets one of these
namespace {

using Floats = std::vector<float>;

const Floats values{1, -2, 0.5f, 3, 4, -8, 16};
const std::string buffer(reinterpret_cast<const char*>(values.data()), 28);
// "a" is the second, and the header is longer than 127 bytes.
const std::string header = "{" + said("a", "2", "4,12") + "," + said("b", "", "0,4") + "," +
                           said("c", "2,2", "12,28") + "}";
const std::string good = file_of(header, buffer);

enum class Outcome { read, refused, fell };
struct Answer {
  Outcome outcome;
  Floats x;
};
Answer answer(const std::string& file, const std::string& name) {
  try {
    return {Outcome::read, read_tensor(file, name)};
  } catch (const fm::Error&) {
    return {Outcome::refused, {}};
  } catch (const std::exception&) {
    return {Outcome::fell, {}};
  }
}
bool reads(const std::string& file, const std::string& name, const Floats& x) {
  const Answer a = answer(file, name);
  return a.outcome == Outcome::read && a.x == x;
}
bool refuses(const std::string& file, const std::string& name) {
  return answer(file, name).outcome == Outcome::refused;
}
bool written() { return !answer(good, "a").x.empty() || refuses(good, "none"); }

// Whether "c" was read at this byte of the file.
bool begins_at(std::size_t byte) {
  const Floats x = answer(good, "c").x;
  return x.size() == 4 && std::memcmp(x.data(), good.data() + byte, 16) == 0;
}

const char* values_problem() {
  if (reads(good, "a", {-2, 0.5f}) && reads(good, "b", {1}) && reads(good, "c", {3, 4, -8, 16})) {
    const std::string nothing = file_of("{" + said("e", "0,3", "0,0") + "}", "");
    return reads(nothing, "e", {}) ? nullptr : "a shape with a 0 has no floats, and is no error.";
  }
  if (!written()) return "nothing is read: read_tensor is still to be written.";
  const std::string brief = file_of("{" + said("a", "1", "0,4") + "}", buffer.substr(4, 4));
  if (reads(brief, "a", {-2}))
    return answer(good, "a").x.size() > 2
               ? "more floats than the shape has: the tensor stops where its end says."
               : "a byte above 127 is negative as a char: std::uint8_t before it is added to N.";
  if (begins_at(12))
    return "the offsets are counted from the start of the file: they count in the buffer, behind "
           "the header.";
  if (begins_at(header.size() + 12))
    return "the 8 bytes of N stand before the header: the buffer begins at 8 + N.";
  if (answer(good, "a").outcome != Outcome::read)
    return "a good file is refused. N, perhaps: the lowest byte of N comes first.";
  if (answer(good, "a").x.size() > 2)
    return "more floats than the shape has: the tensor stops where its end says.";
  return "the floats are not those of the tensor: see the example.";
}

const char* refusal_problem() {
  if (!written()) return "it is still to be written.";
  const auto one = [](const std::string& shape, const std::string& offsets) {
    return file_of("{" + said("a", shape, offsets) + "}", buffer);
  };
  if (!refuses("", "a") || !refuses("abcdefg", "a"))
    return "a file of 7 bytes has no N: refuse it.";
  std::string longer = file_of("{" + said("e", "0", "0,0") + "}", "");
  ++longer[0]; // N, and nothing more follows
  if (!refuses(good.substr(0, 40), "a") || !refuses(longer, "e"))
    return "a header that leaves the file must be refused: it is longer than what follows.";
  if (!refuses(std::string("\xf8\xff\xff\xff\xff\xff\xff\xff", 8) + header, "a"))
    return "8 + N wraps round where N is nearly 2^64, and seems small. Compare N with the size "
           "less "
           "8.";
  if (!refuses(good, "d")) return "a name that is not there must be refused.";
  if (!refuses(one("2", "24,32"), "a") || !refuses(good.substr(0, good.size() - 4), "c"))
    return "offsets that leave the buffer must be refused, else other memory is read.";
  if (!refuses(one("2", "12,4"), "a")) return "offsets that fall must be refused.";
  if (!refuses(one("3", "0,28"), "a") || !refuses(one("8", "0,28"), "a"))
    return "a shape that does not fill its bytes exactly must be refused.";
  const std::string many = file_of("{" + said("a", "4611686018427387906", "0,8") + "}", "8 bytes.");
  const std::string none = file_of("{" + said("e", "9223372036854775808,2", "0,0") + "}", "");
  if (!refuses(many, "a") || !refuses(none, "e")) // (2^62 + 2) 4 is 8 in 64 bits, and 2^63 2 is 0
    return "the product of the shape wraps round, and then seems to fill its bytes: refuse before "
           "you multiply.";
  return nullptr;
}

} // namespace
} // namespace exercise

using namespace exercise;

int main() {
  int wrong = report("the floats", values_problem());
  wrong += report("what is refused", refusal_problem());
  return verdict(wrong, "The page reads its weights like this: "
                        "shared/include/fm/unet/safetensors.hpp.");
}
