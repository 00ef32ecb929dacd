import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  AssetContainer,
  LOG_LINES,
  LogRequest,
  stringifyAssetRef,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  isForbidden,
  KubeClient,
  resourcePath,
} from '@greenroom/controller-runtime';
import { StoredDeclaration } from '../../declarations/DeclarationStore';
import { NotServedError } from '../errors';
import { placementOf } from '../placement';
import { podsOf } from '../podsOf';
import { Realised } from '../Realised';
import { readAll } from '../records/reads';
import { toServiceError } from '../toServiceError';
import { assetContainers } from './assetContainers';
import { chooseContainer } from './chooseContainer';
import { plainLog } from './plainLog';

/** An answer is not larger. */
const MOST_BYTES = 1024 * 1024;
/** All that one call may take. A node that is slow to answer says nothing of the API server. */
const PATIENCE_MS = 10_000;
/** Calls at a time: each holds an answer in memory, and a connection that others need. */
const MOST_AT_A_TIME = 8;

/**
 * The containers of an asset.
 *
 * @throws InputError for a kind that has none, ServiceUnavailableError while nobody can tell
 */
export function containersOf(
  realised: Pick<Realised, 'scope' | 'target'>,
  declaration: StoredDeclaration,
): AssetContainer[] {
  const { scope, target } = realised;
  if (!target.pods) {
    throw new InputError(`A ${declaration.kind} has no containers`);
  }
  const pods = podsOf(realised, declaration);
  if (!pods) {
    throw new ServiceUnavailableError(
      `The pods of ${stringifyAssetRef(declaration)} are not seen: ${
        scope.lastError()?.message ?? 'the cluster has not shown them yet'
      }. Try again later.`,
    );
  }
  return assetContainers(pods);
}

/** Reads what containers print, through the API server and as the project's identity. It is only passed on. */
export class LogReader {
  #reading = 0;

  /**
   * The last lines of one container of the asset.
   *
   * @throws NotFoundError, ConflictError, InputError, or ServiceUnavailableError when it cannot be read now
   */
  async read(
    realised: Realised,
    declaration: StoredDeclaration,
    request: LogRequest,
    signal: AbortSignal,
  ): Promise<string> {
    const what = stringifyAssetRef(declaration);
    const chosen = chooseContainer(
      what,
      containersOf(realised, declaration),
      request,
    );
    if (this.#reading >= MOST_AT_A_TIME) {
      throw new ServiceUnavailableError(
        'Too many logs are being read just now; try again in a moment',
      );
    }
    this.#reading += 1;
    const late = AbortSignal.timeout(PATIENCE_MS);
    const either = AbortSignal.any([signal, late]);
    try {
      return await readLast(realised, declaration, chosen, request, either);
    } catch (error) {
      throw explained(error, `read the log of ${what}`, late);
    } finally {
      this.#reading -= 1;
    }
  }
}

async function readLast(
  { scope, knex }: Realised,
  declaration: StoredDeclaration,
  { pod, container }: AssetContainer,
  { previous = false, tailLines = LOG_LINES.default }: LogRequest,
  signal: AbortSignal,
): Promise<string> {
  const { namespace } = placementOf(declaration, scope.capabilities);
  const resource = scope.discovery.resource('v1', 'Pod');
  if (!resource) throw new NotServedError('v1', 'Pod');
  const client = await clientFor({ scope, knex }, declaration, namespace);
  // The server cuts off what is newest, so fewer lines are asked for until they fit.
  for (let lines = tailLines; ; lines = Math.ceil(lines / 4)) {
    const printed = await client.request<string>({
      method: 'GET',
      verb: 'log',
      resource,
      path: resourcePath(resource, {
        namespace,
        name: pod,
        subresource: 'log',
      }),
      query: { container, previous, tailLines: lines, limitBytes: MOST_BYTES },
      accept: 'application/json, */*',
      signal,
    });
    const fits = Buffer.byteLength(printed) < MOST_BYTES;
    if (fits || lines === 1) return plainLog(printed);
  }
}

async function clientFor(
  { scope, knex }: Pick<Realised, 'scope' | 'knex'>,
  { id }: StoredDeclaration,
  namespace: string,
): Promise<KubeClient> {
  const [loaded] = await readAll(knex, [id]);
  return loaded
    ? scope.projectIdentities
        .writer(scope.client, loaded)
        .client({ apiVersion: 'v1', namespace })
    : scope.client;
}

function explained(error: unknown, what: string, late: AbortSignal): unknown {
  if (late.aborted) {
    return new ServiceUnavailableError(
      `Could not ${what}: no answer within ${
        PATIENCE_MS / 1_000
      } s. Try again later.`,
    );
  }
  return isForbidden(error)
    ? new ServiceUnavailableError(
        `Greenroom may not ${what}: ${error.message}. The platform team gives it the right with the roles.yaml of this version.`,
        error,
      )
    : toServiceError(error, what);
}
