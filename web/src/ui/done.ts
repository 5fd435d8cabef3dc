// What the reader has done, shown where lessons are listed; and a lesson counts as read once its end is in sight.
import { done, markRead, onProgress } from './progress';
import { words } from './strings/course';
import { whenSeen } from './screen';

const states = [...document.querySelectorAll<HTMLElement>('[data-lesson] .state')].map((state) => ({ state, plain: state.textContent ?? '' }));

function show(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-lesson]')) link.classList.toggle('done', done(link.dataset.lesson!).read);
  for (const { state, plain } of states) {
    const { read, predicted, exercised } = done(state.closest<HTMLElement>('[data-lesson]')!.dataset.lesson!);
    state.textContent = [plain, ...(read ? [words.read] : []), ...(predicted ? [words.predictions(predicted)] : []),
      ...(exercised ? [words.exercises(exercised)] : [])].join(' · ');
  }
}

const lesson = document.body.dataset.lesson, end = document.querySelector('section.foot');
if (lesson && end) whenSeen(end, () => markRead(lesson));
onProgress(show);
show();
