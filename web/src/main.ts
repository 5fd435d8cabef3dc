// What every page loads: its styles, light and dark, and its links. Its widgets come by their tags.
import './styles/main.css';
import './ui/theme';
import './ui/links';
import './ui/page';
import './ui/done';
import './ui/exercises';
import './ui/keep';
import './ui/glossary';
import './ui/terms';
import './ui/search';
import './ui/slides';

// After the first visit the course works without a network. Not on every host: a service worker needs https
// or localhost, and pages work without it.
if ('serviceWorker' in navigator && window.isSecureContext)
  addEventListener('load', () => navigator.serviceWorker.register(new URL('../sw.js', import.meta.url)).catch(() => {}));
