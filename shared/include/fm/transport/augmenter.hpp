// The two moves of linear assignment: bidding for columns, and shifting along the cheapest path.
// assignment.hpp says what they are for.
#pragma once

#include "fm/base/require.hpp"
#include "fm/net/gemm.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

namespace fm {

namespace detail {

// Works on a matrix of n x n costs, each row padded with +infinity to whole registers, and keeps
// the columns' prices v.
template <class S> class Augmenter {
public:
  using V = lanes_t<S>;
  using Index = std::conditional_t<sizeof(S) == 4, std::int32_t, std::int64_t>;
  using I = vector_t<Index, lanes<S>>;
  static constexpr S infinity = std::numeric_limits<S>::infinity();

  static std::ptrdiff_t padded(int n) { return round_up(n, lanes<S>); }

  explicit Augmenter(int n)
      : n_(n), width_(padded(n)), price(std::size_t(width_), S(0)), row_of(std::size_t(n), -1),
        column_of(std::size_t(n), -1), distance_(std::size_t(width_)), closed_(std::size_t(width_)),
        from_(std::size_t(width_)) {}

  // The best and the second best reduced cost c_ij - v_j of a row, and where the best is.
  struct Best {
    S first, second;
    int at;
  };
  Best best_of(const S* cost) const {
    // Two sets of lanes, so that one comparison need not wait for the other.
    struct Lane {
      V first = splat(infinity), second = first;
      I at{}, index = ramp();
      void see(const V& c) {
        const auto better = c < first;
        const V loser = better ? first : c;
        second = loser < second ? loser : second;
        at = better ? index : at;
        first = better ? c : first;
        index += Index(2 * lanes<S>);
      }
    } even, odd;
    odd.index += Index(lanes<S>);
    std::ptrdiff_t j = 0;
    for (; j + 2 * lanes<S> <= width_; j += 2 * lanes<S>) {
      even.see(load(cost + j) - load(&price[std::size_t(j)]));
      odd.see(load(cost + j + lanes<S>) - load(&price[std::size_t(j + lanes<S>)]));
    }
    if (j < width_) even.see(load(cost + j) - load(&price[std::size_t(j)]));
    Best best{infinity, infinity, 0};
    for (const Lane& lane : {even, odd})
      for (int l = 0; l < int(lanes<S>); ++l) {
        const S c = lane.first[l];
        const int at = int(lane.at[l]);
        if (c < best.first || (c == best.first && at < best.at)) {
          best.second = std::min(best.second, best.first);
          best.first = c, best.at = at;
        } else
          best.second = std::min(best.second, c);
        best.second = std::min(best.second, lane.second[l]);
      }
    return best;
  }

  void assign(int row, int column) {
    row_of[std::size_t(column)] = row;
    column_of[std::size_t(row)] = column;
  }

  // One round of the auction at one eps. cost(i) -> const S*. Stops after `bids`.
  template <class Cost> void auction(Cost&& cost, S eps, S widest, long bids) {
    std::fill(row_of.begin(), row_of.end(), -1);
    std::fill(column_of.begin(), column_of.end(), -1);
    std::vector<int> waiting(static_cast<std::size_t>(n_));
    std::iota(waiting.begin(), waiting.end(), 0);
    while (!waiting.empty() && bids-- > 0) {
      const int row = waiting.back();
      waiting.pop_back();
      const Best best = best_of(cost(row));
      if (!(best.first < infinity)) return; // no column is allowed: stage 2 says so
      const auto column = std::size_t(best.at);
      // A row with no other choice would pay anything.
      price[column] -= std::min(best.second - best.first, widest) + eps;
      const int loser = row_of[column];
      assign(row, best.at);
      if (loser >= 0) {
        column_of[std::size_t(loser)] = -1;
        waiting.push_back(loser);
      }
    }
  }

  // Rows take their best column where it is free; the others are returned.
  template <class Cost> std::vector<int> take_free(Cost&& cost) {
    std::fill(row_of.begin(), row_of.end(), -1);
    std::fill(column_of.begin(), column_of.end(), -1);
    std::vector<int> left;
    for (int row = 0; row < n_; ++row) {
      const Best best = best_of(cost(row));
      if (best.first < infinity && row_of[std::size_t(best.at)] < 0)
        assign(row, best.at);
      else
        left.push_back(row);
    }
    return left;
  }

  // Augmenting row reduction: a row takes its best column, lowers its price until the second best
  // is as good, and whoever held it tries again. Only where that is a strict improvement, and a
  // bounded number of times, since rounding could make it go on for ever.
  template <class Cost> std::vector<int> reduce(Cost&& cost, std::vector<int> waiting) {
    std::vector<int> left;
    for (long moves = 4L * n_; !waiting.empty() && moves > 0; --moves) {
      const int row = waiting.back();
      waiting.pop_back();
      const Best best = best_of(cost(row));
      const auto column = std::size_t(best.at);
      const S lower = price[column] - (best.second - best.first);
      const bool strict = best.second < infinity && lower < price[column];
      const int loser = best.first < infinity ? row_of[column] : row;
      if (loser >= 0 && !strict) {
        left.push_back(row);
        continue;
      }
      if (strict) price[column] = lower;
      assign(row, best.at);
      if (loser >= 0) {
        column_of[std::size_t(loser)] = -1;
        waiting.push_back(loser);
      }
    }
    left.insert(left.end(), waiting.begin(), waiting.end());
    return left;
  }

  // Places a row along the cheapest augmenting path (Dijkstra over the columns), and moves the
  // prices so that every pair is tight again. Throws when no path is allowed.
  template <class Cost> void augment(Cost&& cost, int start) {
    std::fill(closed_.begin(), closed_.end(), S(0));
    std::fill(distance_.begin(), distance_.end(), infinity);
    visited_.clear();
    free_.clear();
    for (int j = 0; j < n_; ++j)
      if (row_of[std::size_t(j)] < 0) free_.push_back(j);
    int row = start, column = -1;
    S base = 0; // the distance of `row`, less its price
    for (;;) {
      S reach = 0;
      const int next = relax(cost(row), row, base, reach);
      FM_REQUIRE(next >= 0, "no assignment is allowed: the forbidden pairs leave row " +
                                std::to_string(start) + " without a column");
      column = next;
      for (int j : free_) // among equals one that is free: it ends the search
        if (distance_[std::size_t(j)] <= reach) column = j;
      reach_ = reach;
      if (row_of[std::size_t(column)] < 0) break;
      closed_[std::size_t(column)] = infinity;
      visited_.push_back(column);
      row = row_of[std::size_t(column)];
      base = (cost(row)[column] - price[std::size_t(column)]) - reach;
    }
    for (int j : visited_) price[std::size_t(j)] += distance_[std::size_t(j)] - reach_;
    while (column >= 0) { // back along the path
      const int owner = int(from_[std::size_t(column)]);
      const int before = column_of[std::size_t(owner)];
      assign(owner, column);
      column = owner == start ? -1 : before;
    }
  }

private:
  static I ramp() {
    I r{};
    for (int l = 0; l < int(lanes<S>); ++l) r[l] = l;
    return r;
  }

  // Lowers the distances by way of `row`; returns the nearest open column, -1 when none can be
  // reached, and its distance in `reach`.
  int relax(const S* cost, int row, S base, S& reach) {
    V nearest = splat(infinity);
    I at{}, index = ramp();
    const I owner = I{} + Index(row);
    for (std::ptrdiff_t j = 0; j < width_; j += lanes<S>, index += Index(lanes<S>)) {
      const auto p = std::size_t(j);
      const V closed = load(&closed_[p]), known = load(&distance_[p]);
      const V c = (load(cost + j) - load(&price[p]) - base) + closed;
      const auto better = c < known;
      const V d = better ? c : known;
      store(&distance_[p], d);
      const I from = load_as<I>(&from_[p]);
      store(&from_[p], I(better ? owner : from));
      const V open = d + closed;
      const auto nearer = open < nearest;
      at = nearer ? index : at;
      nearest = nearer ? open : nearest;
    }
    int best = -1;
    reach = infinity;
    for (int l = 0; l < int(lanes<S>); ++l)
      if (nearest[l] < reach) reach = nearest[l], best = int(at[l]);
    return best;
  }

  int n_;
  std::ptrdiff_t width_;

public:
  std::vector<S> price;               // v, one a column
  std::vector<int> row_of, column_of; // -1: not yet

private:
  std::vector<S> distance_, closed_; // closed: +infinity once a column is on the tree
  std::vector<Index> from_;          // the row a column is reached from
  std::vector<int> visited_, free_;
  S reach_ = 0;
};

} // namespace detail
} // namespace fm
