import { isDeepStrictEqual } from 'node:util';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import { EventsService } from '@backstage/plugin-events-node';
import {
  AssetRef,
  connectionValueIssues,
  ConnectionValues,
  DECLARATIONS_TOPIC,
  FieldIssue,
  InvalidDeclarationError,
  Kind,
  KindSpecs,
  namespaceOf,
  Operation,
  ProjectSpec,
  ResolvedStandards,
  Source,
  Standards,
  stringifyAssetRef,
  validateDeclaration,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Engine } from '../reconcile/Engine';
import { offeredIn, resolveStandards, withClusters } from '../standards';
import { adoptedObject } from './adoptedObject';
import {
  DeclarationStore,
  DeclareResult,
  StoredDeclaration,
} from './DeclarationStore';
import { Idempotency } from './idempotency';
import { isOfKind } from './isOfKind';
import { Namespaces, ProjectPlaces } from './ProjectPlaces';
import { resolveConnections } from './resolveConnections';
import { refuseRemovalByOther, refuseTaken } from './refuseTaken';
import { storageIssues } from './storageIssues';

export interface DeclarationsOptions {
  store: DeclarationStore;
  engine: Pick<
    Engine,
    | 'adoptable'
    | 'clusters'
    | 'enqueue'
    | 'hasCluster'
    | 'operate'
    | 'standards'
    | 'supply'
  >;
  namespaces: Namespaces;
  standards: Standards;
  events: EventsService;
  logger: LoggerService;
}

/** A declaration as it comes in, from whichever source. */
export interface DeclareCommand {
  ref: AssetRef;
  /** Not checked yet. */
  spec: unknown;
  source: Source;
  /** Entity ref of a user, `service:<subject>`, or a location. */
  author: string;
  reason?: string;
  ifMatch?: number;
  idempotency?: Idempotency;
  /** UID of an observed object that is to become the declaration's. */
  adopt?: string;
}

/** A declaration that was found good, with what is derived from it. */
export interface CheckedDeclaration<K extends Kind = Kind> {
  ref: AssetRef<K>;
  spec: KindSpecs[K];
  resolved: ResolvedStandards;
  cluster: string;
  owner: string;
}

/** Id of what a dry run would have made. */
const NOT_STORED = '00000000-0000-0000-0000-000000000000';

/** What can be done with declarations, whoever asks: the API or a source. Who may do it is the caller's business. */
export class Declarations {
  readonly #store: DeclarationStore;
  readonly #engine: DeclarationsOptions['engine'];
  readonly #standards: Standards;
  readonly #events: EventsService;
  readonly #logger: LoggerService;
  readonly #projects: ProjectPlaces;

