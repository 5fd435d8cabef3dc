// Serves a built site. Usage: node web/build/serve.mjs [port] [host] [folder]
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { filesOf } from './files.mjs';

/** A server of a folder. Who says nothing for `patience` milliseconds is let go. */
export function serverOf(site, patience = 30000) {
  const server = createServer({ requestTimeout: patience, headersTimeout: patience, connectionsCheckingInterval: Math.min(patience, 5000) }, filesOf(site));
  server.setTimeout(2 * patience);
  server.on('clientError', (error, socket) => { // a request that is none
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    else socket.destroy();
  });
  return server;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const built = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../build/site');
  const [port = '8080', host = '127.0.0.1', site = built] = process.argv.slice(2);
  const server = serverOf(site);
  server.on('error', (error) => {
    const reason = error.code === 'EADDRINUSE'
      ? `port ${port} is in use: choose another with --port`
      : error.code === 'EACCES'
      ? `port ${port} needs more rights: choose one above 1023 with --port`
      : `cannot listen on ${host}:${port} (${error.message})`;
    console.error(`course: ${reason}`);
    process.exit(1);
  });
  server.listen(Number(port), host, () => {
    const shown = host.includes(':') ? `[${host}]` : host;
    console.log(`The course is at http://${shown}:${server.address().port}/  (Ctrl-C stops it)`);
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
}
