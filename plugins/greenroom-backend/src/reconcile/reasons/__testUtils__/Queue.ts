import {
  KUEUE_API,
  SeenQueueEntry,
} from '@greenroom/backstage-plugin-greenroom-node';
import { isDeepStrictEqual } from 'node:util';
import { RESOURCES } from '../../__testUtils__/EngineHarness';
import { Seen, Stage } from './Stage';

const [VERSION, GROUP] = KUEUE_API.split('/').reverse();
const KIND = 'Workload';

/** Plays Kueue for one workbench: a definition of its Workload, and what it would write there. */
export class Queue {
  readonly #stage: Stage;
  readonly #ref: { namespace: string; name: string };
  readonly #workbench: string;

  constructor(stage: Stage, namespace: string, workbench: string) {
    this.#stage = stage;
    this.#workbench = workbench;
    this.#ref = { namespace, name: `statefulset-${workbench}-8d4b2` };
  }

  /** Makes the cluster serve Workloads, for as long as the test runs. */
  async serve(): Promise<void> {
    const open = {
      type: 'object',
      'x-kubernetes-preserve-unknown-fields': true,
    };
    await this.#stage.create({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `workloads.${GROUP}` },
      spec: {
        group: GROUP,
        scope: 'Namespaced',
        names: {
          kind: KIND,
          listKind: `${KIND}List`,
          plural: 'workloads',
          singular: 'workload',
        },
        versions: [
          {
            name: VERSION,
            served: true,
            storage: true,
            subresources: { status: {} },
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: { spec: open, status: open },
              },
            },
          },
        ],
      },
    });
    await this.#stage.served(KUEUE_API, KIND);
    await this.#stage.watch(KUEUE_API, KIND);
  }

  /** The StatefulSet's pod is queued. */
  async enter(): Promise<void> {
    const { kubectl } = this.#stage;
    const { namespace, name } = this.#ref;
    const { metadata } = await kubectl.get<Seen>(RESOURCES.statefulSets, {
      namespace,
      name: this.#workbench,
    });
    await this.#stage.create({
      apiVersion: KUEUE_API,
      kind: KIND,
      metadata: {
        name,
        namespace,
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'StatefulSet',
            name: metadata.name,
            uid: metadata.uid,
            controller: true,
          },
        ],
      },
      spec: { queueName: 'team', active: true },
    } as never);
  }

  /** What Kueue says now. */
  async say(entry: SeenQueueEntry): Promise<void> {
    const { kubectl } = this.#stage;
    const resource = this.#stage.resource(KUEUE_API, KIND);
    const { status, spec } = written(entry);
    await kubectl.mergePatch(resource, this.#ref, { spec });
    await kubectl.mergePatch(
      resource,
      this.#ref,
      { status },
      { subresource: 'status' },
    );
  }

  isIn({ spec, status }: Seen, entry: SeenQueueEntry): boolean {
    const wanted = written(entry);
    return (
      isDeepStrictEqual(status?.conditions, wanted.status.conditions) &&
      (spec as { active?: boolean }).active === wanted.spec.active
    );
  }
}

function written({ active, conditions, checks, requeueAt }: SeenQueueEntry) {
  return {
    spec: { active },
    status: {
      conditions,
      admissionChecks: checks,
      requeueState: requeueAt ? { count: 1, requeueAt } : null,
    },
  };
}
