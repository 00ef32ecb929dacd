export { FakeClock } from './FakeClock';
export { MemoryLeaseStore } from './MemoryLeaseStore';
