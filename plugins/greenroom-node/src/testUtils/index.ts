/**
 * Builders with which tests speak the domain.
 *
 * @packageDocumentation
 */
export * from './badInputs';
export * from './cluster';
export * from './context';
export * from './declarations';
export * from './notebooks';
export * from './objects';
export * from './PodBuilder';
export * from './seen';
export * from './standards';
