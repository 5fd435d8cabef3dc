// Couplings: which noise is paired with which data.
//
// Each is a callable (Pairs, Random&) -> Pairs: it takes a batch drawn independently and says who
// goes with whom. The noise keeps its rows and their order; data and labels move together, and none
// is lost or doubled. So every coupling has the same marginals, and differs in its pairs alone.
#pragma once

#include "fm/base/order.hpp"
#include "fm/data/distributions.hpp"
#include "fm/transport/assign_points.hpp"
#include "fm/transport/draw_permutation.hpp"
#include "fm/transport/sinkhorn.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <variant>
#include <vector>

namespace fm {

template <class S> struct Pairs {
  Batch<S> x_0, x_1;      // n x d each; row i of one belongs to row i of the other
  std::vector<int> label; // n, the class of x_1's row; or empty
  bool converged = true;  // false: the iteration that paired them was cut off before its end
};

namespace detail {
template <class S> void require_pairs(const Pairs<S>& pairs) {
  FM_REQUIRE(pairs.x_0.rows() == pairs.x_1.rows(),
             "of a batch of pairs both sides have as many rows");
  FM_REQUIRE(pairs.x_0.cols() == pairs.x_1.cols(), "both sides of a pair have as many coordinates");
  FM_REQUIRE(pairs.label.empty() || Eigen::Index(pairs.label.size()) == pairs.x_1.rows(),
             "a batch of pairs has one label a row, or none");
  FM_REQUIRE(pairs.x_0.allFinite() && pairs.x_1.allFinite(),
             "a batch of pairs has a value that is not finite");
}
} // namespace detail

// n rows of a set of points, each as likely as the next, with replacement. Throws fm::Error.
template <class S> Batch<S> draw_rows(const Batch<S>& points, Eigen::Index n, Random& random) {
  FM_REQUIRE(n >= 0, "the number of rows to draw is at least 0");
  FM_REQUIRE(points.rows() >= 1, "there are no points to draw from");
  Batch<S> rows(n, points.cols());
  for (Eigen::Index i = 0; i < n; ++i)
    rows.row(i) = points.row(Eigen::Index(random.below(std::uint32_t(points.rows()))));
  return rows;
}

// A batch of the independent coupling p(x_0) p(x_1): the source drawn anew, a row of the data with
// replacement. `base`: points of the reader's own (a logo, say) that are the source instead; empty
// for none. Throws fm::Error when the data set is empty or a value is not finite.
template <class S>
Pairs<S> draw_pairs(const DataSet<S>& data, Distribution source, Eigen::Index n, Random& random,
                    const Batch<S>& base = {}) {
  FM_REQUIRE(data.points.rows() >= 1, "the data set is empty");
  FM_REQUIRE(data.label.empty() || Eigen::Index(data.label.size()) == data.points.rows(),
             "a data set has one label a row, or none");
  FM_REQUIRE(base.rows() == 0 || base.cols() == data.points.cols(),
             "the points of a base have the data's number of coordinates");
  FM_REQUIRE(base.allFinite(), "the points of a base are finite");
  FM_REQUIRE(n >= 0, "the number of pairs is at least 0");
  Pairs<S> pairs{base.rows() > 0 ? draw_rows(base, n, random) : sample<S>(source, n, random),
                 Batch<S>(n, data.points.cols()),
                 {}};
  for (Eigen::Index i = 0; i < n; ++i) {
    const std::uint32_t row = random.below(std::uint32_t(data.points.rows()));
    pairs.x_1.row(i) = data.points.row(Eigen::Index(row));
    if (!data.label.empty()) pairs.label.push_back(data.label[row]);
  }
  detail::require_pairs(pairs);
  return pairs;
}

// Row i of the data becomes row from[i], with its label.
template <class S> Pairs<S> rearranged(const Pairs<S>& pairs, const std::vector<int>& from) {
  detail::require_pairs(pairs);
  Pairs<S> out = pairs;
  for (std::size_t i = 0; i < from.size(); ++i) {
    out.x_1.row(Eigen::Index(i)) = pairs.x_1.row(from[i]);
    if (!pairs.label.empty()) out.label[i] = pairs.label[std::size_t(from[i])];
  }
  return out;
}

// As drawn.
struct Independent {
  template <class S> Pairs<S> operator()(Pairs<S> pairs, Random&) const { return pairs; }
};

// region: minibatch-ot
// Minibatch optimal transport (Pooladian et al. 2023; Tong et al. 2024): within the batch, the
// permutation with the least sum of |x_0 - x_1|^2. Biased: its cost lies above the true one and
// falls with n.
struct MinibatchOT {
  template <class S> Pairs<S> operator()(const Pairs<S>& pairs, Random&) const {
    return rearranged(pairs, assign_points(pairs.x_0, pairs.x_1).column_of_row);
  }
};
// endregion

// Optimal transport inside each class: every row keeps the label it was drawn with, so that noise
// and label stay independent, which minibatch OT breaks. Throws fm::Error without labels.
struct ClasswiseOT {
  template <class S> Pairs<S> operator()(const Pairs<S>& pairs, Random&) const {
    const std::size_t n = std::size_t(pairs.x_1.rows());
    FM_REQUIRE(pairs.label.size() == n, "class-wise transport needs a label for each row");
    detail::require_pairs(pairs);
    const std::vector<int> order = order_of({pairs.label.begin(), pairs.label.end()});
    std::vector<int> from(n);
    for (std::size_t begin = 0, end; begin < n; begin = end) {
      const int label = pairs.label[std::size_t(order[begin])];
      for (end = begin; end < n && pairs.label[std::size_t(order[end])] == label;) ++end;
      const Eigen::Map<const Eigen::VectorXi> rows(&order[begin], Eigen::Index(end - begin));
      const Batch<S> x_0 = pairs.x_0(rows, Eigen::all), x_1 = pairs.x_1(rows, Eigen::all);
      const Assignment a = assign_points(x_0, x_1);
      for (std::size_t i = begin; i < end; ++i)
        from[std::size_t(order[i])] = order[begin + std::size_t(a.column_of_row[i - begin])];
    }
    return rearranged(pairs, from);
  }
};

// Pairs drawn from the entropic plan: each meets as often as the plan says, and no row of the data
// is lost or doubled. eps -> 0 is minibatch OT, eps -> infinity is independent. Says so where the
// plan is not finished.
struct SinkhornCoupling {
  SinkhornOptions options;

