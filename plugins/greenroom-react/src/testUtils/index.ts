/**
 * Fixtures and fakes for tests of plugins that show Greenroom assets.
 *
 * @packageDocumentation
 */
export * from './assets';
export * from './capacity';
export * from './entityOf';
export * from './fakeGreenroomApi';
export * from './FakeSignals';
export * from './standards';
export * from './usage';
