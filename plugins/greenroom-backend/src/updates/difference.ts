import { isDeepStrictEqual } from 'node:util';
import { FieldChange } from '@greenroom/backstage-plugin-greenroom-node';

/** Metadata that the server keeps, and that no apply of ours is about. */
const SERVER_METADATA = new Set([
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'finalizers',
  'generation',
  'managedFields',
  'ownerReferences',
  'resourceVersion',
  'selfLink',
  'uid',
]);
/** Notes to ourselves, such as the revision: they change nothing for anybody else. */
const OUR_ANNOTATION = /^greenroom\.dev\//;
/** What tells the entries of Kubernetes' lists apart. */
const KEYS = ['name', 'mountPath', 'containerPort', 'key', 'type'];

type Json = unknown;
type JsonObject = Record<string, Json>;

/** Every field that differs between two states of an object, in the words of its API. Status does not count. */
export function difference(before: object, after: object): FieldChange[] {
  return differ('', comparable(before), comparable(after));
}

function comparable(object: object): JsonObject {
  const { status: _, metadata = {}, ...rest } = object as JsonObject;
  const { annotations, ...meta } = metadata as JsonObject;
  return {
    ...rest,
    metadata: {
      ...without(meta, key => SERVER_METADATA.has(key)),
      annotations: without((annotations ?? {}) as JsonObject, key =>
        OUR_ANNOTATION.test(key),
      ),
    },
  };
}

function without(object: JsonObject, drop: (key: string) => boolean) {
  return Object.fromEntries(
    Object.entries(object).filter(([key]) => !drop(key)),
  );
}

function differ(path: string, before: Json, after: Json): FieldChange[] {
  if (Object.is(before, after)) return [];
  if (isObject(before) && isObject(after)) {
    return differKeys(before, after, key => member(path, key));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const key = keyOf(before, after);
    const [old, now] = [entries(before, key), entries(after, key)];
    return [
      ...moved(path, [...old.keys()], [...now.keys()]),
      ...differKeys(
        Object.fromEntries(old),
        Object.fromEntries(now),
        entry => `${path}[${entry}]`,
      ),
    ];
  }
  return [
    {
      path,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    },
  ];
}

function differKeys(
  before: JsonObject,
  after: JsonObject,
  pathOf: (key: string) => string,
): FieldChange[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap(key => differ(pathOf(key), before[key], after[key]));
}

/** The field by which the entries of both lists are told apart; undefined when there is none, and order counts. */
function keyOf(...lists: Json[][]): string | undefined {
  return KEYS.find(key =>
    lists.every(list => {
      const values = list.map(entry => isObject(entry) && entry[key]);
      return (
        values.every(value => ['string', 'number'].includes(typeof value)) &&
        new Set(values).size === values.length
      );
    }),
  );
}

function entries(list: Json[], key: string | undefined): Map<string, Json> {
  return new Map(
    list.map((entry, index) => [
      key ? String((entry as JsonObject)[key]) : String(index),
      entry,
    ]),
  );
}

/** Another order of what is in both: containers start in it, and variables refer to those before them. */
function moved(path: string, before: string[], after: string[]): FieldChange[] {
  const stay = before.filter(key => after.includes(key));
  const came = after.filter(key => before.includes(key));
  return isDeepStrictEqual(stay, came)
    ? []
    : [{ path, before: stay, after: came }];
}

function member(path: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${path}['${key}']`;
  return path ? `${path}.${key}` : key;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
