import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PermissionCriteria,
  PermissionCondition,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  Standards,
  standards as standardsSchema,
} from '@greenroom/backstage-plugin-greenroom-common';
import { PLATFORM_STANDARDS } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import express from 'express';
import { Knex } from 'knex';
import request from 'supertest';
import { createRouter, RouterOptions } from '../api/createRouter';
import { CheckerOptions, ConnectionChecker, ConnectionChecks } from '../check';
import { DatabaseDeclarationStore } from '../declarations/DatabaseDeclarationStore';
import { Declarations } from '../declarations/Declarations';
import { registerPermissions } from '../permissions';
import { startSqlite, TestDatabase } from './databases';
import { FakeEngine } from './FakeEngine';

export const STANDARDS: Standards = standardsSchema.parse(PLATFORM_STANDARDS);

/** The paths of what `withWorkbench` declares. */
export const PROJECT = '/v1/assets/Project/fraud/fraud';
export const EXPLORE = '/v1/assets/Workbench/fraud/explore';

/** What a policy answers: by permission name, else ALLOW. */
export type Decisions = Record<
  string,
  | AuthorizeResult.ALLOW
  | AuthorizeResult.DENY
  | PermissionCriteria<PermissionCondition>
>;

export interface PortalOptions extends Pick<RouterOptions, 'writesPerMinute'> {
  checker?: CheckerOptions;
}

/** The API over a database in memory, an engine that remembers, and a policy to choose. */
export class Portal {
  decisions: Decisions = {};
  readonly engine = new FakeEngine('dev');
  /** Namespaces of the cluster that somebody else made. */
  readonly foreignNamespaces = new Set<string>();
  readonly recovery = { takeOver: jest.fn(), import: jest.fn() };
  readonly auditor = mockServices.auditor.mock();
  readonly events = mockServices.events.mock();
  readonly audited: string[] = [];
  /** What the audit log was told of calls that succeeded, besides that they did. */
  readonly told: object[] = [];
  /** What the audit log was told of calls that failed. */
  readonly failures: object[] = [];
  readonly database: TestDatabase;
  knex!: Knex;
  store!: DatabaseDeclarationStore;
  declarations!: Declarations;
  app!: express.Express;

  private constructor(database: TestDatabase) {
    this.database = database;
  }

  /**
   * Tests change more at once than people do: nothing bounds them unless they say so.
   *
   * @param options - `checker`: where checks of connections may go; nowhere when absent
   */
  static async open(options: PortalOptions = {}): Promise<Portal> {
    const portal = new Portal(await startSqlite());
    await portal.#open(options);
    return portal;
  }

  /** One in which project `fraud` with its workbench `explore` is declared, and nothing recorded yet. */
  static async withWorkbench(): Promise<Portal> {
    const portal = await Portal.open();
    const declare = (path: string, spec: object) =>
      portal.send('put', path).send({ spec }).expect(201);
    await declare(PROJECT, { owner: 'group:default/fraud' });
    await declare(EXPLORE, {
      image: { name: 'pytorch' },
      hardware: { profile: 'small-cpu' },
    });
    portal.audited.length = 0;
    return portal;
  }

  /** Everything that the database holds, as text. */
  async dump(): Promise<string> {
    const tables = await this.knex('sqlite_master')
      .where({ type: 'table' })
      .pluck('name');
    const rows = await Promise.all(tables.map(table => this.knex(table)));
    return JSON.stringify(rows);
  }

  async close() {
    await this.database.stop();
  }

  /** Sends as a user: Dana unless named. */
  send(
    method: 'get' | 'put' | 'post' | 'delete',
    path: string,
    user = 'user:default/dana',
  ) {
    return request(this.app)
      [method](path)
      .set('Authorization', mockCredentials.user.header(user));
  }

  async #open({
    writesPerMinute = 1_000_000,
    checker = { allowed: [] },
  }: PortalOptions) {
    const knex = await this.database.create();
    this.knex = knex;
    this.store = await DatabaseDeclarationStore.create({
      getClient: async () => knex,
    });
    this.events.publish.mockResolvedValue(undefined);
    this.declarations = new Declarations({
      store: this.store,
      engine: this.engine,
      namespaces: {
        problem: async (_cluster, project) =>
          this.foreignNamespaces.has(project)
            ? 'is the name of a namespace that Greenroom did not make'
            : undefined,
      },
      standards: STANDARDS,
      events: this.events,
      logger: mockServices.logger.mock(),
    });
    this.auditor.createEvent.mockImplementation(async ({ eventId }) => ({
      success: async told => {
        this.audited.push(`${eventId} succeeded`);
        if (told?.meta) this.told.push(told.meta);
      },
      fail: async failure => {
        this.audited.push(`${eventId} failed`);
        this.failures.push({ ...failure, message: failure.error.message });
      },
    }));
    const rulesets = new Map<string, Map<string, unknown>>();
    const permissionsRegistry = mockServices.permissionsRegistry.mock({
      addResourceType: ({ resourceRef, rules }) => {
        rulesets.set(
          resourceRef.resourceType,
          new Map(rules.map(rule => [rule.name, rule])),
        );
      },
      getPermissionRuleset: ({ resourceType }) => ({
        getRuleByName: name => rulesets.get(resourceType)?.get(name) as never,
      }),
    });
    registerPermissions(permissionsRegistry, this.store);
    const router = await createRouter({
      auth: mockServices.auth(),
      httpAuth: mockServices.httpAuth(),
      permissions: mockServices.permissions.mock({
        authorize: async queries =>
          queries.map(({ permission }) => ({
            result:
              this.decisions[permission.name] === AuthorizeResult.DENY
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          })),
        authorizeConditional: async queries =>
          queries.map(({ permission }) => this.#decide(permission)),
      }),
      permissionsRegistry,
      auditor: this.auditor,
      store: this.store,
      declarations: this.declarations,
      checks: new ConnectionChecks({
        engine: this.engine,
        checker: new ConnectionChecker(checker),
      }),
      engine: this.engine,
      standards: STANDARDS,
      recovery: this.recovery,
      writesPerMinute,
    });
    this.app = express().use(router).use(mockErrorHandler());
  }

  #decide(permission: { name: string; resourceType: string }): PolicyDecision {
    const decision = this.decisions[permission.name] ?? AuthorizeResult.ALLOW;
    return typeof decision === 'string'
      ? { result: decision }
      : {
          result: AuthorizeResult.CONDITIONAL,
          pluginId: 'greenroom',
          resourceType: permission.resourceType,
          conditions: decision,
        };
  }
}
