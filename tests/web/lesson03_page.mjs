// What the tests of lesson 3 share: its figures, and how they are worked.
import { answered, control, number, text, until, visit as open } from './browser.mjs';

export const page03 = '/03-conditional-flow-matching/';
/** As a reader for whom nothing is covered. */
export const visit = (where, body, options = {}) =>
  open(where, body, { prepare: answered('middle-arrow', 'fourth-side', 'how-many-pull', 'loss-stops', 'learned-by-heart', 'arrow-at-the-end'), ...options });
export const targets = 'fm-targets:not([view])', line = 'fm-targets[view]';
export const said = async (page, widget) => (await page.locator(`${widget} .message`).allTextContents()).join('');

export const press = (page, name) => page.click(control('fm-train', name));
export const steps = (page) => number(page, 'fm-train', 'step-count');
/** The network of the link has been trained again. */
export const ready = async (page) => {
  await page.$eval('fm-train', (e) => e.scrollIntoView());
  await until(async () =>
    (await number(page, 'fm-train', 'floor')) > 0 && (await page.$('fm-train .busy[hidden]')) !== null &&
    /^Train/.test(await text(page, 'fm-train', 'train')), 'a trained network');
};
