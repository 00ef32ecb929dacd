import { startPostgres as startServer } from '@greenroom/backstage-plugin-greenroom-backend/src/__testUtils__/databases';

/** A PostgreSQL server of its own, on loopback. */
export async function startPostgres(): Promise<{
  /** An empty database; its connection string. */
  create(): Promise<string>;
  stop(): Promise<void>;
}> {
  const server = await startServer();
  return {
    async create() {
      const { user, password, host, port, database } = (await server.create())
        .client.config.connection;
      return `postgres://${user}:${password}@${host}:${port}/${database}`;
    },
    stop: () => server.stop(),
  };
}
