import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDevCluster, DevCluster, startDevCluster } from '../cluster';

let shared: Promise<DevCluster> | undefined;
let temporary: string | undefined;

// Registered on import, since jest takes no hooks once tests have begun.
if (typeof afterAll === 'function') {
  afterAll(async () => {
    const cluster = await shared?.catch(() => undefined);
    await cluster?.stop();
    if (temporary) {
      await rm(temporary, { recursive: true, force: true });
    }
  }, 30_000);
}

/**
 * The cluster of this test run: the one whose state file
 * `GREENROOM_TEST_CLUSTER` names, else one that this test file starts on the
 * first call and that is gone after its last test.
 *
 * Call it in `beforeAll` with a timeout of some 60 seconds. Tests share it, so each works in a `uniqueNamespace()`.
 */
export function testCluster(): Promise<DevCluster> {
  shared ??= process.env.GREENROOM_TEST_CLUSTER
    ? connectDevCluster(process.env.GREENROOM_TEST_CLUSTER)
    : startTemporary();
  return shared;
}

async function startTemporary(): Promise<DevCluster> {
  temporary = await mkdtemp(join(tmpdir(), 'greenroom-devcluster-'));
  return startDevCluster({ directory: temporary, prometheus: true });
}
