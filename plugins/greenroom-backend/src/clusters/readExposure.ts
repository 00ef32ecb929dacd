import { Config } from '@backstage/config';
import { Exposure } from '@greenroom/backstage-plugin-greenroom-node';

const HOST =
  /^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

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
  const gateway = config.getOptionalConfig('gateway');
  const ingress = config.getOptionalConfig('ingress');
  if (Boolean(gateway) === Boolean(ingress)) {
    throw new Error('exposure needs either gateway or ingress');
  }
  return {
    hostSuffix,
    via: gateway
      ? {
          type: 'gateway',
          name: gateway.getString('name'),
          namespace: gateway.getString('namespace'),
          section: gateway.getOptionalString('section'),
        }
      : {
          type: 'ingress',
          className: ingress?.getOptionalString('className'),
          tlsSecret: ingress?.getOptionalString('tlsSecret'),
        },
  };
}
