import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  AssetContainer,
  AssetManifests,
  AssetUsage,
  Capacity,
  ClusterInfo,
  ConnectionValues,
  LogRequest,
  Operation,
  Preflight,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Proposal } from '@greenroom/backstage-plugin-greenroom-node';
import { StoredDeclaration } from '../declarations/DeclarationStore';
import { FoundAsset, FoundPlace } from '../observed';
import { Engine } from '../reconcile/Engine';
import { ClusterStandards } from '../standards';
import { Adoptable } from '../reconcile/ObservedAssets';

/** An engine without clusters: it remembers what it was told. */
export class FakeEngine implements Engine {
  readonly enqueued: string[] = [];
  /** What was supplied, as a cluster would have it. */
  readonly supplied: { id: string; values: ConnectionValues }[] = [];
  readonly operations: { id: string; operation: Operation }[] = [];
  reachable = true;
  room: Pick<Preflight, 'fit' | 'summary'> = { fit: 'cannot-tell' };
  seen: Capacity = { clusters: [], accelerators: [] };
  /** What clusters offer themselves. */
  offered: ClusterStandards = { hardwareProfiles: [], workbenchImages: [] };
  used: AssetUsage = { volumes: [] };
  /** What others made. */
  foreign: FoundAsset[] = [];
  proposal: Proposal = { spec: {} as Proposal['spec'], notes: [] };
  readonly #names: string[];

  constructor(...names: string[]) {
    this.#names = names;
  }

  async start() {}
  async stop() {}
  enqueue({ id }: { id: string }) {
    this.enqueued.push(id);
  }
  clusters(): ClusterInfo[] {
    return this.#names.map(name => ({
      name,
      state: 'live',
      simulated: true,
      targets: [],
    }));
  }
  hasCluster(name: string) {
    return this.#names.includes(name);
  }
  standards() {
    return this.offered;
  }
  capacity() {
    return this.seen;
  }
  observed(wanted: (place: FoundPlace) => boolean) {
    return { items: this.foreign.filter(wanted), more: false, unseen: [] };
  }
  async propose() {
    return this.proposal;
  }
  adoptable({ id }: { id: string }): Adoptable | undefined {
    const found = this.foreign.find(each => each.id === id);
    return (
      found && {
        kind: found.kind,
        object: {
          apiVersion: 'kubeflow.org/v1',
          kind: 'Notebook',
          namespace: found.namespace,
          name: found.name,
          uid: id,
        },
      }
    );
  }
  manifests(): AssetManifests {
    return { target: 'statefulset', objects: [{ kind: 'StatefulSet' }] };
  }
  fit() {
    return this.room;
  }
  events() {
    return [];
  }
  claims() {
    return [
      { name: 'corpus', size: '2Ti', phase: 'Bound' },
      { name: 'explore-work', size: '20Gi', phase: 'Bound' },
    ];
  }
  containers({ kind }: StoredDeclaration): AssetContainer[] {
    if (kind === 'Project') throw new InputError('A Project has no containers');
    return [
      {
        pod: 'explore-0',
        container: 'explore',
        init: false,
        state: 'running',
        restarts: 0,
        log: true,
        previousLog: false,
      },
    ];
  }
  async usage(): Promise<AssetUsage> {
    if (!this.reachable) throw new ServiceUnavailableError('no route to host');
    return this.used;
  }
  async logs(_: StoredDeclaration, request: LogRequest) {
    if (!this.reachable) throw new ServiceUnavailableError('no route to host');
    return `lines of ${JSON.stringify(request)}\n`;
  }
  async access({ id }: StoredDeclaration) {
    if (!this.reachable) throw new ServiceUnavailableError('no route to host');
    return { token: `token of ${id}` };
  }
  async operate({ id }: StoredDeclaration, operation: Operation) {
    if (!this.reachable) throw new ServiceUnavailableError('no route to host');
    this.operations.push({ id, operation });
  }
  async supply({ id }: StoredDeclaration, values: ConnectionValues) {
    if (!this.reachable) throw new ServiceUnavailableError('no route to host');
    this.supplied.push({ id, values });
  }
  async values({ id }: StoredDeclaration) {
    if (!this.reachable) throw new ServiceUnavailableError('no route to host');
    return this.supplied.findLast(supplied => supplied.id === id)?.values;
  }
}
