// Catch2 beside LibTorch, whose logging defines a CHECK of its own: torch first, and its macro out
// of the way.
#pragma once

#include <torch/torch.h>

#undef CHECK
#include "catch.hpp"
