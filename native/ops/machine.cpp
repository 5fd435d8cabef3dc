#include "ops/machine.hpp"

#include "ops/norm_silu_kernel.hpp"
#include "ops/update_kernel.hpp"

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace fm_kernels {

bool has_fast_bf16() {
#if defined(__x86_64__)
  unsigned a = 0, b = 0, c = 0, d = 0;
  constexpr unsigned amx_bf16 = 1u << 22, avx512_bf16 = 1u << 5; // leaf 7: EDX of 0, EAX of 1
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return false;
  if (d & amx_bf16) return true;
  return __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a & avx512_bf16);
#else
  return false;
#endif
}

Machine machine() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
    return Machine::avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return Machine::avx2;
#endif
  return Machine::any;
}

const char* name_of(Machine m) {
  return m == Machine::avx512 ? "avx512" : m == Machine::avx2 ? "avx2" : "no special vectors";
}

FM_BEST(NormSiluLoops, norm_silu)
FM_BEST(UpdateLoops, update)

} // namespace fm_kernels
