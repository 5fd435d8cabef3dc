// The engine's C interface: what the pages call. This header and its parts are the manual, and the
// only source: from them and fm::tableaus bind.mjs writes the TypeScript of every function, choice
// and structure, and the list that the tests go through. Two modules are made of it:
// engine.wasm for the plane, digits.wasm for the digit network; headings with === say what is in
// which.
//
// Conventions
//   * Every function is noexcept. Those that can fail return 0 for success and -1 for failure;
//     those that create a handle return null. The reason is then in fm_last_error(), in words for a
//     reader.
//   * Points are n x 2 floats, row-major: a Float32Array; where a function takes d, n x d. The
//     caller owns every buffer, allocates it with fm_alloc and frees it with fm_free; nothing is
//     kept after the call unless it says so. "or null" says which buffers may be left out.
//   * t = 0 is noise, t = 1 is data; under a reversed schedule the other way round.
//   * Choices are numbers: an argument called schedule is one of fm_schedules, and so on. A solver
//     is the number of a row of fm::tableaus (shared/include/fm/ode/tableau.hpp). To these lists
//     one only appends, for their numbers are written down elsewhere.
//   * A buffer holds at most 4194304 rows or numbers (a matrix of costs, 4096 x 4096), a grid 10000
//     steps. What is known beforehand to take minutes is refused; adaptive solvers, Sinkhorn and
//     training may take as long as they are asked to.
//   * A seed and a stream name one sequence of random numbers, the same on every machine.
//   * A Gaussian mixture is `count` components of 6 doubles: weight, mean x, mean y, covariance
//     xx, xy, yy.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
// "used" makes a function an export of its module.
#define FM_API extern "C" __attribute__((visibility("default"), used))
#define FM_NOEXCEPT noexcept
#else
#define FM_API
#define FM_NOEXCEPT
#endif

typedef struct fm_field fm_field;
typedef struct fm_trainer fm_trainer;
typedef struct fm_unet fm_unet;
typedef struct fm_classifier fm_classifier;

#include "api/choices.h"

// === in both modules ============================================================================

// Memory, and the text of the last failure (static, overwritten by the next failure).
FM_API void* fm_alloc(size_t bytes) FM_NOEXCEPT;
FM_API void fm_free(void* p) FM_NOEXCEPT;
FM_API const char* fm_last_error(void) FM_NOEXCEPT;

// --- noise ---------------------------------------------------------------------------------------

// out: n standard normal numbers.
FM_API int fm_normal(int n, uint32_t seed, uint32_t stream, float* out) FM_NOEXCEPT;
// out: n numbers between a and b, (1 - s) a + s b; normalised != 0 keeps the variance of noise.
FM_API int fm_blend(int n, const float* a, const float* b, double s, int normalised,
                    float* out) FM_NOEXCEPT;

// === engine.wasm ===============================================================================

#include "api/data.h"
#include "api/fields.h"
#include "api/paths.h"
#include "api/pictures.h"
#include "api/solvers.h"
#include "api/training.h"
#include "api/transport.h"

// === digits.wasm ===============================================================================

#include "api/digits.h"
