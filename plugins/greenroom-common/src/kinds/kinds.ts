import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { Source } from '../declaration';
import { ConnectionSpec, connectionSpec } from './connection';
import { assetName, projectName } from './names';
import { ModelServerSpec, modelServerSpec } from './modelServer';
import { ProjectSpec, projectSpec } from './project';
import { WorkbenchSpec, workbenchSpec } from './workbench';

/** The kinds of declarations with the shape of their `spec`. */
export interface KindSpecs {
  Project: ProjectSpec;
  Workbench: WorkbenchSpec;
  ModelServer: ModelServerSpec;
  Connection: ConnectionSpec;
}
export type Kind = keyof KindSpecs;

export const KINDS: readonly Kind[] = [
  'Project',
  'Workbench',
  'ModelServer',
  'Connection',
];

/** The one schema of each kind's `spec`; forms, docs and validation derive from it. */
export const specSchemas = {
  Project: projectSpec,
  Workbench: workbenchSpec,
  ModelServer: modelServerSpec,
  Connection: connectionSpec,
} satisfies Record<Kind, z.ZodType>;

export function isKind(value: unknown): value is Kind {
  return KINDS.includes(value as Kind);
}

/** What names an asset: a Project's `project` equals its `name`. */
export interface AssetRef<K extends Kind = Kind> {
  kind: K;
  project: string;
  name: string;
}

/** `Workbench:fraud/explore` */
export function stringifyAssetRef(ref: AssetRef): string {
  return `${ref.kind}:${ref.project}/${ref.name}`;
}

const isAssetName = (text: string) => assetName.safeParse(text).success;

/** @returns undefined when the text is not `Kind:project/name` with valid names */
export function parseAssetRef(text: string): AssetRef | undefined {
  const [, kind, project, name] =
    /^([A-Za-z]+):([^/]+)\/([^/]+)$/.exec(text) ?? [];
  return isKind(kind) && isAssetName(project) && isAssetName(name)
    ? { kind, project, name }
    : undefined;
}

/** One thing wrong with an input: the path of the field and what to do. */
export interface FieldIssue {
  /** e.g. `spec.storage[0].size` */
  field: string;
  message: string;
}

/** An input that was refused; the message names every field. Answers 400. */
export class InvalidDeclarationError extends InputError {
  readonly issues: readonly FieldIssue[];
  constructor(issues: readonly FieldIssue[]) {
    super(issues.map(({ field, message }) => `${field} ${message}`).join('; '));
    this.name = 'InputError';
    this.issues = issues;
  }
}

/**
 * Checks name and spec of a declaration, and that its source may declare such.
 * @returns the spec as it was given (defaults are the renderer's business)
 * @throws InvalidDeclarationError naming each field
 */
export function validateDeclaration<K extends Kind>(
  ref: AssetRef<K>,
  spec: unknown,
  source: Source['type'] = 'api',
): KindSpecs[K] {
  const issues = [
    ...nameIssues(ref),
    ...specIssues(ref.kind, spec),
    ...(source === 'catalog' ? catalogIssues(ref.kind, spec) : []),
  ];
  if (issues.length) throw new InvalidDeclarationError(issues);
  return spec as KindSpecs[K];
}

function nameIssues({ kind, project, name }: AssetRef): FieldIssue[] {
  if (kind === 'Project' && project !== name) {
    return [{ field: 'name', message: 'of a Project must equal its project' }];
  }
  return [
    ...toIssues('project', projectName.safeParse(project)),
    ...(kind === 'Project' ? [] : toIssues('name', assetName.safeParse(name))),
  ];
}

function specIssues(kind: Kind, spec: unknown): FieldIssue[] {
  return toIssues('spec', specSchemas[kind].safeParse(spec));
}

/** Values are sent by a person to the API: an entity has nobody who could. */
function catalogIssues(kind: Kind, spec: unknown): FieldIssue[] {
  const { values } = (spec ?? {}) as Partial<ConnectionSpec>;
  return kind === 'Connection' && values !== undefined
    ? [
        {
          field: 'spec.values',
          message:
            'cannot be declared in Git; use secretRef or externalSecret there',
        },
      ]
    : [];
}

function toIssues(
  root: string,
  result: z.ZodSafeParseResult<unknown>,
): FieldIssue[] {
  return (result.error?.issues ?? []).flatMap(issue =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map(key => ({
          field: fieldPath(root, [...issue.path, key]),
          message: 'is not a known field',
        }))
      : [{ field: fieldPath(root, issue.path), message: issue.message }],
  );
}

function fieldPath(root: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : `${text}.${String(part)}`,
    root,
  );
}

/** JSON Schema (2020-12) of a kind's spec, for forms, docs and other tools. */
export function specJsonSchema(kind: Kind): Record<string, unknown> {
  return z.toJSONSchema(specSchemas[kind], { io: 'input' }) as Record<
    string,
    unknown
  >;
}
