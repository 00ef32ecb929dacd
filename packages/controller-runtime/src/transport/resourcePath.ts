import { ApiResource } from '../discovery/ApiResource';

/** One path segment, escaped; `.` and `..` survive escaping, so they are refused. */
function segment(value: string, what: string): string {
  if (value === '' || value === '.' || value === '..') {
    throw new TypeError(
      `${what} must not be '${value}'; give the object's name`,
    );
  }
  return encodeURIComponent(value);
}

/**
 * The path of a collection, an object or a subresource. Every segment is
 * escaped, so a name can never reach another object.
 *
 * @throws TypeError when a name is empty, `.` or `..`, or when a namespaced
 * object is named without its namespace
 */
export function resourcePath(
  resource: ApiResource,
  ref: { namespace?: string; name?: string; subresource?: string } = {},
): string {
  const { kind, namespaced } = resource;
  if (namespaced && ref.name !== undefined && ref.namespace === undefined) {
    throw new TypeError(`${kind} '${ref.name}' needs a namespace`);
  }
  const version = segment(resource.version, `version of ${kind}`);
  const segments = resource.group
    ? ['apis', segment(resource.group, `group of ${kind}`), version]
    : ['api', version];
  if (namespaced && ref.namespace !== undefined) {
    segments.push('namespaces', segment(ref.namespace, 'namespace'));
  }
  segments.push(segment(resource.plural, `plural of ${kind}`));
  if (ref.name !== undefined) {
    segments.push(segment(ref.name, `name of ${kind}`));
    if (ref.subresource !== undefined) {
      segments.push(segment(ref.subresource, `subresource of ${kind}`));
    }
  }
  return `/${segments.join('/')}`;
}
