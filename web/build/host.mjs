// What a host has to say with each file, for our own server and for those that read it from a file of the site.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What pages, and as a header their workers too, may load: this site alone. */
export const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

const headers = {
  // Two things can only be said in a header: who may frame a page, and what a worker may do.
  'Content-Security-Policy': `${policy}; worker-src 'self'; object-src 'none'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
};
const forEver = 'public, max-age=31536000, immutable', askFirst = 'no-cache';

export const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
  '.cff': 'text/plain; charset=utf-8',
  '.safetensors': 'application/octet-stream',
};

/** The headers of a file by its name in the site: a name with a hash in it never means anything else. */
export const headersOf = (name) => ({
  ...headers,
  'Content-Type': types[path.extname(name)] ?? 'application/octet-stream',
  'Cache-Control': name.startsWith('assets/') ? forEver : askFirst,
});

const lines = (format) => Object.entries(headers).map(([name, value]) => format(name, value)).join('\n');

/** The same for hosts that read _headers, for Apache, and for nginx (to be included in its server block). */
export async function writeHostFiles(site, base) {
  await writeFile(path.join(site, '_headers'), `/*
${lines((n, v) => `  ${n}: ${v}`)}
  Cache-Control: ${askFirst}
/assets/*
  ! Cache-Control
  Cache-Control: ${forEver}
`);
  await writeFile(path.join(site, '.htaccess'), `ErrorDocument 404 ${base}404.html
Options -Indexes
AddType application/wasm .wasm
AddType text/javascript .js
<IfModule mod_headers.c>
${lines((n, v) => `Header set ${n} "${v}"`)}
Header set Cache-Control "${askFirst}"
<FilesMatch "-[A-Z0-9]{8}\\.[a-z0-9]+$">
Header set Cache-Control "${forEver}"
</FilesMatch>
</IfModule>
`);
  await writeFile(path.join(site, 'nginx.conf.txt'), `# In the server block; the site's folder is its root.
error_page 404 ${base}404.html;
types { application/wasm wasm; }
${lines((n, v) => `add_header ${n} "${v}" always;`)}
add_header Cache-Control "${askFirst}" always;
location ${base}assets/ {
${lines((n, v) => `  add_header ${n} "${v}" always;`)}
  add_header Cache-Control "${forEver}";
}
`);
}
