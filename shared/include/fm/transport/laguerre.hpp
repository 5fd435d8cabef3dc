// Laguerre cells (a power diagram): optimal transport under |x - y|^2 from a density to weighted
// sites. There are prices psi of the sites for which every place goes to the site with the least
// |x - y_j|^2 - psi_j, and then each site gets its mass (Aurenhammer, Hoffmann and Aronov 1998): a
// dearer site has a larger cell. With all prices equal they are Voronoi's.
#pragma once

#include "fm/transport/transport_plan.hpp"

namespace fm {

struct LaguerreCells {
  Batch<double> sites;        // m x d
  std::vector<double> prices; // m
  double gap = 0;             // no plan from the samples is cheaper than theirs by more

  // The site whose cell x lies in; of several the first. x: d.
  int cell(const Eigen::RowVectorXd& x) const {
    FM_REQUIRE(x.size() == sites.cols(), "a place has as many coordinates as the sites");
    int best = -1;
    double least = std::numeric_limits<double>::infinity();
    for (Eigen::Index j = 0; j < sites.rows(); ++j) {
      const double power = (x - sites.row(j)).squaredNorm() - prices[std::size_t(j)];
      if (power < least) least = power, best = int(j);
    }
    FM_REQUIRE(best >= 0, "a place is finite");
    return best;
  }
  // Of each row, n x d.
  template <class S> std::vector<int> cells(const Batch<S>& x) const {
    std::vector<int> out;
    for (Eigen::Index i = 0; i < x.rows(); ++i)
      out.push_back(cell(x.row(i).template cast<double>()));
    return out;
  }
  // The share of the weights of x (n; empty: equal) in each cell.
  template <class S>
  std::vector<double> masses(const Batch<S>& x, const std::vector<double>& weights = {}) const {
    const std::vector<double> w = detail::normalised_weights(weights, x.rows());
    const std::vector<int> at = cells(x);
    std::vector<double> mass(std::size_t(sites.rows()), 0);
    for (std::size_t i = 0; i < at.size(); ++i) mass[std::size_t(at[i])] += w[i];
    return mass;
  }
};

// The site that each row of x is nearest to: the cells with all prices equal. The basins of a flow
// are these of its ends, solve(method, velocity, x_0, 0, 1, steps). Throws fm::Error.
template <class S> std::vector<int> nearest_rows(const Batch<S>& x, const Batch<S>& sites) {
  FM_REQUIRE(x.cols() == sites.cols(), "two point sets have the same number of coordinates");
  FM_REQUIRE(sites.rows() >= 1, "there is no site");
  return LaguerreCells{sites.template cast<double>(),
                       std::vector<double>(std::size_t(sites.rows()), 0), 0}
      .cells(x);
}

// Cells of the sites (m x d) that hold the given masses (m; empty: equal) of a density. The density
// is samples of it, or the points of a grid with its values there as weights (n x d and n; empty:
// equal). The prices are exact for these: each cell then holds its mass but for samples on its
// border, at most m - 1 in all. n m is at most 2^18. Throws fm::Error.
template <class S>
LaguerreCells laguerre_cells(const Batch<S>& samples, const std::vector<double>& weights,
                             const Batch<S>& sites, const std::vector<double>& masses = {}) {
  FM_REQUIRE(samples.cols() == sites.cols(), "two point sets have the same number of coordinates");
  FM_REQUIRE(samples.allFinite() && sites.allFinite(),
             "a point set has a value that is not finite");
  FM_REQUIRE(samples.rows() * sites.rows() <= 1 << 18,
             "exact transport takes at most 2^18 pairs: take fewer points");
  const Batch<double> x = samples.template cast<double>(), y = sites.template cast<double>();
  Batch<double> c(x.rows(), y.rows());
  for (Eigen::Index i = 0; i < c.rows(); ++i)
    for (Eigen::Index j = 0; j < c.cols(); ++j) c(i, j) = (x.row(i) - y.row(j)).squaredNorm();
  const TransportPlan t = transport_plan(c, weights, masses);
  return {y, t.column_price, t.gap};
}

} // namespace fm
