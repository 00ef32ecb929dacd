import { aWorkbench } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { storageIssues } from './storageIssues';

const { spec } = aWorkbench();
const mounts = (existing: string) => ({
  ...spec,
  storage: [{ name: 'work', existing, mountPath: '/work' }],
});

describe('storageIssues', () => {
  it('keeps a volume of the workbench from becoming one that it does not own', () => {
    expect(storageIssues('explore', mounts('explore-work'), spec)).toEqual([
      {
        field: 'spec.storage[0].existing',
        message: expect.stringContaining('declare it by "size"'),
      },
    ]);
    const both = {
      ...spec,
      storage: [
        ...spec.storage!,
        { name: 'x', existing: 'explore-work', mountPath: '/x' },
      ],
    };
    expect(storageIssues('explore', both, undefined)).toHaveLength(1);
  });

  it('admits what others made, and what an earlier workbench left', () => {
    expect(storageIssues('explore', mounts('shared'), spec)).toEqual([]);
    expect(storageIssues('explore', mounts('explore-work'), undefined)).toEqual(
      [],
    );
    expect(storageIssues('explore', spec, spec)).toEqual([]);
  });
});
