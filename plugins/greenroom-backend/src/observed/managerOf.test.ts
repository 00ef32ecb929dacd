import { someMetadata } from '@greenroom/backstage-plugin-greenroom-node/testUtils';
import { isForeign, managerOf } from './managerOf';

describe('managerOf', () => {
  it.each([
    [
      'Argo CD',
      { annotations: { 'argocd.argoproj.io/tracking-id': 'a:b:c' } },
      'annotation argocd.argoproj.io/tracking-id',
      true,
    ],
    [
      'Flux',
      { labels: { 'kustomize.toolkit.fluxcd.io/name': 'apps' } },
      'label kustomize.toolkit.fluxcd.io/name',
      true,
    ],
    [
      'Helm',
      { labels: { 'app.kubernetes.io/managed-by': 'Helm' } },
      'label app.kubernetes.io/managed-by',
      false,
    ],
    [
      'Open Data Hub',
      { labels: { 'opendatahub.io/dashboard': 'true' } },
      'label opendatahub.io/dashboard',
      false,
    ],
    [
      'my-operator',
      { labels: { 'app.kubernetes.io/managed-by': 'my-operator' } },
      'label app.kubernetes.io/managed-by',
      false,
    ],
    ['somebody', {}, undefined, false],
  ])('knows %s by its marks', (name, metadata, evidence, enforces) => {
    expect(managerOf(someMetadata('explore', metadata))).toEqual({
      name,
      evidence,
      enforces,
    });
  });

  it('takes the one that puts changes back for the manager of what another one made', () => {
    const metadata = someMetadata('explore', {
      labels: {
        'opendatahub.io/dashboard': 'true',
        'kustomize.toolkit.fluxcd.io/name': 'apps',
      },
    });
    expect(managerOf(metadata)).toMatchObject({ name: 'Flux', enforces: true });
  });

  it('takes a controlling owner for the manager, whatever the labels say', () => {
    const metadata = someMetadata('explore', {
      labels: { 'opendatahub.io/dashboard': 'true' },
      ownerReferences: [
        {
          apiVersion: 'example.org/v1',
          kind: 'Team',
          name: 'fraud',
          uid: '1',
          controller: true,
        },
      ],
    });
    expect(managerOf(metadata)).toEqual({
      name: 'Team fraud',
      evidence: 'owner reference to Team fraud',
      enforces: true,
    });
  });
});

describe('isForeign', () => {
  it('is what bears no declaration of Greenroom', () => {
    const ours = {
      'app.kubernetes.io/managed-by': 'greenroom',
      'greenroom.dev/declaration': '11111111-1111-4111-8111-111111111111',
    };
    expect(isForeign(someMetadata('explore', { labels: ours }))).toBe(false);
    expect(isForeign(someMetadata('explore'))).toBe(true);
    expect(
      isForeign(
        someMetadata('explore', {
          labels: { 'app.kubernetes.io/managed-by': 'greenroom' },
        }),
      ),
    ).toBe(true);
  });
});
