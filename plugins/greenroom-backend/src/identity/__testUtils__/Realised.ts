import { randomUUID } from 'node:crypto';
import {
  AssetRef,
  FIELD_MANAGER,
  Kind,
  KindSpecs,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  aCluster,
  resolvedStandards,
} from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { Discovery, KubeClient } from '@greenroom/controller-runtime';
import { Knex } from 'knex';
import { DatabaseDeclarationStore } from '../../declarations/DatabaseDeclarationStore';
import { StoredDeclaration } from '../../declarations/DeclarationStore';
import { ProjectIdentities } from '../../reconcile/projectIdentities/ProjectIdentities';
import { intend, recordApplied } from '../../reconcile/records/inventory';
import { saveRealisations } from '../../reconcile/records/realisations';
import { stamp } from '../../reconcile/stamp';
import { builtInTargets } from '../../targets';
import { withRecord } from '../declaredRecord';

const TARGETS: Record<Kind, string> = {
  Project: 'namespace',
  Workbench: 'statefulset',
  ModelServer: 'deployment',
  Connection: 'secret',
};

/** Declares and applies as the engine does, without one. */
export class Realised {
  readonly #client: KubeClient;
  readonly #discovery: Discovery;
  readonly #knex: Knex;
  readonly #identityNamespace?: string;

  constructor(options: {
    /** It may write in all namespaces. */
    client: KubeClient;
    discovery: Discovery;
    knex: Knex;
    /** Where projects get their identities; without it they have none, as before there were any. */
    identityNamespace?: string;
  }) {
    this.#client = options.client;
    this.#discovery = options.discovery;
    this.#knex = options.knex;
    this.#identityNamespace = options.identityNamespace;
  }

  async declare<K extends Kind>(
    ref: AssetRef<K>,
    spec: KindSpecs[K],
  ): Promise<StoredDeclaration> {
    const store = await DatabaseDeclarationStore.create({
      getClient: async () => this.#knex,
    });
    const { declaration } = await store.declare({
      ref,
      spec,
      resolved: resolvedStandards(),
      source: { type: 'api' },
      owner: 'group:default/fraud',
      cluster: 'dev',
      author: 'user:default/dana',
    });
    await this.#apply(declaration);
    return (await store.getById(declaration.id))!;
  }

  async #apply(declaration: StoredDeclaration): Promise<void> {
    const { id, kind, project, resolved } = declaration;
    const target = builtInTargets.find(each => each.id === TARGETS[kind])!;
    const context = {
      project,
      namespace: project,
      cluster: aCluster(),
      resolved,
    };
    const identities = new ProjectIdentities(
      this.#client,
      this.#identityNamespace,
    );
    const rendered = identities.addTo(
      withRecord(target.render(declaration, context), declaration, target.id),
      declaration,
      project,
    );
    const rows = await intend(
      this.#knex,
      rendered.map((manifest, position) => ({
        declaration,
        manifest,
        position,
      })),
    );
    for (const [index, { object }] of rendered.entries()) {
      const row = rows[index]!;
      const { metadata } = await this.#client.apply(
        this.#discovery.resource(object.apiVersion, object.kind)!,
        stamp(object, row, declaration.revision),
        { fieldManager: FIELD_MANAGER },
      );
      await recordApplied(this.#knex, [
        {
          ...row,
          uid: metadata.uid,
          appliedHash: randomUUID(),
          applied: object,
        },
      ]);
    }
    const realisation = {
      target: target.id,
      appliedRevision: declaration.revision,
    };
    await saveRealisations(this.#knex, [{ id, realisation }]);
  }
}
