import {
  ANNOTATION_DECLARED,
  ANNOTATION_REVISION,
  assetName,
  Declaration,
  isKind,
  Kind,
  ownerRef,
  ResolvedStandards,
  Source,
  specSchemas,
} from '@greenroom/backstage-plugin-greenroom-common';
import {
  Manifest,
  ManifestSet,
} from '@greenroom/backstage-plugin-greenroom-node';
import { z } from 'zod';

/** What an object tells of its declaration, for the day when no database does. */
export interface DeclaredRecord {
  kind: Kind;
  project: string;
  name: string;
  revision: number;
  spec: Record<string, unknown>;
  owner: string;
  source: Source;
  target?: string;
  /** Left out when there is no room: then the standards of the day of the import count. */
  resolved?: ResolvedStandards;
}

/** What is written; fields may be added without another number, since readers skip what they do not know. */
const FORMAT = 1;
/** All annotations of an object may have 256 KiB together; the rest is for others. */
const LIMIT = 192 * 1024;

const source = z.union([
  z.object({
    type: z.literal('catalog'),
    entityRef: z.string().min(1).max(255),
    location: z.string(),
  }),
  z.object({ type: z.literal('api') }),
]);

const anything = z.record(z.string(), z.unknown());

const record = z.object({
  format: z.literal(FORMAT, {
    error: 'was written by a newer Greenroom; import with that one',
  }),
  revision: z.number().int().min(1),
  kind: z.custom<Kind>(isKind, { error: 'is not a kind that is known here' }),
  project: assetName,
  name: assetName,
  owner: ownerRef,
  source,
  target: z.string().min(1).max(63).optional(),
  spec: anything,
  resolved: anything.optional(),
});

/**
 * The record of a declaration as text; undefined when not even the spec has
 * room. Specs hold no secrets: values that look like one are refused when they
 * are declared.
 */
export function recordOf(
  declaration: Declaration & { resolved?: ResolvedStandards },
  target: string,
): string | undefined {
  const { kind, project, name, revision, spec, owner } = declaration;
  const whole = {
    format: FORMAT,
    revision,
    kind,
    project,
    name,
    owner,
    source: declaration.source,
    target,
    spec,
    resolved: declaration.resolved,
  };
  return [whole, { ...whole, resolved: undefined }]
    .map(each => JSON.stringify(each))
    .find(text => Buffer.byteLength(text) <= LIMIT);
}

/**
 * Reads a record, of this or another version.
 *
 * @returns why it cannot be used, when it cannot
 */
export function readRecord(
  text: string,
): { record: DeclaredRecord } | { problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: 'its record is not JSON' };
  }
  const read = record.safeParse(json);
  const spec = read.success ? specProblem(read.data) : undefined;
  if (!read.success || spec) {
    return { problem: `its record is not valid: ${spec ?? say(read.error)}` };
  }
  const { format: _, ...rest } = read.data;
  return { record: rest as DeclaredRecord };
}

/** Fields that only a newer version knows are kept: the newer version finds them again. */
function specProblem({
  kind,
  spec,
}: z.infer<typeof record>): string | undefined {
  const { error } = specSchemas[kind].safeParse(spec);
  const wrong = error?.issues.filter(
    ({ code }) => code !== 'unrecognized_keys',
  );
  return wrong?.length ? say({ issues: wrong }, 'spec') : undefined;
}

function say(
  error: { issues: readonly z.core.$ZodIssue[] } | undefined,
  ...root: string[]
): string {
  return (error?.issues ?? [])
    .map(({ path, message }) => `${[...root, ...path].join('.')} ${message}`)
    .join('; ');
}

/**
 * Kinds that keep their annotations to themselves, so that another record
 * restarts nothing: of an InferenceService they reach the pods, but those of
 * the ServingRuntime beside it do not. The first that is there has the record.
 */
const CARRIERS = [
  'Namespace',
  'Notebook',
  'StatefulSet',
  'Deployment',
  'ServingRuntime',
];

/** The rendered objects, one of them with the record of the declaration and its revision. Pure. */
export function withRecord(
  rendered: ManifestSet,
  declaration: Declaration & { resolved?: ResolvedStandards },
  target: string,
): ManifestSet {
  const carrier = carrierOf(rendered);
  const text = carrier && recordOf(declaration, target);
  if (!text) return rendered;
  return rendered.map(manifest =>
    manifest === carrier
      ? annotated(manifest, {
          [ANNOTATION_DECLARED]: text,
          [ANNOTATION_REVISION]: String(declaration.revision),
        })
      : manifest,
  );
}

function carrierOf(rendered: ManifestSet): Manifest | undefined {
  for (const kind of CARRIERS) {
    const carrier = rendered.find(({ object }) => object.kind === kind);
    if (carrier) return carrier;
  }
  // Of kinds that come with Kubernetes only those of pods are known to pass annotations on.
  return rendered.find(
    ({ object, onDelete }) =>
      !object.apiVersion.includes('.') && onDelete === 'delete',
  );
}

function annotated(
  { object, ...manifest }: Manifest,
  annotations: Record<string, string>,
): Manifest {
  const { metadata } = object;
  return {
    ...manifest,
    object: {
      ...object,
      metadata: {
        ...metadata,
        annotations: { ...metadata.annotations, ...annotations },
      },
    },
  };
}
