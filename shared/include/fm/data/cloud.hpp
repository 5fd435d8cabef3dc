// Point clouds of the reader's own: a small picture, or a drawing.
#pragma once

#include "fm/data/gaussian_mixture.hpp"

#include <algorithm>
#include <span>

namespace fm {

// A grey picture as a density: each pixel as likely as it is dark, uniform inside a pixel. It is
// scaled to fit into [-half_width, half_width]^2 and centred, with its own proportions.
class Picture {
public:
  // darkness: height x width, row by row from the top, each value >= 0. Throws fm::Error.
  Picture(int width, int height, std::span<const float> darkness, double half_width)
      : width_(width), height_(height), pixel_(2 * half_width / std::max(width, height)) {
    FM_REQUIRE(width >= 1 && height >= 1 && width <= 4096 && height <= 4096,
               "a picture has 1 to 4096 pixels a side");
    FM_REQUIRE(darkness.size() == std::size_t(width) * std::size_t(height),
               "a picture has one value a pixel");
    FM_REQUIRE(half_width > 0 && std::isfinite(half_width), "the half width must be positive");
    double sum = 0;
    for (float d : darkness) {
      FM_REQUIRE(d >= 0 && std::isfinite(d), "the darkness of a pixel is a number of at least 0");
      cumulative_.push_back(sum += double(d));
    }
    FM_REQUIRE(sum > 0, "the picture is empty: draw something first");
  }

  Point sample_point(Random& random) const {
    const double u = random.uniform() * cumulative_.back();
    const auto at = std::upper_bound(cumulative_.begin(), cumulative_.end(), u);
    const auto i = std::min<std::ptrdiff_t>(at - cumulative_.begin(), width_ * height_ - 1);
    const double x = double(i % width_) + random.uniform();
    const double y = double(i / width_) + random.uniform();
    return {(x - width_ / 2.) * pixel_, (height_ / 2. - y) * pixel_};
  }

  // log p(x), -infinity on white and outside.
  double log_density(const Point& x) const {
    const double column = std::floor(x[0] / pixel_ + width_ / 2.);
    const double row = std::floor(height_ / 2. - x[1] / pixel_);
    if (!(column >= 0 && column < width_ && row >= 0 && row < height_)) return detail::never;
    const auto i = std::size_t(row) * std::size_t(width_) + std::size_t(column);
    const double mass = cumulative_[i] - (i > 0 ? cumulative_[i - 1] : 0);
    return portable::log(mass / cumulative_.back() / (pixel_ * pixel_));
  }

private:
  int width_, height_;
  double pixel_;
  std::vector<double> cumulative_;
};

// A drawing: strokes of straight pieces, each piece as likely as it is long, blurred by a normal of
// standard deviation `blur`. A stroke of one point, or of no length, is a dot.
class Drawing {
public:
  // points: n x 2, all strokes one after the other; ends: where each stroke ends, ascending, the
  // last one n. Throws fm::Error.
  Drawing(const Batch<float>& points, std::span<const int> ends, double blur) : blur_(blur) {
    FM_REQUIRE(points.rows() >= 1 && !ends.empty(), "the drawing is empty: draw something first");
    FM_REQUIRE(points.cols() == 2 && points.allFinite(),
               "a drawing has finite points of the plane");
    FM_REQUIRE(blur >= 0 && std::isfinite(blur), "the blur is a number of at least 0");
    FM_REQUIRE(ends.back() == points.rows(), "the last stroke ends with the last point");
    double length = 0;
    int begin = 0;
    const auto add = [&](int from, int to, double least) {
      const Point a = points.row(from).cast<double>(), b = points.row(to).cast<double>();
      const double piece = std::max((b - a).norm(), least);
      if (piece == 0) return;
      pieces_.push_back({a, b});
      cumulative_.push_back(length += piece);
    };
    for (int end : ends) {
      FM_REQUIRE(end > begin && end <= points.rows(), "each stroke has at least one point");
      const double before = length;
      for (int i = begin; i + 1 < end; ++i) add(i, i + 1, 0);
      if (length == before) add(begin, begin, dot);
      begin = end;
    }
  }

  Point sample_point(Random& random) const {
    const double u = random.uniform() * cumulative_.back();
    const auto at = std::upper_bound(cumulative_.begin(), cumulative_.end(), u);
    const auto last = std::ptrdiff_t(pieces_.size()) - 1;
    const auto& [a, b] = pieces_[std::size_t(std::min(at - cumulative_.begin(), last))];
    const double s = random.uniform(), noise = random.normal();
    return a + s * (b - a) + blur_ * Point(noise, random.normal());
  }

private:
  static constexpr double dot = 1e-3; // a stroke of no length still counts

  struct Piece {
    Point from, to;
  };
  double blur_;
  std::vector<Piece> pieces_;
  std::vector<double> cumulative_;
};

// n points of either, as an n x 2 batch.
template <class S, class Cloud>
requires requires(const Cloud& c, Random& r) { c.sample_point(r); }
Batch<S> sample(const Cloud& cloud, Eigen::Index n, Random& random) {
  return batch_of<S>(n, [&] { return cloud.sample_point(random); });
}

} // namespace fm
