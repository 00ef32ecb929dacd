import { KubernetesObject } from '@greenroom/controller-runtime';
import { Condition, Container, Pod } from '../../standins/objects';
import { Bench } from '../Bench';

export const NOTEBOOK_API = 'kubeflow.org/v1';
export const STOPPED = 'kubeflow-resource-stopped';
export const RESTART = 'notebooks.opendatahub.io/notebook-restart';

export interface Notebook extends KubernetesObject {
  status?: {
    readyReplicas?: number;
    containerState?: {
      running?: { startedAt?: string };
      waiting?: { reason?: string };
    };
    conditions?: Condition[];
  };
}

/** Of a Notebook that is stopped, and just so of one whose pod is refused. */
export const EMPTY_STATUS = {
  conditions: [],
  containerState: {},
  readyReplicas: 0,
};

/** A small Notebook, with what a scenario is about. */
export function notebook(
  name: string,
  options: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    container?: Partial<Container>;
    pod?: object;
  } = {},
): KubernetesObject {
  const { labels, annotations, container, pod } = options;
  return {
    apiVersion: NOTEBOOK_API,
    kind: 'Notebook',
    metadata: { name, labels, annotations },
    spec: {
      template: {
        spec: {
          ...pod,
          containers: [
            {
              name,
              image: 'quay.io/example/notebook:1',
              resources: { requests: { cpu: '100m', memory: '128Mi' } },
              ...container,
            },
          ],
        },
      },
    },
  };
}

export function read(
  bench: Bench,
  name: string,
): Promise<Notebook | undefined> {
  return bench.get<Notebook>(NOTEBOOK_API, 'Notebook', name);
}

export function podOf(bench: Bench, name: string): Promise<Pod | undefined> {
  return bench.get<Pod>('v1', 'Pod', `${name}-0`);
}

export function isReady(seen: Notebook | undefined): boolean {
  return (
    seen?.status?.readyReplicas === 1 &&
    seen.status.conditions?.find(({ type }) => type === 'Ready')?.status ===
      'True'
  );
}

/** Waits until its pod is ready, and answers the pod. */
export async function ready(bench: Bench, name: string): Promise<Pod> {
  await bench.eventually(() => read(bench, name), isReady);
  return (await bench.eventually(
    () => podOf(bench, name),
    pod => pod !== undefined && !pod.metadata.deletionTimestamp,
  ))!;
}

/** Waits for another pod than this one, ready. */
export async function replaced(
  bench: Bench,
  name: string,
  former: Pod,
): Promise<Pod> {
  await bench.eventually(
    () => podOf(bench, name),
    pod =>
      pod !== undefined &&
      pod.metadata.uid !== former.metadata.uid &&
      isPodReady(pod),
  );
  return ready(bench, name);
}

export function isPodReady({ status }: Pod): boolean {
  return (status?.conditions ?? []).some(
    condition => condition.type === 'Ready' && condition.status === 'True',
  );
}

export function annotate(
  bench: Bench,
  name: string,
  annotations: Record<string, string | null>,
): Promise<void> {
  return bench.annotate(NOTEBOOK_API, 'Notebook', name, annotations);
}

/** Stops it, and waits until nothing of it runs. */
export async function stop(bench: Bench, name: string): Promise<void> {
  await annotate(bench, name, { [STOPPED]: '2026-01-01T00:00:00Z' });
  await bench.eventually(
    () => podOf(bench, name),
    pod => pod === undefined,
  );
}

export function start(bench: Bench, name: string): Promise<void> {
  return annotate(bench, name, { [STOPPED]: null });
}
