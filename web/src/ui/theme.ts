// Light or dark: as the system says, until the reader says otherwise.
const key = 'theme';
const root = document.documentElement;
const read = () => { try { return localStorage.getItem(key); } catch { return null; } };
const dark = () => (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';

const saved = read();
if (saved === 'light' || saved === 'dark') root.dataset.theme = saved;

function show(button: HTMLButtonElement): void {
  button.textContent = dark() ? 'Light' : 'Dark';
  button.setAttribute('aria-label', dark() ? 'Switch to light colours' : 'Switch to dark colours');
}

addEventListener('DOMContentLoaded', () => {
  const button = document.querySelector<HTMLButtonElement>('#theme');
  if (!button) return;
  show(button);
  button.addEventListener('click', () => {
    root.dataset.theme = dark() ? 'light' : 'dark';
    try { localStorage.setItem(key, root.dataset.theme); } catch { /* private mode: the choice lasts for this page */ }
    show(button);
  });
});
