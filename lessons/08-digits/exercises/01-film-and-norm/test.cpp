// One test, two builds: FM_ANSWER is student.hpp for `./course exercise 08.1`, and each other
// answer in our own tests. Says in a sentence what is not right; returns 0 when all is.
#include FM_ANSWER

#include "exercise/features.hpp"

namespace exercise { // so that no name of an answer meets one of these
namespace {

Floats answer(const Features& f) { return film_norm_silu(f.x, f.groups, f.scale, f.shift); }

// Whether the answer is what these choices make of it. The library's numbers are floats.
bool is(const Choices& choices) {
  for (const Features& f : feature_maps())
    if (!near(answer(f), normalised(f, choices))) return false;
  return true;
}

const char* value_problem() {
  if (is({})) return nullptr;
  bool unwritten = true;
  for (const Features& f : feature_maps()) {
    const Floats y = answer(f);
    if (y.size() != f.x.size()) return "what comes back must be shaped like x.";
    unwritten = unwritten && y == Floats(y.size());
  }
  if (unwritten) return "all is 0: film_norm_silu is still to be written.";
  if (is({.norm_first = true}))
    return "GroupNorm comes before FiLM: here the scaled and shifted features are normalised.";
  if (is({.one = 0}))
    return "FiLM multiplies by scale alone: with 1 + scale, a scale of 0 leaves the features as "
           "they are.";
  if (is({.statistics = Statistics::channel}))
    return "each channel by itself is normalised: mean and variance belong to a whole group.";
  if (is({.statistics = Statistics::all}))
    return "all channels at once are normalised: each group has a mean and variance of its own.";
  if (is({.one_less = true}))
    return "the sum of squares is divided by one less than there are numbers: GroupNorm divides by "
           "their number.";
  if (is({.root = false})) return "divided by the variance, not by its root.";
  if (is({.silu = false})) return "SiLU is missing: these are the z.";
  if (is({.channels_first = true}))
    return "x is read channel after channel: it is kept pixel after pixel, with all channels of a "
           "pixel beside each other.";
  return "the pixel (1, 3, 1, 1) of the example must become (-0.269, 0.731, -0.269, 0.731).";
}

// What is the same for all channels of a group the norm takes out again.
const char* law_problem() {
  Features f = feature_maps()[1];
  f.scale.assign(f.scale.size(), 0), f.shift = f.scale;
  const Floats plain = answer(f);
  if (plain == Floats(plain.size())) return "it is still to be written.";
  f.scale.assign(f.scale.size(), 1.5f), f.shift.assign(f.shift.size(), -7);
  return near(plain, answer(f))
             ? nullptr
             : "the same scale and shift for all channels must change nothing: the norm takes them "
               "out again.";
}

// A variance of 1e-6, where the 1e-5 beside it is most of the root. z is 0.3, and not nearly 1.
const char* quiet_problem() {
  const Features quiet{{0, 0.002f, 0, 0.002f}, 1, Floats(4), Floats(4)};
  const Floats y = answer(quiet);
  if (y == Floats(4)) return "it is still to be written.";
  return near(y, normalised(quiet, {}))
             ? nullptr
             : "where features hardly differ the 1e-5 counts: it is added to v, under the root, "
               "and keeps an empty picture from 0/0.";
}

} // namespace
} // namespace exercise

using namespace exercise;

int main() {
  int wrong = report("the features", value_problem());
  wrong += report("one scale and shift for all", law_problem());
  wrong += report("features that hardly differ", quiet_problem());
  return verdict(wrong, "Every block of the U-Net of lesson 8 does this: "
                        "shared/include/fm/unet/norm.hpp.");
}
