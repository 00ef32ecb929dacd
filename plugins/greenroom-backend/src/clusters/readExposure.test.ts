import { ConfigReader } from '@backstage/config';
import { readExposure } from './readExposure';

const read = (exposure?: object) =>
  readExposure(new ConfigReader({ ...(exposure && { exposure }) } as never));
const hostSuffix = 'wb.example.org';

describe('readExposure', () => {
  it('reads where Open Data Hub opens notebooks, which needs no suffix', () => {
    const host = 'data-science-gateway.apps.example.org';
    expect(read({ openDataHub: { host } })).toEqual({
      via: { type: 'openDataHub', host },
    });
  });

  it('reads a gateway, an ingress or routes', () => {
    expect(read({ hostSuffix, route: {} })).toEqual({
      hostSuffix,
      via: { type: 'route' },
    });
    expect(read()).toBeUndefined();
    expect(
      read({ hostSuffix, gateway: { name: 'public', namespace: 'gw' } }),
    ).toEqual({
      hostSuffix,
      via: { type: 'gateway', name: 'public', namespace: 'gw' },
    });
    expect(read({ hostSuffix, ingress: { className: 'nginx' } })).toEqual({
      hostSuffix,
      via: { type: 'ingress', className: 'nginx' },
    });
  });

  it.each([
    [{ hostSuffix: 'https://wb.example.org', ingress: {} }, 'hostSuffix'],
    [{ hostSuffix: 'wb.example.org/x', ingress: {} }, 'hostSuffix'],
    [{ hostSuffix: 'localhost', ingress: {} }, 'hostSuffix'],
    [{ openDataHub: { host: 'https://x.example.org' } }, 'openDataHub.host'],
    [{ hostSuffix }, 'one of: gateway, ingress, route, openDataHub'],
    [
      { hostSuffix, ingress: {}, gateway: { name: 'a', namespace: 'b' } },
      'one of: gateway, ingress, route, openDataHub',
    ],
  ])('refuses %j', (exposure, message) => {
    expect(() => read(exposure)).toThrow(message);
  });
});
