import { expect } from '@playwright/test';
import {
  Asset,
  AssetRef,
  Kind,
  KindSpecs,
  Operation,
} from '@greenroom/backstage-plugin-greenroom-common';
import { assetPath, PortalApi } from './PortalApi';
import { waitForPhase } from './waitForPhase';

/** The project of the pictures. Its name is in them, so it is the same in each run. */
export const STUDIO = 'studio';

const WORKBENCH: KindSpecs['Workbench'] = {
  image: { name: 'data-science', version: '2026.2' },
  hardware: { profile: 'small-cpu' },
  storage: [{ name: 'work', size: '10Gi', mountPath: '/opt/app-root/src' }],
};

/** A project with an asset for each state that a card can be in. */
export class Studio {
  readonly room: AssetRef<'Project'> = {
    kind: 'Project',
    project: STUDIO,
    name: STUDIO,
  };
  readonly #api: PortalApi;
  readonly #made: AssetRef[] = [];

  constructor(api: PortalApi) {
    this.#api = api;
  }

  async open(): Promise<void> {
    await this.declare(this.room, {
      title: 'Studio',
      owner: 'group:default/fraud',
      tier: 'standard',
    });
    await waitForPhase(this.#api, this.room, 'Ready');
  }

  workbench(
    name: string,
    spec: Partial<KindSpecs['Workbench']> = {},
  ): Promise<AssetRef<'Workbench'>> {
    const ref = this.#ref('Workbench', name);
    return this.declare(ref, { ...WORKBENCH, ...spec });
  }

  connection(
    name: string,
    spec: Partial<KindSpecs['Connection']> = {},
  ): Promise<AssetRef<'Connection'>> {
    return this.declare(this.#ref('Connection', name), {
      type: 's3',
      endpoint: 'https://s3.example.org',
      bucket: 'payments',
      values: {},
      ...spec,
    });
  }

  async declare<K extends Kind>(
    ref: AssetRef<K>,
    spec: KindSpecs[K],
  ): Promise<AssetRef<K>> {
    const { status, body } = await this.#api.declare(ref, { spec });
    expect([200, 201], JSON.stringify(body)).toContain(status);
    if (!this.#made.some(made => assetPath(made) === assetPath(ref))) {
      this.#made.push(ref);
    }
    return ref;
  }

  async supply(ref: AssetRef<'Connection'>): Promise<void> {
    const values = {
      AWS_ACCESS_KEY_ID: 'example',
      AWS_SECRET_ACCESS_KEY: 'example',
    };
    await expect
      .poll(
        async () =>
          (
            await this.#api.send('PUT', `${assetPath(ref)}/secret`, {
              body: { values },
            })
          ).status,
      )
      .toBe(204);
  }

  async operate(ref: AssetRef, operation: Operation): Promise<void> {
    const { status } = await this.#api.send(
      'POST',
      `${assetPath(ref)}/operations`,
      { body: { operation } },
    );
    expect(status).toBe(200);
  }

  /** What the card on its page is about is there too. */
  async inCatalog(...refs: AssetRef[]): Promise<void> {
    for (const ref of refs) {
      const { entityRef } = (await this.#api.asset(ref)).body as Asset;
      const [kind, name] = entityRef.split(':');
      await expect
        .poll(
          async () =>
            (
              await this.#api.send(
                'GET',
                `/catalog/entities/by-name/${kind}/${name}`,
              )
            ).status,
          { message: entityRef, timeout: 60_000 },
        )
        .toBe(200);
    }
  }

  /** Removes everything in it, with its data. */
  async clear(): Promise<void> {
    // A connection goes after what uses it.
    for (const ref of this.#made.filter(made => made !== this.room).reverse()) {
      await this.#remove(ref);
    }
  }

  /** Removes it with everything in it. */
  async close(): Promise<void> {
    await this.clear();
    await this.#remove(this.room);
  }

  async #remove(ref: AssetRef): Promise<void> {
    await this.#api.remove(ref, { deleteData: true });
    await waitForPhase(this.#api, ref, 'gone');
  }

  #ref<K extends Kind>(kind: K, name: string): AssetRef<K> {
    return { kind, project: STUDIO, name };
  }
}

/** Page of an asset in the catalog. */
export function pageOf({ kind, project, name }: AssetRef): string {
  const entityKind = kind === 'Project' ? 'system' : 'resource';
  return `/catalog/${project}/${entityKind}/${name}`;
}
