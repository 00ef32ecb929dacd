export { FakeClock } from './FakeClock';
export { FaultProxy } from './FaultProxy';
export type { Occurrence, ProxyOptions, Rule } from './FaultProxy';
export * from './faults';
export { MemoryLeaseStore } from './MemoryLeaseStore';
export { RecordedApi } from './RecordedApi';
export type { RecordedRequest, Verb } from './RecordedApi';
