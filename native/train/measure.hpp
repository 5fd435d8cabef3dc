// How well a network predicts velocities for images that it has not seen.
#pragma once

#include "data/examples.hpp"
#include "model/flow.hpp"
#include "train/config.hpp"

#include <array>

namespace fm {

// The mean squared error on up to 2,000 test images, in ten slices of time from the noise on: fixed
// noise, times spread evenly, no labels dropped, the schedule of the run. Comparable between runs
// of one schedule and base. Throws fm::Error for fewer than 250 images.
std::array<double, 10> loss_by_time(Flow flow, const Examples& test, const Config& of_run,
                                    torch::Device device);

// The mean over the slices, and the same of a network.
double mean_loss(const std::array<double, 10>& by_time);
double test_loss(Flow flow, const Examples& test, const Config& of_run, torch::Device device);

} // namespace fm
