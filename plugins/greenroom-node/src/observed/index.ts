export * from './core';
export * from './kubernetes';
export * from './kueue';
export * from './Observations';
export * from './imageStreams';
export * from './hardwareProfiles';
