import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Config, readDurationFromConfig } from '@backstage/config';
import { stringifyError, toError } from '@backstage/errors';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { durationToMilliseconds } from '@backstage/types';
import { Declarations } from '../Declarations';
import { DeclarationStore } from '../DeclarationStore';
import { EntityDeclarer } from './EntityDeclarer';
import { Loop } from './Loop';
import { Problem, ProblemLog } from './ProblemLog';
import { EntityDeclaration, readGreenroomBlock } from './greenroomBlock';
import { readProjectLocations } from './locations';

export interface CatalogSourceOptions {
  catalog: Pick<CatalogService, 'streamEntities'>;
  auth: AuthService;
  logger: LoggerService;
  config: Config;
  store: Pick<DeclarationStore, 'get'>;
  declarations: Pick<Declarations, 'declare' | 'remove' | 'followEntities'>;
}

const DEFAULT_INTERVAL_MS = 10_000;
const FIRST_READ_AFTER_MS = 1_000;

/**
 * Reads declarations from catalog entities that carry `spec.greenroom`. The
 * catalog has no change feed, so it is read again and again. An entity that is
 * absent changes nothing that runs: a lost provider cannot be told from a
 * deletion. What it declared is unclaimed from then on, and says so.
 */
export class CatalogSource {
  readonly #catalog: CatalogSourceOptions['catalog'];
  readonly #auth: AuthService;
  readonly #logger: LoggerService;
  readonly #declarations: CatalogSourceOptions['declarations'];
  readonly #declarer: EntityDeclarer;
  readonly #problems: ProblemLog;
  readonly #loop: Loop;
  #unreadable = false;

  constructor(options: CatalogSourceOptions) {
    const { catalog, auth, logger, config, store, declarations } = options;
    this.#catalog = catalog;
    this.#auth = auth;
    this.#logger = logger;
    this.#declarations = declarations;
    this.#problems = new ProblemLog(logger);
    this.#declarer = new EntityDeclarer(
      store,
      declarations,
      readProjectLocations(config),
    );
    const key = 'greenroom.catalog.interval';
    this.#loop = new Loop({
      work: signal => this.read(signal),
      delayMs: FIRST_READ_AFTER_MS,
      intervalMs: config.has(key)
        ? durationToMilliseconds(readDurationFromConfig(config, { key }))
        : DEFAULT_INTERVAL_MS,
    });
  }

  /** Starts to read; returns at once. */
  start(): void {
    this.#loop.start();
  }

  /** Ends reading; resolves when the read in progress has ended. */
  async stop(): Promise<void> {
    await this.#loop.stop();
  }

  /** Why entities are not declared as they stand, as of the last complete read. */
  problems(): readonly Problem[] {
    return this.#problems.all();
  }

  /** Reads the catalog once, Projects first. When it cannot be read whole, nothing happens. */
  async read(signal?: AbortSignal): Promise<void> {
    const entities = await this.#entities();
    if (!entities) return;
    const problems: Problem[] = [];
    const found = entities.flatMap(entity => {
      try {
        return [readGreenroomBlock(entity)];
      } catch (error) {
        problems.push(problemOf(stringifyEntityRef(entity), error));
        return [];
      }
    });
    for (const declaration of found.sort(projectsFirst)) {
      if (signal?.aborted) return;
      try {
        await this.#declarer.declare(declaration);
      } catch (error) {
        problems.push(problemOf(declaration.entityRef, error));
      }
    }
    await this.#declarations.followEntities(
      new Set(entities.map(entity => stringifyEntityRef(entity))),
    );
    this.#problems.replace(problems);
  }

  async #entities(): Promise<Entity[] | undefined> {
    try {
      const credentials = await this.#auth.getOwnServiceCredentials();
      const entities: Entity[] = [];
      for await (const page of this.#catalog.streamEntities(
        // The search index holds leaves only: `spec.greenroom` itself has no row there.
        {
          filter: { 'spec.greenroom.kind': CATALOG_FILTER_EXISTS },
          fields: ['apiVersion', 'kind', 'metadata', 'spec.greenroom'],
        },
        { credentials },
      )) {
        entities.push(...page);
      }
      this.#unreadable = false;
      return entities;
    } catch (error) {
      if (!this.#unreadable) {
        this.#logger.warn(
          `The catalog cannot be read, so declarations in it stay as they are: ${stringifyError(
            error,
          )}`,
        );
      }
      this.#unreadable = true;
      return undefined;
    }
  }
}

function projectsFirst(one: EntityDeclaration, other: EntityDeclaration) {
  return (
    rank(one) - rank(other) || one.entityRef.localeCompare(other.entityRef)
  );
}

function rank({ ref }: EntityDeclaration): number {
  return ref.kind === 'Project' ? 0 : 1;
}

function problemOf(entityRef: string, error: unknown): Problem {
  return { entityRef, message: toError(error).message };
}
