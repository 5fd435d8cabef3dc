// The mean of numbers that come one by one, and how sure it is.
#pragma once

#include <cmath>
#include <limits>

namespace fm {

// Welford (1962): the sum of squares is about the mean so far. That about 0, less n mean^2, has no
// digits left where the mean is large.
class RunningMean {
public:
  void add(double x) {
    ++n_;
    const double before = x - mean_;
    mean_ += before / n_;
    squares_ += before * (x - mean_);
  }
  double mean() const { return mean_; } // 0 before the first
  // Of the mean, if the numbers are independent. One alone does not tell (NaN).
  double standard_error() const {
    return n_ > 1 ? std::sqrt(squares_ / n_ / (n_ - 1)) : std::numeric_limits<double>::quiet_NaN();
  }

private:
  double n_ = 0, mean_ = 0, squares_ = 0;
};

} // namespace fm
