#include "catch.hpp"
#include "fm/base/random.hpp"
#include "fm/ode/solve.hpp"
#include "fm/transport/assign_points.hpp"
#include "fm/transport/laguerre.hpp"

using namespace fm;

namespace {
Batch<double> square_grid(Eigen::Index side) { // cell centres of [0, 1]^2
  Batch<double> x(side * side, 2);
  for (Eigen::Index i = 0; i < x.rows(); ++i)
    x.row(i) << (double(i % side) + 0.5) / double(side), (double(i / side) + 0.5) / double(side);
  return x;
}
} // namespace

TEST_CASE("two sites cut a square where their masses say, not half way") {
  const Batch<double> grid = square_grid(50);
  Batch<double> sites(2, 2);
  sites << 0.1, 0.5, 0.9, 0.5;
  const LaguerreCells cells = laguerre_cells(grid, {}, sites, {3, 7});
  CHECK(cells.cell(Eigen::RowVector2d(0.28, 0.9)) == 0);
  CHECK(cells.cell(Eigen::RowVector2d(0.32, 0.1)) == 1);
  // The border x = 0.3: 0.04 - psi_0 = 0.36 - psi_1, to a row of the grid.
  CHECK(cells.prices[1] - cells.prices[0] == Approx(0.32).margin(2 * 0.8 * 0.02));
  CHECK(laguerre_cells(grid, {}, sites).masses(grid)[0] == Approx(0.5).margin(0.021));
}

TEST_CASE("every cell holds its mass but for samples on a border; moving all sites changes none") {
  Random random(4);
  const Batch<double> grid = square_grid(40);
  Batch<double> sites(12, 2);
  std::vector<double> masses, density;
  for (double& z : sites.reshaped()) z = random.uniform();
  for (int j = 0; j < 12; ++j) masses.push_back(0.2 + random.uniform());
  for (Eigen::Index i = 0; i < grid.rows(); ++i)
    density.push_back(std::exp(-4 * (grid.row(i).array() - 0.4).square().sum()));
  const LaguerreCells cells = laguerre_cells(grid, density, sites, masses);
  const std::vector<double> held = cells.masses(grid, density),
                            wanted = detail::normalised_weights(masses, 12),
                            weight = detail::normalised_weights(density, grid.rows());
  const double heaviest = *std::max_element(weight.begin(), weight.end());
  double off = 0;
  for (std::size_t j = 0; j < 12; ++j) off += std::fabs(held[j] - wanted[j]);
  CHECK(off <= 2 * 11 * heaviest);
  CHECK(cells.gap <= 1e-10);
  // |x - y - s|^2 differs from |x - y|^2 by 2 s y and what is the same for all sites.
  Batch<double> moved = sites.rowwise() + Eigen::RowVector2d(5, -3);
  const std::vector<double> again =
      laguerre_cells(grid, density, moved, masses).masses(grid, density);
  for (std::size_t j = 0; j < 12; ++j) CHECK(again[j] == Approx(wanted[j]).margin(2 * heaviest));
  // Equal prices are the nearest site.
  const std::vector<int> nearest = nearest_rows(grid, sites);
  for (Eigen::Index i = 0; i < grid.rows(); i += 37) {
    Eigen::Index best;
    (sites.rowwise() - grid.row(i)).rowwise().squaredNorm().minCoeff(&best);
    CHECK(nearest[std::size_t(i)] == int(best));
  }
}

TEST_CASE("basins of a flow are the nearest sites of its ends") {
  Batch<double> sites(2, 2), x(3, 2);
  sites << -1, 0, 1, 0;
  x << -0.3, 0.2, 0.1, -0.5, 0.4, 2;
  const auto v = [](const Batch<double>& at, double) -> Batch<double> { // to the side it is on
    Batch<double> out = -at;
    for (Eigen::Index i = 0; i < at.rows(); ++i) out(i, 0) += at(i, 0) < 0 ? -1 : 1;
    return 5 * out;
  };
  CHECK(nearest_rows(solve(tableau("rk4"), v, x, 0, 1, 40), sites) == std::vector<int>{0, 1, 1});
  CHECK_THROWS_WITH(nearest_rows(x, Batch<double>(0, 2)), Catch::Contains("no site"));
  CHECK_THROWS_WITH(laguerre_cells(x, {}, Batch<double>(Batch<double>::Zero(2, 3))),
                    Catch::Contains("coordinates"));
  CHECK_THROWS_WITH(nearest_rows(Batch<double>(Batch<double>::Constant(1, 2, NAN)), sites),
                    Catch::Contains("finite"));
}

TEST_CASE("cells of noise are as cheap as its assignment to copies of the sites, as many as fit in "
          "each") {
  Random random(6);
  const Eigen::Index copies = 16, m = 5, n = copies * m;
  Batch<double> x(n, 2), sites(m, 2), copied(n, 2);
  for (double& z : x.reshaped()) z = random.normal();
  for (double& z : sites.reshaped()) z = 2 * random.normal();
  for (Eigen::Index i = 0; i < n; ++i) copied.row(i) = sites.row(i % m);
  const LaguerreCells cells = laguerre_cells(x, {}, sites);
  // The dual of the prices: mean_i min_j (|x_i - y_j|^2 - psi_j) + mean_j psi_j. No plan is
  // cheaper.
  double dual = 0, least_price = 0;
  for (Eigen::Index i = 0; i < n; ++i) {
    const int j = cells.cell(x.row(i));
    const double power = (x.row(i) - sites.row(j)).squaredNorm() - cells.prices[std::size_t(j)];
    for (Eigen::Index k = 0; k < m; ++k)
      CHECK(power <= (x.row(i) - sites.row(k)).squaredNorm() - cells.prices[std::size_t(k)]);
    dual += power / double(n);
  }
  for (double psi : cells.prices) least_price += psi / double(m);
  const Assignment best = assign_points(x, copied);
  CHECK(dual + least_price == Approx(best.cost / double(n)).epsilon(1e-9));
  // Who is inside a cell is sent to its site by the assignment too; on borders lie at most m - 1.
  int elsewhere = 0;
  for (Eigen::Index i = 0; i < n; ++i)
    elsewhere += cells.cell(x.row(i)) != best.column_of_row[std::size_t(i)] % m;
  CHECK(elsewhere <= m - 1);
}

TEST_CASE(
    "two sites of equal mass beside noise that is its own mirror image share it at the bisector") {
  Random random(7);
  Batch<double> x(400, 2), sites(2, 2);
  for (Eigen::Index i = 0; i < 400; i += 2) {
    x(i, 0) = random.normal(), x(i, 1) = random.normal();
    x.row(i + 1) << -x(i, 0), x(i, 1);
  }
  sites << -1.5, 0.4, 1.5, 0.4;
  const LaguerreCells cells = laguerre_cells(x, {}, sites);
  const double nearest = x.col(0).cwiseAbs().minCoeff(); // the border lies between the middle two
  CHECK(std::fabs(cells.prices[1] - cells.prices[0]) <= 6 * nearest * (1 + 1e-12));
  for (double away : {-0.1, 0.1})
    for (double up : {-3., 0., 2.})
      CHECK(cells.cell(Eigen::RowVector2d(away, up)) == (away > 0 ? 1 : 0));
}
