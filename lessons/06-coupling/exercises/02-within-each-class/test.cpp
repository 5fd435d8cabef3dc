// One test, two builds: FM_ANSWER is student.hpp for `./course exercise 06.2`, and each other
// answer in our own tests. Says in a sentence what is not right; returns 0 when all is.
#include FM_ANSWER

#include "exercise/classes.hpp"

namespace exercise { // so that no name of an answer meets one of these
namespace {

List answer(const Rows& rows) { return classwise(rows.x_0, rows.x_1, rows.label); }

template <class Rule> bool is(Rule&& rule) {
  for (const Rows& rows : batches())
    if (answer(rows) != rule(rows)) return false;
  return true;
}

const char* kept_problem() {
  if (is([](const Rows& rows) { return rows.x_1; }))
    return "all data stay where they are: classwise is still to be written.";
  for (const Rows& rows : batches())
    if (sorted(answer(rows)) != sorted(rows.x_1))
      return "some data points are lost or doubled: each must be there once. Write into a new "
             "list.";
  if (is([](const Rows& rows) { return within_classes(all_one(rows), least); }))
    return "sorted across the classes: a row has lost its class, and noise and class are no longer "
           "independent.";
  for (const Rows& rows : batches())
    if (classes_of(rows, answer(rows)) != rows.label)
      return "a row has a data point of another class: the class stays in its row.";
  return nullptr;
}

const char* least_problem() {
  if (is([](const Rows& rows) { return rows.x_1; })) return "it is still to be written.";
  if (is([](const Rows& rows) { return within_classes(rows, least); })) return nullptr;
  if (is([](const Rows& rows) { return within_classes(all_one(rows), least); }))
    return "the least of all pairings, and not of those that keep the classes.";
  if (is([](const Rows& rows) { return within_classes(rows, longest); }))
    return "within its class the lowest noise has the highest data point: that is the longest "
           "pairing.";
  if (is([](const Rows& rows) { return within_classes(rows, by_row); }))
    return "the data of a class are sorted into its rows without a look at the noise there.";
  if (is([](const Rows& rows) { return within_classes(rows, inverse); }))
    return "a data point is written to the row it comes from: the k-th lowest noise's row must "
           "get the k-th lowest data point.";
  return "within a class the lowest noise must go with the lowest data point, the next with the "
         "next.";
}

// What a coupling may not change: a batch of one class is sorted as a whole, and one with a class
// for each row stays as it is.
const char* law_problem() {
  const Rows one{{2, -1, 0.5}, {1, 2, 3}, {4, 4, 4}}, each{{2, -1, 0.5}, {1, 2, 3}, {2, 0, 1}};
  if (answer(each) != each.x_1) return "where each row has a class of its own nothing can change.";
  if (answer(one) != List{3, 1, 2})
    return "where all rows have one class, the noises (2, -1, 0.5) and the data (1, 2, 3) give "
           "(3, 1, 2).";
  return nullptr;
}

} // namespace
} // namespace exercise

using namespace exercise;

int main() {
  int wrong = report("each data point once, each row its class", kept_problem());
  wrong += report("the least way", least_problem());
  if (wrong == 0) wrong += report("one class, and one for each", law_problem());
  return verdict(wrong, "The last figure of lesson 6 sorts like this: "
                        "shared/include/fm/transport/coupling.hpp.");
}
