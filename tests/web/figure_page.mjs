// What the tests of lessons share: a figure's picture, and what changes it.
import { picture, still, until } from './browser.mjs';

export const label = (page, widget) => page.getAttribute(`${widget} canvas.plane`, 'aria-label');

/** Brings it into sight, and waits until it has drawn. */
export const see = async (page, widget) => {
  await page.$eval(`${widget} canvas.plane`, (c) => c.scrollIntoView({ block: 'center' }));
  await until(async () => !/Nothing has been drawn/.test(await label(page, widget)), `${widget} has drawn`);
};

/** That `act` changes its picture, and that `link` is found in the address then. */
export async function changes(page, widget, what, act, link) {
  const canvas = `${widget} canvas.plane`, before = await still(page, canvas);
  await act();
  await until(async () => (await picture(page, canvas)).hash !== before.hash, `${what} changes the picture`);
  if (link) await until(async () => link.test(page.url()), `${what} in the link: ${page.url()}`);
}
