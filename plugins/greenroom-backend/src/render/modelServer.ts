import { InputError } from '@backstage/errors';
import {
  Declaration,
  ServingRuntime,
} from '@greenroom/backstage-plugin-greenroom-common';
import { RenderContext } from '@greenroom/backstage-plugin-greenroom-node';
import { hardwareRequest, requiredProfile, scheduling } from './hardware';
import { httpProbe, commonContainer } from './pod';
import { tierParts } from './tier';

/** Name of the container that serves, as KServe demands it. */
export const SERVING_CONTAINER = 'kserve-container';
/** Name of its port: tells KServe and meshes what is spoken. */
export const SERVING_PORT = 'http1';

/** What both targets of a model server need of its declaration and standards. */
export function modelServerParts(
  { name, spec }: Declaration<'ModelServer'>,
  { resolved }: RenderContext,
) {
  const runtime = requiredRuntime(spec.runtime.name, resolved.runtime);
  const profile = requiredProfile(spec.hardware, resolved);
  return {
    runtime,
    format: spec.model.format ?? runtime.modelFormats[0],
    modelName: spec.model.name ?? name,
    request: hardwareRequest(spec.hardware, profile),
    scheduling: scheduling(profile),
    tier: tierParts(resolved),
    replicas: spec.replicas ?? 1,
  };
}

/** Image, arguments, port and probes of a runtime. */
export function servingContainer(
  runtime: ServingRuntime,
  model: { name: string; path: string },
) {
  const { image, port, readyPath } = runtime;
  return {
    name: SERVING_CONTAINER,
    image,
    args: runtimeArguments(runtime, model),
    ports: [{ name: SERVING_PORT, containerPort: port, protocol: 'TCP' }],
    // Large models take long to load: an hour, during which nothing kills it.
    startupProbe: httpProbe(readyPath, port, { period: 10, failures: 360 }),
    readinessProbe: httpProbe(readyPath, port, { period: 10, failures: 3 }),
    livenessProbe: httpProbe(readyPath, port, {
      period: 30,
      failures: 4,
      timeout: 10,
    }),
    ...commonContainer,
  };
}

function runtimeArguments(
  { args }: ServingRuntime,
  model: { name: string; path: string },
): string[] {
  return args.map(argument =>
    argument
      .replaceAll('{{model.name}}', () => model.name)
      .replaceAll('{{model.path}}', () => model.path),
  );
}

function requiredRuntime(
  name: string,
  runtime: ServingRuntime | undefined,
): ServingRuntime {
  if (!runtime) {
    throw new InputError(
      `spec.runtime "${name}" is not resolved: declare it again with a serving runtime of the standards`,
    );
  }
  return runtime;
}
