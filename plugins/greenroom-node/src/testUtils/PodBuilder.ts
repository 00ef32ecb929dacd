import { SeenContainer, SeenPod } from '../observed';
import { someMetadata } from './objects';

const AT = '2026-08-01T10:01:00Z';

/** A pod in any state that causes and steps look at. Every method answers a new builder. */
export class PodBuilder {
  readonly #pod: SeenPod;

  constructor(pod: SeenPod) {
    this.#pod = pod;
  }

  build(): SeenPod {
    return this.#pod;
  }

  /** Controlled by this object, e.g. `.of('ReplicaSet', 'llm-predictor-6f7b9')`. */
  of(kind: string, name: string): PodBuilder {
    return this.#metadata({
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind,
          name,
          uid: `uid-${name}`,
          controller: true,
        },
      ],
    });
  }

  /** Belongs to nobody. */
  orphaned(): PodBuilder {
    return this.#metadata({ ownerReferences: undefined });
  }

  labelled(labels: Record<string, string>): PodBuilder {
    return this.#metadata({
      labels: { ...this.#pod.metadata.labels, ...labels },
    });
  }

  inNamespace(namespace: string): PodBuilder {
    return this.#metadata({ namespace });
  }

  /** Asks for, and once it has a node holds, devices. */
  holding(devices: Record<string, number>): PodBuilder {
    return this.#with({ devices });
  }

  /** The scheduler finds no node, in its words. */
  unschedulable(message: string): PodBuilder {
    return this.#with({ nodeName: undefined }).#condition(
      'PodScheduled',
      'False',
      'Unschedulable',
      message,
    );
  }

  /** A scheduling gate holds it. */
  gated(): PodBuilder {
    return this.#with({ nodeName: undefined }).#condition(
      'PodScheduled',
      'False',
      'SchedulingGated',
      'Scheduling is blocked due to non-empty scheduling gates',
    );
  }

  on(nodeName: string): PodBuilder {
    return this.#with({ nodeName }).#condition('PodScheduled', 'True');
  }

  /** Its container waits for this reason. */
  waiting(reason: string, message?: string): PodBuilder {
    return this.#placed().#container({ waiting: { reason, message } });
  }

  running(): PodBuilder {
    return this.#placed()
      .#condition('PodReadyToStartContainers', 'True')
      .#container({ running: { startedAt: AT } });
  }

  ready(): PodBuilder {
    return this.running()
      .#container({ running: { startedAt: AT }, ready: true })
      .#with({ phase: 'Running' })
      .#condition('Ready', 'True');
  }

  /** It ended so, and waits to be started again. */
  crashing(
    ended: SeenContainer['lastTerminated'] = { reason: 'Error', exitCode: 1 },
    container: Partial<SeenContainer> = {},
  ): PodBuilder {
    return this.#placed().#container({
      restartCount: 3,
      waiting: {
        reason: 'CrashLoopBackOff',
        message:
          'back-off 40s restarting failed container=explore pod=explore-0_fraud(uid)',
      },
      lastTerminated: ended,
      ...container,
    });
  }

  outOfMemory(): PodBuilder {
    return this.crashing({ reason: 'OOMKilled', exitCode: 137 });
  }

  /** Its node does not take it. */
  rejected(reason: string, message: string): PodBuilder {
    return this.#with({ phase: 'Failed', reason, message });
  }

  ended(phase: 'Succeeded' | 'Failed'): PodBuilder {
    return this.#with({ phase });
  }

  #placed(): PodBuilder {
    return this.#pod.nodeName ? this : this.on('gpu-1');
  }

  #container(state: Partial<SeenContainer>): PodBuilder {
    const container: SeenContainer = {
      name: 'main',
      init: false,
      ready: false,
      restartCount: 0,
      ...state,
    };
    return this.#with({ containers: [container] });
  }

  #condition(
    type: string,
    status: string,
    reason?: string,
    message?: string,
  ): PodBuilder {
    return this.#with({
      conditions: [
        ...this.#pod.conditions.filter(each => each.type !== type),
        { type, status, reason, message, lastTransitionTime: AT },
      ],
    });
  }

  #metadata(metadata: Partial<SeenPod['metadata']>): PodBuilder {
    return this.#with({ metadata: { ...this.#pod.metadata, ...metadata } });
  }

  #with(fields: Partial<SeenPod>): PodBuilder {
    return new PodBuilder({ ...this.#pod, ...fields });
  }
}

/** Pod `explore-0` of StatefulSet `explore` with one A100, just created. */
export function aPod(name = 'explore-0'): PodBuilder {
  return new PodBuilder({
    kind: 'Pod',
    metadata: someMetadata(name),
    phase: 'Pending',
    conditions: [],
    containers: [],
    devices: { 'nvidia.com/gpu': 1 },
  }).of('StatefulSet', name.replace(/-[0-9]+$/, ''));
}
