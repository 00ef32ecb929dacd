import { NotAllowedError } from '@backstage/errors';
import {
  declarationWarnings,
  InvalidDeclarationError,
  Source,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Declarations } from '../Declarations';
import { DeclarationStore, StoredDeclaration } from '../DeclarationStore';
import { EntityDeclaration } from './greenroomBlock';
import { isListed } from './locations';

/** Declares what an entity says, when its location may. */
export class EntityDeclarer {
  readonly #store: Pick<DeclarationStore, 'get'>;
  readonly #declarations: Pick<Declarations, 'declare' | 'remove'>;
  readonly #projectLocations: readonly string[];

  constructor(
    store: Pick<DeclarationStore, 'get'>,
    declarations: Pick<Declarations, 'declare' | 'remove'>,
    projectLocations: readonly string[],
  ) {
    this.#store = store;
    this.#declarations = declarations;
    this.#projectLocations = projectLocations;
  }

  /** @throws NotAllowedError, ConflictError, InvalidDeclarationError: why it was refused */
  async declare(entity: EntityDeclaration): Promise<void> {
    await this.#requireLocation(entity);
    const { ref, spec, entityRef, location } = entity;
    const source: Source = { type: 'catalog', entityRef, location };
    if (!entity.deletionRequested) {
      refuseCredentials(spec);
      await this.#declarations.declare({
        ref,
        spec,
        source,
        author: location,
      });
      return;
    }
    const known = await this.#store.get(ref);
    if (known && !known.deletion) {
      await this.#declarations.remove(known, { by: location, source });
    }
  }

  /** Git has no author whom we could ask for rights, so rights belong to locations. */
  async #requireLocation({ ref, location }: EntityDeclaration): Promise<void> {
    if (ref.kind === 'Project') {
      if (isListed(location, this.#projectLocations)) return;
      throw new NotAllowedError(
        `${location} may not declare projects; list it under greenroom.catalog.projectLocations in app-config`,
      );
    }
    const project = await this.#store.get({
      kind: 'Project',
      project: ref.project,
      name: ref.project,
    });
    // Whoever does not exist has admitted nobody.
    if (project && isListed(location, admittedBy(project))) return;
    throw new NotAllowedError(
      project
        ? `${location} may not declare ${stringifyAssetRef(
            ref,
          )}; list it under spec.sources of project ${ref.project}`
        : `Project ${ref.project} does not exist`,
    );
  }
}

/** The catalog indexes every value, for everybody who may read the entity. */
function refuseCredentials(spec: EntityDeclaration['spec']): void {
  const issues = declarationWarnings(spec);
  if (issues.length) throw new InvalidDeclarationError(issues);
}

function admittedBy({ source, spec }: StoredDeclaration<'Project'>): string[] {
  const own = source.type === 'catalog' ? [source.location] : [];
  return [...own, ...(spec.sources ?? [])];
}
