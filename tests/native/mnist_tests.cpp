#include "check.hpp"
#include "fm/base/require.hpp"
#include "support.hpp"

#include <cstdlib>
#include <zlib.h>

using namespace fm;
using namespace fm_test;

TEST_CASE("IDX files are read, compressed or not") {
  const Folder folder;
  write_mnist(folder.path, 30, 10);
  const Mnist train = load_mnist(folder.path, Split::train);
  CHECK(torch::equal(train.images, bars(30).images));
  CHECK(torch::equal(train.labels, bars(30).labels));
  const std::string raw = read(folder.path / "t10k-images-idx3-ubyte");
  gzFile gz = gzopen((folder.path / "t10k-images-idx3-ubyte.gz").c_str(), "wb");
  gzwrite(gz, raw.data(), unsigned(raw.size()));
  gzclose(gz);
  fs::remove(folder.path / "t10k-images-idx3-ubyte");
  CHECK(torch::equal(load_mnist(folder.path, Split::test).images, bars(10).images));
}

TEST_CASE("bad IDX files are refused, by name and reason") {
  const Folder folder;
  const auto images = folder.path / "train-images-idx3-ubyte",
             labels = folder.path / "train-labels-idx1-ubyte";
  const auto refused = [&](const std::string& why) {
    INFO(why);
    CHECK_THROWS_WITH(load_mnist(folder.path, Split::train), Catch::Contains(why));
  };
  refused("no train-images-idx3-ubyte[.gz]");
  write_mnist(folder.path, 20, 10);
  const std::string good = read(images);
  write(images, good.substr(0, 9));
  refused("too short for an IDX header");
  write(images, good.substr(0, good.size() - 1));
  refused("where its header promises");
  write(images, good + "x");
  refused("where its header promises");
  write(images, "\x01" + good.substr(1));
  refused("magic number");
  write(images, good.substr(0, 4) + "\xff\xff\xff\xff" + good.substr(8));
  refused("impossible size");
  write(images, idx_images(bars(19)));
  refused("19 images but 20 labels");
  write(images, good);
  Mnist strange = bars(20);
  strange.labels[3] = 11;
  write(labels, idx_labels(strange));
  refused("a label is above 9");
  write(folder.path / "train-images-idx3-ubyte.gz", std::string("\x1f\x8b\x08\x00 not gzip", 14));
  refused("fetch it again");
}

TEST_CASE("pixels to [-1, 1] and back") {
  const torch::Tensor pixels = torch::arange(256, torch::kUInt8);
  CHECK(to_unit(pixels).min().item<float>() == -1);
  CHECK(to_unit(pixels).max().item<float>() == 1);
  CHECK(torch::equal(to_pixels(to_unit(pixels)), pixels));
  CHECK(to_pixels(torch::full({1}, 7.f)).item<int>() == 255);
}

TEST_CASE("the real MNIST") {
  const char* folder = std::getenv("MNIST_DIR");
  if (!folder) {
    skip_because("the real MNIST: set MNIST_DIR to the folder with its four files");
    return;
  }
  const Mnist train = load_mnist(folder, Split::train), test = load_mnist(folder, Split::test);
  CHECK(train.images.size(0) == 60000);
  CHECK(test.images.size(0) == 10000);
  CHECK(train.images.to(torch::kFloat64).mean().item<double>() ==
        Approx(33.318421).epsilon(1e-7)); // widely published
  CHECK(torch::equal(train.labels.narrow(0, 0, 5), torch::tensor({5L, 0L, 4L, 1L, 9L})));
}
