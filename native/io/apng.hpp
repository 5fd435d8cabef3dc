// Moving pictures: an animated PNG (apng 1.0, in the third edition of the PNG specification), which
// any program that reads PNG shows at least the first frame of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fm {

// Frames of one size, each a whole PNG, as one file that repeats for ever: each is shown for
// `milliseconds`, the last for `rest`. Throws fm::Error when there is no frame or one is no PNG.
std::string animated(const std::vector<std::string>& frames, int milliseconds, int rest);

} // namespace fm
