// How good samples are, in numbers that others can repeat.
#pragma once

#include "eval/classifier.hpp"
#include "eval/moments.hpp"
#include "model/flow.hpp"

#include <string>

namespace fm {

// What every network is held against: the training images in the judge's eyes, and what as many
// test images get there, which is as good as real data can be.
struct Reference {
  GaussianFit features;        // of all training images
  torch::Tensor some_features; // of the first of them, for precision and recall
  torch::Tensor pixels;        // of all of them, flat, in [-1, 1], for copying
  std::int64_t floor_count; // test images in the floor, spread over all: as many as samples, if any
  double floor;             // their Frechet distance
  double precision, recall; // of the test images
  double accuracy, sure;    // of the reader on the test images
  double nearest;           // median distance of a test image to a training image
};
Reference make_reference(Judges& judges, const Mnist& train, const Mnist& test, std::int64_t n);

// One way to sample.
struct Setting {
  std::string solver = "heun";
  int evaluations =
      50; // of the field, by an image; guidance other than 0 and 1 doubles the network's
  double guidance = 1;
  bool any = false; // no label
};

struct Quality {
  Setting setting;
  int steps, network_evaluations;
  std::int64_t samples;
  double frechet;           // to all training images
  double accuracy;          // share of samples that the reader reads as asked for; NaN for any
  double sure;              // share to which it gives a digit more than 99%
  double precision, recall; // in the features, k = 3, of at most 10,000 each
  double nearest;           // median distance of a sample to a training image, of at most 2,000
  double seconds;           // of sampling
  bool half;                // computed in bfloat16
};

// n samples, the digits in turn. Streamed: memory does not grow with n beyond the counts above. A
// function of the seed. Throws fm::Error.
Quality measure(Flow flow, const Setting& setting, std::int64_t n, std::uint64_t seed,
                Judges& judges, const Reference& reference);

} // namespace fm
