#include "check.hpp"
#include "data/fetch.hpp"
#include "fm/base/require.hpp"
#include "io/digest.hpp"
#include "support.hpp"

#include <arpa/inet.h>
#include <cstdlib>
#include <sys/socket.h>
#include <thread>
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
  std::string damaged = good;
  damaged[0] = 1;
  write(images, damaged);
  refused("magic number");
  damaged = good;
  damaged.replace(4, 4, "\xff\xff\xff\xff");
  write(images, damaged);
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

namespace {
// Serves the files of a folder by HTTP on a port of its own, until it goes.
class Server {
public:
  explicit Server(fs::path folder)
      : folder_(std::move(folder)), socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(listen(socket_, 8) == 0);
    getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/mnist";
    thread_ = std::thread([this] {
      for (int client; (client = accept(socket_, nullptr, nullptr)) >= 0; close(client))
        answer(client);
    });
  }
  ~Server() {
    shutdown(socket_, SHUT_RDWR);
    thread_.join();
    close(socket_);
  }
  std::string url;
  std::atomic<int> asked{0};

private:
  void answer(int client) {
    char request[4096];
    const ssize_t n = recv(client, request, sizeof request - 1, 0);
    if (n <= 0) return;
    request[n] = 0;
    ++asked;
    const std::string line(request), path = line.substr(5, line.find(' ', 5) - 5);
    const bool there = fs::exists(folder_ / path);
    const std::string body = there ? read(folder_ / path) : "";
    const std::string reply =
        std::string("HTTP/1.1 ") + (there ? "200 OK" : "404 Not Found") +
        "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
        body;
    for (std::size_t sent = 0; sent < reply.size();) {
      const ssize_t m = send(client, reply.data() + sent, reply.size() - sent, MSG_NOSIGNAL);
      if (m <= 0) return;
      sent += std::size_t(m);
    }
  }
  fs::path folder_;
  int socket_;
  std::thread thread_;
};
} // namespace

TEST_CASE("MNIST is fetched from a mirror, once, and held against its digests") {
  const Folder folder;
  const fs::path served = folder.path / "served" / "mnist", kept = folder.path / "kept";
  fs::create_directories(served);
  write_mnist(served, 40, 20);
  MnistFiles files = mnist_files;
  for (MnistFile& file : files) {
    const std::string raw = read(served / file.name);
    file.sha256 = sha256(raw);
    gzFile gz = gzopen((served / (file.name + ".gz")).c_str(), "wb");
    gzwrite(gz, raw.data(), unsigned(raw.size()));
    gzclose(gz);
  }
  Server server(folder.path / "served");
  CHECK(fetch_mnist(kept, server.url, files) == kept);
  CHECK(server.asked == 4);
  CHECK(torch::equal(load_mnist(kept, Split::train).images, bars(40).images));
  fetch_mnist(kept, server.url, files);
  CHECK(server.asked == 4);

  // What is damaged here is fetched again; what is not the original is not kept.
  write(kept / files[1].name, "damaged");
  fetch_mnist(kept, server.url, files);
  CHECK(server.asked == 5);
  MnistFiles others = files;
  others[2].sha256 = mnist_files[2].sha256;
  CHECK_THROWS_WITH(fetch_mnist(folder.path / "new", server.url, others),
                    Catch::Contains("is not the original t10k-images-idx3-ubyte") &&
                        Catch::Contains("--data FOLDER"));
  CHECK_FALSE(fs::exists(folder.path / "new" / files[2].name));
  CHECK_FALSE(fs::exists(folder.path / "new" / (files[2].name + ".gz.part")));
  fs::remove(served / (files[3].name + ".gz"));
  CHECK_THROWS_WITH(fetch_mnist(folder.path / "newer", server.url, files),
                    Catch::Contains("could not fetch") && Catch::Contains("is there a network?"));
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
  for (const MnistFile& file : mnist_files) {
    const fs::path raw = fs::path(folder) / file.name;
    if (fs::exists(raw)) CHECK(sha256(read(raw)) == file.sha256);
  }
  CHECK(train.images.size(0) == 60000);
  CHECK(test.images.size(0) == 10000);
  CHECK(train.images.to(torch::kFloat64).mean().item<double>() ==
        Approx(33.318421).epsilon(1e-7)); // widely published
  CHECK(torch::equal(train.labels.narrow(0, 0, 5), torch::tensor({5L, 0L, 4L, 1L, 9L})));
}
