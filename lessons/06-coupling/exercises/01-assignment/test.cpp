// One test, two builds: FM_ANSWER is student.hpp for `./course exercise 06.1`, and each other
// answer in our own tests. Says in a sentence what is not right; returns 0 when all is.
#include FM_ANSWER

#include "exercise/pairing.hpp"

namespace exercise { // so that no name of an answer meets one of these
namespace {

const Costs example{{2, 1, 5}, {5, 2, 1}, {1, 5, 2}};

const char* exchange_problem() {
  int changed = 0;
  for (const Costs& costs : matrices()) {
    const Pairing start = counted(costs.size()), end = two_opt(costs, start);
    if (!each_once(end, costs.size()))
      return "what comes back is no pairing: each data point once, none left out.";
    if (total(costs, end) > total(costs, start) + 1e-9)
      return "the sum grew: compare what both rows pay, before and after.";
    changed += end != start;
  }
  if (changed == 0) return "nobody ever exchanges: two_opt is still to be written.";
  for (const Costs& costs : matrices())
    if (profit_left(costs, two_opt(costs, counted(costs.size()))))
      return "an exchange with profit is left: after one, others may pay. Go round until nothing "
             "changes.";
  if (two_opt(example, {0, 1, 2}) != Pairing{0, 1, 2})
    return "in the example no two can exchange with profit, so (0, 1, 2) must stay.";
  return nullptr;
}

// Whether the answer is this pairing of every matrix.
template <class Rule> bool is(Rule&& rule) {
  for (const Costs& costs : matrices())
    if (assignment(costs) != rule(costs)) return false;
  return true;
}

const char* assignment_problem() {
  if (is([](const Costs& costs) { return counted(costs.size()); }))
    return "it is always (0, 1, .., n - 1): assignment is still to be written.";
  bool least = true;
  for (const Costs& costs : matrices()) {
    const Pairing p = assignment(costs);
    if (p.size() == costs.size() && !each_once(p, costs.size()))
      return "two noises have the same data point. What is taken is taken, and then the sum "
             "counts.";
    if (!each_once(p, costs.size())) return "what comes back is no pairing.";
    least = least && close(total(costs, p), total(costs, best(costs, 1)), 1e-9);
  }
  if (least)
    return assignment(example) == Pairing{1, 2, 0} ? nullptr
                                                   : "in the example (1, 2, 0) is the least.";
  if (is([](const Costs& costs) { return best(costs, -1); }))
    return "that is the dearest of all: turn the comparison round.";
  if (is(greedy))
    return "each row in turn takes the cheapest that is left, and the last must take what nobody "
           "wanted.";
  bool settled = true;
  for (const Costs& costs : matrices()) settled = settled && !profit_left(costs, assignment(costs));
  return settled ? "exchanges of two are not enough: sometimes three must move on at once, as in "
                   "the example."
                 : "there is a cheaper pairing: try all n! of them.";
}

} // namespace
} // namespace exercise

using namespace exercise;

int main() {
  int wrong = report("exchanges of two", exchange_problem());
  wrong += report("the least of all", assignment_problem());
  return verdict(wrong, "Lesson 6 finds those of hundreds of points: "
                        "shared/include/fm/transport/assignment.hpp.");
}
