import { Config } from '@backstage/config';
import { Exposure } from '@greenroom/backstage-plugin-greenroom-node';

const HOST =
  /^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

const READERS = {
  gateway: (own: Config) => ({
    type: 'gateway' as const,
    name: own.getString('name'),
    namespace: own.getString('namespace'),
    section: own.getOptionalString('section'),
  }),
  ingress: (own: Config) => ({
    type: 'ingress' as const,
    className: own.getOptionalString('className'),
    tlsSecret: own.getOptionalString('tlsSecret'),
  }),
  route: () => ({ type: 'route' as const }),
};
const WAYS = ['gateway', 'ingress', 'route'] as const;

/**
 * Reads `greenroom.clusters.<name>.exposure`.
 * @throws Error naming what is wrong
 */
export function readExposure(own: Config): Exposure | undefined {
  const config = own.getOptionalConfig('exposure');
  if (!config) return undefined;
  const hostSuffix = config.getString('hostSuffix');
  // With the name and the id of a workbench in front it must stay a host name.
  if (!HOST.test(hostSuffix) || hostSuffix.length > 190) {
    throw new Error(
      `exposure.hostSuffix must be a host name such as "workbenches.example.org", not "${hostSuffix}"`,
    );
  }
  const ways = WAYS.filter(way => config.has(way));
  if (ways.length !== 1) {
    throw new Error(`exposure needs one of: ${WAYS.join(', ')}`);
  }
  return { hostSuffix, via: READERS[ways[0]](config.getConfig(ways[0])) };
}