  template <class S> Pairs<S> operator()(const Pairs<S>& pairs, Random& random) const {
    if (pairs.x_0.rows() == 0) return pairs;
    const Centred c = centred(pairs.x_0, pairs.x_1);
    const Transport transport =
        sinkhorn(Batch<double>(squared_distances(c.x, c.y).template cast<double>()), options);
    Pairs<S> out = rearranged(pairs, draw_permutation(transport.plan, random));
    out.converged = transport.converged;
    return out;
  }
};

// Those that need no velocity, chosen at run time.
using AnyCoupling = std::variant<Independent, MinibatchOT, ClasswiseOT, SinkhornCoupling>;
inline constexpr std::array<std::string_view, 4> coupling_names{"independent", "minibatch-ot",
                                                                "classwise-ot", "sinkhorn"};

// Throws fm::Error for batches that a coupling has no room for.
inline void require_batch(const AnyCoupling& coupling, Eigen::Index n) {
  FM_REQUIRE(!std::holds_alternative<SinkhornCoupling>(coupling) || n <= 2048,
             "Sinkhorn couples at most 2048 points: take smaller batches");
  if (!std::holds_alternative<Independent>(coupling)) detail::require_size(n);
}

// Throws fm::Error, too, for rows or labels that do not match, and for values that are not finite.
template <class S> Pairs<S> couple(const AnyCoupling& coupling, Pairs<S> pairs, Random& random) {
  require_batch(coupling, pairs.x_0.rows());
  detail::require_pairs(pairs);
  return std::visit([&](const auto& c) { return c(std::move(pairs), random); }, coupling);
}

// The mean of |x_0 - x_1|^2: what a coupling is judged by, together with its n.
template <class S> double mean_pair_cost(const Pairs<S>& pairs) {
  detail::require_pairs(pairs);
  const double n = double(pairs.x_0.rows());
  return n > 0 ? (pairs.x_0 - pairs.x_1).template cast<double>().squaredNorm() / n : 0;
}

} // namespace fm
