// The exercises at the end of a lesson: a reader ticks off what ./course exercise has accepted on their own machine.
import { isExercised, markExercised, onProgress } from './progress';

const boxes = [...document.querySelectorAll<HTMLInputElement>('input[data-exercise]')];
const show = () => {
  for (const box of boxes) box.checked = isExercised(box.dataset.exercise!);
};
for (const box of boxes) box.addEventListener('change', () => markExercised(box.dataset.exercise!, box.checked));
if (boxes.length) onProgress(show);
show();
