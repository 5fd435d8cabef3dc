// Two Gaussian mixtures, and how often a component of the one meets a component of the other.
// Inside a pair of components the points are independent.
#pragma once

#include "fm/data/gaussian_mixture.hpp"
#include "fm/measure/gaussian.hpp"
#include "fm/transport/transport_plan.hpp"

namespace fm {

struct CoupledMixtures {
  GaussianMixture source, data;
  // The share of all pairs that go from component j (row) to k (column): its sums are the weights
  // of the two. Empty: independent.
  Eigen::MatrixXd joint{};

  // Of a field; refused before anything is made of them.
  static void require_pairs(std::size_t source, std::size_t data) {
    FM_REQUIRE(source * data <= 4096, "a field has at most 4096 pairs of components");
  }

  double weight(std::size_t j, std::size_t k) const {
    return joint.size() > 0 ? joint(Eigen::Index(j), Eigen::Index(k))
                            : data.components[k].weight * source.components[j].weight;
  }

  // Throws fm::Error.
  void require_valid() const {
    source.require_valid(), data.require_valid();
    if (joint.size() == 0) return;
    const auto rows = Eigen::Index(source.components.size()),
               columns = Eigen::Index(data.components.size());
    FM_REQUIRE(joint.rows() == rows && joint.cols() == columns,
               "a coupling has a row a component of the source and a column a component of the "
               "data");
    bool sums = (joint.array() >= 0).all(); // false for NaN too
    for (Eigen::Index j = 0; j < rows; ++j)
      sums &= std::fabs(joint.row(j).sum() - source.components[std::size_t(j)].weight) < 1e-9;
    for (Eigen::Index k = 0; k < columns; ++k)
      sums &= std::fabs(joint.col(k).sum() - data.components[std::size_t(k)].weight) < 1e-9;
    FM_REQUIRE(sums, "a coupling keeps the weights of both mixtures: its rows sum to the "
                     "source's, its columns to the data's, and none is negative");
  }

  // Between independent (share 0) and optimal (share 1): the plan of least cost between components
  // under the squared W_2 of two (Delon and Desolneux 2020, eq. 4.4). Throws fm::Error.
  static CoupledMixtures between(GaussianMixture source, GaussianMixture data, double share) {
    FM_REQUIRE(share >= 0 && share <= 1, "the share of the optimal coupling lies in [0, 1]");
    CoupledMixtures ends{std::move(source), std::move(data)};
    ends.require_valid();
    if (share == 0) return ends;
    const std::vector<Gaussian>&zeros = ends.source.components, &ones = ends.data.components;
    Batch<double> costs(Eigen::Index(zeros.size()), Eigen::Index(ones.size()));
    std::vector<double> a, b;
    for (const Gaussian& zero : zeros) a.push_back(zero.weight);
    for (const Gaussian& one : ones) b.push_back(one.weight);
    for (std::size_t j = 0; j < zeros.size(); ++j)
      for (std::size_t k = 0; k < ones.size(); ++k) {
        const double w2 = gaussian_wasserstein_2({zeros[j].mean, zeros[j].covariance},
                                                 {ones[k].mean, ones[k].covariance});
        costs(Eigen::Index(j), Eigen::Index(k)) = w2 * w2;
      }
    const Batch<double> plan = transport_plan(costs, a, b).plan;
    ends.joint.resize(plan.rows(), plan.cols());
    for (std::size_t j = 0; j < zeros.size(); ++j)
      for (std::size_t k = 0; k < ones.size(); ++k) {
        const auto row = Eigen::Index(j), column = Eigen::Index(k);
        ends.joint(row, column) = share * plan(row, column) + (1 - share) * a[j] * b[k];
      }
    return ends;
  }
};

} // namespace fm
