import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../process/processes';
import { print } from './output';
import { supervisorOf } from './running';

/** Longer than the components' own grace periods together, in milliseconds. */
const PATIENCE = 45_000;

/** Ends the supervisor, which ends the components, and waits for it. */
export async function down(directory: string): Promise<number> {
  const supervisor = await supervisorOf(directory);
  if (supervisor === undefined) {
    print('The development cluster does not run.');
    return 0;
  }
  process.kill(supervisor, 'SIGTERM');
  const deadline = Date.now() + PATIENCE;
  while (isAlive(supervisor)) {
    if (Date.now() > deadline) {
      throw new Error(
        `Process ${supervisor} does not end; see the logs in ${directory}/logs, or end it with: kill -9 ${supervisor}`,
      );
    }
    await sleep(100);
  }
  print('The development cluster is stopped; its data stays.');
  return 0;
}
