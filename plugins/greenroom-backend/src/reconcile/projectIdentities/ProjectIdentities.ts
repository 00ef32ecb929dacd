import {
  Declaration,
  Kind,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  KubernetesObject,
  ManifestSet,
} from '@greenroom/backstage-plugin-greenroom-node';
import { KubeClient } from '@greenroom/controller-runtime';
import {
  identityName,
  identityUser,
  isInProject,
  Place,
  PROJECT_ROLE,
  withIdentity,
} from '../../render/projectIdentity';
import { Loaded } from '../records/reads';
import { ImpersonationRole } from './ImpersonationRole';
import { ProjectWriter } from './ProjectWriter';

/** How long it may take until all API servers know of a right that was given. */
const PATIENCE_MS = 30_000;

/**
 * As whom Greenroom writes on one cluster: what is in a project as the project's
 * identity, everything else as itself.
 */
export class ProjectIdentities {
  /** Where they are; undefined: there are none here, and Greenroom writes everything as itself. */
  readonly namespace?: string;
  readonly #role?: ImpersonationRole;
  /** When rights of a project's identity were given last, by this process. */
  readonly #grantedAt = new Map<string, number>();

  /** @param client - Greenroom's own account, while it may write */
  constructor(client: KubeClient, namespace: string | undefined) {
    this.namespace = namespace;
    this.#role = namespace
      ? new ImpersonationRole(client, namespace)
      : undefined;
  }

  /** What a declaration renders to, with the identity of the project that it is. */
  addTo(
    rendered: ManifestSet,
    declaration: Declaration<Kind>,
    namespace: string,
  ): ManifestSet {
    return this.namespace !== undefined && isProject(declaration)
      ? withIdentity(rendered, declaration, { namespace, home: this.namespace })
      : rendered;
  }

  /** Whether an object is written as a project's identity, once that is there. */
  writes(place: Place): boolean {
    return this.namespace !== undefined && isInProject(place, this.namespace);
  }

  /** Writes what is of one declaration. @param own - as Greenroom itself */
  writer(
    own: KubeClient,
    { declaration, project }: Pick<Loaded, 'declaration' | 'project'>,
  ): ProjectWriter {
    const { kind, deletion, project: name } = declaration;
    // A project makes its identity before anything that is written as it.
    const exists =
      project?.hasIdentity || (kind === 'Project' && deletion === undefined);
    return new ProjectWriter(own, {
      client: place =>
        exists && this.namespace && this.writes(place)
          ? own.as(identityUser(name, this.namespace))
          : own,
      mayPass: refusal => this.#mayPass(name, refusal),
    });
  }

  /** To be called when an object was written: a part of an identity is of use only from then on. */
  async written(
    { kind, metadata }: KubernetesObject,
    project: string,
  ): Promise<void> {
    const name = identityName(project);
    if (kind === 'ServiceAccount' && metadata.name === name) {
      await this.#admit(project);
    } else if (kind === 'RoleBinding' && metadata.name === PROJECT_ROLE) {
      this.#granted(project);
    }
  }

  /** To be called before an object is deleted: nobody acts as an identity that goes. */
  async removing(
    { kind, name }: { kind: string; name: string },
    project: string,
  ): Promise<void> {
    if (kind !== 'ServiceAccount' || name !== identityName(project)) return;
    this.#grantedAt.delete(project);
    await this.#role?.dismiss(name);
  }

  /** Whether rights that were refused have been given just now, and only not everywhere yet. */
  async #mayPass(
    project: string,
    refusal: 'impersonation' | 'other',
  ): Promise<boolean> {
    // Somebody may have taken the name out of the Role, also right after it was put there.
    if (refusal === 'impersonation') await this.#admit(project);
    return this.#isNew(project);
  }

  #isNew(project: string): boolean {
    const grantedAt = this.#grantedAt.get(project) ?? -Infinity;
    return performance.now() - grantedAt < PATIENCE_MS;
  }

  async #admit(project: string): Promise<void> {
    if (await this.#role?.admit(identityName(project))) this.#granted(project);
  }

  #granted(project: string): void {
    this.#grantedAt.set(project, performance.now());
  }
}

function isProject(
  declaration: Declaration<Kind>,
): declaration is Declaration<'Project'> {
  return declaration.kind === 'Project';
}
