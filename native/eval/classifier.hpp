// The judge of samples: a small network that reads digits. Its 128 features say how far two sets of
// images are apart; a second one, trained from another seed, says which digit a sample is.
#pragma once

#include "data/mnist.hpp"

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

namespace fm {

// conv 32, ReLU, pool 2, conv 64, ReLU, pool 2, linear 128, ReLU: the features; linear 10.
struct ClassifierImpl : torch::nn::Module {
  ClassifierImpl();
  // n x 1 x 28 x 28 in [-1, 1] to n x 128, none negative.
  torch::Tensor features(const torch::Tensor& images);
  // Those to n x 10, before the softmax.
  torch::Tensor logits(const torch::Tensor& features);

  torch::nn::Conv2d conv1, conv2;
  torch::nn::Linear wide, out;
};
TORCH_MODULE(Classifier);

// Trains a new one: Adam, cosine to 0, images moved by up to two pixels. A function of the seed.
// after_epoch(epoch, mean loss) is called after each.
Classifier train_classifier(const Mnist& data, std::uint64_t seed, int epochs,
                            const std::function<void(int, double)>& after_epoch);

// The share of images whose digit it reads.
double accuracy(Classifier& classifier, const Mnist& data);

// The two of them, as published: `features.safetensors` and `accuracy.safetensors` in a folder with
// judges.json, which holds their digests, seeds and accuracy on the test set.
struct Judges {
  Classifier features, reader;
  nlohmann::json published; // judges.json
};
void save_judges(const std::filesystem::path& folder, const Judges& judges);
// Throws fm::Error when a file is missing or is not the one that was published.
Judges load_judges(const std::filesystem::path& folder);

} // namespace fm
