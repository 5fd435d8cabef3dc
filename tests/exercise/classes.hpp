// Batches whose rows have a class, and the orders that an answer may have brought their data into.
#pragma once

#include "checker.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace exercise {

using List = std::vector<double>;
using Indices = std::vector<std::size_t>;

struct Rows {
  List x_0, x_1;
  std::vector<int> label;
};

// No two data points are equal, so each knows its class.
inline const std::vector<Rows>& batches() {
  static const std::vector<Rows> all{
      {{3, 1, 2, 0}, {10, 20, 30, 40}, {0, 0, 1, 1}},
      {{0.2, -1, 0.7, 1.5, -0.3, 0}, {2, 5, -1, 3, 0.5, -2}, {1, 0, 1, 1, 0, 1}},
      {{1, 0.4, -2, 0.1, -0.6, 0.9, 2}, {7, 6, 5, 4, 3, 2, 1}, {2, 0, 2, 5, 0, 2, 0}}};
  return all;
}

inline Rows all_one(Rows rows) {
  rows.label.assign(rows.label.size(), 0);
  return rows;
}

inline List sorted(List x) {
  std::sort(x.begin(), x.end());
  return x;
}

// The class that each of these data points was drawn with.
inline std::vector<int> classes_of(const Rows& rows, const List& x_1) {
  std::vector<int> out;
  for (const double x : x_1) {
    const auto at = std::find(rows.x_1.begin(), rows.x_1.end(), x) - rows.x_1.begin();
    out.push_back(rows.label[std::size_t(at)]);
  }
  return out;
}

// a: the rows of a class from its lowest noise to its highest; b: the same by their data; rows: as
// they come. Each gives the data's order in the rows that it names.
struct ClassOrder {
  Indices a, b, rows;
};
inline void least(const ClassOrder& c, const List& x_1, List& out) {
  for (std::size_t k = 0; k < c.a.size(); ++k) out[c.a[k]] = x_1[c.b[k]];
}
inline void longest(const ClassOrder& c, const List& x_1, List& out) {
  for (std::size_t k = 0; k < c.a.size(); ++k) out[c.a[c.a.size() - 1 - k]] = x_1[c.b[k]];
}
inline void by_row(const ClassOrder& c, const List& x_1, List& out) {
  for (std::size_t k = 0; k < c.a.size(); ++k) out[c.rows[k]] = x_1[c.b[k]];
}
inline void inverse(const ClassOrder& c, const List& x_1, List& out) {
  for (std::size_t k = 0; k < c.a.size(); ++k) out[c.b[k]] = x_1[c.a[k]];
}

// The data of each class, put in order by this rule.
template <class Rule> List within_classes(const Rows& rows, Rule&& rule) {
  const auto by = [](Indices order, const List& key) {
    std::sort(order.begin(), order.end(),
              [&](std::size_t i, std::size_t j) { return key[i] < key[j]; });
    return order;
  };
  List out = rows.x_1;
  for (const int label : rows.label) { // a class again and again, with the same result
    Indices members;
    for (std::size_t i = 0; i < rows.label.size(); ++i)
      if (rows.label[i] == label) members.push_back(i);
    rule(ClassOrder{by(members, rows.x_0), by(members, rows.x_1), members}, rows.x_1, out);
  }
  return out;
}

} // namespace exercise
