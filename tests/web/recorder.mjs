// A canvas that writes down what is drawn on it, so that a picture can be tested in numbers.

export class Recorder {
  strokes = []; // {style, width, alpha, lines: [[[x, y], ..], ..]}
  fills = []; // the same
  rects = []; // {style, alpha, x, y, w, h}
  texts = []; // {text, x, y}
  images = []; // {x, y, w, h, data}
  strokeStyle = '#000000';
  fillStyle = '#000000';
  globalAlpha = 1;
  lineWidth = 1;
  #lines = [];

  beginPath() {
    this.#lines = [];
  }
  moveTo(x, y) {
    this.#lines.push([[x, y]]);
  }
  lineTo(x, y) {
    if (this.#lines.length === 0) return this.moveTo(x, y); // as a canvas does
    this.#lines.at(-1).push([x, y]);
  }
  closePath() {
    this.#lines.at(-1).push(this.#lines.at(-1)[0]);
  }
  rect(x, y, w, h) {
    this.#lines.push([[x, y], [x + w, y], [x + w, y + h], [x, y + h], [x, y]]);
  }
  roundRect(x, y, w, h) {
    this.rect(x, y, w, h);
  }
  arc() {}
  stroke() {
    this.strokes.push({ style: this.strokeStyle, width: this.lineWidth, alpha: this.globalAlpha, lines: this.#lines });
  }
  fill() {
    this.fills.push({ style: this.fillStyle, alpha: this.globalAlpha, lines: this.#lines });
  }
  fillRect(x, y, w, h) {
    this.rects.push({ style: this.fillStyle, alpha: this.globalAlpha, x, y, w, h });
  }
  strokeRect() {}
  fillText(text, x, y) {
    this.texts.push({ text, x, y });
  }
  measureText(text) {
    return { width: 6 * text.length };
  }
  drawImage(canvas, x, y, w, h) {
    this.images.push({ x, y, w, h, data: canvas.image.data });
  }
  save() {}
  restore() {}
  clip() {}
  setLineDash() {}

  /** All stroked segments: [x0, y0, x1, y1]. */
  segments() {
    return this.strokes.flatMap(({ lines }) => lines.flatMap((line) => line.slice(1).map(([x, y], i) => [...line[i], x, y])));
  }
}

globalThis.OffscreenCanvas ??= class {
  constructor(width, height) {
    Object.assign(this, { width, height, image: null });
  }
  getContext() {
    return {
      canvas: this,
      createImageData: (width, height) => ({ width, height, data: new Uint8ClampedArray(4 * width * height) }),
      putImageData: (image) => {
        this.image = image;
      },
    };
  }
};

export const colors = {
  ink: '#1b2230',
  muted: '#586273',
  line: '#dfdcd3',
  card: '#ffffff',
  noise: '#2f6fb7',
  data: '#ad5500',
  between: '#6d7480',
  velocity: '#0b7d68',
  exact: '#3c2f80',
  error: '#b2266f',
};
