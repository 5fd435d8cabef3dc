// Which rows of the index belong to what was typed, the best first.
export type Row = [title: string, where: string, beside: string];

const folded = (text: string) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();

/** How well one typed word fits a row: at the start of its title, of a word of the title, of a word beside it; 0 not. */
function fit(typed: string, title: string, beside: string): number {
  if (title.startsWith(typed)) return 4;
  const startsWord = (text: string) => text.split(/[^\p{L}\p{N}_]+/u).some((w) => w.startsWith(typed));
  if (startsWord(title)) return 3;
  if (title.includes(typed)) return 2;
  return startsWord(beside) ? 1 : 0;
}

/** Every typed word has to be found. */
export function matches(rows: readonly Row[], typed: string, most = 8): Row[] {
  const wanted = folded(typed).split(/\s+/).filter(Boolean);
  if (!wanted.length) return [];
  return rows
    .map((row) => {
      const fits = wanted.map((w) => fit(w, folded(row[0]), folded(row[2])));
      return { row, score: fits.includes(0) ? 0 : fits.reduce((a, b) => a + b) };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ row }) => row);
}
