// What a page's head says to those who find, share and cite it.
import { escape } from './lesson.mjs';

const between = (html, pattern) => pattern.exec(html)?.[1] ?? '';

/** For one page: `name` is its file in the site, `base` the address or path of the site's root. */
export function headOf(html, name, base, lessons) {
  const title = between(html, /<title>(.*?)<\/title>/), summary = between(html, /<meta name="description" content="(.*?)">/);
  const address = base + name.replace(/(^|\/)index\.html$/, '$1');
  const course = {
    '@context': 'https://schema.org',
    '@type': 'Course',
    name: 'Flow Matching, Live',
    url: base,
    inLanguage: 'en',
    isAccessibleForFree: true,
    description: 'A course on flow matching in which every figure is alive.',
    license: 'https://spdx.org/licenses/MIT.html',
    provider: { '@type': 'Organization', name: 'The contributors of Flow Matching, Live' },
    hasPart: lessons.map((l) => ({ '@type': 'LearningResource', name: l.title, description: l.summary, url: `${base}${l.folder}/` })),
  };
  return [
    '<meta name="generator" content="flow-matching-live">',
    ...(name === '404.html' ? ['<meta name="robots" content="noindex">'] : [
      `<link rel="canonical" href="${address}">`,
      ...Object.entries({ title, description: summary, type: 'website', url: address, image: `${base}preview.png`, 'image:width': 1200, 'image:height': 630,
        'image:alt': 'Points of noise that become two moons, in five pictures.' })
        .map(([key, value]) => `<meta property="og:${key}" content="${value}">`),
      '<meta name="twitter:card" content="summary_large_image">',
    ]),
    ...(name === 'index.html' ? [`<script type="application/ld+json">${JSON.stringify(course).replaceAll('<', '\\u003c')}</script>`] : []),
  ].join('\n');
}

/** The block of the index that says how to cite the course, from CITATION.cff. */
export function citation(cff, base) {
  const field = (name) => new RegExp(`^\\s*-? *${name}: *"?(.*?)"?$`, 'm').exec(cff)?.[1] ?? '';
  const bibtex = `@misc{flow-matching-live,
  title  = {${field('title')}},
  author = {{${field('name')}}},
  year   = {${field('date-released').slice(0, 4)}},
  note   = {Version ${field('version')}, ${field('license')} licence}${base.startsWith('http') ? `,\n  url    = {${base}}` : ''}
}`;
  return `<details class="cite"><summary>How to cite</summary>\n<pre tabindex="0"><code>${escape(bibtex)}</code></pre>\n</details>\n`;
}

export const sitemap = (pages, base) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${pages.filter((name) => name !== '404.html').map((name) => `<url><loc>${escape(base + name.replace(/(^|\/)index\.html$/, '$1'))}</loc></url>`).join('\n')}
</urlset>
`;
