import { FIELD_MANAGER } from '@greenroom/backstage-plugin-greenroom-common';
import {
  ApiResource,
  isConflict,
  KubeClient,
  KubernetesObject,
} from '@greenroom/controller-runtime';
import { Batcher } from '../records/Batcher';

/** Ships without rules; a binding that ships too gives it to Greenroom's account. */
const NAME = 'greenroom-projects';

const ROLES: ApiResource = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind: 'Role',
  plural: 'roles',
  namespaced: true,
  verbs: [],
};

/** Somebody else may write it between our read and our write. */
const ATTEMPTS = 5;
const BATCH = { limit: 500, lingerMs: 10 };

type Role = KubernetesObject & { rules?: { resourceNames?: string[] }[] };

interface Change {
  name: string;
  admitted: boolean;
}

/**
 * Which identities Greenroom's account may act as, by name. A Role of the
 * namespace they are in, so that it reaches no account elsewhere.
 */
export class ImpersonationRole {
  readonly #client: KubeClient;
  readonly #ref: { namespace: string; name: string };
  readonly #changes: Batcher<Change, boolean>;

  constructor(client: KubeClient, namespace: string) {
    this.#client = client;
    this.#ref = { namespace, name: NAME };
    this.#changes = new Batcher(changes => this.#write(changes), BATCH);
  }

  /** Answers whether that was news. */
  admit(name: string): Promise<boolean> {
    return this.#changes.do({ name, admitted: true });
  }

  async dismiss(name: string): Promise<void> {
    await this.#changes.do({ name, admitted: false });
  }

  async #write(changes: readonly Change[]): Promise<boolean[]> {
    for (let attempt = 1; ; attempt++) {
      const { metadata, rules = [] } = await this.#client.get<Role>(
        ROLES,
        this.#ref,
      );
      const before = new Set(
        rules?.flatMap(({ resourceNames = [] }) => resourceNames),
      );
      const after = new Set(before);
      for (const { name, admitted } of changes) {
        if (admitted) after.add(name);
        else after.delete(name);
      }
      const news = changes.map(
        ({ name, admitted }) => before.has(name) !== admitted,
      );
      if (!news.includes(true)) return news;
      try {
        const { resourceVersion } = metadata;
        await this.#client.mergePatch(
          ROLES,
          this.#ref,
          { metadata: { resourceVersion }, rules: rulesFor(after) },
          { fieldManager: FIELD_MANAGER },
        );
        return news;
      } catch (error) {
        if (!isConflict(error) || attempt === ATTEMPTS) throw error;
      }
    }
  }
}

/** A rule without names would be one for all names. */
function rulesFor(names: ReadonlySet<string>): object[] {
  if (!names.size) return [];
  return [
    {
      apiGroups: [''],
      resources: ['serviceaccounts'],
      resourceNames: [...names].sort(),
      verbs: ['impersonate'],
    },
  ];
}
