// The glossary's words: a click, a tap or a key opens the note, which the browser does; here it is put beside its
// word, and opened while a mouse rests on it. Escape closes.
const gap = 6, margin = 8, rest = 200;

function putBeside(button: Element, note: HTMLElement): void {
  const at = button.getBoundingClientRect(), { offsetWidth: width, offsetHeight: height } = note;
  const below = at.bottom + gap + height < innerHeight;
  note.style.left = `${Math.max(margin, Math.min(innerWidth - width - margin, at.left + at.width / 2 - width / 2))}px`;
  note.style.top = `${below ? at.bottom + gap : Math.max(margin, at.top - gap - height)}px`;
}

for (const button of document.querySelectorAll<HTMLButtonElement>('button.term')) {
  const note = document.getElementById(button.getAttribute('popovertarget') ?? '');
  if (!note || !('showPopover' in note)) continue;
  let timer: ReturnType<typeof setTimeout> | undefined, byMouse = false;
  const open = () => note.matches(':popover-open');
  note.addEventListener('toggle', () => {
    if (open()) putBeside(button, note); else byMouse = false;
  });
  button.addEventListener('pointerenter', (e) => {
    if (e.pointerType !== 'mouse') return;
    timer = setTimeout(() => {
      if (!open()) {
        byMouse = true;
        note.showPopover();
      }
    }, rest);
  });
  button.addEventListener('pointerleave', () => {
    clearTimeout(timer);
    if (byMouse && open()) note.hidePopover();
  });
  // A click on a word whose note the mouse has opened keeps it open.
  button.addEventListener('click', (e) => {
    if (byMouse) {
      byMouse = false;
      e.preventDefault();
    }
  });
  addEventListener('scroll', () => {
    if (!open()) return;
    const { top, bottom } = button.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) note.hidePopover();
    else putBeside(button, note);
  }, { passive: true });
}
