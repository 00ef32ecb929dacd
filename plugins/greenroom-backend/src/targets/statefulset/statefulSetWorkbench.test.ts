import {
  aCluster,
  aPod,
  aRenderContext,
  aStatusContext,
  aWorkbench,
  aWorkload,
  seen,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { statefulSetWorkbench } from './statefulSetWorkbench';

describe('statefulSetWorkbench', () => {
  it('selects its pods by what never changes, and serves them on port 80', () => {
    const workbench = aWorkbench({ id: 'uuid' });
    const [, service, statefulSet] = statefulSetWorkbench
      .render(workbench, aRenderContext())
      .map(({ object }) => object);
    const selector = { 'greenroom.dev/declaration': 'uuid' };
    expect(service).toMatchObject({
      kind: 'Service',
      spec: { selector, ports: [{ port: 80, targetPort: 'notebook-port' }] },
    });
    expect(statefulSet).toMatchObject({
      kind: 'StatefulSet',
      spec: {
        serviceName: 'explore',
        selector: { matchLabels: selector },
        template: { metadata: { labels: selector } },
      },
    });
  });

  it.each([
    ['start', { replicas: 1 }],
    ['stop', { replicas: 0 }],
    [
      'restart',
      {
        template: {
          metadata: {
            annotations: {
              'greenroom.dev/restarted-at': '2026-08-01T10:00:00.000Z',
            },
          },
        },
      },
    ],
  ] as const)('%ss by a patch of the spec', (operation, spec) => {
    expect(
      statefulSetWorkbench.operate?.(
        operation,
        aWorkbench(),
        { project: 'fraud', namespace: 'fraud', cluster: aCluster() },
        new Date('2026-08-01T10:00:00Z'),
      ),
    ).toEqual([
      {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        name: 'explore',
        patch: { spec },
      },
    ]);
  });

  it('is Stopping while its pod is there, then Stopped', () => {
    const stopped = aWorkload('StatefulSet', 'explore', { replicas: 0 });
    const status = (...objects: Parameters<typeof seen>) =>
      statefulSetWorkbench.status(
        aWorkbench(),
        seen(stopped, ...objects),
        aStatusContext(),
      );
    expect(status(aPod().ready())).toMatchObject({ phase: 'Stopping' });
    expect(status()).toMatchObject({
      phase: 'Stopped',
      endpoints: [],
      steps: [],
    });
  });
});
