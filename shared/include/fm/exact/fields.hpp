// Velocity fields in closed form, as objects: of a data set, between mixtures, and from a mixture's
// blurred copy.
#pragma once

#include "fm/exact/blurred.hpp"
#include "fm/exact/box_ledger.hpp"
#include "fm/exact/posterior.hpp"
#include "fm/path/any_schedule.hpp"

namespace fm {

class ExactField {
public:
  virtual ~ExactField() = default;
  // All that is known at x. Fills weights().
  virtual Marginal at(const Point& x, double t) = 0;
  // u_t at x (n x 2); 0 where nothing passes. log_density: n values of log p_t, or null. Throws
  // fm::Error.
  virtual Batch<float> velocity(const Batch<float>& x, double t, float* log_density) {
    require_plane(x);
    Batch<float> u(x.rows(), 2);
    for (Eigen::Index i = 0; i < x.rows(); ++i) {
      const Marginal here = at(Point(x.row(i).cast<double>()), t);
      u.row(i) = here.velocity.transpose().cast<float>();
      if (log_density) log_density[i] = float(here.log_density);
    }
    return u;
  }
  // Is the source N(0, I)?
  virtual bool from_normal() const = 0;
  // Of velocity() at one place, in elementary steps; at() takes a few times as many.
  virtual double cost() const = 0;
  // The posterior of the data points, or of the data's components, at the last place of at().
  const std::vector<double>& weights() const { return weights_; }

protected:
  std::vector<double> weights_;
};

class PointField final : public ExactField {
public:
  // Throws fm::Error where the set is empty or not finite, or the source has no density.
  PointField(Batch<float> points, Distribution source, AnySchedule schedule)
      : points_(std::move(points)), source_(source), schedule_(schedule),
        posterior_(points_, source) {}
  Marginal at(const Point& x, double t) override {
    return point_set_marginal(points_, source_, schedule_, x, t, weights_);
  }
  Batch<float> velocity(const Batch<float>& x, double t, float* log_density) override {
    require_plane(x);
    const ScheduleValue<double> s = schedule_(t);
    Batch<float> u(x.rows(), 2);
    for (Eigen::Index i = 0; i < x.rows(); ++i) {
      const Point place = x.row(i).cast<double>();
      const PointPosterior::At here = posterior_.at(place, s);
      u.row(i) = velocity_of(here, s, place).transpose().cast<float>();
      if (log_density) log_density[i] = float(here.log_density);
    }
    return u;
  }
  bool from_normal() const override { return source_ == Distribution::gaussian; }
  double cost() const override { return double(posterior_.size()) * posterior_.cost(); }

private:
  Batch<float> points_;
  Distribution source_;
  AnySchedule schedule_;
  PointPosterior posterior_;
};

class MixtureField final : public ExactField {
public:
  // Throws fm::Error for mixtures that are none, and for more than 4096 pairs of components.
  MixtureField(GaussianMixture source, GaussianMixture data, AnySchedule schedule)
      : MixtureField(CoupledMixtures{std::move(source), std::move(data)}, schedule) {}
  MixtureField(CoupledMixtures ends, AnySchedule schedule)
      : ends_(std::move(ends)), schedule_(schedule) {
    ends_.require_valid();
    CoupledMixtures::require_pairs(ends_.source.components.size(), ends_.data.components.size());
  }
  Marginal at(const Point& x, double t) override {
    return mixture_marginal(ends_, schedule_, x, t, weights_);
  }
  bool from_normal() const override {
    const std::vector<Gaussian>& source = ends_.source.components;
    return source.size() == 1 && source[0].mean.isZero(0) && source[0].covariance.isIdentity(0);
  }
  // Throws fm::Error.
  BoxLedger ledger(double t, const Box& box) const { return box_ledger(ends_, schedule_, t, box); }
  double cost() const override {
    return 100. * double(ends_.source.components.size() * ends_.data.components.size());
  }

private:
  CoupledMixtures ends_;
  AnySchedule schedule_;
};

class BlurredField final : public ExactField {
public:
  // Throws fm::Error for a mixture that is none, a width out of range, a schedule too steep.
  BlurredField(GaussianMixture data, double width, AnySchedule schedule)
      : data_(std::move(data)), blurred_{schedule, width} {
    data_.require_valid();
    blurred_.require_valid();
    CoupledMixtures::require_pairs(1, data_.components.size());
  }
  Marginal at(const Point& x, double t) override {
    return blurred_marginal(data_, blurred_, x, t, weights_);
  }
  bool from_normal() const override { return false; }
  double cost() const override { return 100. * double(data_.components.size()); }

private:
  GaussianMixture data_;
  Blurred<AnySchedule> blurred_;
};

} // namespace fm
