// A place in the plane, in double: what closed forms are evaluated at.
#pragma once

#include <Eigen/Core>

namespace fm {

using Point = Eigen::Vector2d;

} // namespace fm
