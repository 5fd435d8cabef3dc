// Precision and recall of samples, and how near they are to what was learned from, by nearest
// neighbours.
#pragma once

#include <torch/torch.h>

namespace fm {

// Kynkaanniemi et al. 2019, "Improved precision and recall metric": a point lies in the manifold of
// a set when some member is at least as near to it as to that member's own k-th neighbour.
// Precision is the share of samples in the manifold of the data, recall the share of the data in
// the manifold of the samples.
struct PrecisionRecall {
  double precision, recall;
};
// data: n x d, samples: m x d, both with more than k rows. Throws fm::Error.
PrecisionRecall precision_recall(const torch::Tensor& data, const torch::Tensor& samples,
                                 std::int64_t k = 3);

// The distance of each row of x to the nearest row of `among`, in float.
torch::Tensor nearest_distance(const torch::Tensor& x, const torch::Tensor& among);

} // namespace fm
