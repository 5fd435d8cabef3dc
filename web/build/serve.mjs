// Serves build/site. Usage: node web/build/serve.mjs [port] [host]
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

const [port = '8080', host = '127.0.0.1'] = process.argv.slice(2);
const site = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../build/site');
const files = sirv(site, { dev: true, etag: true });
const server = createServer((request, response) => files(request, response, () => {
  response.statusCode = 404;
  response.end('There is no such page.\n');
}));
server.on('error', (error) => {
  const reason = error.code === 'EADDRINUSE' ? `port ${port} is in use: choose another with --port`
    : error.code === 'EACCES' ? `port ${port} needs more rights: choose one above 1023 with --port`
    : `cannot listen on ${host}:${port} (${error.message})`;
  console.error(`course: ${reason}`);
  process.exit(1);
});
server.listen(Number(port), host, () => {
  const shown = host.includes(':') ? `[${host}]` : host;
  console.log(`The course is at http://${shown}:${server.address().port}/  (Ctrl-C stops it)`);
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
