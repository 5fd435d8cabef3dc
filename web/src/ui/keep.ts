// What the reader has done, taken to another browser: saved to a file, read from one, or forgotten.
import { button, message } from './controls';
import { element, uniqueId } from './dom';
import { exportProgress, forgetProgress, importProgress } from './progress';
import { saveFile } from './save';
import { words } from './strings/course';

function build(place: HTMLElement): void {
  const note = message(), id = uniqueId('file'), file = element('input', { type: 'file', id, accept: '.json,application/json' });
  let sure = false;
  const save = button(words.save, () => {
    saveFile(words.saveAs, new Blob([exportProgress()], { type: 'application/json' }));
    note.say(words.saved);
  }, { name: 'save' });
  const forget = button(words.forget, () => {
    if (sure) forgetProgress();
    note.say(sure ? words.forgotten : words.forgetWarning, sure ? 'note' : 'problem');
    sure = !sure;
    forget.label(sure ? words.forgetReally : words.forget);
  }, { name: 'forget' });
  file.addEventListener('change', async () => {
    const given = file.files?.[0];
    if (!given) return;
    const taken = importProgress(await given.text().catch(() => ''));
    note.say(taken ? words.restored : words.notProgress, taken ? 'note' : 'problem');
    file.value = ''; // the same file may be chosen again
  });
  place.append(
    element('p', {}, words.keptHere),
    element('div', { class: 'buttons' }, save.element, element('div', { class: 'file' }, file, element('label', { for: id, class: 'button' }, words.restore)),
      forget.element),
    note.element,
  );
  place.hidden = false;
}

const place = document.querySelector<HTMLElement>('.keep');
if (place) build(place);
