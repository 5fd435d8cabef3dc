// What the tests of lesson 8 share: its figures, and when they have done.
import { text, until } from './browser.mjs';

export const page08 = '/08-digits/';
export const done = (page) => until(async () => /\d/.test(await text(page, 'fm-digits', 'time')), 'digits');
export const said = (page, widget = 'fm-digits') => page.textContent(`${widget} .message`);
export const more = (page, widget) =>
  page.$eval(`${widget} .more`, (d) => {
    d.open = true;
  });
