// The training of a velocity network as one writes it by hand: plain loops over typed arrays, no engine and no
// library. What the engine is compared with.
import type { Floats } from '../../engine/names';

/** Weights inputs x outputs (row-major), and a bias an output. */
export interface PlainLayer {
  weights: Floats;
  bias: Floats;
}

/**
 * v(x, t) for points of the plane. The time enters as `timeFeatures` numbers: sinusoids, or, if there are
 * `timeLayers`, what those make of t (the activation between them). Then [x, time] goes through `hidden` layers to 2
 * numbers.
 */
export interface PlainShape {
  timeFeatures: number;
  timeLayers: number;
  hidden: number[];
  activation: 'silu' | 'relu';
}

const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8];

/** A linear layer with its gradient and its two running means of Adam. */
class Dense {
  readonly inputs: number;
  readonly outputs: number;
  private readonly transposed: Floats;
  private readonly parts: { value: Floats; gradient: Floats; mean: Floats; square: Floats }[];

  constructor(layer: PlainLayer) {
    this.outputs = layer.bias.length;
    this.inputs = layer.weights.length / this.outputs;
    this.transposed = new Float32Array(layer.weights.length);
    this.parts = [layer.weights, layer.bias].map((start) => ({
      value: start.slice(),
      gradient: new Float32Array(start.length),
      mean: new Float32Array(start.length),
      square: new Float32Array(start.length),
    }));
  }

  /** y = x W + b for n rows. */
  forward(n: number, x: Floats, y: Floats): void {
    const { inputs, outputs } = this, [weights, bias] = this.parts.map((p) => p.value);
    for (let i = 0; i < n; i++) y.set(bias, i * outputs);
    addProduct(n, inputs, outputs, x, inputs, 1, weights, y);
  }

  /** From the gradient in y: that in W and b, and that in x (n x inputs) if it is asked for. */
  backward(n: number, x: Floats, dy: Floats, dx: Floats | null): void {
    const { inputs, outputs } = this, [dWeights, dBias] = this.parts.map((p) => p.gradient), weights = this.parts[0].value;
    dWeights.fill(0);
    addProduct(inputs, n, outputs, x, 1, inputs, dy, dWeights);
    dBias.fill(0);
    for (let i = 0; i < n; i++) for (let j = 0; j < outputs; j++) dBias[j] += dy[i * outputs + j];
    if (!dx) return;
    for (let k = 0; k < inputs; k++)
      for (let j = 0; j < outputs; j++) this.transposed[j * inputs + k] = weights[k * outputs + j];
    dx.fill(0);
    addProduct(n, outputs, inputs, dy, outputs, 1, this.transposed, dx);
  }

  /** One update of Adam; `step` counts from 1. */
  update(rate: number, step: number): void {
    const scaledRate = rate / (1 - beta1 ** step), squareScale = 1 / (1 - beta2 ** step);
    for (const { value, gradient, mean, square } of this.parts)
      for (let i = 0; i < value.length; i++) {
        const g = gradient[i];
        mean[i] = beta1 * mean[i] + (1 - beta1) * g;
        square[i] = beta2 * square[i] + (1 - beta2) * g * g;
        value[i] -= (scaledRate * mean[i]) / (Math.sqrt(square[i] * squareScale) + epsilon);
      }
  }
}

/**
 * c += a b; a: rows x inner, read with these strides; b: inner x columns. Four products at a time, so that c is read
 * and written a quarter as often: twice as fast.
 */
function addProduct(
  rows: number,
  inner: number,
  columns: number,
  a: Floats,
  rowStride: number,
  innerStride: number,
  b: Floats,
  c: Floats,
): void {
  for (let i = 0; i < rows; i++) {
    const at = i * columns;
    let p = 0;
    for (; p + 4 <= inner; p += 4) {
      const from = i * rowStride + p * innerStride, first = p * columns;
      const a0 = a[from], a1 = a[from + innerStride], a2 = a[from + 2 * innerStride], a3 = a[from + 3 * innerStride];
      for (let j = 0; j < columns; j++) {
        const k = first + j;
        c[at + j] += a0 * b[k] + a1 * b[k + columns] + a2 * b[k + 2 * columns] + a3 * b[k + 3 * columns];
      }
    }
    for (; p < inner; p++) {
      const s = a[i * rowStride + p * innerStride];
      for (let j = 0; j < columns; j++) c[at + j] += s * b[p * columns + j];
    }
  }
}

/** y = activation(z), and its slope. */
function activate(kind: PlainShape['activation'], z: Floats, y: Floats, slope: Floats): void {
  for (let i = 0; i < z.length; i++)
    if (kind === 'relu') {
      slope[i] = z[i] > 0 ? 1 : 0;
      y[i] = z[i] * slope[i];
    } else {
      const s = 1 / (1 + Math.exp(-z[i]));
      y[i] = z[i] * s;
      slope[i] = s * (1 + z[i] * (1 - s));
    }
}

