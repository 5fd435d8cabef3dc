#include "eval/neighbours.hpp"

#include "fm/base/require.hpp"

namespace fm {

namespace {

// |a - b|^2 for all pairs of rows: one matrix product.
torch::Tensor square_distances(const torch::Tensor& a, const torch::Tensor& b) {
  const torch::Tensor sum = a.square().sum(1).unsqueeze(1) + b.square().sum(1).unsqueeze(0);
  return torch::addmm(sum, a, b.t(), 1, -2).clamp_min_(0);
}

constexpr std::int64_t block = 1000;
// Calls see(first row, distances of a block of x's rows to all of y's).
template <class See> void in_blocks(const torch::Tensor& x, const torch::Tensor& y, See&& see) {
  for (std::int64_t i = 0; i < x.size(0); i += block)
    see(i, square_distances(x.narrow(0, i, std::min(block, x.size(0) - i)), y));
}

// The squared distance of each row to its k-th neighbour among the others.
torch::Tensor square_radii(const torch::Tensor& x, std::int64_t k) {
  torch::Tensor out = torch::empty({x.size(0)}, x.options());
  in_blocks(x, x, [&](std::int64_t first, const torch::Tensor& d) {
    // The row itself is one of the k + 1 nearest.
    out.narrow(0, first, d.size(0)).copy_(std::get<0>(d.kthvalue(k + 1, 1)));
  });
  return out;
}

double share_inside(const torch::Tensor& points, const torch::Tensor& set, std::int64_t k) {
  const torch::Tensor radii = square_radii(set, k);
  std::int64_t inside = 0;
  in_blocks(points, set, [&](std::int64_t, const torch::Tensor& d) {
    inside += (d <= radii.unsqueeze(0)).any(1).sum().item<std::int64_t>();
  });
  return double(inside) / double(points.size(0));
}

} // namespace

PrecisionRecall precision_recall(const torch::Tensor& data, const torch::Tensor& samples,
                                 std::int64_t k) {
  FM_REQUIRE(data.size(0) > k && samples.size(0) > k,
             "precision and recall need more than " + std::to_string(k) + " points on each side");
  const torch::Tensor x = data.to(torch::kFloat64), y = samples.to(torch::kFloat64);
  return {share_inside(y, x, k), share_inside(x, y, k)};
}

torch::Tensor nearest_distance(const torch::Tensor& x, const torch::Tensor& among) {
  torch::Tensor out = torch::empty({x.size(0)}, torch::kFloat32);
  in_blocks(x.to(torch::kFloat32), among.to(torch::kFloat32),
            [&](std::int64_t first, const torch::Tensor& d) {
              out.narrow(0, first, d.size(0)).copy_(d.amin(1).sqrt());
            });
  return out;
}

} // namespace fm
