import { ETCD_VERSION, KWOK_VERSION } from '../binaries/versions';
import { isAlive } from '../process/processes';
import { print } from './output';
import { stateOf, supervisorOf } from './running';

/** Says what runs, and how to use it. Exit code 3 when nothing does, as service managers have it. */
export async function status(directory: string): Promise<number> {
  const state = await stateOf(directory);
  const supervisor = await supervisorOf(directory);
  if (supervisor === undefined || !state) {
    print(
      state
        ? `The development cluster is stopped; its data is in ${directory}. Start it with: npm run cluster -- up`
        : 'There is no development cluster yet. Start one with: npm run cluster -- up',
    );
    return 3;
  }
  print(
    [
      `Development cluster: ${state.phase}, since ${state.startedAt}, kept by process ${supervisor}`,
      `  Kubernetes ${state.version}, etcd ${ETCD_VERSION}, kwok ${KWOK_VERSION}; the nodes are simulated`,
      `  API server  ${state.server}`,
      ...(state.prometheus ? [`  Prometheus  ${state.prometheus}`] : []),
      `  folder      ${directory}`,
      ...Object.entries(state.pids).map(
        ([program, pid]) =>
          `  ${program.padEnd(24)} ${
            isAlive(pid) ? `process ${pid}` : 'has ended'
          }`,
      ),
      'Use it with kubectl:',
      `  export KUBECONFIG=${state.kubeconfig}`,
      '  kubectl get nodes',
    ].join('\n'),
  );
  return 0;
}
