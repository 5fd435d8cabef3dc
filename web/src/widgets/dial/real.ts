/** How far apart the features of two real digits of one class lie, squared: of the first 4,000 test images of MNIST, which tests/wasm/digits.test.mjs reads. */
export const realSpread = 723;
