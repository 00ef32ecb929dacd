export * from './AssetSignals';
export * from './DefaultEngine';
export * from './Engine';
export * from './NamespaceLook';
