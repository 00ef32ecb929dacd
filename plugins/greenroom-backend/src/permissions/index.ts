export * from './registerPermissions';
export * from './resources';
