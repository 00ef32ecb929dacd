/**
 * Kinds and their schemas, status and API types, permissions and names that
 * every Greenroom package shares.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './asset';
export * from './claim';
export * from './clusterSite';
export * from './connectionCheck';
export * from './GreenroomClient';
export * from './declaration';
export * from './entities';
export * from './identity';
export * from './kinds';
export * from './labels';
export * from './observedAsset';
export * from './permissions';
export * from './signals';
export * from './standards';
export * from './status';
export * from './usage';
