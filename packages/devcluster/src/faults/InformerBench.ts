import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ApiResource,
  Informer,
  InformerOptions,
  KubeClient,
  KubernetesObject,
  Projected,
} from '@greenroom/controller-runtime';
import {
  FakeClock,
  FaultProxy,
  Matcher,
} from '@greenroom/controller-runtime/testing';
import { parse } from 'yaml';
import { DevCluster } from '../cluster';
import { waitFor } from '../cluster/waitFor';
import { testCluster, uniqueNamespace } from '../testUtils';

const core = (kind: string, plural: string): ApiResource => ({
  apiVersion: 'v1',
  group: '',
  version: 'v1',
  kind,
  plural,
  namespaced: kind !== 'Namespace',
  verbs: [],
});
const namespaces = core('Namespace', 'namespaces');

/** What the tests watch. */
export const configMaps = core('ConfigMap', 'configmaps');
export const LISTS: Matcher = { verb: 'list', path: /configmaps$/ };
export const WATCHES: Matcher = { verb: 'watch', path: /configmaps$/ };
export const FORCED = { fieldManager: 'test', force: true };

/** So long a request on loopback takes at most to arrive. */
const ARRIVAL_MS = 8;

interface Data extends Projected {
  value?: string;
}

function project(object: KubernetesObject): Data {
  const { name, namespace, uid = '', resourceVersion = '' } = object.metadata;
  const { data } = object as { data?: Record<string, string> };
  return {
    metadata: { name, namespace, uid, resourceVersion },
    value: data?.value,
  };
}

/**
 * An informer that watches ConfigMaps of a namespace of its own through a
 * {@link FaultProxy}, on a clock that moves when the test says so.
 */
export class InformerBench {
  readonly namespace = uniqueNamespace();
  /** Not through the proxy, and with all rights. */
  admin!: KubeClient;
  proxy!: FaultProxy;
  clock!: FakeClock;
  client!: KubeClient;
  informer!: Informer<Data>;
  errors!: Error[];
  #cluster!: DevCluster;
  #token!: string;

  /** Call it inside `describe`: it brings its own hooks. */
  static use(): InformerBench {
    const bench = new InformerBench();
    beforeAll(() => bench.#open(), 120_000);
    beforeEach(() => bench.#begin());
    afterEach(() => bench.#end());
    afterAll(() => bench.#close());
    return bench;
  }

  async #open(): Promise<void> {
    this.#cluster = await testCluster();
    const config = readFileSync(this.#cluster.adminKubeconfig, 'utf8');
    this.#token = parse(config).users[0].user.token;
    this.admin = new KubeClient({ ...this.#cluster, token: this.#token });
    await this.admin.create(namespaces, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: this.namespace },
    });
  }

  async #begin(): Promise<void> {
    this.proxy = await FaultProxy.to(this.#cluster);
    this.clock = new FakeClock();
    this.client = new KubeClient(
      { name: 'dev', server: this.proxy.url, token: this.#token },
      { clock: this.clock },
    );
    this.errors = [];
    this.informer = this.newInformer();
  }

  async #end(): Promise<void> {
    await this.informer.stop();
    await this.client.close();
    await this.proxy.stop();
  }

  async #close(): Promise<void> {
    await this.admin?.delete(namespaces, { name: this.namespace });
    await this.admin?.close();
  }

  newInformer(onEvent?: InformerOptions<Data>['onEvent']): Informer<Data> {
    return new Informer<Data>({
      client: this.client,
      resource: configMaps,
      namespace: this.namespace,
      project,
      onEvent,
      onError: error => this.errors.push(error),
      clock: this.clock,
    });
  }

  /** Starts the informer, and lets its watch grow older than one that did not work. */
  async follow(): Promise<void> {
    this.informer.start();
    await this.informer.waitForSync();
    await this.until(() => this.proxy.watches(WATCHES).length === 1);
    await this.clock.advance(2_000);
  }

  aConfigMap(name: string, value: string, namespace = this.namespace) {
    return {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace },
      data: { value },
    };
  }

  put(name: string, value: string, namespace?: string): Promise<object> {
    const object = this.aConfigMap(name, value, namespace);
    return this.admin.apply(configMaps, object, FORCED);
  }

  /** What the informer knows of a ConfigMap; undefined when nothing. */
  known(name: string): string | undefined {
    return this.informer.get(this.namespace, name)?.value;
  }

  get state(): string {
    return this.informer.health.state;
  }

  /** Lets time pass in steps, each long enough for what it wakes to reach the server. */
  async pass(ms: number, stepMs: number, go = () => true): Promise<void> {
    for (let passed = 0; passed < ms && go(); passed += stepMs) {
      await this.clock.advance(stepMs);
      await sleep(ARRIVAL_MS);
    }
  }

  async until(condition: () => boolean): Promise<void> {
    await waitFor(`${condition}`, async () => condition() || undefined, {
      timeoutMs: 10_000,
      intervalMs: 5,
    });
  }
}
