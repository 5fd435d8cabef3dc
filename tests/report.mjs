// The reporter of our node suites: what failed and why, what was skipped, and a closing line. The counts go to the file
// $FM_COUNTS, for ./course test.
import { writeFileSync } from 'node:fs';
import { inspect } from 'node:util';

export default async function* report(events) {
  const counts = { pass: 0, fail: 0, skipped: 0 }, reasons = [];
  for await (const { type, data } of events) {
    if (type === 'test:pass' && data.skip !== undefined) reasons.push(`${data.name}${typeof data.skip === 'string' ? `: ${data.skip}` : ''}`);
    if (type === 'test:fail' && data.details?.error?.failureType !== 'subtestsFailed')
      yield `\nfailed: ${data.name}\n${inspect(data.details?.error?.cause ?? data.details?.error)}\n`;
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message;
    // The runner's own closing lines.
    const [, what, count] = (type === 'test:diagnostic' && /^(pass|fail|skipped) (\d+)$/.exec(data.message)) || [];
    if (what) counts[what] = Number(count);
  }
  for (const reason of reasons) yield `skipped: ${reason}\n`;
  yield `${counts.pass} passed, ${counts.fail} failed, ${counts.skipped} skipped\n`;
  if (process.env.FM_COUNTS)
    writeFileSync(process.env.FM_COUNTS, [`${counts.pass} ${counts.fail} ${counts.skipped}`, ...reasons.map((r) => `skipped: ${r}`), ''].join('\n'));
}
