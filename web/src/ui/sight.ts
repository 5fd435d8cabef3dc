// Whether a reader can see an element: in the window, on a page that is not hidden.

/** Calls `change` whenever that changes, and once at the start. Returns what ends the watch. */
export function watchSight(element: Element, change: (visible: boolean) => void): () => void {
  let inside = false, told: boolean | null = null;
  const tell = () => {
    const visible = inside && !document.hidden;
    if (visible !== told) change(told = visible);
  };
  const observer = new IntersectionObserver((entries) => {
    inside = entries[entries.length - 1].isIntersecting;
    tell();
  });
  observer.observe(element);
  document.addEventListener('visibilitychange', tell);
  return () => {
    observer.disconnect();
    document.removeEventListener('visibilitychange', tell);
  };
}
