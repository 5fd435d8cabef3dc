// One test, two builds: FM_ANSWER is student.hpp for `./course exercise 04.2`, and each other
// answer in our own tests. Says in a sentence what is not right; returns 0 when all is.
#include FM_ANSWER

#include "exercise/vectors.hpp"

namespace exercise { // so that no name of an answer meets one of these
namespace {

const std::vector<double> v{1, 2, 0, 0}, u{0, 2, 0, 2};
const std::vector<double> w{0.3, -1.2, 2, 0.7, -0.4, 1.1}, z{1, -0.2, 0.5, 0.75, -2, 0};

// The n d errors, each put through this formula.
template <class Formula> std::vector<double> of_errors(Formula&& formula) {
  std::vector<double> out;
  for (std::size_t i = 0; i < w.size(); ++i) out.push_back(formula(w[i] - z[i]));
  return out;
}

const char* loss_problem() {
  const double one = loss(v, u);
  if (close(one, 1.25, 1e-12) && close(loss(w, z), loss(z, w), 1e-12)) return nullptr;
  if (one == 0) return "a wrong prediction has loss 0: loss is still to be written.";
  if (close(one, 5, 1e-12)) return "the loss grows with the batch: divide by n d.";
  if (close(one, 2.5, 1e-12))
    return "the loss is divided by the number of samples; here it is a mean per number, n d.";
  if (close(one, 0.625, 1e-12)) return "the loss has a factor of 1/2 that ours does not have.";
  return "the loss is not the mean of the squared differences.";
}

const char* gradient_problem() {
  const std::vector<double> g = loss_gradient(w, z);
  const double n = double(w.size());
  if (g.size() != w.size()) return "the gradient has one number for each number of v.";
  const auto is = [&](auto&& formula) { return same(g, of_errors(formula)); };
  if (is([&](double e) { return 2 * e / n; })) return nullptr;
  if (is([](double) { return 0; })) return "the gradient is always 0: it is still to be written.";
  if (is([](double e) { return 2 * e; }))
    return "the mean is forgotten: divide by n d, else the step grows with the batch.";
  if (is([&](double e) { return e / n; })) return "the 2 of the square is missing.";
  if (is([&](double e) { return -2 * e / n; }))
    return "the gradient points downhill: it says where the loss grows, and the optimiser turns it "
           "round.";
  if (is([&](double e) { return (e > 0 ? 1 : -1) / n; }))
    return "that is the gradient of the absolute difference: a large error must pull harder.";
  return "this is not the derivative of the loss in v.";
}

// The student's gradient against central differences of the student's own loss.
const char* difference_problem() {
  const std::vector<double> g = loss_gradient(w, z);
  if (g == std::vector<double>(w.size())) return "it is still to be written.";
  constexpr double h = 1e-3; // exact for a square but for rounding, 1e-16 / h
  for (std::size_t i = 0; i < w.size() && i < g.size(); ++i) {
    std::vector<double> more = w, less = w;
    more[i] += h;
    less[i] -= h;
    if (!close(g[i], (loss(more, z) - loss(less, z)) / (2 * h), 1e-9))
      return "move one number of v a little to both sides: your loss changes at another rate than "
             "your gradient says.";
  }
  return nullptr;
}

} // namespace
} // namespace exercise

using namespace exercise;

int main() {
  int wrong = report("the loss", loss_problem());
  wrong += report("its gradient", gradient_problem());
  wrong += report("the one against the other", difference_problem());
  return verdict(wrong, "From here the gradient goes back through the network of lesson 4: "
                        "shared/include/fm/path/loss.hpp.");
}
