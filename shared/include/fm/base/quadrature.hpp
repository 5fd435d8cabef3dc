// Gauss quadrature: integrals as weighted sums at the zeros of orthogonal polynomials.
#pragma once

#include "fm/base/require.hpp"

#include <cmath>
#include <vector>

namespace fm {

struct Quadrature {
  std::vector<double> nodes, weights; // weights sum to 1
};

namespace detail {

// The monic-to-orthonormal recurrence  sqrt(b_{k+1}) p_{k+1} = x p_k - sqrt(b_k) p_{k-1},  p_0 = 1,
// of a symmetric weight with mean 0 and total 1. The zeros of p_k lie between those of p_{k-1}, so
// bisection finds them all; the weight at a zero is 1 / sum_k p_k^2 (Golub and Welsch 1969).
template <class B> Quadrature gauss(int n, double bound, B&& b) {
  FM_REQUIRE(n >= 1 && n <= 200, "a quadrature has 1 to 200 nodes");
  const auto polynomial = [&](int degree, double x, double* squares) {
    double before = 0, p = 1;
    for (int k = 0; k < degree; ++k) {
      if (squares) *squares += p * p;
      const double next = (x * p - std::sqrt(b(k)) * before) / std::sqrt(b(k + 1));
      before = p;
      p = next;
    }
    return p;
  };
  Quadrature q;
  for (int degree = 1; degree <= n; ++degree) {
    std::vector<double> between{-bound};
    between.insert(between.end(), q.nodes.begin(), q.nodes.end());
    between.push_back(bound);
    q.nodes.clear();
    for (std::size_t i = 0; i + 1 < between.size(); ++i) {
      double low = between[i], high = between[i + 1];
      const bool rises = polynomial(degree, high, nullptr) > 0;
      for (int halving = 0; halving < 60; ++halving) {
        const double x = (low + high) / 2;
        ((polynomial(degree, x, nullptr) > 0) == rises ? high : low) = x;
      }
      q.nodes.push_back((low + high) / 2);
    }
  }
  for (double x : q.nodes) {
    double squares = 0;
    polynomial(n, x, &squares);
    q.weights.push_back(1 / squares);
  }
  return q;
}

} // namespace detail

// The mean of f over [0, 1], exact for polynomials up to degree 2n - 1 (Gauss-Legendre).
inline Quadrature gauss_legendre(int n) {
  Quadrature q =
      detail::gauss(n, 1, [](int k) { return double(k) * k / (4. * double(k) * k - 1); });
  for (double& x : q.nodes) x = (1 + x) / 2;
  return q;
}

// The mean of f under N(0, 1), exact for polynomials up to degree 2n - 1 (Gauss-Hermite).
inline Quadrature gauss_hermite(int n) {
  return detail::gauss(n, 2 * std::sqrt(double(n)) + 1, [](int k) { return double(k); });
}

} // namespace fm
