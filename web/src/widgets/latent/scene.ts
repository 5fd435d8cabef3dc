// What <fm-latent> draws: latents on their way, what is expected of them, decoded, and the flow of pixels at the same time.
import type { Floats } from '../../engine/names';
import { drawChannel } from '../../plot/channels';
import { drawDigits, type Grey } from '../../plot/digits';
import { palette } from '../../plot/palette';
import { fixed } from '../../ui/dom';
import { words } from '../../ui/strings/latent';

export const count = 10, latentSide = 7, latentNumbers = 4 * latentSide * latentSide;

export interface Scene {
  t: number;
  latents: Floats | null;
  decoded: Grey | null;
  pixels: Grey | null;
}

/** Three deviations of a latent are white. */
const bright = 3, title = 24, margin = 10;

export function drawRows(ctx: CanvasRenderingContext2D, width: number, height: number, { t, latents, decoded, pixels }: Scene): void {
  const colors = palette(), tall = (height - margin) / 3, perRow = width < 480 ? 5 : count, lines = count / perRow;
  const cell = Math.min((width - 2 * margin) / perRow, (tall - title) / lines), left = (width - perRow * cell) / 2, short = width < 480, gap = 4;
  const at = (row: number, k: number) => [left + (k % perRow) * cell, row * tall + title + Math.floor(k / perRow) * cell] as const;
  const heading = (row: number, color: string, text: string) => {
    Object.assign(ctx, { fillStyle: color, font: '550 13px "Inter Variable", system-ui, sans-serif', textAlign: 'left', textBaseline: 'middle' });
    ctx.beginPath();
    ctx.arc(left + 5, row * tall + title / 2 + 2, 5, 0, 2 * Math.PI);
    ctx.fill();
    ctx.fillStyle = colors.ink;
    ctx.fillText(text, left + 17, row * tall + title / 2 + 2);
  };
  heading(0, colors.between, short ? words.latentsShort(fixed(t)) : words.latents(fixed(t)));
  heading(1, colors.data, short ? words.decodedShort : words.decoded);
  heading(2, colors.noise, short ? words.pixelsShort : words.pixels);
  const half = (cell - gap) / 2;
  for (let k = 0; latents && k < count; k++)
    for (let c = 0; c < 4; c++)
      drawChannel(ctx, latents, 4 * k + c, latentSide, bright, at(0, k)[0] + (c % 2) * half, at(0, k)[1] + Math.floor(c / 2) * half, half - 1);
  for (const [row, images] of [[1, decoded], [2, pixels]] as const)
    if (images) drawDigits(ctx, images, { left: at(row, 0)[0], top: at(row, 0)[1], columns: perRow, cell, gap });
}
