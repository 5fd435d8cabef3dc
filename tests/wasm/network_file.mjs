// A network that was saved from a figure, applied as its file says: in plain JavaScript, with nothing of the engine.
export function openNetwork(bytes) {
  const size = Number(bytes.readBigUInt64LE(0)), header = JSON.parse(bytes.subarray(8, 8 + size).toString()), data = bytes.subarray(8 + size);
  const { __metadata__: words, ...tensors } = header;
  const values = (name) => {
    const [begin, end] = tensors[name].data_offsets;
    return Array.from({ length: (end - begin) / 4 }, (_, i) => data.readFloatLE(begin + 4 * i));
  };
  const activation = { silu: (z) => z / (1 + Math.exp(-z)), relu: (z) => Math.max(0, z), tanh: Math.tanh }[words.activation];
  const layers = Array.from({ length: words.hidden.split(',').length + 1 }, (_, l) => ({ w: values(`layers.${l}.weight`), b: values(`layers.${l}.bias`) }));
  const frequencies = values('time.frequencies');
  const velocity = ([x, y], t) => {
    const turns = frequencies.map((f) => 2 * Math.PI * t * f);
    return layers.reduce((h, { w, b }, l) =>
      b.map((bias, o) => {
        const z = h.reduce((sum, v, i) => sum + w[o * h.length + i] * v, bias);
        return l + 1 < layers.length ? activation(z) : z;
      }), [x, y, ...turns.map(Math.sin), ...turns.map(Math.cos)]);
  };
  return { words, shapes: Object.fromEntries(Object.entries(tensors).map(([name, { dtype, shape }]) => [name, `${dtype} ${shape.join(' x ')}`])), velocity };
}
