// Answers requests with the files of a folder: GET and HEAD, ranges, tags. Whatever is asked, whatever happens to the
// folder meanwhile, it goes on.
import { open, realpath } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { headersOf } from './host.mjs';

/** The bytes [from, to] that a Range header asks for; 'whole' where it asks for nothing sensible, null for none there. */
export function rangeOf(header, size) {
  const [, a, b] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (a === undefined || (a === '' && b === '')) return 'whole';
  if (a === '') return Number(b) === 0 || size === 0 ? null : [Math.max(0, size - Number(b)), size - 1];
  if (b !== '' && Number(b) < Number(a)) return 'whole';
  return Number(a) >= size ? null : [Number(a), b === '' ? size - 1 : Math.min(Number(b), size - 1)];
}

/** The name of what is asked for, 'folder/' or 'file'; null for what cannot be one of ours, as dot files are not. */
export function nameOf(url) {
  try {
    const name = decodeURIComponent(/^\/([^?#]*)/.exec(url)[1]);
    return name.includes('\0') || name.includes('\\') || name.split('/').some((part) => part.startsWith('.')) ? null : name;
  } catch {
    return null;
  }
}

/** An open file of the site: {handle, stat, name}; {folder: true} for a folder that lacks its last stroke; or null. */
async function find(site, name) {
  const whole = await realpath(site), wanted = name === '' || name.endsWith('/') ? `${name}index.html` : name;
  const file = await realpath(path.join(whole, wanted));
  if (!file.startsWith(whole + path.sep)) return null; // a link that leads out
  const handle = await open(file, 'r');
  const stat = await handle.stat();
  if (stat.isFile()) return { handle, stat, name: wanted };
  await handle.close();
  return stat.isDirectory() ? { folder: true } : null;
}

async function send(request, response, { handle, stat, name }, status) {
  try {
    const tag = `"${stat.size.toString(36)}-${Math.round(stat.mtimeMs).toString(36)}"`;
    for (const [key, value] of Object.entries({ ...headersOf(name), ETag: tag, 'Last-Modified': stat.mtime.toUTCString(), 'Accept-Ranges': 'bytes' }))
      response.setHeader(key, value);
    if (status === 200 && request.headers['if-none-match']?.split(/\s*,\s*/).some((t) => t.replace(/^W\//, '') === tag)) {
      response.statusCode = 304;
      return void response.end();
    }
    const asked = status === 200 && [undefined, tag].includes(request.headers['if-range']) ? rangeOf(request.headers.range, stat.size) : 'whole';
    if (asked === null) {
      response.statusCode = 416;
      response.setHeader('Content-Range', `bytes */${stat.size}`);
      return void response.end();
    }
    const [start, end] = asked === 'whole' ? [0, stat.size - 1] : asked;
    response.statusCode = asked === 'whole' ? status : 206;
    if (asked !== 'whole') response.setHeader('Content-Range', `bytes ${start}-${end}/${stat.size}`);
    response.setHeader('Content-Length', end - start + 1);
    if (request.method === 'HEAD' || stat.size === 0) return void response.end();
    await pipeline(handle.createReadStream({ start, end, autoClose: false }), response);
  } finally {
    await handle.close();
  }
}

async function answer(site, request, response) {
  if (!['GET', 'HEAD'].includes(request.method)) {
    response.writeHead(405, { Allow: 'GET, HEAD', Connection: 'close' });
    return void response.end('Only GET and HEAD are answered here.\n');
  }
  const name = nameOf(request.url);
  const found = name === null ? null : await find(site, name).catch(() => null);
  if (found?.folder) {
    response.writeHead(301, { Location: `./${encodeURIComponent(path.posix.basename(name))}/${/\?.*/.exec(request.url)?.[0] ?? ''}` });
    return void response.end();
  }
  if (found) return send(request, response, found, 200);
  const missing = await find(site, '404.html').catch(() => null);
  if (missing?.handle) return send(request, response, missing, 404);
  response.statusCode = 404;
  response.end('There is no such page.\n');
}

/** A request handler for the files below `site`. */
export const filesOf = (site) => (request, response) => {
  response.on('error', () => {});
  answer(site, request, response).catch(() => { // the reader went away, or the file was cut while it was sent
    if (response.headersSent) return response.destroy();
    response.statusCode = 500;
    response.end();
  });
};
