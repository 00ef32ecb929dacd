import {
  aConnection,
  aModelServer,
  aProject,
  aWorkbench,
} from '@greenroom/backstage-plugin-greenroom-react/testUtils';
import { deletionConsequences, holdsData } from './consequences';

describe('deletionConsequences', () => {
  it('keeps the namespace of a project unless its data goes too', () => {
    expect(deletionConsequences(aProject(), false).kept).toEqual([
      'Namespace fraud on dev',
      expect.stringContaining('also what others made'),
    ]);
    expect(deletionConsequences(aProject(), true)).toMatchObject({
      goes: expect.arrayContaining([
        expect.stringContaining('Namespace fraud'),
      ]),
      kept: [],
    });
  });

  it('keeps a namespace that was there before the project, and asks nothing', () => {
    const taken = aProject({
      namespace: 'lab',
      resolved: { namespace: 'lab' },
    });
    expect(holdsData(taken)).toBe(false);
    expect(deletionConsequences(taken, true).kept).toContain(
      'Namespace lab on dev',
    );
  });

  it('takes storage that was declared to go with its workbench', () => {
    const workbench = aWorkbench();
    workbench.spec.storage = [
      { name: 'work', size: '20Gi', mountPath: '/work', onDelete: 'retain' },
      { name: 'tmp', size: '5Gi', mountPath: '/tmp/x', onDelete: 'delete' },
    ];

    expect(deletionConsequences(workbench, false)).toEqual({
      goes: ['The workbench and its address', 'Storage tmp (5Gi, /tmp/x)'],
      kept: ['Storage work (20Gi, /work)'],
    });
  });

  it('never takes storage that was there before', () => {
    const workbench = aWorkbench();
    workbench.spec.storage = [
      { name: 'data', existing: 'shared', mountPath: '/data' },
    ];

    expect(deletionConsequences(workbench, true)).toEqual({
      goes: ['The workbench and its address'],
      kept: ['Storage data (claim shared, /data)'],
    });
  });

  it('asks about data only where there is any', () => {
    const all = [aProject(), aWorkbench(), aModelServer(), aConnection()];
    expect(all.map(holdsData)).toEqual([true, true, false, false]);
  });

  it('takes the Secret of a connection with it, but not one of somebody else', () => {
    const spec = { ...aConnection().spec, values: undefined };
    const referring = aConnection({
      spec: { ...spec, secretRef: { name: 'theirs' } },
    });
    expect(deletionConsequences(aConnection(), false).goes).toContain(
      'Secret fraud/models-s3, with the values in it',
    );
    expect(deletionConsequences(referring, false)).toMatchObject({
      goes: ['The connection'],
      kept: expect.arrayContaining(['Secret fraud/theirs']),
    });
  });
});
