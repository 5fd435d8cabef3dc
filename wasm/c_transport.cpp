// Couplings, and distances between what they pair.
#include "border.hpp"

#include "fm/exact/gaussian_flow_map.hpp"
#include "fm/measure/box_crossings.hpp"
#include "fm/measure/metrics.hpp"
#include "fm/measure/trajectories.hpp"
#include "fm/transport/coupling.hpp"
#include "fm/transport/laguerre.hpp"

#include "coupling_of.hpp"

using namespace fm;
using namespace fm::border;

int fm_draw_pairs(int n, const float* points, const int* labels, int source, int base_count,
                  const float* base, int coupling, double regularisation, int count, uint32_t seed,
                  uint32_t stream, float* x_0, float* x_1, int* label, int* converged) noexcept {
  return status([&] {
    require_buffer(count, x_0);
    require_buffer(count, x_1);
    const AnyCoupling how = coupling_of(coupling, regularisation);
    require_batch(how, count);
    Random random(seed, stream);
    const DataSet<float> data{points_of(n, points), labels_of(n, labels)};
    const Batch<float> own = points_of(base_count, base);
    const Pairs<float> pairs =
        couple(how, draw_pairs(data, distribution(source), count, random, own), random);
    write(pairs.x_0, x_0);
    write(pairs.x_1, x_1);
    if (converged) *converged = pairs.converged;
    if (label && labels) std::copy(pairs.label.begin(), pairs.label.end(), label);
  });
}

int fm_squared_distances(int n, int m, int d, const float* x, const float* y, float* out) noexcept {
  return status([&] {
    FM_REQUIRE(d >= 1 && d <= 4096, "the number of coordinates lies in 1 .. 4096");
    FM_REQUIRE(n >= 0 && m >= 0, "the number of points is at least 0");
    require_buffer(std::int64_t(n) * d, x);
    require_buffer(std::int64_t(m) * d, y);
    require_buffer(std::int64_t(n) * m, out);
    using Points = Eigen::Map<const Batch<float>>; // large: read where they are
    squared_distances(Points(x, n, d), Points(y, m, d), out, m);
  });
}

namespace {

void write_assignment(const Assignment& a, int* columns, double* prices, double* out) {
  std::copy(a.column_of_row.begin(), a.column_of_row.end(), columns);
  if (prices)
    std::copy(a.column_price.begin(), a.column_price.end(),
              std::copy(a.row_price.begin(), a.row_price.end(), prices));
  out[0] = a.cost;
  out[1] = a.gap;
}

} // namespace

int fm_assign(int n, const double* costs, int* columns, double* prices, double* out) noexcept {
  return status([&] {
    FM_REQUIRE(n >= 0 && n <= 4096, "an assignment of a matrix has at most 4096 rows");
    require_buffer(n, costs);
    require_buffer(n, columns);
    require_buffer(1, out);
    write_assignment(assign(Batch<double>(Eigen::Map<const Batch<double>>(costs, n, n))), columns,
                     prices, out);
  });
}

int fm_assign_points(int n, int d, const float* x, const float* y, int* columns, double* prices,
                     double* out) noexcept {
  return status([&] {
    require_buffer(n, columns);
    require_buffer(1, out);
    write_assignment(assign_points(points_of(n, x, d), points_of(n, y, d)), columns, prices, out);
  });
}

int fm_sinkhorn(int n, int m, const double* costs, double regularisation, double tolerance,
                int max_iterations, double* plan, double* out) noexcept {
  return status([&] {
    FM_REQUIRE(n >= 1 && m >= 1, "entropic transport needs at least one point on each side");
    require_buffer(std::int64_t(n) * m, costs);
    require_buffer(std::int64_t(n) * m, plan);
    require_work(20. * n * m * std::max(1, max_iterations / 10)); // most converge far sooner
    require_buffer(1, out);
    const Transport t =
        sinkhorn(Batch<double>(Eigen::Map<const Batch<double>>(costs, n, m)),
                 {regularisation, tolerance, max_iterations, Regularisation::absolute});
    write(t.plan, plan);
    const double values[] = {t.cost, t.marginal_error, double(t.iterations), double(t.converged)};
    std::copy_n(values, 4, out);
  });
}

int fm_distance(int distance, double parameter, int n, int d, const float* x, const float* y,
                const float* fresh, uint32_t seed, double* out) noexcept {
  return status([&] {
    require_choice(distance, FM_DISTANCE_GAUSSIAN_W2 + 1, "distance");
    require_buffer(1, out);
    FM_REQUIRE(n <= 4096, "a distance is measured on at most 4096 points");
    const Batch<float> samples = points_of(n, x, d), data = points_of(n, y, d),
                       second = points_of(n, fresh, d);
    double bandwidth = parameter;
    if (distance == FM_DISTANCE_MMD && parameter == 0) bandwidth = median_distance(data);
    FM_REQUIRE(distance != FM_DISTANCE_GAUSSIAN_W2 || d <= 64,
               "Gaussians are compared in at most 64 coordinates");
    require_work(distance == FM_DISTANCE_SLICED_W2 ? 20 * parameter * n * d : 2. * n * n * d);
    FM_REQUIRE(distance != FM_DISTANCE_SLICED_W2 || (parameter >= 1 && parameter <= 100000),
               "the number of directions lies in 1 .. 100000");
    const auto measure = [&](const Batch<float>& a, const Batch<float>& b) -> double {
      Random random(seed); // the same directions for the value and its floor
      switch (distance) {
      case FM_DISTANCE_W1:
        return wasserstein_1(a, b);
      case FM_DISTANCE_W2:
        return wasserstein_2(a, b);
      case FM_DISTANCE_SLICED_W2:
        return sliced_wasserstein_2(a, b, int(parameter), random);
      case FM_DISTANCE_ENERGY_DISTANCE:
        return energy_distance(a, b);
      case FM_DISTANCE_MMD:
        return mmd(a, b, bandwidth);
      default:
        return gaussian_wasserstein_2(fit_gaussian(a), fit_gaussian(b));
      }
    };
    const Measured m = with_floor(measure, samples, data, second);
    out[0] = m.value;
    out[1] = m.floor;
    out[2] = double(m.n);
  });
}

