// A seeded random reader: what it does next follows from its seed and from what the page shows, so that a run that found
// something can be done again.

/** mulberry32: a whole number in, numbers in [0, 1) out. */
export function dice(seed) {
  let a = seed >>> 0;
  const next = () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return { next, below: (n) => Math.floor(next() * n), of: (list) => list[Math.floor(next() * list.length)] };
}

const keys = ['Tab', 'Tab', 'Shift+Tab', 'Enter', 'Space', 'Escape', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Shift+ArrowRight', 'Home', 'End',
  'PageDown', '/', 'a', '7'];

/** What a finger does to the page: at a place of the window, whatever is there. */
const acts = {
  async click(page, { x, y }) {
    await page.mouse.click(x, y);
  },
  async drag(page, { x, y }, luck) {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 300 * (luck.next() - 0.5), y + 300 * (luck.next() - 0.5), { steps: 1 + luck.below(5) });
    await page.mouse.up();
  },
  async key(page, _, luck) {
    for (let i = luck.below(4); i >= 0; i--) await page.keyboard.press(luck.of(keys));
  },
  async scroll(page, _, luck) {
    await page.mouse.wheel(0, 1400 * (luck.next() - 0.4));
  },
  async theme(page) {
    await page.$eval('#theme', (button) => button.click());
  }, // whatever lies over it
  async back(page) {
    await page.evaluate(() => scrollTo({ top: Math.floor(document.documentElement.scrollHeight * 0.3), behavior: 'instant' }));
  },
  /** A control in sight, set to anything that it takes. */
  async control(page, _, luck) {
    await page.evaluate(([which, value]) => {
      const inSight = [...document.querySelectorAll('main :is(input, select)')].filter((e) => {
        const { top, bottom, height } = e.getBoundingClientRect();
        return height > 0 && bottom > 0 && top < innerHeight && !e.disabled && e.type !== 'file';
      });
      const e = inSight[Math.floor(which * inSight.length)];
      if (!e) return;
      if (e.tagName === 'SELECT') e.selectedIndex = Math.floor(value * e.options.length);
      else if (e.type === 'range') e.value = String(Number(e.min) + value * (Number(e.max) - Number(e.min)));
      else return e.click();
      for (const kind of ['input', 'change']) e.dispatchEvent(new Event(kind, { bubbles: true }));
    }, [luck.next(), luck.next()]);
  },
};
const often = ['click', 'click', 'click', 'drag', 'drag', 'key', 'scroll', 'scroll', 'control', 'control', 'control', 'theme', 'back'];

/** Plays until `end` (of Date.now()). It stays on the page: a link to another is not followed. */
export async function play(page, seed, end) {
  const luck = dice(seed), log = [], { width, height } = page.viewportSize();
  await page.evaluate(() =>
    addEventListener('click', (e) => {
      const link = e.target instanceof Element && e.target.closest('a[href]');
      if (link && link.href.split('#')[0] !== location.href.split('#')[0]) e.preventDefault();
    }, true)
  );
  while (Date.now() < end) {
    const act = luck.of(often), at = { x: luck.below(width), y: luck.below(height) };
    log.push(`${act} ${at.x},${at.y}`);
    await acts[act](page, at, luck);
  }
  return log;
}
