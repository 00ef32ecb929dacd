export * from './decideUpdate';
export * from './difference';
export * from './pendingUpdate';
