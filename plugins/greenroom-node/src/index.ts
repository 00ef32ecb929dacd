/**
 * Extension points, targets and the service client with which other backend
 * plugins extend Greenroom.
 *
 * @packageDocumentation
 */
export * from './extensionPoints';
export * from './greenroomServiceRef';
export * from './observed';
export * from './policy';
export * from './target';
