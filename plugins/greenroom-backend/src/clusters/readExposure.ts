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
const OWN_WAYS = ['gateway', 'ingress', 'route'] as const;
const ODH = 'openDataHub';

/**
 * Reads `greenroom.clusters.<name>.exposure`.
 * @throws Error naming what is wrong
 */
export function readExposure(own: Config): Exposure | undefined {
  const config = own.getOptionalConfig('exposure');
  if (!config) return undefined;
  const ways = [...OWN_WAYS, ODH].filter(way => config.has(way));
  if (ways.length !== 1) {
    throw new Error(`exposure needs one of: ${[...OWN_WAYS, ODH].join(', ')}`);
  }
  if (config.has(ODH)) {
    const host = config.getString(`${ODH}.host`);
    return { via: { type: ODH, host: hostName(`${ODH}.host`, host) } };
  }
  const hostSuffix = hostName('hostSuffix', config.getString('hostSuffix'));
  const [way] = OWN_WAYS.filter(each => config.has(each));
  return { hostSuffix, via: READERS[way](config.getConfig(way)) };
}

/** With the name and the id of a workbench in front it must stay a host name. */
function hostName(field: string, text: string): string {
  if (HOST.test(text) && text.length <= 190) return text;
  throw new Error(
    `exposure.${field} must be a host name such as "workbenches.example.org", not "${text}"`,
  );
}
