/**
 * Scaffolder actions that declare, await and remove Greenroom assets.
 *
 * @packageDocumentation
 */
export * from './actions';
export { scaffolderModuleGreenroom as default } from './module';
