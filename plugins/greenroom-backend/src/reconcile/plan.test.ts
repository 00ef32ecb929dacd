import { Manifest } from '@greenroom/backstage-plugin-greenroom-node';
import { hash } from './hash';
import { plan, Presence, Step } from './plan';
import { InventoryRow } from './records/InventoryRow';

const service = (name: string, port = 80): Manifest => ({
  object: {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'fraud' },
    spec: { ports: [{ port }] },
  },
  onDelete: 'delete',
});

const rowOf = (
  manifest: Manifest,
  position: number,
  change: Partial<InventoryRow> = {},
): InventoryRow => ({
  id: position,
  declarationId: 'd',
  cluster: 'dev',
  apiVersion: manifest.object.apiVersion,
  kind: manifest.object.kind,
  namespace: manifest.object.metadata.namespace,
  name: manifest.object.metadata.name,
  nonce: 'nonce',
  uid: `uid-${position}`,
  appliedHash: hash(manifest),
  corrections: 0,
  onDelete: manifest.onDelete,
  position,
  ...change,
});

const seen = (presence: Presence) => () => presence;

describe('plan', () => {
  it('creates what the inventory does not have', () => {
    const { steps, prune } = plan([service('a')], [], seen('unknown'));
    expect(steps).toMatchObject([{ type: 'create', position: 0 }]);
    expect(steps[0].row).toBeUndefined();
    expect(prune).toEqual([]);
  });

  it.each<[string, Partial<InventoryRow>, Step['type']]>([
    [
      'goes on with a creation that a crash cut short',
      { uid: undefined },
      'create',
    ],
    ['asks what would change of what was imported', {}, 'correct'],
  ])('%s', (_, change, type) => {
    const row = rowOf(service('a'), 0, { appliedHash: undefined, ...change });
    const { steps } = plan([service('a')], [row], seen('absent'));
    expect(steps).toMatchObject([{ type, row }]);
  });

  it.each<[Presence, string]>([
    ['present', 'skip'],
    ['unknown', 'skip'],
    ['absent', 'verify'],
    ['drifted', 'correct'],
  ])('when nothing has changed and the object is %s: %s', (presence, type) => {
    const { steps } = plan(
      [service('a')],
      [rowOf(service('a'), 0)],
      seen(presence),
    );
    expect(steps).toMatchObject([{ type }]);
  });

  it('updates what is rendered differently, and only that', () => {
    const rows = [rowOf(service('a'), 0), rowOf(service('b'), 1)];
    const { steps } = plan(
      [service('a'), service('b', 81)],
      rows,
      seen('present'),
    );
    expect(steps.map(({ type }) => type)).toEqual(['skip', 'update']);
  });

  it('prunes in reverse order, and never what is to be retained', () => {
    const data: Manifest = { ...service('data'), onDelete: 'retain' };
    const rows = [
      rowOf(service('a'), 0),
      rowOf(data, 1),
      rowOf(service('b'), 2),
      rowOf(service('kept'), 3),
    ];
    const { prune } = plan([service('kept')], rows, seen('present'));
    expect(prune.map(({ name }) => name)).toEqual(['b', 'a']);
  });

  it('refuses to prune everything because nothing is rendered', () => {
    const rows = [rowOf(service('a'), 0)];
    expect(() => plan([], rows, seen('present'))).toThrow('no objects');
  });

  it('tells objects of the same name apart by kind and namespace', () => {
    const elsewhere = rowOf(service('a'), 0, { namespace: 'other' });
    const { steps, prune } = plan([service('a')], [elsewhere], seen('present'));
    expect(steps).toMatchObject([{ type: 'create', row: undefined }]);
    expect(prune).toEqual([elsewhere]);
  });
});
