import { createServer } from 'node:net';
import { Failure } from './failure.mjs';

function listen(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const { port: chosen } = server.address();
      server.close(() => resolve(chosen));
    });
  });
}

/**
 * The port to listen on: the wanted one when it is free, any free one for 0.
 *
 * @throws Failure when it is taken or not allowed
 */
export async function freePort(wanted) {
  try {
    const port = await listen(wanted, '127.0.0.1');
    // Browsers try `localhost` as IPv6 first: somebody there would be shown instead of us.
    await listen(port, '::1').catch(error => {
      if (error.code === 'EADDRINUSE') {
        throw error;
      }
    });
    return port;
  } catch (error) {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') {
      throw error;
    }
    throw new Failure(
      error.code === 'EACCES'
        ? `Port ${wanted} needs more rights than you have.`
        : `Port ${wanted} is taken by another program.`,
      `Choose another: npm start -- --port ${
        wanted < 1024 ? 7007 : wanted + 1
      }, or --port 0 for any free one.`,
      { cause: error },
    );
  }
}
