import {
  AuditorService,
  AuthService,
  HttpAuthService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import express, { ErrorRequestHandler, RequestHandler, Router } from 'express';
import { createOpenApiRouter } from '../schema/openapi';
import { Access } from './Access';
import { RouterContext } from './RouterContext';
import { addAccessRoutes } from './routes/access';
import { addAssetRoutes } from './routes/assets';
import { addClusterRoutes } from './routes/clusters';
import { addConnectionRoutes } from './routes/connections';
import { addDeclarationRoutes } from './routes/declarations';
import { addClaimRoutes } from './routes/claims';
import { addInsightRoutes } from './routes/insight';
import { addObservedRoutes } from './routes/observed';
import { addPreflightRoutes } from './routes/preflight';
import { addRecoveryRoutes } from './routes/recovery';
import { addStandardRoutes } from './routes/standards';

export interface RouterOptions extends Omit<RouterContext, 'access'> {
  auth: AuthService;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  /** Knows Greenroom's resource types already: `registerPermissions`. */
  permissionsRegistry: PermissionsRegistryService;
  auditor: AuditorService;
  /** How many changes a person may make at once, and again within a minute. */
  writesPerMinute?: number;
}

/** Largest body that is read. A declaration has a few kilobytes. */
const BODY_LIMIT = '256kb';

/** Bodies are parsed before the router of the API, so that one too large answers 413. */
const parsedAlready: RequestHandler = (_request, _response, next) => next();

/** The parser's errors quote the body, which may hold secrets, and carry the whole of it. */
const withoutBody: ErrorRequestHandler = (error, _request, _response, next) =>
  next('body' in error ? new InputError('The body is not valid JSON') : error);

/** The API under `/api/greenroom`, as `openapi.yaml` describes it. */
export async function createRouter(options: RouterOptions): Promise<Router> {
  const context: RouterContext = { ...options, access: new Access(options) };
  const api = await createOpenApiRouter({ middleware: [parsedAlready] });
  addAssetRoutes(api, context);
  addAccessRoutes(api, context);
  addInsightRoutes(api, context);
  addClaimRoutes(api, context);
  addObservedRoutes(api, context);
  addPreflightRoutes(api, context);
  addStandardRoutes(api, context);
  addClusterRoutes(api, context);
  addDeclarationRoutes(api, context);
  addRecoveryRoutes(api, context);
  addConnectionRoutes(api, context);

  const router = Router();
  router.use(express.json({ limit: BODY_LIMIT }), withoutBody);
  router.use(api);
  return router;
}
