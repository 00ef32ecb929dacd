import { Target } from '@greenroom/backstage-plugin-greenroom-node';
import { Knex } from 'knex';
import { ClusterScope } from './ClusterScope';

/** Where an asset is realised. */
export interface Realised {
  scope: ClusterScope;
  target: Target;
  knex: Knex;
}
