// What the trainer's U-Net and the browser's have in common: sizes that no preset changes.
#pragma once

namespace fm {

inline constexpr int embedding_size = 128, norm_groups = 8;
// Classes 0 to 9, and the row that stands for none.
inline constexpr int label_rows = 11, no_label = 10;

} // namespace fm