  constructor(options: DeclarationsOptions) {
    this.#projects = new ProjectPlaces(
      options.store,
      options.engine,
      options.namespaces,
    );
    this.#store = options.store;
    this.#engine = options.engine;
    this.#standards = options.standards;
    this.#events = options.events;
    this.#logger = options.logger;
  }

  /**
   * Checks a declaration without storing it.
   * @throws InvalidDeclarationError naming each field that is wrong
   */
  async check(
    ref: AssetRef,
    unchecked: unknown,
    source: Source['type'] = 'api',
  ): Promise<CheckedDeclaration> {
    const spec = validateDeclaration(ref, unchecked, source);
    const { cluster, owner, resolved } =
      ref.kind === 'Project'
        ? await this.#projects.placeOf(ref, spec as ProjectSpec)
        : await this.#assetPlace(ref);
    return {
      ref,
      spec,
      cluster,
      owner: spec.owner ?? owner,
      resolved: {
        ...resolveStandards(
          ref.kind,
          spec,
          offeredIn(withClusters(this.#standards, this.#engine.standards()), {
            cluster,
            namespace: namespaceOf({ ...ref, resolved: resolved ?? {} }),
          }),
          resolved,
        ),
        ...(await resolveConnections(ref, spec, this.#store)),
      },
    };
  }

  /**
   * Stores a revision and has the cluster brought to it.
   * @throws InvalidDeclarationError, ConflictError, PreconditionFailedError
   */
  async declare(command: DeclareCommand): Promise<DeclareResult> {
    const { source, author, reason, ifMatch, idempotency } = command;
    const checked = await this.check(command.ref, command.spec, source.type);
    const known = await this.#store.get(command.ref);
    refuseIssues(storageIssues(command.ref.name, checked.spec, known?.spec));
    if (known && isRepetition(command, checked, known)) {
      return { declaration: known, created: false, changed: false };
    }
    const adopt = adoptedObject(this.#engine, checked, command.adopt);
    const result = await this.#store.declare({
      ...checked,
      adopt,
      source,
      author,
      reason,
      ifMatch,
      idempotency,
    });
    if (result.changed || adopt) this.#announce(result.declaration);
    return result;
  }

  /**
   * What `declare` would store, or why it would refuse.
   * @throws what `declare` throws
   */
  async dryRun(command: DeclareCommand): Promise<StoredDeclaration> {
    const { ref, spec: unchecked, source } = command;
    const checked = await this.check(ref, unchecked, source.type);
    const known = await this.#store.get(command.ref);
    refuseIssues(storageIssues(command.ref.name, checked.spec, known?.spec));
    await refuseTaken(this.#store, command, known);
    adoptedObject(this.#engine, checked, command.adopt);
    const at = new Date().toISOString();
    return {
      ...ref,
      spec: checked.spec,
      resolved: checked.resolved,
      source,
      owner: checked.owner,
      cluster: checked.cluster,
      id: known?.id ?? NOT_STORED,
      revision: (known?.revision ?? 0) + 1,
      target: known?.target,
      runState: known?.runState,
      createdAt: known?.createdAt ?? at,
      updatedAt: at,
    };
  }

  /**
   * Asks for deletion. Data stays unless `deleteData`.
   * @throws ConflictError for a Project that still has assets, and for what another source declares
   */
  async remove(
    declaration: StoredDeclaration,
    request: { by: string; deleteData?: boolean; source: Source },
  ): Promise<void> {
    // What no entity declares any more would not come back with the next read.
    if (!declaration.unclaimedSince) {
      refuseRemovalByOther(
        { ref: declaration, source: request.source },
        declaration.source,
      );
    }
    await this.#store.markDeleted(declaration.id, {
      by: request.by,
      at: new Date().toISOString(),
      deleteData: request.deleteData ?? false,
    });
    this.#announce(declaration);
  }

  /**
   * Starts, stops, restarts or updates, and remembers what was wanted.
   * @throws ServiceUnavailableError when the cluster cannot be reached
   */
  async operate(
    declaration: StoredDeclaration,
    request: { operation: Operation; by: string; reason?: string },
  ): Promise<void> {
    const { operation, by, reason } = request;
    if (declaration.kind === 'Project') {
      throw new InputError(`A Project cannot ${operation}; its assets can`);
    }
    if (declaration.deletion) {
      throw new ConflictError(
        `${stringifyAssetRef(declaration)} is being deleted`,
      );
    }
    await this.#engine.operate(declaration, operation);
    const at = new Date().toISOString();
    // Who restarts it agrees to what a restart brings.
    if (operation === 'update' || operation === 'restart') {
      await this.#store.setConsent(declaration.id, { by, at });
    }
    if (operation !== 'update') {
      await this.#store.setRunState(declaration.id, {
        wanted: operation === 'stop' ? 'stopped' : 'running',
        by,
        at,
        reason,
      });
    }
    this.#announce(declaration);
  }

  /**
   * Writes the values of a connection into its Secret on the cluster. They are
   * kept nowhere else; the same again, with other values, is their rotation.
   * @throws InvalidDeclarationError naming each value that does not fit
   * @throws ServiceUnavailableError when the cluster cannot be reached
   */
  async supply(
    declaration: StoredDeclaration,
    values: Record<string, unknown>,
  ): Promise<void> {
    if (!isOfKind(declaration, 'Connection')) {
      throw new InputError(
        `Only a Connection has values; a ${declaration.kind} has none`,
      );
    }
    if (declaration.deletion) {
      throw new ConflictError(
        `${stringifyAssetRef(declaration)} is being deleted`,
      );
    }
    const { type, values: expected } = declaration.spec;
    const issues = expected
      ? connectionValueIssues(type, values)
      : [
          {
            field: 'values',
            message:
              'are not for Greenroom to keep: the connection says where else its Secret comes from',
          },
        ];
    if (issues.length) throw new InvalidDeclarationError(issues);
    await this.#engine.supply(declaration, values as ConnectionValues);
    await this.#store.touch(declaration.id);
    this.#announce(declaration);
  }

  async #assetPlace({ project }: AssetRef) {
    const parent = await this.#store.get({
      kind: 'Project',
      project,
      name: project,
    });
    if (!parent) {
      throw new InvalidDeclarationError([
        {
          field: 'project',
          message: `"${project}" does not exist; create the project first`,
        },
      ]);
    }
    if (parent.deletion) {
      throw new ConflictError(`Project ${project} is being deleted`);
    }
    return parent;
  }

  /**
   * Has the catalog been read whole, these are all entities that declare
   * something. What others declared goes on, and says that nobody claims it.
   */
  async followEntities(present: ReadonlySet<string>): Promise<void> {
    await this.announce(await this.#store.followEntities(present));
  }

  /** Tells of declarations that an import, a takeover or a source changed. */
  async announce(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const declaration = await this.#store.getById(id);
      if (declaration) this.#announce(declaration);
    }
  }

  /** Tells the reconciler now, and other plugins when they listen. */
  #announce(declaration: StoredDeclaration): void {
    this.#engine.enqueue(declaration);
    const { id } = declaration;
    this.#events
      .publish({
        topic: DECLARATIONS_TOPIC,
        eventPayload: { id, ref: stringifyAssetRef(declaration) },
      })
      .catch(error =>
        this.#logger.warn(
          `Could not announce the change of ${stringifyAssetRef(declaration)}`,
          error,
        ),
      );
  }
}

function refuseIssues(issues: readonly FieldIssue[]): void {
  if (issues.length) throw new InvalidDeclarationError(issues);
}

/**
 * Whether a source says once more what is stored. The catalog is read every few
 * seconds, and hardly anything in it changes: no lock is taken for that. What
 * has a condition or a key is for the transaction to decide.
 */
function isRepetition(
  { source, ifMatch, idempotency, adopt }: DeclareCommand,
  { spec, owner }: CheckedDeclaration,
  known: StoredDeclaration,
): boolean {
  return (
    ifMatch === undefined &&
    adopt === undefined &&
    idempotency === undefined &&
    known.deletion === undefined &&
    known.owner === owner &&
    isDeepStrictEqual(known.source, source) &&
    isDeepStrictEqual(known.spec, spec)
  );
}
