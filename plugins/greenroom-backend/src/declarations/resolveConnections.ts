import {
  AssetRef,
  CONNECTION_TYPES,
  connectionSecret,
  ConnectionSpec,
  FieldIssue,
  InvalidDeclarationError,
  Kind,
  KindSpecs,
  ResolvedConnection,
  ResolvedStandards,
  WorkbenchSpec,
} from '@greenroom/backstage-plugin-greenroom-common';
import { DeclarationStore } from './DeclarationStore';

type Store = Pick<DeclarationStore, 'get'>;

/**
 * What the connections are that a spec names. They are recorded with the
 * revision, so their type and their Secret cannot change afterwards.
 * @throws InvalidDeclarationError naming each field
 */
export async function resolveConnections(
  ref: AssetRef,
  spec: KindSpecs[Kind],
  store: Store,
): Promise<Pick<ResolvedStandards, 'connections'>> {
  if (ref.kind === 'Connection') {
    await refuseMoved(ref, spec as ConnectionSpec, store);
    return {};
  }
  const { connections: names = [], env = [] } = spec as WorkbenchSpec;
  if (!names.length) return {};
  const found = await Promise.all(
    names.map(name => connection({ ...ref, name }, store)),
  );
  const connections = found.filter(each => typeof each !== 'string');
  const issues = [
    ...found.flatMap((each, index) =>
      typeof each === 'string' ? [at(index, each)] : [],
    ),
    ...clashes(names, connections),
    ...hidden(env, connections),
  ];
  if (issues.length) throw new InvalidDeclarationError(issues);
  return { connections };
}

/** The connection of that name, or why there is none. */
async function connection(
  { project, name }: AssetRef,
  store: Store,
): Promise<ResolvedConnection | string> {
  const known = await store.get({ kind: 'Connection', project, name });
  if (!known) {
    return `"${name}" is not a connection of project ${project}; declare it first`;
  }
  if (known.deletion) return `"${name}" is being deleted`;
  const { spec } = known;
  const own = spec.secretRef === undefined;
  return { name, type: spec.type, secret: connectionSecret(name, spec), own };
}

/** Two of a type set the same variables: only one of them would count, and nobody would see which. */
function clashes(
  names: readonly string[],
  connections: readonly ResolvedConnection[],
): FieldIssue[] {
  return connections.flatMap(({ name, type }, index) => {
    const first = connections.findIndex(
      other =>
        other.type === type && CONNECTION_TYPES[type].use === 'variables',
    );
    return first < 0 || first === index
      ? []
      : [
          at(
            names.indexOf(name),
            `"${name}" sets the same variables as "${connections[first].name}": use one connection of type ${type}`,
          ),
        ];
  });
}

/** Variables of the declaration that a connection sets too. */
function hidden(
  env: readonly { name: string }[],
  connections: readonly ResolvedConnection[],
): FieldIssue[] {
  return env.flatMap(({ name: variable }, index) => {
    const setter = connections.find(({ type }) =>
      CONNECTION_TYPES[type].fields.some(({ key }) => key === variable),
    );
    return setter
      ? [
          {
            field: `spec.env[${index}].name`,
            message: `is set by the connection "${setter.name}"; leave it out`,
          },
        ]
      : [];
  });
}

/** Whoever uses it knows its type and its Secret from the day of its own declaration. */
async function refuseMoved(
  ref: AssetRef,
  spec: ConnectionSpec,
  store: Store,
): Promise<void> {
  const known = await store.get({ ...ref, kind: 'Connection' });
  if (!known) return;
  const changed = (field: string, before: string): FieldIssue => ({
    field: `spec.${field}`,
    message: `cannot change from ${before}: what uses the connection relies on it; declare another connection`,
  });
  const before = known.spec.secretRef?.name;
  const issues = [
    ...(known.spec.type === spec.type
      ? []
      : [changed('type', known.spec.type)]),
    ...(before === spec.secretRef?.name
      ? []
      : [changed('secretRef', before ?? 'a Secret of its own')]),
  ];
  if (issues.length) throw new InvalidDeclarationError(issues);
}

function at(index: number, message: string): FieldIssue {
  return { field: `spec.connections[${index}]`, message };
}
