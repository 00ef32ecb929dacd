import { ownedFieldsHash } from './ownedFields';
import { isOlder } from './resourceVersion';

const entry = (change: object = {}) => ({
  manager: 'greenroom',
  operation: 'Apply',
  apiVersion: 'v1',
  time: '2026-11-26T12:00:00Z',
  fieldsType: 'FieldsV1',
  fieldsV1: { 'f:spec': { 'f:selector': {} } },
  ...change,
});
const hashOf = (...managedFields: object[]) =>
  ownedFieldsHash({ metadata: { managedFields } });

describe('ownedFieldsHash', () => {
  it('changes with what we own, and with nothing else', () => {
    const before = hashOf(entry());
    const other = entry({ manager: 'kubectl-edit', operation: 'Update' });
    expect(hashOf(other, entry())).toBe(before);
    expect(hashOf(entry({ fieldsV1: { 'f:spec': {} } }))).not.toBe(before);
  });

  it('changes when another replica of ours applied other values later', () => {
    const later = entry({ time: '2026-11-26T12:00:12Z' });
    expect(hashOf(later)).not.toBe(hashOf(entry()));
    const annotations = { 'greenroom.dev/revision': '2' };
    expect(
      ownedFieldsHash({ metadata: { annotations, managedFields: [entry()] } }),
    ).not.toBe(hashOf(entry()));
  });

  it.each([
    ['another applier', { manager: 'argocd' }],
    ['our own patches', { operation: 'Update' }],
    ['a subresource', { subresource: 'scale' }],
  ])('does not take %s for what we applied', (_, change) => {
    expect(hashOf(entry(change))).toBeUndefined();
  });
});

describe('isOlder', () => {
  it.each([
    ['99', '100', true],
    ['100', '99', false],
    ['100', '100', false],
    ['9007199254740993', '9007199254740994', true],
  ])('%s before %s: %s', (version, than, expected) => {
    expect(isOlder(version, than)).toBe(expected);
  });
});
