// What the trainer's U-Net and the browser's have in common: sizes that no preset changes.
#pragma once

namespace fm {

inline constexpr int embedding_size = 128, norm_groups = 8;
// What a preset chooses. C channels at 28 x 28 and 2C at 14 x 14, and with three scales 2C at 7 x 7
// too, where every pixel sees the whole digit.
struct UNetShape {
  int base = 32, scales = 3; // C, a multiple of 8; 2 or 3
  bool operator==(const UNetShape&) const = default;
};
// Classes 0 to 9, and the row that stands for none.
inline constexpr int label_rows = 11, no_label = 10;

} // namespace fm