int fm_trajectories(int steps, const double* times, int n, const float* states,
                    double* out) noexcept {
  return status([&] {
    FM_REQUIRE(steps >= 1 && steps <= 10000, "the number of steps lies in 1 .. 10000");
    require_buffer(steps + 1, times);
    require_buffer(std::int64_t(steps + 1) * n, states);
    require_buffer(1, out);
    FM_REQUIRE(std::int64_t(steps) * n <= 50000,
               "crossings are counted among at most 50000 pieces: take fewer trajectories");
    Trajectories<float> t{Grid(times, times + steps + 1), {}};
    for (int k = 0; k <= steps; ++k)
      t.states.push_back(points_of(n, states + std::ptrdiff_t(k) * n * 2));
    const double ends = mean_pair_cost(Pairs<float>{t.states.front(), t.states.back(), {}});
    const double values[] = {straightness(t), path_length(t), total_curvature(t),
                             double(crossings(t)), ends};
    std::copy_n(values, 5, out);
  });
}

int fm_box_crossings(int steps, int n, const float* states, const double* box, int* through,
                     int* inside, int* net) noexcept {
  return status([&] {
    FM_REQUIRE(steps >= 1 && steps <= 10000, "the number of steps lies in 1 .. 10000");
    require_buffer(std::int64_t(steps + 1) * n, states);
    require_buffer(8, through);
    require_buffer(2, inside);
    require_buffer(n, net);
    std::vector<Batch<float>> batches;
    for (int k = 0; k <= steps; ++k)
      batches.push_back(points_of(n, states + std::ptrdiff_t(k) * n * 2));
    const BoxCrossings count = box_crossings(batches, box_of(box));
    std::copy(count.in.begin(), count.in.end(), through);
    std::copy(count.out.begin(), count.out.end(), through + 4);
    inside[0] = int(count.before);
    inside[1] = int(count.after);
    std::copy(count.net.begin(), count.net.end(), net);
  });
}

namespace {

std::vector<double> weights_of(int n, const double* weights) {
  if (!weights) return {};
  require_buffer(n, weights);
  return {weights, weights + n};
}

GaussianFit gaussian_of(const double* component) {
  const GaussianMixture one = mixture_of(1, component);
  one.require_valid();
  return {one.components[0].mean, one.components[0].covariance};
}

} // namespace

int fm_laguerre_prices(int n, const float* x, const double* weights, int m, const float* sites,
                       double* prices, double* out) noexcept {
  return status([&] {
    require_buffer(m, prices);
    require_buffer(1, out);
    const LaguerreCells cells =
        laguerre_cells(points_of(n, x), weights_of(n, weights), points_of(m, sites));
    std::copy(cells.prices.begin(), cells.prices.end(), prices);
    *out = cells.gap;
  });
}

int fm_cells(int n, const float* x, int m, const float* sites, const double* prices,
             int* cells) noexcept {
  return status([&] {
    require_buffer(n, cells);
    require_work(4. * n * m);
    const Batch<double> places = points_of(m, sites).cast<double>();
    std::vector<double> of_sites = weights_of(m, prices);
    if (!prices) of_sites.assign(std::size_t(m), 0);
    const std::vector<int> at = LaguerreCells{places, of_sites, 0}.cells(points_of(n, x));
    std::copy(at.begin(), at.end(), cells);
  });
}

int fm_gaussian_maps(const double* source, const double* target, int n, const float* x, float* flow,
                     float* optimal, double* out) noexcept {
  return status([&] {
    require_buffer(n, flow);
    require_buffer(n, optimal);
    require_buffer(1, out);
    const GaussianFit from = gaussian_of(source), to = gaussian_of(target);
    const Batch<double> places = points_of(n, x).cast<double>();
    const GaussianMap by_flow = independent_flow_map(from, to), best = gaussian_map(from, to),
                      stay{from.mean, from.mean, Eigen::Matrix2d::Identity()};
    write(Batch<float>(by_flow.of_rows(places).cast<float>()), flow);
    write(Batch<float>(best.of_rows(places).cast<float>()), optimal);
    out[0] = std::sqrt(mean_squared_distance(by_flow, best, from));
    out[1] = mean_squared_distance(by_flow, stay, from);
    out[2] = mean_squared_distance(best, stay, from);
  });
}
