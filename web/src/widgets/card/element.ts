// <fm-card picture="moons">: the small picture of a lesson on its card. It flows once when it is first seen, and again
// when its card is pointed at or focused; else it stands still, and asks for nothing. Asked for stillness, it only stands.
import planeModule from 'wasm:engine';
import { Client } from '../../engine/runtime/client';
import { palette } from '../../plot/palette';
import { Plane } from '../../plot/plane';
import { drawSamples } from '../../plot/samples';
import { animate, reducedMotion, Sheet, whenSeen } from '../../ui/screen';
import { watchSight } from '../../ui/sight';
import type { CardJobs } from './job';
import script from './job.ts?worker';
import { particles, pictures, type Picture } from './pictures';

const seconds = 3, half = 4;
/** Where it stands still: at the end of the way, a wind in the middle of blowing. */
const rest = (picture: Picture) => (picture === 'wind' ? 0.6 : 1);

/** One worker for all cards, for as long as one of them waits. */
let client: Client<CardJobs> | null = null, waiting = 0;
async function flowOf(picture: Picture): Promise<Float32Array> {
  client ??= new Client<CardJobs>(planeModule, script);
  waiting++;
  try {
    return await client.run('flow', { picture });
  } finally {
    if (--waiting === 0) {
      client?.terminate();
      client = null;
    }
  }
}

class CardElement extends HTMLElement {
  private readonly picture = pictures.find((p) => p === this.getAttribute('picture')) ?? 'moons';
  private readonly sheet = new Sheet((ctx, w, h) => this.draw(ctx, w, h));
  private states: Float32Array | null = null;
  private now = rest(this.picture);
  private stop: () => void = () => {};
  private unwatch: () => void = () => {};

  connectedCallback(): void {
    const card = this.closest('a') ?? this;
    this.sheet.canvas.setAttribute('aria-hidden', 'true'); // the card says it in words
    this.replaceChildren(this.sheet.canvas);
    whenSeen(this, () => void this.open());
    this.unwatch = watchSight(this, (visible) => {
      if (!visible) this.settle();
    });
    for (const kind of ['pointerenter', 'focus']) card.addEventListener(kind, () => this.play());
  }
  disconnectedCallback(): void {
    this.settle();
    this.unwatch();
  }

  private async open(): Promise<void> {
    try {
      this.states = await flowOf(this.picture);
      this.sheet.invalidate();
      this.play();
    } catch { /* a card without its picture is a card */ }
  }
  private play(): void {
    if (!this.states || reducedMotion()) return;
    this.stop();
    this.now = 0;
    this.stop = animate((elapsed) => {
      this.now = Math.min(rest(this.picture), this.now + elapsed / seconds);
      this.sheet.invalidate();
      return this.now < rest(this.picture);
    });
  }
  private settle(): void {
    this.stop();
    this.now = rest(this.picture);
    this.sheet.invalidate();
  }

  /** The middle of the plane, as wide as the card. */
  private draw(ctx: CanvasRenderingContext2D, width: number, height: number): void {
    if (!this.states) return;
    const colors = palette(), wind = this.picture === 'wind';
    ctx.save();
    ctx.translate(0, (height - width) / 2);
    drawSamples(new Plane(ctx, width, width, half), {
      states: this.states,
      count: particles,
      part: this.now,
      size: 2.2,
      trail: wind ? 4 : 2,
      ...(wind ? { t: 0 } : {}),
    }, colors);
    ctx.restore();
  }
}

customElements.define('fm-card', CardElement);
