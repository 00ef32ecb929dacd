import { mockServices } from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { JsonObject } from '@backstage/types';
import {
  Asset,
  GreenroomApi,
  Status,
} from '@greenroom/backstage-plugin-greenroom-common';
import { Clock } from '../progress/Clock';

export const auth = mockServices.auth();

export function aStatus(status: Partial<Status> = {}): Status {
  return {
    phase: 'Ready',
    revision: 1,
    observedRevision: 1,
    observedAt: '2026-11-23T20:00:00Z',
    stale: false,
    conditions: [],
    steps: [],
    endpoints: [],
    ...status,
  };
}

export function anAsset(status: Partial<Status> = {}): Asset<'Workbench'> {
  return {
    id: '6f1c2a51-7d57-4c3b-9a4f-2f2a3f0b7f10',
    kind: 'Workbench',
    project: 'fraud',
    name: 'explore',
    title: 'explore',
    owner: 'group:default/fraud',
    cluster: 'dev',
    namespace: 'fraud',
    source: { type: 'api' },
    revision: 1,
    spec: { image: { name: 'minimal' }, hardware: { profile: 'small-cpu' } },
    resolved: {},
    status: aStatus(status),
    entityRef: 'resource:fraud/explore',
    can: [],
    createdAt: '2026-11-23T20:00:00Z',
    updatedAt: '2026-11-23T20:00:00Z',
  };
}

/** Greenroom's API of which a test gives the part it uses; anything else fails the test. */
export function fakeGreenroom(
  part: Partial<jest.Mocked<GreenroomApi>>,
): GreenroomApi {
  return new Proxy(part as GreenroomApi, {
    get(target, key) {
      const value = Reflect.get(target, key);
      if (value === undefined) throw new Error(`unexpected ${String(key)}()`);
      return value;
    },
  });
}

/** What the client throws when the API answers so. */
export async function answered(
  status: number,
  message: string,
): Promise<ResponseError> {
  return ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name: 'Error', message },
        response: { statusCode: status },
      }),
      { status, headers: { 'content-type': 'application/json' } },
    ),
  );
}

/** A clock that jumps whenever somebody sleeps. */
export class JumpingClock implements Clock {
  readonly pauses: number[] = [];
  #now = 0;

  now(): number {
    return this.#now;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.pauses.push(milliseconds);
    this.#now += milliseconds;
  }
}

/** A logger that keeps its lines. */
export function recordingLogger() {
  const lines: string[] = [];
  const logger = mockServices.logger.mock();
  logger.info.mockImplementation(line => lines.push(line));
  logger.warn.mockImplementation(line => lines.push(line));
  return { logger, lines };
}

/** The mock context of the test utils, which drops dry run, signal and checkpoints, with them. */
export function aContext<I extends JsonObject>(
  options: { input: I } & Partial<ActionContext<I>>,
): ReturnType<typeof createMockActionContext<I>> {
  return {
    ...createMockActionContext<I>({ input: options.input }),
    ...options,
  };
}
