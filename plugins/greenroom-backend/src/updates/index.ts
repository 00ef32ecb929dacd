// PLACEHOLDER by the lead so that the engine compiles. IMPACT: overwrite this whole folder.
export interface PendingUpdate { cause: 'declaration' | 'greenroom' | 'drift'; impact: string; since: string; changes: unknown[] }
export const difference = (_a: unknown, _b: unknown): any[] => JSON.stringify(_a) === JSON.stringify(_b) ? [] : [{ path: 'x' }];
export const isRunning = (_p: unknown) => false;
export const decideUpdate = (_: any): 'apply' | 'hold' => 'apply';
export const impactOf = (..._: any[]): any => 'none';
export const pendingUpdate = (..._: any[]): any => undefined;
