import { z } from 'zod';
import {
  CONNECTION_TYPE_NAMES,
  CONNECTION_TYPES,
  requiredSecretKeys,
  secretFields,
} from './connectionTypes';
import { isNoMetadataService, METADATA_SERVICE_PROBLEM } from './hosts';
import { description, ownerRef, title } from './names';
import { uniqueBy } from './parts';

const hostName = z
  .string()
  .max(253)
  .regex(
    /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/,
    'must be a host name in lower case',
  );

/** Name of an object of Kubernetes. */
const objectName = z
  .string()
  .max(253)
  .regex(
    /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/,
    'must consist of lower case letters, digits, "-" and "."',
  );

/** Has no control characters, and no braces: it becomes part of a template of external-secrets.io. */
const remoteKey = z
  .string()
  .min(1, 'must not be empty')
  .max(512)
  .regex(/^[^\p{Cc}{}]+$/u, 'must not contain braces or control characters');

/** Where the secret part is: exactly one of these. */
const SOURCES = ['values', 'secretRef', 'externalSecret'] as const;
export type ConnectionSource = (typeof SOURCES)[number];

const fields = z.strictObject({
  title: title.optional(),
  description: description.optional(),
  /** The project's owner when absent. */
  owner: ownerRef.optional(),
  type: z.enum(CONNECTION_TYPE_NAMES),
  /** s3 */
  endpoint: z
    .string()
    .max(500)
    .regex(
      /^https?:\/\/[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[0-9]{1,5})?$/,
      'must be an http:// or https:// address without path, such as "https://s3.example.org"',
    )
    .refine(isNoMetadataService, METADATA_SERVICE_PROBLEM)
    .optional(),
  region: z
    .string()
    .max(63)
    .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'must be a region')
    .optional(),
  bucket: z
    .string()
    .min(3, 'must have at least 3 characters')
    .max(63)
    .regex(
      /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/,
      'must consist of lower case letters, digits, "-" and "."',
    )
    .optional(),
  /** oci */
  registry: z
    .string()
    .max(253)
    .regex(
      /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[0-9]{1,5})?$/,
      'must be the host of a registry, such as "registry.example.org"',
    )
    .optional(),
  /** uri */
  uri: z
    .string()
    .max(1000)
    .regex(
      /^(hf|https):\/\/[A-Za-z0-9][-A-Za-z0-9._]*(:[0-9]{1,5})?(\/[-A-Za-z0-9._~%+=]+)*\/?$/,
      'must be an hf:// or https:// address without credentials or query',
    )
    .refine(isNoMetadataService, METADATA_SERVICE_PROBLEM)
    .optional(),
  /** postgresql */
  host: hostName.optional(),
  port: z.number().int().min(1).max(65535).optional(),
  database: z
    .string()
    .max(63)
    .regex(
      /^[A-Za-z_][-A-Za-z0-9_]*$/,
      'must consist of letters, digits, "-" and "_"',
    )
    .optional(),
  /** The values are sent to `PUT …/secret` afterwards; they are never part of the declaration. */
  values: z.strictObject({}).optional(),
  /** A Secret of the same namespace that somebody else takes care of. */
  secretRef: z.strictObject({ name: objectName }).optional(),
  /** external-secrets.io fetches them from a SecretStore of the same namespace. */
  externalSecret: z
    .strictObject({
      store: objectName,
      keys: z
        .array(
          z.strictObject({
            /** In the Secret. */
            key: z.string().min(1).max(63),
            /** In the store. */
            remoteKey,
            /** Of the entry, when it has several. */
            property: remoteKey.optional(),
          }),
        )
        .min(1)
        .max(10)
        .superRefine(uniqueBy('key')),
    })
    .optional(),
});
type Fields = z.infer<typeof fields>;

/** Where data or models are, and where the Secret with the credentials is. Never the credentials. */
export const connectionSpec = fields
  .superRefine(fieldsOfType)
  .superRefine(oneSource)
  .superRefine(keysOfType);
export type ConnectionSpec = z.infer<typeof connectionSpec>;

function fieldsOfType(spec: Fields, context: z.RefinementCtx): void {
  const all = CONNECTION_TYPE_NAMES.flatMap(type =>
    CONNECTION_TYPES[type].fields.flatMap(({ declared }) => declared ?? []),
  );
  const own = CONNECTION_TYPES[spec.type].fields;
  for (const name of all) {
    const found = own.find(({ declared }) => declared === name);
    if (found?.required && spec[name] === undefined) {
      refuse(
        context,
        [name],
        `is required for a connection of type ${spec.type}`,
      );
    } else if (!found && spec[name] !== undefined) {
      refuse(
        context,
        [name],
        `is not part of a connection of type ${spec.type}`,
      );
    }
  }
}

function oneSource(spec: Fields, context: z.RefinementCtx): void {
  const given = SOURCES.filter(source => spec[source] !== undefined);
  if (given.length === 1) return;
  const choice = `give exactly one of ${SOURCES.join(', ')}`;
  const [, other] = given;
  if (other) refuse(context, [other], `is one too many: ${choice}`);
  else refuse(context, ['values'], `is missing: ${choice}`);
}

function keysOfType(
  { type, externalSecret }: Fields,
  context: z.RefinementCtx,
): void {
  if (!externalSecret) return;
  const known = secretFields(type).map(({ key }) => key);
  const given = externalSecret.keys.map(({ key }) => key);
  given.forEach((key, index) => {
    if (known.includes(key)) return;
    refuse(
      context,
      ['externalSecret', 'keys', index, 'key'],
      `must be one of: ${known.join(', ')}`,
    );
  });
  const missing = requiredSecretKeys(type).filter(key => !given.includes(key));
  if (missing.length) {
    refuse(
      context,
      ['externalSecret', 'keys'],
      `must also have: ${missing.join(', ')}`,
    );
  }
}

function refuse(
  context: z.RefinementCtx,
  path: (string | number)[],
  message: string,
): void {
  context.addIssue({ code: 'custom', path, message });
}

/** Who sees to it that the Secret has what it needs. */
export function connectionSource(spec: ConnectionSpec): ConnectionSource {
  return SOURCES.find(source => spec[source] !== undefined) ?? 'values';
}

/** Name of the Secret that has the credentials, in the project's namespace. */
export function connectionSecret(
  name: string,
  { secretRef }: Pick<ConnectionSpec, 'secretRef'>,
): string {
  return secretRef?.name ?? name;
}
