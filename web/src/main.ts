// What every page loads: the widgets, which define their elements, and the switch between light and dark.
import './styles/main.css';
import './ui/theme';
import './ui/links';
import './widgets/targets/element';
import './widgets/train/element';
import './widgets/digits/element';
import './widgets/morph/element';

// After the first visit the course works without a network. Not on every host: a service worker needs https
// or localhost, and pages work without it.
if ('serviceWorker' in navigator && window.isSecureContext)
  addEventListener('load', () => navigator.serviceWorker.register(new URL('../sw.js', import.meta.url)).catch(() => {}));
