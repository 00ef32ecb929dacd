import {
  aCluster,
  INFERENCE_SERVICES,
  NOTEBOOKS,
  SERVING_RUNTIMES,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { builtInTargets, TargetRegistry } from '.';
import { kserveModelServer } from './kserve';

describe('TargetRegistry', () => {
  const registry = new TargetRegistry(builtInTargets);

  it('chooses what any cluster can host where there are no operators', () => {
    const bare = aCluster();
    expect(registry.choose('Project', bare).target?.id).toBe('namespace');
    expect(registry.choose('Workbench', bare).target?.id).toBe('statefulset');
    expect(registry.choose('ModelServer', bare).target?.id).toBe('deployment');
  });

  it('prefers the operators where they are', () => {
    const full = aCluster(NOTEBOOKS, INFERENCE_SERVICES, SERVING_RUNTIMES);
    expect(registry.choose('Workbench', full).target?.id).toBe(
      'kubeflow-notebook',
    );
    expect(registry.choose('ModelServer', full).target?.id).toBe('kserve');
  });

  it('keeps the one that was chosen before, though a better one has come', () => {
    expect(
      registry.choose('Workbench', aCluster(NOTEBOOKS), 'statefulset').target
        ?.id,
    ).toBe('statefulset');
  });

  it('says what is missing when the one chosen before is not offered any more', () => {
    expect(
      registry.choose('Workbench', aCluster(), 'kubeflow-notebook'),
    ).toEqual({
      missing:
        'kubeflow-notebook: the cluster does not serve Notebook (kubeflow.org/v1)',
    });
  });

  it('says what is missing when no target is offered', () => {
    expect(
      new TargetRegistry([kserveModelServer]).choose(
        'ModelServer',
        aCluster(INFERENCE_SERVICES),
      ),
    ).toEqual({
      missing:
        'kserve: the cluster does not serve ServingRuntime (serving.kserve.io/v1alpha1)',
    });
    expect(new TargetRegistry().choose('Project', aCluster()).missing).toBe(
      'No target for Project is installed',
    );
  });

  it('refuses two targets of one id', () => {
    expect(() => registry.add(kserveModelServer)).toThrow(
      'Target "kserve" of ModelServer is registered twice',
    );
  });
});
