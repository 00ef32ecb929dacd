export { testCertificate } from './certificate';
export { FakeClock } from './FakeClock';
export { FaultProxy } from './FaultProxy';
export type { Occurrence, ProxyOptions, Rule } from './FaultProxy';
export {
  answers,
  delays,
  endsAfter,
  holds,
  holdsAnswer,
  losesAnswer,
  resets,
  WRITES,
} from './faults';
export type {
  Answer,
  Exchange,
  Fault,
  Matcher,
  OpenWatch,
  Order,
} from './faults';
export { MemoryLeaseStore } from './MemoryLeaseStore';
export { RecordedApi } from './RecordedApi';
export type { RecordedRequest, Verb } from './RecordedApi';
