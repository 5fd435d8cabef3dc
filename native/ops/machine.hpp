// Inner loops are compiled once for each kind of machine, and the best is chosen at run time.
//
// A file *_kernel.cpp is compiled for each kind (CMakeLists.txt), with the vectors of that machine
// and with the namespace fm renamed: the linker cannot take one machine's copy of an inline
// function for another's. So a kernel's header holds nothing inline and nothing of ATen.
#pragma once

namespace fm_kernels {

using bf16 = unsigned short; // the bits of a bfloat16

enum class Machine { any, avx2, avx512 };
Machine machine(); // of this computer
const char* name_of(Machine machine);
bool has_fast_bf16(); // AMX or AVX-512 multiply bfloat16: elsewhere it is slower than float

} // namespace fm_kernels

// Declares the table `name` of each kind, and best_name(), the one of this machine.
#if defined(__x86_64__)
#define FM_FOR_EVERY_MACHINE(Table, name)                                                          \
  namespace any {                                                                                  \
  extern const Table name;                                                                         \
  }                                                                                                \
  namespace avx2 {                                                                                 \
  extern const Table name;                                                                         \
  }                                                                                                \
  namespace avx512 {                                                                               \
  extern const Table name;                                                                         \
  }                                                                                                \
  const Table& best_##name();
#define FM_BEST(Table, name)                                                                       \
  const Table& best_##name() {                                                                     \
    return machine() == Machine::avx512 ? avx512::name                                             \
           : machine() == Machine::avx2 ? avx2::name                                               \
                                        : any::name;                                               \
  }
#else
#define FM_FOR_EVERY_MACHINE(Table, name)                                                          \
  namespace any {                                                                                  \
  extern const Table name;                                                                         \
  }                                                                                                \
  const Table& best_##name();
#define FM_BEST(Table, name)                                                                       \
  const Table& best_##name() { return any::name; }
#endif
