// What a reader takes away from a figure: its picture, its numbers, its network if it has one, and a link to the state that it is in.
import { palette } from '../plot/palette';
import { button } from './controls';
import { element } from './dom';
import { saveFile } from './save';
import { words } from './strings/figure';

export interface Shown {
  name: string;
  label: string;
  /** The address of this state. */
  link(): string;
  canvases(): readonly HTMLCanvasElement[];
  settings(): readonly (readonly [string, string])[];
  numbers(): readonly (readonly [string, string])[];
  /** The bytes of its network as safetensors, null where there is none yet; null for a figure without one. */
  network: (() => Promise<Uint8Array<ArrayBuffer> | null>) | null;
  say(text: string): void;
  complain(error: unknown): void;
}

const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Rows of text as comma-separated values (RFC 4180). */
export const csv = (rows: readonly (readonly string[])[]): string => rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');

/** The figure's pictures side by side on its paper, with its name below. */
function pictureOf(canvases: readonly HTMLCanvasElement[], label: string): HTMLCanvasElement {
  const drawn = canvases.filter((canvas) => canvas.width > 0 && canvas.clientWidth > 0), { ink, card } = palette();
  const ratio = drawn.length ? drawn[0].width / drawn[0].clientWidth : 1, margin = 16 * ratio, line = 32 * ratio;
  const width = drawn.reduce((sum, canvas) => sum + canvas.width + margin, margin), height = Math.max(0, ...drawn.map((canvas) => canvas.height));
  const sheet = Object.assign(document.createElement('canvas'), { width, height: height + margin + line }), ctx = sheet.getContext('2d')!;
  ctx.fillStyle = card;
  ctx.fillRect(0, 0, sheet.width, sheet.height);
  let x = margin;
  for (const canvas of drawn) {
    ctx.drawImage(canvas, x, margin);
    x += canvas.width + margin;
  }
  ctx.fillStyle = ink;
  ctx.font = `${13 * ratio}px "Inter Variable", system-ui, sans-serif`;
  ctx.textBaseline = 'middle';
  ctx.fillText(label, margin, height + margin + line / 2, width - 2 * margin);
  return sheet;
}

export function takeAway(shown: Shown): HTMLElement {
  const copy = button(words.copyLink, () => {
    const link = shown.link();
    // Without a secure address there is no clipboard, and a reader may forbid it: then the link is there to be copied.
    (navigator.clipboard ? navigator.clipboard.writeText(link) : Promise.reject(new Error())).then(() => shown.say(words.copied), () => shown.say(link));
  }, { name: 'copy-link' });
  const picture = button(words.savePicture, () => pictureOf(shown.canvases(), shown.label).toBlob((blob) => blob && saveFile(`${shown.name}.png`, blob)), {
    name: 'save-picture',
  });
  const numbers = button(words.saveNumbers, () => {
    const rows = [...shown.settings().map((row) => ['setting', ...row]), ...shown.numbers().map((row) => ['number', ...row]), ['link', '', shown.link()]];
    saveFile(`${shown.name}.csv`, new Blob([csv([['what', 'name', 'value'], ...rows])], { type: 'text/csv' }));
  }, { name: 'save-numbers' });
  const taken = element('div', { class: 'buttons take' }, copy.element, picture.element, numbers.element), { network } = shown;
  if (network) {
    const save = (bytes: Uint8Array<ArrayBuffer> | null) => bytes ? saveFile(`${shown.name}.safetensors`, new Blob([bytes])) : shown.say(words.noNetwork);
    taken.append(button(words.saveNetwork, () => void network().then(save).catch(shown.complain), { name: 'save-network' }).element);
  }
  return taken;
}
