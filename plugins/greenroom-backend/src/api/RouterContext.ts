import { Standards } from '@greenroom/backstage-plugin-greenroom-common';
import { ConnectionChecks } from '../check';
import { Declarations } from '../declarations/Declarations';
import { DeclarationStore } from '../declarations/DeclarationStore';
import { Recovery } from '../identity';
import { Engine } from '../reconcile/Engine';
import { createOpenApiRouter } from '../schema/openapi';
import { Access } from './Access';

/** A router whose paths, queries and bodies are checked against `openapi.yaml`. */
export type ApiRouter = Awaited<ReturnType<typeof createOpenApiRouter>>;

/** What routes work with. */
export interface RouterContext {
  access: Access;
  store: DeclarationStore;
  declarations: Declarations;
  checks: Pick<ConnectionChecks, 'run'>;
  engine: Engine;
  standards: Standards;
  recovery: Pick<Recovery, 'takeOver' | 'import'>;
}
