// Light or dark: as the system says, until the reader says otherwise.
import { words } from './strings/course';

const key = 'theme';
const root = document.documentElement;
const read = () => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};
const dark = () => (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';

const saved = read();
if (saved === 'light' || saved === 'dark') root.dataset.theme = saved;

function show(button: HTMLButtonElement): void {
  button.textContent = dark() ? words.light : words.dark;
  button.setAttribute('aria-label', dark() ? words.toLight : words.toDark);
}

addEventListener('DOMContentLoaded', () => {
  const button = document.querySelector<HTMLButtonElement>('#theme');
  if (!button) return;
  show(button);
  button.addEventListener('click', () => {
    root.dataset.theme = dark() ? 'light' : 'dark';
    try {
      localStorage.setItem(key, root.dataset.theme);
    } catch { /* private mode: the choice lasts for this page */ }
    show(button);
  });
});
