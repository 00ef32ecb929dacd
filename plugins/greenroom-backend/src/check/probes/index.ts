import { ConnectionType } from '@greenroom/backstage-plugin-greenroom-common';
import { oci } from './oci';
import { postgresql } from './postgresql';
import { Probe } from './Probe';
import { s3 } from './s3';
import { uri } from './uri';

export const PROBES: Record<ConnectionType, Probe> = {
  s3,
  oci,
  uri,
  postgresql,
};
