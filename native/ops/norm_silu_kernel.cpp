#include "ops/norm_silu_kernel.hpp"

#include "fm/net/activation.hpp"

#include <cmath>

namespace fm_kernels {
namespace {

using fm::activate, fm::Activation, fm::splat_as, fm::vector_t;
using Index = std::ptrdiff_t;

template <class V> inline constexpr Index width = Index(sizeof(V) / sizeof(float));

// The upper half of a float is a bfloat16; rounded to nearest even, a NaN to a quiet one.
template <class V> V get(const float* p) { return fm::load_as<V>(p); }
template <class V> V get(const bf16* p) {
  if constexpr (width<V> == 1) {
    return __builtin_bit_cast(float, unsigned(*p) << 16);
  } else {
    const auto half = fm::load_as<vector_t<bf16, width<V>>>(p);
    return __builtin_bit_cast(V, __builtin_convertvector(half, vector_t<unsigned, width<V>>) << 16);
  }
}
template <class V> void put(float* p, const V& v) { fm::store(p, v); }
template <class V> void put(bf16* p, const V& v) {
  if constexpr (width<V> == 1) {
    const unsigned u = __builtin_bit_cast(unsigned, v);
    *p = v == v ? bf16((u + 0x7fff + (u >> 16 & 1)) >> 16) : bf16(0x7fc0);
  } else {
    using U = vector_t<unsigned, width<V>>;
    const U u = __builtin_bit_cast(U, v);
    const U rounded = v == v ? (u + 0x7fff + (u >> 16 & 1)) >> 16 : U{} + 0x7fc0;
    fm::store(p, __builtin_convertvector(rounded, vector_t<bf16, width<V>>));
  }
}

// Calls f(first channel, number of vectors, vector type) for blocks that cover all channels: four
// vectors of the machine at a time while there are as many, then one, then single channels.
template <class F> void blocks(Index channels, F&& f) {
  using V = fm::lanes_t<float>;
  Index i = 0;
  const auto cover = [&](auto zero, auto count) {
    constexpr Index step = width<decltype(zero)> * decltype(count)::value;
    for (; i + step <= channels; i += step) f(i, zero, count);
  };
  cover(V{}, std::integral_constant<Index, 4>{});
  cover(V{}, std::integral_constant<Index, 2>{});
  cover(V{}, std::integral_constant<Index, 1>{});
  cover(0.f, std::integral_constant<Index, 1>{});
}

template <class Pixel> void moments(const NormSilu& o, const Pixel* x, const Moments& m) {
  blocks(o.channels, [&](Index i, auto zero, auto count) {
    using V = decltype(zero);
    constexpr std::size_t n = decltype(count)::value;
    V pivot[n], sum[n]{}, square[n]{};
    for (std::size_t k = 0; k < n; ++k) pivot[k] = get<V>(x + i + Index(k) * width<V>);
    for (Index p = 0; p < o.pixels; ++p)
      for (std::size_t k = 0; k < n; ++k) {
        const V d = get<V>(x + p * o.channels + i + Index(k) * width<V>) - pivot[k];
        sum[k] += d, square[k] += d * d;
      }
    for (std::size_t k = 0; k < n; ++k) {
      fm::store(m.sum + i + Index(k) * width<V>, sum[k]);
      fm::store(m.square + i + Index(k) * width<V>, square[k]);
    }
  });
}

float factor(const NormSilu& o, Index i) { return o.scale ? 1 + o.scale[i] : 1; }

// From channel c on: what SiLU is taken of is (x - pivot) slope + offset.
template <class V, class Pixel>
void affine(const NormSilu& o, const Pixel* x, const Moments& m, Index c, V& pivot, V& slope,
            V& offset) {
  const V weight = fm::load_as<V>(o.weight + c);
  pivot = get<V>(x + c);
  slope = fm::load_as<V>(m.inverse + c) * weight;
  if (o.scale) slope *= 1 + fm::load_as<V>(o.scale + c);
  offset = fm::load_as<V>(m.offset + c) * weight + fm::load_as<V>(o.bias + c);
}

template <class Pixel> void forward(const NormSilu& o, const Pixel* x, Pixel* y, const Moments& m) {
  moments(o, x, m);
  // From the channels to their group, in double; h = factor x + shift is what is normalised, and
  // everything is taken from the first channel's pivot.
  const Index per_group = o.channels / o.groups;
  const double pixels = double(o.pixels), n = pixels * double(per_group);
  const auto value = [&](Index i) {
    return double(factor(o, i)) * double(get<float>(x + i)) + (o.shift ? double(o.shift[i]) : 0.);
  };
  for (Index g = 0; g < o.channels; g += per_group) {
    const double pivot = value(g);
    double sum = 0, square = 0; // of h - pivot over the group
    for (Index i = g; i < g + per_group; ++i) {
      const double a = double(factor(o, i)), off = value(i) - pivot, first = a * double(m.sum[i]);
      sum += first + pixels * off;
      square += a * a * double(m.square[i]) + 2 * off * first + pixels * off * off;
    }
    const double mean = pivot + sum / n, variance = (square - sum * sum / n) / n;
    const double inverse = 1 / std::sqrt((variance > 0 ? variance : variance * 0) + 1e-5);
    for (Index i = g; i < g + per_group; ++i) {
      m.inverse[i] = float(inverse);
      m.offset[i] = float((value(i) - mean) * inverse);
    }
  }
  blocks(o.channels, [&](Index i, auto zero, auto count) {
    using V = decltype(zero);
    constexpr std::size_t size = decltype(count)::value;
    V pivot[size], slope[size], offset[size];
    for (std::size_t k = 0; k < size; ++k)
      affine(o, x, m, i + Index(k) * width<V>, pivot[k], slope[k], offset[k]);
    for (Index p = 0; p < o.pixels; ++p)
      for (std::size_t k = 0; k < size; ++k) {
        const Index at = p * o.channels + i + Index(k) * width<V>;
        const V u = (get<V>(x + at) - pivot[k]) * slope[k] + offset[k];
        put<V>(y + at, u * fm::sigmoid(u));
      }
  });
}

// With u = weight z + bias, e = dy silu'(u), and over the n values of a group
//   A = sum weight e / n,  B = sum weight e z / n:   dh = (weight e - A - B z) / deviation,
// dx = factor dh. All sums over dh follow from those over e, e d, d and d^2.
template <class Pixel>
void backward(const NormSilu& o, const Pixel* x, const Pixel* dy, const Moments& m, Pixel* dx,
              const Gradients& grad, float* scratch) {
  blocks(o.channels, [&](Index i, auto zero, auto count) {
    using V = decltype(zero);
    constexpr std::size_t size = decltype(count)::value;
    V pivot[size], slope[size], offset[size], sum[size]{}, product[size]{};
    for (std::size_t k = 0; k < size; ++k)
      affine(o, x, m, i + Index(k) * width<V>, pivot[k], slope[k], offset[k]);
    for (Index p = 0; p < o.pixels; ++p)
      for (std::size_t k = 0; k < size; ++k) {
        const Index at = p * o.channels + i + Index(k) * width<V>;
        const V d = get<V>(x + at) - pivot[k];
        const V e = get<V>(dy + at) * activate<Activation::silu>(V(d * slope[k] + offset[k])).slope;
        fm::store(scratch + at, e);
        sum[k] += e, product[k] += e * d;
      }
    for (std::size_t k = 0; k < size; ++k) { // sum e d, and sum e z below
      fm::store(grad.bias + i + Index(k) * width<V>, sum[k]);
      fm::store(grad.weight + i + Index(k) * width<V>, product[k]);
    }
  });
  const Index per_group = o.channels / o.groups;
  const double pixels = double(o.pixels), n = pixels * double(per_group);
  // dx = of_e e + of_d d + constant.
  float *of_e = scratch + o.pixels * o.channels, *of_d = of_e + o.channels,
        *constant = of_d + o.channels;
  for (Index g = 0; g < o.channels; g += per_group) {
    double a = 0, b = 0;
    const double inverse = double(m.inverse[g]);
    for (Index i = g; i < g + per_group; ++i) {
      const double slope = inverse * double(factor(o, i)), e = double(grad.bias[i]);
      const double ez = slope * double(grad.weight[i]) + double(m.offset[i]) * e;
      a += double(o.weight[i]) * e / n;
      b += double(o.weight[i]) * ez / n;
    }
    for (Index i = g; i < g + per_group; ++i) {
      const double e = double(grad.bias[i]), ed = double(grad.weight[i]), w = double(o.weight[i]);
      const double f = double(factor(o, i)), slope = inverse * f, offset = double(m.offset[i]);
      const double sum = double(m.sum[i]), square = double(m.square[i]);
      grad.weight[i] = float(slope * ed + offset * e);
      if (grad.shift) {
        const double dh = inverse * (w * e - a * pixels - b * (slope * sum + pixels * offset));
        const double dh_d = inverse * (w * ed - a * sum - b * (slope * square + offset * sum));
        grad.shift[i] = float(dh);
        grad.scale[i] = float(dh_d + dh * double(get<float>(x + i)));
      }
      of_e[i] = float(slope * w);
      of_d[i] = float(-slope * b * slope);
      constant[i] = float(-slope * (a + b * offset));
    }
  }
  blocks(o.channels, [&](Index i, auto zero, auto count) {
    using V = decltype(zero);
    constexpr std::size_t size = decltype(count)::value;
    V pivot[size], by_e[size], by_d[size], rest[size];
    for (std::size_t k = 0; k < size; ++k) {
      const Index c = i + Index(k) * width<V>;
      pivot[k] = get<V>(x + c);
      by_e[k] = fm::load_as<V>(of_e + c);
      by_d[k] = fm::load_as<V>(of_d + c);
      rest[k] = fm::load_as<V>(constant + c);
    }
    for (Index p = 0; p < o.pixels; ++p)
      for (std::size_t k = 0; k < size; ++k) {
        const Index at = p * o.channels + i + Index(k) * width<V>;
        const V d = get<V>(x + at) - pivot[k];
        put<V>(dx + at, by_e[k] * fm::load_as<V>(scratch + at) + by_d[k] * d + rest[k]);
      }
  });
}

} // namespace

const NormSiluLoops FM_MACHINE::norm_silu{{forward<float>, backward<float>},
                                          {forward<bf16>, backward<bf16>}};

} // namespace fm_kernels
