// Images of 28 x 28 in [-1, 1] as a grid on a canvas.

export const side = 28;

/** [-1, 1] to grey 0..255, clamped: what a frame keeps of an image. */
export function quantise(x: Float32Array, out: Uint8ClampedArray): void {
  for (let i = 0; i < x.length; i++) out[i] = (x[i] + 1) * 127.5;
}

/** images: count x 784 grey values. Drawn white on black, as MNIST is, pixel for pixel. */
export function drawDigits(
  ctx: CanvasRenderingContext2D, width: number, height: number, images: Uint8ClampedArray, columns: number, gap: number,
): void {
  const count = images.length / (side * side), rows = Math.ceil(count / columns);
  const cell = Math.min((width + gap) / columns, (height + gap) / rows);
  const left = (width - (cell * columns - gap)) / 2, top = (height - (cell * rows - gap)) / 2;
  const tile = new OffscreenCanvas(side, side), pen = tile.getContext('2d')!, pixels = pen.createImageData(side, side);
  ctx.imageSmoothingEnabled = cell < 60;
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < side * side; i++) {
      const v = images[k * side * side + i];
      pixels.data.set([v, v, v, 255], 4 * i);
    }
    pen.putImageData(pixels, 0, 0);
    ctx.drawImage(tile, left + (k % columns) * cell, top + Math.floor(k / columns) * cell, cell - gap, cell - gap);
  }
}
