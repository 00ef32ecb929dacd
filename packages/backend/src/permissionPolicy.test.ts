import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { PortalPolicy } from './permissionPolicy';

describe('PortalPolicy', () => {
  const decide = (name: string) =>
    new PortalPolicy().handle({
      permission: createPermission({ name, attributes: {} }),
    });

  it('keeps the Kubernetes proxy closed', async () => {
    expect(await decide('kubernetes.proxy')).toEqual({
      result: AuthorizeResult.DENY,
    });
  });

  it('allows what the portal itself offers', async () => {
    expect(await decide('catalog.entity.read')).toEqual({
      result: AuthorizeResult.ALLOW,
    });
  });
});
