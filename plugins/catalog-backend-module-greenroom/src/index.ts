/**
 * Entities of Greenroom assets, and validation of declarations in the catalog.
 *
 * @packageDocumentation
 */
export * from './extensionPoint';
export * from './mapping';
export { GreenroomProcessor } from './processor';
export { GreenroomEntityProvider } from './provider';
export { catalogModuleGreenroom as default } from './module';
