// One test, two builds: FM_ANSWER is student.hpp for `./course exercise 03.2`, and each other
// answer in our own tests. Says in a sentence what is not right; returns 0 when all is.
#include FM_ANSWER

#include "exercise/checker.hpp"

using namespace exercise;

namespace {

bool same(double a, double b) { return close(a, b, 1e-9); } // a few roundings at size 1

const char* problem() {
  const std::vector<double> u{1, -2, 0.5}, off{2, -1, 1.5};
  if (cfm_loss(u, u) != 0) return "a perfect prediction must have loss 0, and yours has not.";
  const double one = cfm_loss({1}, {0}), two = cfm_loss({2}, {0}), back = cfm_loss({-1}, {0});
  if (one == 0) return "a wrong prediction has loss 0: cfm_loss is still to be written.";
  if (back < 0 || !same(two, 4 * one))
    return "twice the error must cost four times as much, in both directions: square the "
           "difference.";
  if (same(cfm_loss(off, u), 3))
    return "the loss grows with the batch: divide by the number of elements.";
  if (!same(cfm_loss(off, u), 1) || !same(one, 1))
    return "the loss is off by a factor: it is the plain mean of the squared differences.";
  return nullptr;
}

} // namespace

int main() {
  return verdict(report("the loss", problem()),
                 "This is the loss that lesson 3 trains with: shared/include/fm/path/loss.hpp.");
}