/** Linear layers with the activation between them; keeps what backward needs. */
class Chain {
  private readonly layers: Dense[];
  private rows = -1;
  /** Of each layer: its input, its sums, the activation's slope at them, and the gradient in its input. */
  private kept: { x: Floats; z: Floats; slope: Floats; dx: Floats }[] = [];

  constructor(layers: PlainLayer[], private readonly activation: PlainShape['activation']) {
    this.layers = layers.map((layer) => new Dense(layer));
  }

  /** n rows of the input, to be written before forward. */
  input(n: number): Floats {
    if (n !== this.rows) {
      this.rows = n;
      this.kept = this.layers.map(({ inputs, outputs }) => ({
        x: new Float32Array(n * inputs),
        z: new Float32Array(n * outputs),
        slope: new Float32Array(n * outputs),
        dx: new Float32Array(n * inputs),
      }));
    }
    return this.kept[0].x;
  }

  forward(): Floats {
    this.layers.forEach((layer, l) => {
      const { x, z, slope } = this.kept[l];
      layer.forward(this.rows, x, z);
      if (l + 1 < this.layers.length) activate(this.activation, z, this.kept[l + 1].x, slope);
    });
    return this.kept[this.layers.length - 1].z;
  }

  /** From the gradient in the output; that in the input if `wanted`. */
  backward(gradient: Floats, wanted: boolean): Floats {
    let dy = gradient;
    for (let l = this.layers.length - 1; l >= 0; l--) {
      const { x, dx } = this.kept[l];
      this.layers[l].backward(this.rows, x, dy, l > 0 || wanted ? dx : null);
      if (l > 0) { for (let i = 0; i < dx.length; i++) dx[i] *= this.kept[l - 1].slope[i]; }
      dy = dx;
    }
    return dy;
  }

  update(rate: number, step: number): void {
    for (const layer of this.layers) layer.update(rate, step);
  }
}

/** The network in training, by Adam. Its layers are given in order, those of the time first. */
export class PlainNet {
  private readonly time: Chain | null;
  private readonly main: Chain;
  private readonly timeWidth: number;
  private readonly frequencies: number[];
  private steps = 0;

  constructor(shape: PlainShape, layers: PlainLayer[], private readonly learningRate: number) {
    const { timeLayers, timeFeatures, activation } = shape, half = timeFeatures / 2;
    this.time = timeLayers > 0 ? new Chain(layers.slice(0, timeLayers), activation) : null;
    this.main = new Chain(layers.slice(timeLayers), activation);
    this.timeWidth = timeFeatures;
    this.frequencies = Array.from({ length: half }, (_, k) => 10000 ** (-k / (half - 1)));
  }

  /** The velocity at n points x (n x 2) and times t (n); valid until the next call. */
  velocity(x: Floats, t: Floats): Floats {
    const n = t.length, width = 2 + this.timeWidth, input = this.main.input(n);
    if (this.time) this.time.input(n).set(t);
    const time = this.time?.forward() ?? this.sinusoids(t);
    for (let i = 0; i < n; i++) {
      input[i * width] = x[2 * i];
      input[i * width + 1] = x[2 * i + 1];
      for (let k = 0; k < this.timeWidth; k++) input[i * width + 2 + k] = time[i * this.timeWidth + k];
    }
    return this.main.forward();
  }

  /** One update towards the targets u (n x 2); the mean squared error before it. */
  step(x: Floats, t: Floats, u: Floats): number {
    const v = this.velocity(x, t), gradient = new Float32Array(u.length);
    let loss = 0;
    for (let i = 0; i < u.length; i++) {
      const error = v[i] - u[i];
      loss += (error * error) / u.length;
      gradient[i] = (2 * error) / u.length;
    }
    const dInput = this.main.backward(gradient, this.time !== null), width = 2 + this.timeWidth;
    if (this.time) {
      const dTime = new Float32Array(t.length * this.timeWidth);
      for (let i = 0; i < t.length; i++)
        for (let k = 0; k < this.timeWidth; k++) dTime[i * this.timeWidth + k] = dInput[i * width + 2 + k];
      this.time.backward(dTime, false);
    }
    this.steps++;
    this.main.update(this.learningRate, this.steps);
    this.time?.update(this.learningRate, this.steps);
    return loss;
  }

  /** n x timeFeatures: [sin(2 pi t f_k), cos(2 pi t f_k)]. */
  private sinusoids(t: Floats): Floats {
    const half = this.frequencies.length, out = new Float32Array(t.length * 2 * half);
    for (let i = 0; i < t.length; i++)
      for (let k = 0; k < half; k++) {
        const angle = 2 * Math.PI * t[i] * this.frequencies[k];
        out[i * 2 * half + k] = Math.sin(angle);
        out[i * 2 * half + half + k] = Math.cos(angle);
      }
    return out;
  }
}
