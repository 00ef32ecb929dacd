import {
  AuditorService,
  AuditorServiceCreateEventOptions,
  AuthService,
  HttpAuthService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError, toError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
  PermissionCriteria,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import { JsonObject } from '@backstage/types';
import {
  AssetRef,
  greenroomAssetRead,
  RESOURCE_TYPE_PROJECT,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  AssetCondition,
  DeclarationStore,
  DeclarationWithStatus,
  StoredDeclaration,
} from '../declarations/DeclarationStore';
import { assetResourceRef, projectResourceRef } from '../permissions';
import { assetRefOf } from './assetRef';
import { Caller } from './Caller';
import { WriteBudget } from './WriteBudget';

type Request = Parameters<HttpAuthService['credentials']>[0];

/** A request whose path names an asset. */
type AssetRequest = Request & { params: Parameters<typeof assetRefOf>[0] };

/** Does a call; may answer what else its audit event is to say. */
type Work<A extends unknown[]> = (
  ...args: A
) => Promise<JsonObject | undefined | void>;

/** What the caller may see of a list. */
export type Visible =
  | { all: true }
  | { none: true }
  | { permitted: PermissionCriteria<AssetCondition> };

/** How a call is recorded in the audit log. */
export interface Audited
  extends Pick<
    AuditorServiceCreateEventOptions,
    'eventId' | 'severityLevel' | 'meta'
  > {
  /** Whose calls are taken; users' and services' when absent. */
  allow?: ('user' | 'service')[];
  /** Whether it counts against what a person may change in a while. */
  spends?: boolean;
}

/** Decides every call with the caller's own credentials, and records it. */
export class Access {
  readonly #auth: AuthService;
  readonly #httpAuth: HttpAuthService;
  readonly #permissions: PermissionsService;
  readonly #registry: PermissionsRegistryService;
  readonly #auditor: AuditorService;
  readonly #budget: WriteBudget;
  readonly #store: Pick<DeclarationStore, 'get'>;

  constructor(options: {
    auth: AuthService;
    httpAuth: HttpAuthService;
    permissions: PermissionsService;
    permissionsRegistry: PermissionsRegistryService;
    auditor: AuditorService;
    store: Pick<DeclarationStore, 'get'>;
    writesPerMinute?: number;
  }) {
    this.#auth = options.auth;
    this.#httpAuth = options.httpAuth;
    this.#permissions = options.permissions;
    this.#registry = options.permissionsRegistry;
    this.#auditor = options.auditor;
    this.#budget = new WriteBudget(options.writesPerMinute);
    this.#store = options.store;
  }

  /** Runs a call as its caller; an audit event tells whether it succeeded. */
  async run(
    request: Request,
    { allow = ['user', 'service'], spends, ...event }: Audited,
    work: Work<[Caller]>,
  ): Promise<void> {
    const audit = await this.#auditor.createEvent({ ...event, request });
    let found: JsonObject | undefined | void;
    try {
      const caller = await this.#callerOf(request, allow);
      if (spends && this.#auth.isPrincipal(caller.credentials, 'user')) {
        this.#budget.spend(caller.author);
      }
      found = await work(caller);
    } catch (error) {
      await audit.fail({ error: toError(error) });
      throw error;
    }
    await audit.success(found ? { meta: found } : undefined);
  }

  /** As {@link run}, for whoever has the permission on the asset that the path names: see {@link requireOn}. */
  async runOn(
    request: AssetRequest,
    permission: ResourcePermission,
    audited: Audited,
    work: Work<[StoredDeclaration, Caller]>,
  ): Promise<void> {
    await this.run(request, audited, async caller => {
      const ref = assetRefOf(request.params);
      const found = await this.#store.get(ref);
      return work(await this.requireOn(caller, ref, found, permission), caller);
    });
  }

  async allows(caller: Caller, permission: BasicPermission): Promise<boolean> {
    const [{ result }] = await this.#permissions.authorize([{ permission }], {
      credentials: caller.credentials,
    });
    return result === AuthorizeResult.ALLOW;
  }

  /** @throws NotAllowedError */
  async require(caller: Caller, permission: BasicPermission): Promise<void> {
    if (!(await this.allows(caller, permission))) throw denied(permission);
  }

  /** What the caller may read, as a condition for the database. */
  async visible(caller: Caller): Promise<Visible> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission: greenroomAssetRead }],
      { credentials: caller.credentials },
    );
    if (decision.result === AuthorizeResult.ALLOW) return { all: true };
    if (decision.result !== AuthorizeResult.CONDITIONAL) return { none: true };
    const transform = createConditionTransformer<AssetCondition>(
      this.#registry.getPermissionRuleset(assetResourceRef),
    );
    return { permitted: transform(decision.conditions) };
  }

  /** Which of the permissions the caller has on one asset, or on a project as a parent. */
  async permitted<P extends ResourcePermission>(
    caller: Caller,
    permissions: readonly P[],
    resource: StoredDeclaration,
  ): Promise<P[]> {
    const decisions = await this.#permissions.authorizeConditional(
      permissions.map(permission => ({ permission })),
      { credentials: caller.credentials },
    );
    return permissions.filter((permission, index) =>
      this.#authorizer(permission)(decisions[index], resource),
    );
  }

  #authorizer({ resourceType }: ResourcePermission) {
    return createConditionAuthorizer(
      this.#registry.getPermissionRuleset(
        resourceType === RESOURCE_TYPE_PROJECT
          ? projectResourceRef
          : assetResourceRef,
      ),
    );
  }

  /** Those of the assets that the caller may read; decided once for all. */
  async readable<T extends StoredDeclaration>(
    caller: Caller,
    assets: readonly T[],
  ): Promise<T[]> {
    return this.among(caller, greenroomAssetRead, assets);
  }

  /** Those of the resources that the caller has the permission on; decided once for all. */
  async among<T extends StoredDeclaration>(
    caller: Caller,
    permission: ResourcePermission,
    resources: readonly T[],
  ): Promise<T[]> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials: caller.credentials },
    );
    const applies = this.#authorizer(permission);
    return resources.filter(resource => applies(decision, resource));
  }

  /**
   * Lets pass who may read the asset and do what is asked for.
   * @throws NotFoundError when it does not exist or may not be read: the two look the same
   * @throws NotAllowedError when it may be read only
   */
  async requireOn<T extends StoredDeclaration | DeclarationWithStatus>(
    caller: Caller,
    ref: AssetRef,
    declaration: T | undefined,
    permission: ResourcePermission = greenroomAssetRead,
  ): Promise<T> {
    const granted = declaration
      ? await this.permitted(
          caller,
          [greenroomAssetRead, permission],
          declaration,
        )
      : [];
    if (!declaration || !granted.includes(greenroomAssetRead)) {
      throw new NotFoundError(
        `${stringifyAssetRef(ref)} does not exist, or you may not read it`,
      );
    }
    if (!granted.includes(permission)) throw denied(permission, ref);
    return declaration;
  }

  async #callerOf(
    request: Request,
    allow: ('user' | 'service')[],
  ): Promise<Caller> {
    const credentials = await this.#httpAuth.credentials(request, { allow });
    if (this.#auth.isPrincipal(credentials, 'user')) {
      return { credentials, author: credentials.principal.userEntityRef };
    }
    return {
      credentials,
      author: this.#auth.isPrincipal(credentials, 'service')
        ? `service:${credentials.principal.subject}`
        : 'unknown',
    };
  }
}

function denied(permission: { name: string }, ref?: AssetRef): NotAllowedError {
  return new NotAllowedError(
    `You lack the permission ${permission.name}${
      ref ? ` on ${stringifyAssetRef(ref)}` : ''
    }; ask its owner or the platform team`,
  );
}
